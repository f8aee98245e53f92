"""The port that the demo is visited at."""

from __future__ import annotations

import argparse
import socket

from devstack.refusal import Refusal


def port_number(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port: give a whole number from 1024 to 65535.")


def port_open(port: int) -> socket.socket:
    """Bound and listening before any slow work: nobody else can take it meanwhile, and an early visitor just waits."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except PermissionError:
        listener.close()
        raise Refusal(f"Port {port} is the system's: take one from 1024 up, as in ./run demo --port 8001.") from None
    except OSError:
        listener.close()
        other = port + 1 if port < 65535 else 8001
        raise Refusal(f"Port {port} is in use: take another, as in ./run demo --port {other}.") from None
    return listener
