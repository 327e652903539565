"""The deployed bot's writer before its repair: Parquet, by a small encoder of our own.

Nine required columns, Snappy, one row group per flush of 100 rows. The footer, without which no reader gives a
row, is written by `close` alone; and opening truncates, so a restart wipes the day.
"""

import os
import struct

from detector import Signal

ROWS_PER_GROUP = 100
MAGIC = b"PAR1"
INT64, DOUBLE, BYTES = 2, 5, 6
SNAPPY = 1
SNAPPY_LITERAL_MAX = 1 << 16
PLAIN, RLE = 0, 3
COLUMNS = [
    ("timestamp_ms", INT64), ("market_key", BYTES), ("side", BYTES), ("raw_edge_bps", DOUBLE),
    ("net_edge_bps", DOUBLE), ("oracle_px", DOUBLE), ("best_px", DOUBLE), ("suggested_size", DOUBLE),
    ("signal_id", BYTES),
]


def row(signal: Signal) -> tuple:
    return (
        signal.timestamp_ms, signal.market_key, signal.side, signal.raw_hundredths / 100, signal.net_hundredths / 100,
        signal.oracle_e8 / 1e8, signal.best_e8 / 1e8, signal.suggested_e8 / 1e8, signal.signal_id,
    )


def varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def snappy(data: bytes) -> bytes:
    """A valid Snappy block of literals alone: its length, then pieces of at most 64 KiB."""
    out = bytearray(varint(len(data)))
    for at in range(0, len(data), SNAPPY_LITERAL_MAX):
        piece = data[at : at + SNAPPY_LITERAL_MAX]
        out += struct.pack("<BH", 61 << 2, len(piece) - 1) + piece  # 61: the length stands in two bytes
    return bytes(out)


class Struct:
    """Thrift's compact protocol: a struct, field by field in rising order."""

    def __init__(self):
        self.out = bytearray()
        self.last = 0

    def _field(self, number: int, kind: int) -> None:
        self.out.append((number - self.last) << 4 | kind)
        self.last = number

    def i32(self, number: int, value: int) -> "Struct":
        self._field(number, 5)
        self.out += varint(value << 1)  # zigzag of what is never negative here
        return self

    def i64(self, number: int, value: int) -> "Struct":
        self._field(number, 6)
        self.out += varint(value << 1)
        return self

    def text(self, number: int, value: str) -> "Struct":
        self._field(number, 8)
        self.out += varint(len(value.encode())) + value.encode()
        return self

    def struct(self, number: int, value: "Struct") -> "Struct":
        self._field(number, 12)
        self.out += value.end()
        return self

    def list(self, number: int, kind: int, elements: list[bytes]) -> "Struct":
        self._field(number, 9)
        count = len(elements)
        self.out += bytes([count << 4 | kind]) if count < 15 else bytes([0xF0 | kind]) + varint(count)
        self.out += b"".join(elements)
        return self

    def end(self) -> bytes:
        return bytes(self.out) + b"\0"


def plain(kind: int, values: list) -> bytes:
    if kind == INT64:
        return struct.pack(f"<{len(values)}q", *values)
    if kind == DOUBLE:
        return struct.pack(f"<{len(values)}d", *values)
    return b"".join(struct.pack("<I", len(value)) + value.encode() for value in values)


class ParquetFile:
    def __init__(self, path: str):
        self.descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        self.rows: list[tuple] = []
        self.groups: list[bytes] = []
        self.row_count = 0
        self.at = 0
        self._write(MAGIC)

    def _write(self, data: bytes) -> None:
        while data:
            written = os.write(self.descriptor, data)
            self.at += written
            data = data[written:]

    def add(self, signal: Signal) -> None:
        self.rows.append(row(signal))
        if len(self.rows) >= ROWS_PER_GROUP:
            self.flush()

    def tick(self) -> None:
        """Nothing: rows wait in memory until there are enough of them."""

    def flush(self) -> None:
        """A row group of what waits. An OSError leaves the rows where they are, to be tried again."""
        if not self.rows:
            return
        chunks, total = [], 0
        for at, (name, kind) in enumerate(COLUMNS):
            offset = self.at
            data = plain(kind, [row[at] for row in self.rows])
            packed = snappy(data)
            page = Struct().i32(1, len(self.rows)).i32(2, PLAIN).i32(3, RLE).i32(4, RLE)
            head = Struct().i32(1, 0).i32(2, len(data)).i32(3, len(packed)).struct(5, page).end()
            self._write(head + packed)
            meta = (
                Struct().i32(1, kind).list(2, 5, [varint(PLAIN << 1), varint(RLE << 1)])
                .list(3, 8, [varint(len(name)) + name.encode()]).i32(4, SNAPPY).i64(5, len(self.rows))
                .i64(6, len(head) + len(data)).i64(7, len(head) + len(packed)).i64(9, offset)
            )
            chunks.append(Struct().i64(2, offset).struct(3, meta).end())
            total += len(head) + len(data)
        self.groups.append(Struct().list(1, 12, chunks).i64(2, total).i64(3, len(self.rows)).end())
        self.row_count += len(self.rows)
        self.rows.clear()

    def close(self) -> None:
        self.flush()
        schema = [Struct().text(4, "schema").i32(5, len(COLUMNS)).end()]
        for name, kind in COLUMNS:
            leaf = Struct().i32(1, kind).i32(3, 0).text(4, name)
            schema.append((leaf.i32(6, 0) if kind == BYTES else leaf).end())  # 6: it is UTF-8
        footer = (
            Struct().i32(1, 1).list(2, 12, schema).i64(3, self.row_count).list(4, 12, self.groups)
            .text(6, "hip3 writer of the tests").end()
        )
        self._write(footer + struct.pack("<I", len(footer)) + MAGIC)
        os.close(self.descriptor)
