"""The checks of the ten fields of signals in Polars, one thread, streaming."""
import glob
import os
import sys

os.environ["POLARS_MAX_THREADS"] = "1"
import polars as pl

SCHEMA = {
    "timestamp_ms": pl.Int64, "market_key": pl.String, "side": pl.String, "raw_edge_bps": pl.Float64,
    "net_edge_bps": pl.Float64, "oracle_px": pl.Float64, "best_px": pl.Float64, "best_size": pl.Float64,
    "suggested_size": pl.Float64, "signal_id": pl.String,
}
c = pl.col
gain = pl.when(c("side") == "buy").then(c("oracle_px") - c("best_px")).otherwise(c("best_px") - c("oracle_px"))
start = pl.format("sig_{}_{}_{}_", c("market_key"), c("side"), c("timestamp_ms"))
wrong = (
    c("timestamp_ms").is_null() | ~c("market_key").str.contains(":", literal=True)
    | ~c("side").is_in(["buy", "sell"])
    | ((gain / c("oracle_px") * 1e4 - c("raw_edge_bps")).abs() > 0.0051)
    | ((c("raw_edge_bps") - c("net_edge_bps") - 11).abs() > 1e-6)
    | (c("oracle_px") <= 0) | (c("best_px") <= 0) | (c("best_size") < 0)
    | (c("suggested_size") > c("best_size") * 0.1 + 1e-9)
    | ~c("signal_id").str.starts_with(start)
)
files = sorted(glob.glob(sys.argv[1] + "/signals_*.jsonl"))
found = (
    pl.scan_ndjson(files, schema=SCHEMA)
    .select(pl.len().alias("rows"), wrong.sum().alias("wrong"))
    .collect(engine="streaming")
)
rows, bad = found.row(0)
print(rows, bad)
sys.exit(0 if bad == 0 and rows > 0 else 1)
