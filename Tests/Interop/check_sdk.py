"""The official SDK against a synthetic exchange: its requests and its subscriptions, unchanged.

usage: check_sdk.py BASE_URL   (http://127.0.0.1:PORT)
"""

import sys
import threading
import time

from checks import Checks, book_sides, decimal, price, require, rising
from hyperliquid.info import Info

COINS = ["xyz:TSLA", "xyz:NVDA", "xyz:GOLD"]
# Frames of each channel to wait for, and how long at most, in seconds.
WANTED = {"bbo": 30, "activeAssetCtx": 15, "l2Book": 6, "trades": 6, "allMids": 3}
PATIENCE = 60


class Inbox:
    """What the SDK's thread hands over, by channel."""

    def __init__(self):
        self.frames = {channel: [] for channel in WANTED}
        self.changed = threading.Condition()

    def take(self, message):
        with self.changed:
            self.frames[message["channel"]].append(message["data"])
            self.changed.notify_all()

    def wait(self, channel):
        deadline = time.monotonic() + PATIENCE
        with self.changed:
            while len(self.frames[channel]) < WANTED[channel]:
                left = deadline - time.monotonic()
                require(left > 0, f"{len(self.frames[channel])} of {WANTED[channel]} frames in {PATIENCE} s")
                self.changed.wait(left)
            return list(self.frames[channel])


def check_requests(checks, info):
    def perp_dexs():
        dexes = info.perp_dexs()
        require(dexes[0] is None, "the main dex is a leading null")
        require(dexes[1]["name"] == "xyz", f"index 1 is {dexes[1]['name']}")
        caps = [coin for coin, _ in dexes[1]["assetToStreamingOiCap"]]
        require(caps == sorted(caps) and len(caps) >= 32, "caps are alphabetical")
        return f"{len(dexes)} dexes, {len(caps)} caps"

    def meta():
        universe = info.meta("xyz")["universe"]
        names = [entry["name"] for entry in universe]
        require(names[1] == "xyz:TSLA" and names[26] == "xyz:SILVER", "positions are indices")
        require(all(isinstance(entry["szDecimals"], int) for entry in universe), "szDecimals are numbers")
        require(info.name_to_asset("xyz:TSLA") == 110001, f"asset {info.name_to_asset('xyz:TSLA')}")
        return f"{len(names)} markets, xyz:TSLA is 110001"

    def meta_and_asset_ctxs():
        main = info.meta_and_asset_ctxs()
        require(len(main[0]["universe"]) == len(main[1]), "contexts stand at their market's position")
        # The SDK's method knows the main dex only; its `post` takes the others.
        universe, contexts = info.post("/info", {"type": "metaAndAssetCtxs", "dex": "xyz"})
        require(len(universe["universe"]) == len(contexts), "contexts stand at their market's position")
        for context in contexts:
            check_context(context)
        return f"{len(contexts)} contexts"

    def all_mids():
        mids = info.all_mids("xyz")
        require(set(COINS) <= set(mids), f"{len(mids)} mids")
        for coin, mid in mids.items():
            price(mid, coin)
        return f"{len(mids)} mids"

    def l2_snapshot():
        book = info.l2_snapshot("xyz:TSLA")
        require(book["coin"] == "xyz:TSLA" and isinstance(book["time"], int), "coin and time")
        bids, asks = book_sides(book["levels"])
        require(bids == 20 and asks == 20, f"{bids} bids, {asks} asks")
        return f"{bids} bids, {asks} asks"

    for check in (perp_dexs, meta, meta_and_asset_ctxs, all_mids):
        checks.run(check.__name__, check)
    return l2_snapshot


def check_context(context):
    for key in ("funding", "openInterest", "prevDayPx", "dayNtlVlm", "oraclePx", "markPx", "dayBaseVlm"):
        decimal(context[key], key)
    trio = [context[key] is None for key in ("premium", "midPx", "impactPxs")]
    require(len(set(trio)) == 1, "premium, midPx and impactPxs are null together")
    if not trio[0]:
        bid, ask = (price(px) for px in context["impactPxs"])
        oracle = price(context["oraclePx"])
        identity = (bid + ask) / 2 / oracle - 1
        require(abs(decimal(context["premium"]) - identity) <= 2 * decimal("0.0000000001"), "premium")


