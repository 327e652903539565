"""The checks of the ten fields of signals in DuckDB, one thread: what a good SQL user would write."""
import glob
import sys

import duckdb

COLUMNS = {
    "timestamp_ms": "BIGINT", "market_key": "VARCHAR", "side": "VARCHAR", "raw_edge_bps": "DOUBLE",
    "net_edge_bps": "DOUBLE", "oracle_px": "DOUBLE", "best_px": "DOUBLE", "best_size": "DOUBLE",
    "suggested_size": "DOUBLE", "signal_id": "VARCHAR",
}
connection = duckdb.connect(config={"threads": 1})
files = sorted(glob.glob(sys.argv[1] + "/signals_*.jsonl"))
rows, wrong = connection.execute(
    """
    SELECT count(*), count(*) FILTER (
        timestamp_ms IS NULL OR market_key NOT LIKE '%:%' OR side NOT IN ('buy', 'sell')
        OR abs((CASE side WHEN 'buy' THEN oracle_px - best_px ELSE best_px - oracle_px END) / oracle_px * 1e4
               - raw_edge_bps) > 0.0051
        OR abs(raw_edge_bps - net_edge_bps - 11) > 1e-6 OR oracle_px <= 0 OR best_px <= 0 OR best_size < 0
        OR suggested_size > best_size * 0.1 + 1e-9
        OR NOT starts_with(signal_id, 'sig_' || market_key || '_' || side || '_' || timestamp_ms || '_'))
    FROM read_json(?, format = 'newline_delimited', columns = ?)
    """, [files, COLUMNS]).fetchone()
print(rows, wrong)
sys.exit(0 if wrong == 0 and rows > 0 else 1)
