"""A mail server that takes everything and counts it: what a copy too many would be seen by."""

from __future__ import annotations

import re
import socketserver
from collections import Counter
from threading import Lock, Thread

MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.MULTILINE | re.IGNORECASE)


class Conversation(socketserver.StreamRequestHandler):
    """SMTP, as much of it as smtplib speaks. A mail counts from the moment at which it was taken, whether or not the
    sender lives to hear so."""

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self._take()
            elif verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")

    def _take(self) -> None:
        mail = b""
        for line in self.rfile:
            if line == b".\r\n":
                self.server.sink.count(mail)
                self.wfile.write(b"250 taken\r\n")
                return
            mail += line


class Sink:
    """``with Sink() as sink:`` listens on ``sink.port``; ``sink.taken``: Message-ID → how often it was taken."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self._lock = Lock()
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation, bind_and_activate=True)
        self._server.daemon_threads = True
        # A sender that was killed leaves a broken pipe: that is what this is for.
        self._server.handle_error = lambda *_: None
        self._server.sink = self

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    def count(self, mail: bytes) -> None:
        found = MESSAGE_ID.search(mail)
        with self._lock:
            self.taken[found.group(1).decode() if found else "none"] += 1

    def __enter__(self) -> Sink:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