def check_streams(checks, inbox):
    def bbo():
        frames = inbox.wait("bbo")
        for coin in {frame["coin"] for frame in frames}:
            require(coin in COINS, f"coin {coin}")
            own = [frame for frame in frames if frame["coin"] == coin]
            rising([frame["time"] for frame in own], coin)
            repeats = sum(a["bbo"] == b["bbo"] for a, b in zip(own, own[1:]))
            require(repeats <= 1, "a bbo is sent when it changed")
            for frame in own:
                book_sides([[side] if side else [] for side in frame["bbo"]])
        return f"{len(frames)} frames"

    def active_asset_ctx():
        frames = inbox.wait("activeAssetCtx")
        require({frame["coin"] for frame in frames} == set(COINS), "one of each coin")
        for frame in frames:
            check_context(frame["ctx"])
        return f"{len(frames)} frames"

    def l2_book():
        frames = inbox.wait("l2Book")
        times = {}
        for frame in frames:
            book_sides(frame["levels"])
            times.setdefault(frame["coin"], []).append(frame["time"])
        require(set(times) == set(COINS), "one of each coin")
        require(set.intersection(*map(set, times.values())), f"no shared time: {times}")
        for coin, own in times.items():
            rising(own, coin)
        gaps = [b - a for own in times.values() for a, b in zip(own, own[1:])]
        require(all(5300 <= gap <= 5500 for gap in gaps), f"cadence {gaps}")
        return f"{len(frames)} books, every {min(gaps)} to {max(gaps)} ms"

    def trades():
        found = [trade for frame in inbox.wait("trades") for trade in frame]
        for trade in found:
            require(trade["coin"] in COINS and trade["side"] in ("A", "B"), f"{trade}")
            price(trade["px"])
            require(decimal(trade["sz"]) > 0 and len(trade["users"]) == 2, f"{trade}")
            require(len(trade["hash"]) == 66 and 0 <= trade["tid"] < 2**50, f"{trade}")
        for coin in {trade["coin"] for trade in found}:
            rising([trade["time"] for trade in found if trade["coin"] == coin], coin)
        return f"{len(found)} trades"

    def all_mids_stream():
        frames = inbox.wait("allMids")
        for frame in frames:
            require(frame["dex"] == "xyz" and set(COINS) <= set(frame["mids"]), "dex and coins")
            for coin, mid in frame["mids"].items():
                price(mid, coin)
        return f"{len(frames)} frames"

    for name, check in (
        ("subscribe bbo", bbo),
        ("subscribe activeAssetCtx", active_asset_ctx),
        ("subscribe l2Book", l2_book),
        ("subscribe trades", trades),
        ("subscribe allMids", all_mids_stream),
    ):
        checks.run(name, check)


def check_unsubscribe(info, subscription, number):
    require(info.unsubscribe(subscription, number), "the SDK knows the subscription")
    # It may be taken again at once: the exchange would call it held already, had it not let go.
    info.subscribe(subscription, lambda _: None)
    return "unsubscribed and taken again"


def main():
    base_url = sys.argv[1]
    checks = Checks("hyperliquid-python-sdk")
    info = Info(base_url=base_url, skip_ws=False, perp_dexs=["", "xyz"])
    inbox = Inbox()
    try:
        l2_snapshot = check_requests(checks, info)
        first = None
        for coin in COINS:
            for channel in ("bbo", "activeAssetCtx", "l2Book", "trades"):
                subscription = {"type": channel, "coin": coin}
                number = info.subscribe(subscription, inbox.take)
                first = first or (subscription, number)
        info.subscribe({"type": "allMids", "dex": "xyz"}, inbox.take)
        check_streams(checks, inbox)
        checks.run("l2_snapshot", l2_snapshot)
        checks.run("unsubscribe", lambda: check_unsubscribe(info, *first))
    finally:
        info.disconnect_websocket()
    checks.finish()


main()
