"""nautilus_trader's Rust client against a synthetic exchange.

usage: check_nautilus.py BASE_URL   (http://127.0.0.1:PORT)
"""

import pathlib
import re
import subprocess
import sys

from checks import Checks, require, rising

INSTRUMENT = "xyz:TSLA-USD-PERP.HYPERLIQUID"
# How long the node looks, and how long it may take in all, in seconds.
LOOKS, PATIENCE = 8, 90
KINDS = {
    "quotes": ("QuoteTick", 20),
    "trades": ("TradeTick", 3),
    "mark prices": ("MarkPriceUpdate", 10),
    "index prices": ("IndexPriceUpdate", 10),
    "funding rates": ("FundingRateUpdate", 5),
}
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def numbers(line, *names):
    """The numbers after these names, as Rust prints them: `Price(433.960)` or bare."""
    found = [re.search(rf"\b{name}: (?:\w+\()?(-?[\d.]+)", line) for name in names]
    require(all(found), f"without {names}: {line}")
    return [float(match.group(1)) for match in found]


def check_kind(lines, kind, wanted):
    own = [line for line in lines if f"actor: {kind} {{" in line]
    require(len(own) >= wanted, f"{len(own)} of {wanted}")
    require(all(f'"{INSTRUMENT}"' in line for line in own), "another instrument")
    if kind == "QuoteTick":
        for line in own:
            bid, ask, bid_size, ask_size = numbers(line, "bid_price", "ask_price", "bid_size", "ask_size")
            require(0 < bid < ask and bid_size > 0 and ask_size > 0, line)
    elif kind == "TradeTick":
        for line in own:
            px, size = numbers(line, "price", "size")
            require(px > 0 and size > 0 and ("Buyer" in line or "Seller" in line), line)
    elif kind == "FundingRateUpdate":
        require(all(abs(numbers(line, "rate")[0]) < 0.01 for line in own), "funding")
    else:
        require(all(400 < numbers(line, "value")[0] < 470 for line in own), "price")
    rising([numbers(line, "ts_event")[0] for line in own], kind)
    return f"{len(own)} of them"


def main():
    checks = Checks("nautilus_trader")
    node = pathlib.Path(__file__).with_name("nautilus_node.py")
    try:
        run = subprocess.run(
            [sys.executable, str(node), sys.argv[1], str(LOOKS)], capture_output=True, text=True,
            timeout=PATIENCE)
    except subprocess.TimeoutExpired as expired:
        checks.report("node", False, f"not over after {expired.timeout} s")
        checks.finish()
    lines = COLOUR.sub("", run.stdout + run.stderr).splitlines()
    errors = [line for line in lines if "[ERROR]" in line or "panicked" in line]

    def node_ran():
        require(run.returncode == 0, f"exit code {run.returncode}: {lines[-1:]}")
        require(not errors, f"{len(errors)} errors: {errors[:1]}")
        return "started, looked and stopped without an error"

    checks.run("LiveNode", node_ran)
    for name, (kind, wanted) in KINDS.items():
        checks.run(name, lambda kind=kind, wanted=wanted: check_kind(lines, kind, wanted))
    checks.finish()


main()
