#!/usr/bin/env python3
"""A small independent bot: it watches the venue and writes signal files, and knows nothing of ledgers or ops pages.

It behaves like the deployed bot before its repair (--format parquet) or after it (--format jsonl, with its bugs
where asked for), so that it can be shown that they are found out. Python's standard library only.
"""

import argparse
import json
import os
import signal
import sys
import time
from datetime import datetime, timezone

import config_file
import venue
from clocks import MachineClock, RehearsalClock
from decimals import e8
from detector import Detector, Settings, Signal
from line_file import LineFile
from parquet_file import ParquetFile
from websocket_client import ConnectionLost, WebSocketClient

EXAMPLE = """\
example:
  hip3-soak exchange --port 8765 --seed 7 --speed 100 --clock /tmp/clock
  bot.py ws://127.0.0.1:8765/ws /tmp/signals engine.toml --clock /tmp/clock --format jsonl --torn-tail

as an engine of a soak:
  hip3-soak run --feed synthetic --engine 'python3 bot.py {ws_url} {data_dir} {config} --format parquet'
"""
TABLES_EVERY_MS = 300_000
PING_EVERY_MS = 30_000
BACK_OFF_MS = 1_000
WAIT_SECONDS = 0.05


class OneLineParser(argparse.ArgumentParser):
    def error(self, message: str):
        self.exit(64, f"bot.py: {message}; see --help\n")


class Bot:
    def __init__(self, options: argparse.Namespace):
        self.options = options
        config = config_file.read(options.config) if options.config else {}
        page = options.clock or config.get("clock.page")
        self.clock = RehearsalClock(page) if page else MachineClock()
        self.settings = Settings.of(config)
        self.dex = config.get("xyz_pattern", "xyz")
        self.info_url = config.get("info_url") or venue.info_url(options.ws_url)
        self.detectors: dict[str, Detector] = {}
        self.terms: dict[str, tuple] = {}
        self.tables_ms = 0
        self.file = None
        self.file_day = ""
        self.detected = 0
        self.failures = 0
        self.is_stopped = False

    def log(self, text: str) -> None:
        try:
            print(f"{datetime.now(timezone.utc):%Y-%m-%dT%H:%M:%SZ} {text}", file=sys.stderr, flush=True)
        except OSError:
            pass  # a log that takes nothing costs no signal

    # What the venue says

    def read_tables(self) -> None:
        """Tells known markets what changed, and meets new ones. Nothing changes when nothing usable came."""
        self.tables_ms = self.clock.now_ms()
        prefix, found = venue.listings(self.info_url, self.dex)
        for listing in found:
            if listing.coin not in self.detectors:
                if listing.is_delisted:
                    continue
                self.detectors[listing.coin] = Detector(f"{prefix}:{listing.index}", self.settings)
                self.terms[listing.coin] = listing.terms
            detector = self.detectors[listing.coin]
            detector.cap_e8 = listing.cap_e8
            detector.is_halted = listing.is_delisted
            detector.are_terms_changed = listing.terms != self.terms[listing.coin]

    def hear(self, message: bytes, now_ms: int) -> list[Signal]:
        try:
            frame = json.loads(message)
            channel = frame.get("channel")
            if channel not in ("bbo", "activeAssetCtx"):
                return []
            data = frame["data"]
            detector = self.detectors.get(data["coin"])
            if detector is None:
                return []
            if channel == "bbo":
                bid, ask = data["bbo"]
                return detector.bbo(venue.level(bid), venue.level(ask), data["time"], now_ms)
            ctx = data["ctx"]
            price = lambda key: e8(ctx[key]) if ctx.get(key) is not None else None
            return detector.context(price("oraclePx"), price("markPx"), price("openInterest"), now_ms)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            self.log(f"WARN a message that says nothing: {error!r}")
            return []

    # Files

    def path(self, day: str) -> str:
        return os.path.join(self.options.data_dir, f"signals_{day}.{self.options.format}")

    def file_of(self, day: str):
        if day != self.file_day or self.file is None:
            if self.file is not None:
                self.file.close()
                self.file = None
            path = self.path(day)
            if self.options.format == "parquet":
                self.file = ParquetFile(path)
            else:
                self.file = LineFile(
                    path, has_torn_tail=self.options.torn_tail, writes_twice=self.options.double_write)
            self.file_day = day
        return self.file

    def write(self, found: Signal) -> None:
        self.detected += 1
        self.log(
            f"INFO Signal detected (#{self.detected}), market: {found.market_key}, side: {found.side},"
            f" edge_bps: {found.raw_hundredths / 100:.2f}"
        )
        day = datetime.fromtimestamp(found.timestamp_ms / 1000, timezone.utc).strftime("%Y-%m-%d")
        self.guarded(lambda: self.file_of(day).add(found))

    def guarded(self, work) -> None:
        """As the deployed bot: a write that fails is logged, and life goes on."""
        try:
            work()
        except OSError as error:
            self.failures += 1
            self.log(f"ERROR Failed to flush: {error}")

    # Life

    def stop(self, *_) -> None:
        self.is_stopped = True

    def observe(self) -> None:
        """One connection, until it is lost or the end is asked for."""
        socket = WebSocketClient(self.options.ws_url)
        try:
            for coin in self.detectors:
                for message in venue.subscriptions(coin):
                    socket.send(message)
            pinged_ms = self.clock.now_ms()
            while not self.is_stopped:
                for message in socket.messages(WAIT_SECONDS):
                    for found in self.hear(message, self.clock.now_ms()):
                        self.write(found)
                now_ms = self.clock.now_ms()
                if self.file is not None:
                    self.guarded(self.file.tick)
                if now_ms - pinged_ms >= PING_EVERY_MS:
                    socket.send(b'{"method":"ping"}')
                    pinged_ms = now_ms
                if now_ms - self.tables_ms >= TABLES_EVERY_MS:
                    try:
                        self.read_tables()
                    except OSError as error:
                        self.log(f"WARN {error}")
        finally:
            socket.close()
            for detector in self.detectors.values():
                detector.connection_lost()

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        is_ready = False
        while not self.is_stopped:
            try:
                if not self.detectors:
                    self.read_tables()
                if not is_ready:
                    print(f"ready markets={len(self.detectors)} pid={os.getpid()}", flush=True)
                    is_ready = True
                self.observe()
            except (ConnectionLost, OSError) as error:
                self.log(f"WARN connection lost: {error}")
                time.sleep(BACK_OFF_MS / 1000 / self.clock.rate)
        if self.file is not None:
            self.guarded(self.file.close)
        print(f"stopped signals={self.detected} failures={self.failures}", flush=True)
        return 0


