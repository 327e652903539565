"""What time it is: the machine's clock, or that of a rehearsal, whose page the synthetic exchange writes."""

import mmap
import struct
import time

MAGIC = 0x31304B434C435048
PAGE = struct.Struct("<QQqqdq")  # magic, sequence, virtual ns, real ns, rate, limit ns


class MachineClock:
    rate = 1.0

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000


class RehearsalClock:
    def __init__(self, path: str):
        with open(path, "rb") as file:
            self.page = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if PAGE.unpack_from(self.page)[0] != MAGIC:
            raise ValueError(f"{path} is no clock page")
        self.rate = PAGE.unpack_from(self.page)[4]

    def now_ms(self) -> int:
        while True:
            _, before, virtual, real, rate, limit = PAGE.unpack_from(self.page)
            after = PAGE.unpack_from(self.page)[1]
            if before == after and before % 2 == 0:  # odd or changed: the writer was at work
                break
        return min(virtual + int((time.monotonic_ns() - real) * rate), limit) // 1_000_000
