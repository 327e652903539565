"""Writes the Parquet files of this folder: the table of the old engine, by writers that nobody here wrote.

    python3 -m venv /tmp/parquet && /tmp/parquet/bin/pip install pyarrow==26.0.1 arro3-core==0.9.1 arro3-io==0.9.1
    /tmp/parquet/bin/python Tests/Fixtures/parquet/make.py

The same rows in each, and once more as rows.jsonl. arro3 writes by the same Rust library as the old engine.
"""

import json
import pathlib
import random
from decimal import ROUND_HALF_EVEN, Decimal

import arro3.core
import arro3.io
import pyarrow as pa
import pyarrow.parquet as pq

HERE = pathlib.Path(__file__).parent
DECIMALS = ("raw_edge_bps", "net_edge_bps", "oracle_px", "best_px", "suggested_size")


def rows(count: int) -> list[dict]:
    random.seed(18)
    found: list[dict] = []
    numbers: dict[tuple, int] = {}
    at = 1768730000000
    while len(found) < count:
        at += random.choice([0, 3, 40, 700])
        market, buys = f"xyz:{random.randrange(32)}", random.random() < 0.6
        oracle = Decimal(random.randrange(10000, 40000)) / 100
        shift = Decimal(random.randrange(1105, 4000)) / 1000000
        best = (oracle * (1 - shift if buys else 1 + shift)).quantize(Decimal("0.01"))
        raw = (oracle - best if buys else best - oracle) / oracle * 10000
        if raw < 11:
            continue
        edge = raw.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
        side = "buy" if buys else "sell"
        number = numbers.get((market, side, at), 0)
        numbers[(market, side, at)] = number + 1
        found.append(
            dict(
                timestamp_ms=at, market_key=market, side=side, raw_edge_bps=float(edge),
                net_edge_bps=float(edge - 11), oracle_px=float(oracle), best_px=float(best),
                suggested_size=random.randrange(1, 500) / 100, signal_id=f"sig_{market}_{side}_{at}_{number}",
            )
        )
    return found


def table(found: list[dict], nullable: bool) -> pa.Table:
    kind = lambda key: pa.int64() if key == "timestamp_ms" else pa.float64() if key in DECIMALS else pa.string()
    return pa.Table.from_pylist(found, schema=pa.schema([pa.field(key, kind(key), nullable) for key in found[0]]))


found = rows(230)
required = table(found, nullable=False)
common = dict(row_group_size=100, compression="snappy")
pq.write_table(required, HERE / "required.parquet", **common)
pq.write_table(table(found, nullable=True), HERE / "optional.parquet", **common)
pq.write_table(required, HERE / "plain.parquet", use_dictionary=False, **common)
pq.write_table(required, HERE / "pages-v2.parquet", data_page_version="2.0", **common)
pq.write_table(required, HERE / "checksums.parquet", write_page_checksum=True, **common)
pq.write_table(required, HERE / "uncompressed.parquet", row_group_size=100, compression="none")
pq.write_table(required, HERE / "gzip.parquet", row_group_size=100, compression="gzip")
pq.write_table(required, HERE / "many-pages.parquet", row_group_size=115, compression="snappy",
               data_page_size=256, write_batch_size=16, use_dictionary=False)
pq.write_table(required, HERE / "zstd.parquet", row_group_size=100, compression="zstd")
arro3.io.write_parquet(arro3.core.Table.from_arrow(required), str(HERE / "rust.parquet"),
                       max_row_group_size=100, compression="snappy")
(HERE / "rows.jsonl").write_text("".join(json.dumps(row, separators=(",", ":")) + "\n" for row in found))

# column-notes.parquet is the required table by pyarrow 10.0.1, which still repeats a column's part of the footer
# behind its pages, as the Rust library did for years:
#     pq.write_table(required, HERE / "column-notes.parquet", row_group_size=100)
