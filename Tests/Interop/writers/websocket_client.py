"""A WebSocket client by plain sockets: as much of RFC 6455 as a market-data bot needs.

Text and binary messages, fragments, pings and closes; no extension is offered, so none can be used.
"""

import base64
import hashlib
import os
import socket
import ssl
import struct
from urllib.parse import urlsplit

ACCEPT_KEY = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3
READ_BYTES = 1 << 16
PATIENCE_SECONDS = 10.0
MESSAGE_BYTES_MAX = 16 << 20
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


class ConnectionLost(Exception):
    """The venue closed, or broke the protocol; the message says which."""


class WebSocketClient:
    def __init__(self, url: str):
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "wss" else 80)
        try:
            self.socket = socket.create_connection((host, port), timeout=PATIENCE_SECONDS)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if parts.scheme == "wss":
                self.socket = ssl.create_default_context().wrap_socket(self.socket, server_hostname=host)
            self.buffer = bytearray()
            self.fragments = bytearray()
            self.end: ConnectionLost | None = None
            self._shake_hands(f"{host}:{port}", parts.path or "/")
        except OSError as error:
            raise ConnectionLost(f"{host}:{port}: {error}") from error

    def _shake_hands(self, host: str, path: str) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        while b"\r\n\r\n" not in self.buffer:
            self._read_more()
        head, _, rest = bytes(self.buffer).partition(b"\r\n\r\n")
        self.buffer = bytearray(rest)
        lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        wanted = base64.b64encode(hashlib.sha1((key + ACCEPT_KEY).encode()).digest()).decode()
        if " 101 " not in lines[0] + " " or headers.get("sec-websocket-accept") != wanted:
            raise ConnectionLost(f"no WebSocket at {host}{path}: {lines[0]}")

    def _read_more(self) -> None:
        try:
            read = self.socket.recv(READ_BYTES)
        except socket.timeout:
            raise
        except OSError as error:
            raise ConnectionLost(str(error)) from error
        if not read:
            raise ConnectionLost("closed without a close frame")
        self.buffer += read

    def send(self, payload: bytes, opcode: int = TEXT) -> None:
        """One frame, masked as a client has to."""
        mask = os.urandom(4)
        length = len(payload)
        if length < 126:
            head = struct.pack("!BB", 0x80 | opcode, 0x80 | length)
        elif length < 1 << 16:
            head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, length)
        else:
            head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, length)
        masked = bytes(byte ^ mask[at & 3] for at, byte in enumerate(payload))
        try:
            self.socket.sendall(head + mask + masked)
        except OSError as error:
            raise ConnectionLost(str(error)) from error

    def _take_frame(self):
        """The next whole frame of what was read, as (is final, opcode, payload); None when more has to come."""
        if len(self.buffer) < 2:
            return None
        first, second = self.buffer[0], self.buffer[1]
        if first & 0x70 or second & 0x80:
            raise ConnectionLost("a frame with reserved bits or a mask")
        length, at = second & 0x7F, 2
        if length == 126:
            if len(self.buffer) < 4:
                return None
            (length,), at = struct.unpack_from("!H", self.buffer, 2), 4
        elif length == 127:
            if len(self.buffer) < 10:
                return None
            (length,), at = struct.unpack_from("!Q", self.buffer, 2), 10
        if length > MESSAGE_BYTES_MAX:
            raise ConnectionLost(f"a frame of {length} bytes")
        if len(self.buffer) < at + length:
            return None
        payload = bytes(self.buffer[at : at + length])
        del self.buffer[: at + length]
        return bool(first & 0x80), first & 0x0F, payload

    def messages(self, wait_seconds: float) -> list[bytes]:
        """All messages that are whole; waits for the first at most so long. What came before an end is given first."""
        found = self._whole_messages()
        if found:
            return found
        if self.end is not None:
            raise self.end
        self.socket.settimeout(max(wait_seconds, 0.001))
        try:
            self._read_more()
        except socket.timeout:
            return []
        finally:
            self.socket.settimeout(PATIENCE_SECONDS)
        return self._whole_messages()

    def _whole_messages(self) -> list[bytes]:
        found = []
        while self.end is None and (frame := self._take_frame()) is not None:
            is_final, opcode, payload = frame
            if opcode == PING:
                self.send(payload, PONG)
            elif opcode == CLOSE:
                code = struct.unpack("!H", payload[:2])[0] if len(payload) >= 2 else 1005
                self.end = ConnectionLost(f"closed: {code} {payload[2:].decode('utf-8', 'replace')}".rstrip())
            elif opcode in (CONTINUATION, TEXT, BINARY):
                self.fragments += payload
                if is_final:
                    found.append(bytes(self.fragments))
                    self.fragments.clear()
        return found

    def close(self) -> None:
        try:
            self.send(struct.pack("!H", 1000), CLOSE)
        except ConnectionLost:
            pass
        self.socket.close()
