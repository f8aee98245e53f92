"""Whole runs on a copy of the project, the way a person runs them. Minutes, so `--long` has most of them."""

import json
import os
import re
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from devstack.install import VENV
from devstack.state import ROOT
from devstack.watchdog import running

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".state", "staticfiles", "node_modules", "__pycache__", ".*_cache")
PATIENCE = 300  # seconds


@pytest.fixture
def clone(tmp_path):
    return shutil.copytree(ROOT, tmp_path / "clone", ignore=LEFT_OUT, symlinks=True)


@pytest.fixture
def clone_with_packages(clone):
    (clone / ".venv").symlink_to(VENV.resolve())
    return clone


@contextmanager
def demo(clone: Path, env: dict[str, str]) -> Iterator[tuple[subprocess.Popen, str]]:
    """A running demo and what it printed until it was ready."""
    output = clone / "output"
    with output.open("w") as file:
        command = [str(clone / "run"), "demo", "--port", "0"]
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, env=env, start_new_session=True)
    try:
        deadline = time.monotonic() + PATIENCE
        while "Ctrl-C stops everything" not in output.read_text():
            assert process.poll() is None and time.monotonic() < deadline, output.read_text()
            time.sleep(0.1)
        yield process, output.read_text()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def manage(clone: Path, *arguments: str, env: dict[str, str], cwd: Path | None = None) -> subprocess.CompletedProcess:
    command = [str(clone / "run"), "manage", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=cwd, timeout=PATIENCE)


def test_manage_on_a_fresh_clone_keeps_stdout_folder_and_exit_code(clone_with_packages, clean_environment, tmp_path):
    env = clean_environment
    code = "import os, sys; print(os.getcwd()); sys.exit(7)"
    done = manage(clone_with_packages, "shell", "--no-imports", "--command", code, env=env, cwd=tmp_path)
    assert (done.stdout, done.returncode) == (f"{tmp_path}\n", 7)
    assert "Bringing the database up to date" in done.stderr


@pytest.mark.long
def test_two_manage_commands_at_once_take_turns(clone_with_packages, clean_environment):
    command = [str(clone_with_packages / "run"), "manage", "migrate", "--verbosity", "0"]
    both = [subprocess.Popen(command, env=clean_environment) for _ in range(2)]
    assert [process.wait(PATIENCE) for process in both] == [0, 0]


@pytest.mark.long
def test_demo_from_nothing_then_warm_then_killed(clone, clean_environment):
    env = {**clean_environment, "HOME": os.environ.get("HOME", "/")}
    people = r"^  \S.*@\S+  \S+  \S+"
    with demo(clone, env) as (process, first):
        assert re.search(people, first, flags=re.MULTILINE)
        address = re.search(r"Plumbline is at (\S+)", first).group(1)
        assert urllib.request.urlopen(f"{address}health/").status == 200
        assert urllib.request.urlopen(f"{address}demo/mail/").status == 200
        second = subprocess.run([str(clone / "run"), "demo"], capture_output=True, text=True, env=env)
        assert second.stderr == f"The demo is running already at {address} (process {process.pid}): stop it first.\n"
        joined = manage(clone, "demo_people", "--json", env=env)
        assert json.loads(joined.stdout) and joined.stderr == ""
    with demo(clone, env) as (process, warm):
        assert "Installing" not in warm and "Collecting" not in warm
        children = [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
        process.kill()
        deadline = time.monotonic() + 60
        while any(map(running, children)) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not any(map(running, children))
