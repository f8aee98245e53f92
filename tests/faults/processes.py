"""A Valkey and a Celery worker of the test's own, to be killed, stopped and emptied as it likes."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import redis
from django.db import connection

from devstack.servers import free_port, valkey_binary

ROOT = Path(__file__).parents[2]
READY_WITHIN = 90  # seconds; a loaded machine takes its time to import Django


class Valkey:
    """Keeps nothing: killed and started again, it is empty."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.client = redis.Redis.from_url(self.url, socket_timeout=2)
        self.start()

    def start(self) -> None:
        command = [str(valkey_binary()), "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_until(self.answers)

    def answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.RedisError:
            return False

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def empty(self) -> None:
        self.client.flushall()

    def close(self) -> None:
        self.kill()
        self.client.close()


def database_url() -> str:
    """The test's own database, for programs beside it."""
    at = connection.settings_dict
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


class Web:
    """gunicorn as production and the demo start it, on the test's database."""

    def __init__(self, log: Path, settings: str = "config.settings.test") -> None:
        self.port, self.log = free_port(), log
        options = ["--config", "python:config.serving", "--bind", f"127.0.0.1:{self.port}", "--no-control-socket"]
        with log.open("a") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", *options, "--preload", "--access-logfile", "-", "config.wsgi"],
                cwd=ROOT,
                env={**os.environ, "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": settings},
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        wait_until(self.answers)

    def answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()[-2000:]
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def close(self) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()


class Worker:
    """`celery worker` on the test's database and broker, with everything it starts."""

    def __init__(self, broker: Valkey, log: Path) -> None:
        self.environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "REDIS_URL": broker.url,
            "TMPDIR": str(log.parent),
        }
        self.log = log
        self.start()

    def start(self) -> None:
        celery = [sys.executable, "-m", "celery", "-A", "config", "worker"]
        ready = self.log.read_text().count(" ready.") if self.log.exists() else 0
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*celery, "--concurrency=2", "--loglevel=INFO", "--without-gossip", "--without-mingle"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until(lambda: self.log.read_text().count(" ready.") > ready)

    def kill(self) -> None:
        """As the kernel does it when memory runs out: nothing is put away, nothing handed back."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        if self.process.poll() is None:
            self.kill()


def wait_until(done, within: float = READY_WITHIN) -> None:
    ends = time.monotonic() + within
    while not done():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.02)
