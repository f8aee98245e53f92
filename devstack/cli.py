"""The words of `./run`. Each word imports what it needs only once the packages are there."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from devstack import install
from devstack.port import port_number, port_open
from devstack.progress import Progress
from devstack.refusal import Refusal
from devstack.reset import reset as reset_state
from devstack.state import ROOT, STATE, StateFolder
from devstack.stopping import Stopped

USAGE = """\
./run demo [--port N]   everything, at http://127.0.0.1:8000/ unless --port says otherwise; Ctrl-C stops it
./run test […]          every test; what follows goes to pytest (--long runs the slow tests in full)
./run check             lint, types, order of imports, migrations in step, compose file, locks
./run manage …          Django's command line on the demo's data, whether or not the demo is running
./run reset [--yes]     remove the demo's data, after asking
"""


def demo(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run demo", allow_abbrev=False)
    parser.add_argument("--port", type=port_number, default=8000, metavar="N", help="default 8000; 0: any free one")
    port: int = parser.parse_args(arguments).port
    say = Progress()
    StateFolder(STATE).refuse_second_demo()
    listener = port_open(port)  # before any slow work; opened again should the process start anew with the packages
    install.ensure("demo", say)
    from devstack import demo

    return demo.demo(listener, say)


def manage(arguments: list[str]) -> int:
    say = Progress(quiet_stdout=True)
    install.ensure("demo", say)
    from devstack import manage

    return manage.manage(arguments, say)


def test(arguments: list[str]) -> int:
    """In the caller's folder where that is ours, so that `cd tests && ../run test devstack` means what it says."""
    install.ensure("dev", Progress())
    if not Path.cwd().is_relative_to(ROOT):
        os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-P", "-m", "pytest", *arguments])


def check(arguments: list[str]) -> int:
    argparse.ArgumentParser(prog="./run check").parse_args(arguments)
    install.ensure("dev", Progress())
    from devstack import check

    return check.check()


def reset(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run reset", allow_abbrev=False)
    parser.add_argument("--yes", action="store_true", help="do not ask")
    sure: bool = parser.parse_args(arguments).yes
    return reset_state(sure=sure)


WORDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "test": test,
    "check": check,
    "manage": manage,
    "reset": reset,
}


def main(arguments: Sequence[str]) -> int:
    word, *rest = arguments or [""]
    if word not in WORDS:
        asked = word in ("help", "--help", "-h")
        print(USAGE, end="", file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        return WORDS[word](rest)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
    except PermissionError as error:
        print(f"{error.filename or error} belongs to another account: use that one, or remove it.", file=sys.stderr)
    except (KeyboardInterrupt, Stopped):
        print("Stopped", file=sys.stderr)
        return 130
    return 1
