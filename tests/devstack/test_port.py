import argparse
import socket

import pytest

from devstack.port import port_number, port_open
from devstack.refusal import Refusal


def test_a_port_in_use_is_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refusal) as refusal:
            port_open(port)
    other = port + 1 if port < 65535 else 8001
    assert str(refusal.value) == f"Port {port} is in use: take another, as in ./run demo --port {other}."


def test_an_open_port_is_ours():
    with port_open(0) as listener, pytest.raises(Refusal):
        port_open(listener.getsockname()[1])


@pytest.mark.parametrize(("text", "port"), [("0", 0), ("8000", 8000), ("65535", 65535)])
def test_port_number(text, port):
    assert port_number(text) == port


@pytest.mark.parametrize("text", ["65536", "-1", "http", "", "8000.0", "٣٠٠٠"])
def test_port_number_refuses(text):
    with pytest.raises(argparse.ArgumentTypeError, match="is no port"):
        port_number(text)
