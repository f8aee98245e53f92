import sys
import time

import pytest

from devstack.processes import LOG_LIMIT, Processes, Program, ending, last_lines
from devstack.stopping import Stop, Stopped

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


@pytest.fixture
def stop():
    return Stop()


@pytest.fixture
def processes(stop):
    with Processes(stop) as processes:
        yield processes


@pytest.fixture
def program(tmp_path):
    def make(name="thing", command=SLEEP, **options):
        return Program(name=name, command=command, log=tmp_path / f"{name}.log", cwd=tmp_path, **options)

    return make


def until(condition, patience=20):
    deadline = time.monotonic() + patience
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert condition()


def test_a_dead_program_is_started_again_and_said_so(processes, program):
    said = []
    running = processes.start(program())
    first = running.process.pid
    running.process.kill()
    until(lambda: running.process.poll() is not None)
    assert processes.mend(said.append) is None
    assert said == [
        f"thing stopped unexpectedly (killed by SIGKILL) and is started again in 1 s; why: {running.program.log}"
    ]

    def back():
        processes.mend(said.append)
        return running.process.poll() is None

    until(back)
    assert running.process.pid != first
    assert len(said) == 1


def test_the_death_of_the_web_process_is_the_end(processes, program):
    web = processes.start(
        program("web", [sys.executable, "-c", "import sys; print('why'); sys.exit(3)"], restart=False)
    )
    until(lambda: web.process.poll() is not None)
    assert processes.mend(lambda _: None) is web
    assert ending(web.process.returncode) == "exit code 3"
    assert last_lines(web.program.log) == "why"


def test_programs_end_in_reverse_order(stop, program, tmp_path):
    told = tmp_path / "told"
    script = (
        "import pathlib, signal, sys, time\n"
        "def end(*_):\n"
        f"    open({str(told)!r}, 'a').write(sys.argv[1])\n"
        "    sys.exit()\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "print('up', flush=True)\n"
        "time.sleep(600)\n"
    )
    with Processes(stop) as processes:
        for name in "abc":
            running = processes.start(program(name, [sys.executable, "-c", script, name], patience=20))
            until(lambda log=running.program.log: log.read_text())
    assert told.read_text() == "cba"


def test_a_program_that_will_not_end_is_killed(stop, program):
    script = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
    with Processes(stop) as processes:
        running = processes.start(program(command=[sys.executable, "-c", script], patience=0.2))
        until(running.program.log.read_text)
    assert running.process.returncode == -9


def test_a_command_is_ended_when_asked_to_stop(processes, stop):
    stop.signals = 1
    began = time.monotonic()
    with pytest.raises(Stopped):
        processes.run(SLEEP)
    assert time.monotonic() - began < 30


def test_a_command_gives_its_exit_code(processes, tmp_path):
    log = tmp_path / "log"
    assert processes.run([sys.executable, "-c", "print('said'); exit(4)"], log=log) == 4
    assert log.read_text() == "said\n"


def test_a_large_log_is_set_aside(processes, program, tmp_path):
    (tmp_path / "thing.log").write_bytes(b"x" * (LOG_LIMIT + 1))
    processes.start(program())
    assert (tmp_path / "thing.log.1").stat().st_size == LOG_LIMIT + 1
    assert (tmp_path / "thing.log").stat().st_size == 0
