"""Killed with SIGKILL, a launcher leaves nothing behind: no process, no port, no lock, no folder of a test run."""

import json
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from devstack.state import ROOT, StateFolder
from devstack.watchdog import running

PATIENCE = 30  # seconds, on a busy machine

EPHEMERAL = """
import json, os, sys, time
from devstack.servers import ephemeral_servers
with ephemeral_servers() as servers:
    print(json.dumps(servers), flush=True)
    time.sleep(600)
"""
HOLDING = """
import sys, time
from pathlib import Path
from devstack.processes import Processes, Program
from devstack.state import StateFolder
from devstack.stopping import Stop
folder = StateFolder(Path(sys.argv[1]))
assert folder.take()
stubborn = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
with Processes(Stop(), keep_open=[folder.lock]) as processes:
    log = folder.path / "stubborn.log"
    program = Program(name="stubborn", command=[sys.executable, "-c", stubborn], log=log, cwd=folder.path, patience=1)
    processes.start(program)
    while not (log.exists() and log.read_text()):
        time.sleep(0.05)
    print("{}", flush=True)
    time.sleep(600)
"""


def launched(script: str, *arguments: str, env: dict[str, str]) -> tuple[subprocess.Popen, dict]:
    command = [sys.executable, "-c", script, *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT)
    assert process.stdout is not None
    with process.stdout:
        return process, json.loads(process.stdout.readline())


def gone(pids: list[int]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while any(map(running, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(map(running, pids))


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_launcher_leaves_no_server_and_no_folder(clean_environment, tmp_path, end):
    env = {**clean_environment, "TMPDIR": str(tmp_path)}
    process, servers = launched(EPHEMERAL, env=env)
    children = [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
    assert len(children) > 5 and len(servers) == 2  # the watchdog, PostgreSQL's own handful and Valkey
    process.send_signal(end)
    process.wait()
    assert gone(children)
    assert list(tmp_path.iterdir()) == []


def test_the_state_folder_stays_held_until_the_last_program_is_gone(clean_environment, tmp_path):
    process, _ = launched(HOLDING, str(tmp_path), env=clean_environment)
    [program] = [
        child.pid for child in psutil.Process(process.pid).children() if "watchdog" not in " ".join(child.cmdline())
    ]
    process.kill()
    process.wait()
    folder = StateFolder(tmp_path)
    assert running(program) and not folder.take()  # it ignores SIGTERM, and is given its second
    assert gone([program])
    deadline = time.monotonic() + PATIENCE
    while not folder.take() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert folder.lock
    folder.release()


def test_running_tells_a_zombie_from_a_process():
    child = subprocess.Popen([sys.executable, "-c", ""])
    deadline = time.monotonic() + PATIENCE
    while running(child.pid) and time.monotonic() < deadline:  # not waited for yet: a zombie once it has ended
        time.sleep(0.02)
    assert not running(child.pid)
    assert child.wait() == 0
    assert running(os.getpid())