def options() -> argparse.Namespace:
    parser = OneLineParser(
        description=__doc__, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ws_url", help="the feed, as ws://127.0.0.1:8765/ws; /info is asked at the same host")
    parser.add_argument("data_dir", help="where signals_DATE.* go; must exist")
    parser.add_argument("config", nargs="?", help="the engine's configuration, for costs, gates and clock")
    parser.add_argument("--clock", help="the clock page of a rehearsal (default: the configuration's, else the machine)")
    parser.add_argument("--format", choices=["parquet", "jsonl"], default="jsonl")
    parser.add_argument("--torn-tail", action="store_true", help="jsonl: bug: blocks instead of lines, no mending")
    parser.add_argument("--double-write", action="store_true", help="jsonl: bug: a failed batch is written anew")
    found = parser.parse_args()
    if not found.ws_url.startswith(("ws://", "wss://")):
        parser.error(f"{found.ws_url} is no feed; give one as ws://127.0.0.1:8765/ws")
    if not os.path.isdir(found.data_dir):
        parser.error(f"{found.data_dir} is no directory; make it first")
    if found.format == "parquet" and (found.torn_tail or found.double_write):
        parser.error("--torn-tail and --double-write are bugs of --format jsonl")
    return found


if __name__ == "__main__":
    try:
        sys.exit(Bot(options()).run())
    except (OSError, ValueError) as error:
        print(f"bot.py: {error}", file=sys.stderr)
        sys.exit(1)
