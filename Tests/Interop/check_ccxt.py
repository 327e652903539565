"""ccxt against a synthetic exchange: markets, ticker, book and trades of builder-deployed perps.

usage: check_ccxt.py BASE_URL   (http://127.0.0.1:PORT)
"""

import asyncio
import sys

import ccxt.pro
from checks import Checks, require, rising

SYMBOL = "XYZ-TSLA/USDC:USDC"
# How long one answer or frame may take, in seconds.
PATIENCE = 60


def exchange(base_url, **options):
    """As its user points it at another host: nothing of ccxt is changed."""
    stream = "ws" + base_url.removeprefix("http") + "/ws"
    urls = {"api": {"public": base_url, "private": base_url, "ws": {"public": stream}}}
    return ccxt.pro.hyperliquid({"urls": urls, "options": options})


def soon(awaitable):
    return asyncio.wait_for(awaitable, PATIENCE)


async def check(checks, base_url):
    hip3 = {"types": ["swap", "hip3"], "hip3": {"dexes": ["xyz"], "limit": 10}}
    client = exchange(base_url, fetchMarkets=hip3)

    async def load_markets():
        markets = await soon(client.load_markets())
        market = markets[SYMBOL]
        require(market["id"] == "110001" and market["baseName"] == "xyz:TSLA", f"{market['id']}")
        require(market["swap"] and market["active"], "an open perp")
        own = [symbol for symbol in markets if symbol.startswith("XYZ-")]
        require(len(own) >= 32, f"{len(own)} markets of the dex")
        return f"{len(markets)} markets, {len(own)} of xyz"

    async def load_markets_plain():
        plain = exchange(base_url)
        try:
            return f"{len(await soon(plain.load_markets()))} markets"
        finally:
            await plain.close()

    async def watch_ticker():
        for _ in range(3):
            ticker = await soon(client.watch_ticker(SYMBOL))
            require(ticker["symbol"] == SYMBOL, f"{ticker['symbol']}")
            require(400 < ticker["last"] < 470, f"last {ticker['last']}")
            require(float(ticker["info"]["oraclePx"]) > 0, "the raw context is there")
        return f"last {ticker['last']}"

    async def watch_order_book():
        times = []
        for _ in range(3):
            book = await soon(client.watch_order_book(SYMBOL))
            bids, asks = ([row[0] for row in book[side]] for side in ("bids", "asks"))
            require(bids == sorted(bids, reverse=True) and asks == sorted(asks), "sorted sides")
            require(bids[0] < asks[0], f"crossed: {bids[0]} {asks[0]}")
            require(book["symbol"] == SYMBOL, f"{book['symbol']}")
            times.append(book["timestamp"])
        rising(times, "books")
        require(len(set(times)) == len(times), "each book has a new time")
        return f"{len(bids)} bids, {len(asks)} asks, {times[-1]}"

    async def watch_trades():
        seen = {}
        while len(seen) < 5:
            for trade in await soon(client.watch_trades(SYMBOL)):
                require(trade["symbol"] == SYMBOL and trade["side"] in ("buy", "sell"), f"{trade}")
                require(trade["price"] > 0 and trade["amount"] > 0, f"{trade}")
                seen[trade["id"]] = trade["timestamp"]
        rising(list(seen.values()), "trades")
        return f"{len(seen)} trades"

    async def watch_tickers():
        tickers = await soon(client.watch_tickers([SYMBOL]))
        require(SYMBOL in tickers, f"{list(tickers)}")
        return f"{len(tickers)} tickers"

    async def fetch_order_book():
        book = await soon(client.fetch_order_book(SYMBOL))
        require(book["bids"][0][0] < book["asks"][0][0], "not crossed")
        return f"{len(book['bids'])} bids"

    try:
        for named in (
            load_markets, watch_ticker, watch_order_book, watch_trades, watch_tickers, fetch_order_book,
        ):
            await checks.run_async(named.__name__, named)
        await checks.run_async("load_markets, as it comes", load_markets_plain)
    finally:
        await client.close()


checks = Checks("ccxt")
asyncio.run(check(checks, sys.argv[1]))
checks.finish()
