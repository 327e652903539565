"""A nautilus node that looks at one market and logs what it gets. Its data goes by in Rust: the log is where it
shows itself.

usage: nautilus_node.py BASE_URL SECONDS   (http://127.0.0.1:PORT)
"""

import sys
import time

from nautilus_trader.core import nautilus_pyo3 as n

INSTRUMENT = "xyz:TSLA-USD-PERP.HYPERLIQUID"


def turn(node, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        node.poll()
        time.sleep(0.01)


def main():
    base_url, seconds = sys.argv[1], float(sys.argv[2])
    config = n.HyperliquidDataClientConfig(
        base_url_ws="ws" + base_url.removeprefix("http") + "/ws", base_url_http=base_url + "/info")
    builder = n.LiveNode.builder("INTEROP", n.TraderId("T-001"), n.Environment.LIVE)
    builder = builder.add_data_client(None, n.HyperliquidDataClientFactory(), config) or builder
    node = builder.build()
    tester = n.DataTesterConfig(
        client_id=n.ClientId("HYPERLIQUID"), instrument_ids=[n.InstrumentId.from_str(INSTRUMENT)],
        subscribe_quotes=True, subscribe_trades=True, subscribe_mark_prices=True, subscribe_index_prices=True,
        subscribe_funding_rates=True, manage_book=False, log_data=True)
    node.add_builtin_actor("DataTester", tester)
    node.start()
    turn(node, seconds)
    node.stop()
    # It unsubscribes and takes ten seconds; one that has stopped says so by refusing to be polled.
    try:
        turn(node, 15)
    except RuntimeError as stopped:
        if "not running" not in str(stopped):
            raise


main()
