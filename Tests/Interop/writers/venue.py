"""The venue's tables over HTTP, and what is asked of its WebSocket."""

import http.client
import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from decimals import UNIT, e8

PATIENCE_SECONDS = 10


@dataclass(frozen=True)
class Listing:
    """A market as `meta` and `perpDexs` give it. Its index is the place in `meta`."""

    index: int
    coin: str
    is_delisted: bool
    terms: tuple
    cap_e8: int | None


def info_url(ws_url: str) -> str:
    return ws_url.replace("wss://", "https://", 1).replace("ws://", "http://", 1).removesuffix("/ws") + "/info"


def _ask(url: str, question: dict):
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("POST", parts.path, json.dumps(question), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise OSError(f"{url} answered {answer.status}")
        return json.loads(body)
    finally:
        connection.close()


def listings(url: str, dex: str) -> tuple[str, list[Listing]]:
    """The key of the dex's markets and all of them. Throws OSError when nothing usable came."""
    try:
        dexes = _ask(url, {"type": "perpDexs"})
        own = next(entry for entry in dexes if entry and entry["name"] == dex)
        caps = {coin: int(float(cap)) * UNIT for coin, cap in own.get("assetToStreamingOiCap", [])}
        universe = _ask(url, {"type": "meta", "dex": dex})["universe"]
        return dex, [
            Listing(
                index, entry["name"], entry.get("isDelisted", False),
                (entry["szDecimals"], entry["maxLeverage"], entry.get("deployerFeeScale")), caps.get(entry["name"]),
            )
            for index, entry in enumerate(universe)
        ]
    except (ValueError, KeyError, StopIteration, http.client.HTTPException) as error:
        raise OSError(f"{url}: no usable tables: {error!r}") from error


def subscriptions(coin: str) -> list[bytes]:
    return [
        json.dumps({"method": "subscribe", "subscription": {"type": kind, "coin": coin}}).encode()
        for kind in ("bbo", "activeAssetCtx")
    ]


def level(entry) -> tuple[int, int] | None:
    """Price and size in 1e-8."""
    return None if entry is None else (e8(entry["px"]), e8(entry["sz"]))
