"""Real verdicts of hip3-dod against docs/verdict.schema.json, by the jsonschema of PyPI."""
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

program = sys.argv[1]
root = pathlib.Path(__file__).resolve().parents[2]
schema = json.loads((root / "docs/verdict.schema.json").read_text())
fixtures = root / "Tests/Fixtures/format"
checker = jsonschema.Draft202012Validator(schema)


def say(check, good, words):
    print(f"RESULT\tschema\t{check}\t{'ok' if good else 'FAILED'}\t{words}")
    return good


good = True
try:
    jsonschema.Draft202012Validator.check_schema(schema)
    good &= say("the schema itself", True, "is one of 2020-12")
except jsonschema.SchemaError as error:
    good &= say("the schema itself", False, str(error).splitlines()[0])


def verdict(folder):
    run = subprocess.run([program, "check", str(folder), "--json", "-"], capture_output=True, text=True)
    return json.loads(run.stdout)


with tempfile.TemporaryDirectory() as place:
    place = pathlib.Path(place)
    lines = (fixtures / "ledger.jsonl").read_text().splitlines(keepends=True)
    (place / "whole/data").mkdir(parents=True)
    (place / "whole/data/ledger_2026-01-20.jsonl").write_text("".join(lines[:-1]))
    (place / "whole/data/ledger_2026-01-21.jsonl").write_text(lines[-1])
    for kind in ("signals", "followups"):
        (place / f"whole/data/{kind}_2026-01-20.jsonl").write_text((fixtures / f"{kind}.jsonl").read_text())
    (place / "whole/journal.jsonl").write_text((fixtures / "journal.jsonl").read_text())
    (place / "old").mkdir()
    (place / "old/signals_2026-01-20.jsonl").write_text((fixtures / "signals.jsonl").read_text() + "torn")
    (place / "nothing").mkdir()
    for name in ("whole", "old", "nothing"):
        found = verdict(place / name)
        problems = [error.json_path + ": " + error.message[:80] for error in checker.iter_errors(found)]
        good &= say(f"verdict on {name}", not problems, f"{found['verdict']}; {problems[:3]}")
        found["verdict"] = "MAYBE"
        good &= say(f"verdict on {name}, spoiled", not checker.is_valid(found), "is refused")
sys.exit(0 if good else 1)
