"""How gunicorn serves Plumbline, in production as in the demo: `gunicorn --config python:config.serving …`."""

import socket
import struct
from typing import Any

workers = 2
threads = 4
worker_class = "gthread"

# Seconds for which a client may send nothing in the middle of a request, or take nothing of an answer. A phone that
# lost its line says no goodbye: without a limit each would hold one of eight threads for good. A slow line is never
# silent for so long, and if it is, the device sends its changes again by their ids.
SILENCE = 10


def when_ready(server: Any) -> None:
    """Connections take the limit over from the socket that they come in by, so it holds before a worker knows of them.

    gunicorn's own `timeout` looks after workers, not after what their threads wait for.
    """
    for listener in server.LISTENERS:
        for limit in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            listener.setsockopt(socket.SOL_SOCKET, limit, struct.pack("ll", SILENCE, 0))
