"""The script itself: what it says to a person. Whole runs from nothing are in test_whole.py."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from devstack.cli import WORDS
from devstack.state import ROOT


def run(*arguments: str, env: dict[str, str] | None = None, script: Path = ROOT / "run", cwd: Path | None = None):
    return subprocess.run(
        [str(script), *arguments],
        capture_output=True,
        text=True,
        env=env,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )


@pytest.fixture
def fresh_clone(tmp_path):
    """The script and its package without a virtual environment."""
    shutil.copy(ROOT / "run", tmp_path / "run")
    shutil.copytree(ROOT / "devstack", tmp_path / "devstack", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.fixture
def tools(tmp_path):
    """A PATH with the few commands that the script itself calls, and whatever Python a test puts there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "dirname"):
        (folder / name).symlink_to(shutil.which(name) or name)
    return folder


def fake_python(folder: Path, *, version: tuple[int, int], modules: bool) -> None:
    """Answers the script's two questions as such a Python would."""
    python = folder / "python3"
    new, complete = int(version < (3, 11)), int(not modules)
    python.write_text(f'#!/bin/sh\ncase "$2" in *version*) exit {new} ;; *ensurepip*) exit {complete} ;; esac\n')
    python.chmod(0o755)


@pytest.mark.parametrize("arguments", [(), ("fly",), ("--port", "8000"), ("",)])
def test_no_or_an_unknown_word_shows_the_usage(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert [line.split()[1].strip("[]") for line in done.stderr.splitlines()] == list(WORDS)


def test_help_is_no_error():
    done = run("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "./run demo [--port N]" in done.stdout


def test_a_port_in_use_is_refused_before_anything_is_set_up(fresh_clone):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("demo", "--port", str(port), script=fresh_clone / "run")
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} is in use: take another")
    assert done.stderr.count("\n") == 1
    assert not (fresh_clone / ".venv").exists()


@pytest.mark.parametrize("port", ["70000", "eighty", "-1"])
def test_a_port_that_is_none_is_refused(port):
    done = run("demo", f"--port={port}")
    assert done.returncode == 2
    assert f"'{port}' is no port: give a whole number" in done.stderr


def test_without_python_one_sentence_says_what_to_install(fresh_clone, tools):
    done = run("demo", env={"PATH": str(tools)}, script=fresh_clone / "run")
    assert done.returncode == 1
    assert done.stderr == (
        "Python 3.11 or later is needed: install it first, or name one, as in PYTHON=/path/to/python3.12 ./run demo.\n"
    )


def test_an_old_python_is_none(fresh_clone, tools):
    fake_python(tools, version=(3, 10), modules=True)
    done = run("demo", env={"PATH": str(tools)}, script=fresh_clone / "run")
    assert done.stderr.startswith("Python 3.11 or later is needed")


def test_without_venv_one_sentence_says_what_to_install(fresh_clone, tools):
    fake_python(tools, version=(3, 11), modules=False)
    done = run("demo", env={"PATH": str(tools)}, script=fresh_clone / "run")
    assert done.returncode == 1
    assert done.stderr == (
        "python3 lacks its venv module: install it first (Debian and Ubuntu: apt install python3-venv).\n"
    )


def test_reset_with_nothing_to_reset(fresh_clone):
    done = run("reset", env={**os.environ, "PYTHON": sys.executable}, script=fresh_clone / "run")
    assert (done.returncode, done.stdout) == (0, "There is nothing to reset.\n")


@pytest.mark.parametrize(("answer", "kept"), [("yes\n", False), ("no\n", True), ("", True)])
def test_reset_asks_and_names_what_is_lost(fresh_clone, answer, kept):
    (fresh_clone / ".state" / "postgres").mkdir(parents=True)
    command, env = [str(fresh_clone / "run"), "reset"], {**os.environ, "PYTHON": sys.executable}
    done = subprocess.run(command, capture_output=True, text=True, input=answer, env=env, timeout=60)
    assert "the demo's whole database with everything entered since the first start" in done.stdout
    assert (fresh_clone / ".state").exists() == kept
    assert done.returncode == int(kept)


def test_reset_goes_through_a_symbolic_link_from_anywhere(fresh_clone, tmp_path):
    (fresh_clone / ".state" / "logs").mkdir(parents=True)
    done = run(
        "reset", "--yes", script=fresh_clone / "run", cwd=Path("/"), env={**os.environ, "PYTHON": sys.executable}
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not (fresh_clone / ".state").exists()
