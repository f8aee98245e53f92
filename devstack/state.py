"""The state folder: what is in it, who holds it, and where the one who holds it can be reached.

lock                 held by the demo, or by a `./run manage` that started the servers itself
holder.json          what the holder is and its addresses; believed only while the lock is held
postgres/ valkey/    data, and secrets/ beside them: passwords of the two servers, made on the first start
logs/ mail/          of every process; of the demo
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from devstack.refusal import Refusal
from devstack.watchdog import running

ROOT = Path(__file__).resolve().parents[1]
STATE = ROOT / ".state"


@dataclass(frozen=True, kw_only=True)
class Holder:
    kind: str  # "demo" or "manage"
    pid: int
    ready: bool = False  # migrated, and for the demo: loaded
    address: str = ""
    database_url: str = ""
    redis_url: str = ""

    @property
    def alive(self) -> bool:
        return running(self.pid)

    @property
    def env(self) -> dict[str, str]:
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


class StateFolder:
    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: int | None = None

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def mail(self) -> Path:
        return self.path / "mail"

    @property
    def outside(self) -> Path:
        """For root where name spaces are refused (many containers): a place that PostgreSQL's account can reach."""
        name = hashlib.sha256(str(self.path.resolve()).encode()).hexdigest()[:16]
        return Path("/var/tmp") / f"plumbline-{name}"  # noqa: S108 - a folder of its own, owned by the server

    @property
    def lock(self) -> int:
        """The file descriptor that holds the lock: a watchdog keeps it open too."""
        assert self._lock is not None, "the state folder is not held"
        return self._lock

    def make(self) -> None:
        """Private: whoever reads it has the passwords of the servers."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.logs.mkdir(exist_ok=True)
        self.mail.mkdir(exist_ok=True)

    def take(self) -> bool:
        """Hold the folder if nobody does."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # `./run reset` may have removed the file between the two calls; then the lock guards nothing.
            if os.fstat(lock).st_ino != (self.path / "lock").stat().st_ino:
                raise FileNotFoundError
        except (BlockingIOError, FileNotFoundError):
            os.close(lock)
            return False
        self._lock = lock
        return True

    def release(self) -> None:
        if self._lock is not None:
            (self.path / "holder.json").unlink(missing_ok=True)
            os.close(self._lock)
            self._lock = None

    def holder_write(self, holder: Holder) -> None:
        private_write(self.path / "holder.json", json.dumps(asdict(holder)))

    def holder(self) -> Holder | None:
        """Who held the folder last. It holds it still if `take` fails and it is alive."""
        try:
            return Holder(**json.loads((self.path / "holder.json").read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def refuse_second_demo(self) -> None:
        """Asked without waiting, and nothing is held afterwards. Raises Refusal."""
        if not self.path.exists():
            return
        if self.take():
            self.release()
            return
        holder = self.holder()
        if holder and holder.kind == "demo" and holder.alive:
            raise Refusal(f"The demo is running already at {holder.address} (process {holder.pid}): stop it first.")

    def password(self, server: str) -> str:
        """Made once. Without one, anybody with an account on this machine could read and run code as its owner."""
        path = self.path / "secrets" / server
        if not path.exists():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            private_write(path, secrets.token_hex(16))
        return path.read_text()

    def done(self, task: str, digest: str) -> bool:
        """Whether `task` was last finished on what `digest` stands for."""
        try:
            return (self.path / f"{task}.done").read_text() == digest
        except OSError:
            return False

    def done_write(self, task: str, digest: str) -> None:
        (self.path / f"{task}.done").write_text(digest)

    def done_forget(self, task: str) -> None:
        (self.path / f"{task}.done").unlink(missing_ok=True)


def private_write(path: Path, text: str) -> None:
    """Whole or not at all, and for the owner's eyes only."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    draft.replace(path)


def content_digest(paths: Iterable[Path]) -> str:
    """Changes when a file is added, removed, renamed or written."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()
