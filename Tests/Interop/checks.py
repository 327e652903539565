"""What every client's script shares: named checks, of which each prints one line, and the exit code."""

import re
import sys
import traceback
from decimal import Decimal

# A decimal as the exchange writes it: always with a point, never with an exponent.
DECIMAL = re.compile(r"^-?\d+\.\d+$")


class Checks:
    """Collects the checks of one client. `RESULT<tab>client<tab>check<tab>ok or FAILED<tab>detail`."""

    def __init__(self, client):
        self.client = client
        self.failed = 0
        self.passed = 0

    def run(self, name, check):
        """Calls `check`, which returns a detail to print or raises what is wrong."""
        try:
            self.report(name, True, check())
        except Exception as error:  # Whatever a client raises is a failed check, not the end of the run.
            traceback.print_exc(file=sys.stderr)
            self.report(name, False, f"{type(error).__name__}: {error}")

    async def run_async(self, name, check):
        try:
            self.report(name, True, await check())
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            self.report(name, False, f"{type(error).__name__}: {error}")

    def report(self, name, is_ok, detail):
        line = " ".join(str(detail).split())[:160]
        print(f"RESULT\t{self.client}\t{name}\t{'ok' if is_ok else 'FAILED'}\t{line}", flush=True)
        if is_ok:
            self.passed += 1
        else:
            self.failed += 1

    def finish(self):
        """Ends the process; a client of which nothing was checked has failed."""
        sys.stdout.flush()
        sys.exit(1 if self.failed or not self.passed else 0)


def require(condition, what):
    if not condition:
        raise AssertionError(what)


def decimal(text, what="value"):
    """A number that came as text, in the exchange's writing."""
    require(isinstance(text, str) and DECIMAL.match(text), f"{what} is no decimal: {text!r}")
    return Decimal(text)


def price(text, what="price"):
    value = decimal(text, what)
    require(value > 0, f"{what} is not above 0: {text}")
    return value


def book_sides(levels):
    """Both sides of a book: bids falling, asks rising, not crossed. Returns how many levels each has."""
    require(len(levels) == 2, f"{len(levels)} sides")
    bids, asks = ([price(level["px"]) for level in side] for side in levels)
    for side in levels:
        for level in side:
            require(decimal(level["sz"], "size") > 0, f"an empty level: {level}")
            require(isinstance(level["n"], int) and level["n"] > 0, f"nobody stands at {level}")
    require(bids == sorted(bids, reverse=True) and len(set(bids)) == len(bids), "bids don't fall")
    require(asks == sorted(asks) and len(set(asks)) == len(asks), "asks don't rise")
    require(not bids or not asks or bids[0] < asks[0], f"crossed: {bids[0]} {asks[0]}")
    return len(bids), len(asks)


def rising(times, what):
    """Times never fall."""
    require(all(a <= b for a, b in zip(times, times[1:])), f"{what}: a time falls")
