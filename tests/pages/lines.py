"""A line to the server that can be cut, as it is on a train: browsers and their service workers see a dead server."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit


class Line:
    """Forwards what comes in at `url` to the server, while it is not cut."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self.server = (parts.hostname, parts.port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self.listener.getsockname()[1]}"
        self.is_cut = False
        self.status = 0
        self.ends: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self.listener.accept()
                threading.Thread(target=self._serve, args=(here,), daemon=True).start()

    def _serve(self, here: socket.socket) -> None:
        if self.is_cut:
            here.close()
            return
        if self.status:
            here.recv(65536)
            here.sendall(f"HTTP/1.1 {self.status} Away\r\nContent-Length: 4\r\nConnection: close\r\n\r\naway".encode())
            here.close()
            return
        with suppress(OSError):
            there = socket.create_connection(self.server)
            self.ends |= {here, there}
            threading.Thread(target=self._forward, args=(there, here), daemon=True).start()
            self._forward(here, there)

    def _forward(self, source: socket.socket, to: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                to.sendall(data)
        for end in (source, to):
            self.ends.discard(end)
            hang_up(end)

    def cut(self) -> None:
        self.is_cut = True
        for end in list(self.ends):
            hang_up(end)

    def answer_with(self, status: int) -> None:
        """From now on, what stands before the server answers in its place."""
        self.cut()
        self.is_cut, self.status = False, status

    def mend(self) -> None:
        self.is_cut, self.status = False, 0

    def end(self) -> None:
        self.cut()
        hang_up(self.listener)


def hang_up(end: socket.socket) -> None:
    """Closing alone would leave another thread waiting at it for ever."""
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def line_to(server: str) -> Iterator[Line]:
    line = Line(server)
    yield line
    line.end()
