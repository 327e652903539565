"""hip3-dod calendar against exchange_calendars and pandas_market_calendars, wherever the two agree."""
import datetime
import json
import subprocess
import sys

import exchange_calendars
import pandas
import pandas_market_calendars

program = sys.argv[1]
FIRST, LAST = "1970-01-01", "2035-12-31"


def say(check, good, words):
    print(f"RESULT\tcalendar\t{check}\t{'ok' if good else 'FAILED'}\t{words}")
    return good


lines = subprocess.run(
    [program, "calendar", "--from", FIRST, "--to", LAST, "--json"], check=True, capture_output=True, text=True
).stdout.splitlines()
ours = {day["date"]: day for day in map(json.loads, lines)}

one = exchange_calendars.get_calendar("XNYS", start=FIRST, end=LAST).schedule
other = pandas_market_calendars.get_calendar("NYSE").schedule(start_date=FIRST, end_date=LAST)


def table(frame, opens, closes):
    return {
        str(day.date()): (row[opens].tz_convert("UTC"), row[closes].tz_convert("UTC"))
        for day, row in frame.iterrows()
    }


one, other = table(one, "open", "close"), table(other, "market_open", "market_close")
good = True
compared, wrong = 0, []
day = datetime.date.fromisoformat(FIRST)
while day <= datetime.date.fromisoformat(LAST):
    name = day.isoformat()
    if day.weekday() < 5 and (name in one) == (name in other):
        compared += 1
        if (ours[name]["open"] is not None) != (name in one):
            wrong.append(name)
    day += datetime.timedelta(days=1)
good &= say("weekdays", not wrong and compared > 17_000, f"{compared} weekdays compared, wrong: {wrong[:5]}")

compared, differ, wrong = 0, 0, []
for name in sorted(set(one) & set(other)):
    if name < "2002-01-01":
        continue
    if one[name] != other[name]:
        differ += 1
        continue
    compared += 1
    told = tuple(pandas.Timestamp(ours[name][key]) for key in ("open", "close"))
    if told != one[name]:
        wrong.append(name)
good &= say(
    "hours", not wrong and compared > 8_000,
    f"{compared} opens and closes since 2002 compared, {differ} left out where the two differ, wrong: {wrong[:5]}")
sys.exit(0 if good else 1)
