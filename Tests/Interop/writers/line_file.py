"""The deployed bot's writer after its repair: JSON Lines, opened to append. Two bugs it had can be put back.

torn tail     written in blocks of 4 KiB, as C's stdio does, wherever a line may end; and what a killed process
              left there is appended to as it is. So half a line stays, and the next line is glued to it.
double write  a batch whose write failed in the middle is written again from its beginning, with what was
              already there.

With neither of them only whole lines are written, half a line of before is moved to quarantine/, and a write that
failed goes on where it stopped.
"""

import os
import time

from detector import Signal

BLOCK_BYTES = 4096
BATCH_LINES = 100
FLUSH_SECONDS = 0.2


class LineFile:
    def __init__(self, path: str, *, has_torn_tail: bool = False, writes_twice: bool = False):
        self.has_torn_tail = has_torn_tail
        self.writes_twice = writes_twice
        self.waiting = bytearray()
        self.lines = 0
        self.flushed_at = time.monotonic()
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        if not has_torn_tail:
            self._mend_tail(path)

    def _mend_tail(self, path: str) -> None:
        length = os.fstat(self.descriptor).st_size
        whole = self._whole_length(length)
        if whole == length:
            return
        folder = os.path.join(os.path.dirname(path), "quarantine")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, f"{os.path.basename(path)}.{whole}"), "xb") as torn:
            torn.write(os.pread(self.descriptor, length - whole, whole))
        os.ftruncate(self.descriptor, whole)

    def _whole_length(self, length: int) -> int:
        """Up to the last line end."""
        at = length
        while at > 0:
            start = max(0, at - BLOCK_BYTES)
            found = os.pread(self.descriptor, at - start, start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            at = start
        return 0

    def add(self, signal: Signal) -> None:
        self.waiting += signal.line
        self.lines += 1
        if self.has_torn_tail:
            if len(self.waiting) >= BLOCK_BYTES:
                self._write(len(self.waiting) // BLOCK_BYTES * BLOCK_BYTES)
        elif self.lines >= BATCH_LINES:
            self.flush()

    def tick(self) -> None:
        """Now and then, whether signals come or not. Blocks wait until they are full."""
        if not self.has_torn_tail and time.monotonic() - self.flushed_at >= FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """All that waits. An OSError leaves it (or, without the bug, the rest of it) to be tried again."""
        self.flushed_at = time.monotonic()
        self.lines = 0
        self._write(len(self.waiting))

    def _write(self, length: int) -> None:
        batch, written = bytes(self.waiting[:length]), 0
        try:
            while written < length:
                written += os.write(self.descriptor, batch[written:])
        except OSError:
            if self.writes_twice:
                if not self.has_torn_tail:  # whole lines only, but the batch stays as a whole
                    os.ftruncate(self.descriptor, self._whole_length(os.fstat(self.descriptor).st_size))
                raise
            del self.waiting[:written]
            raise
        del self.waiting[:length]

    def close(self) -> None:
        self.flush()
        os.close(self.descriptor)
