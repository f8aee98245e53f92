"""The virtual environment and the locked packages. Runs before any package is there: standard library only."""

from __future__ import annotations

import ast
import fcntl
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from devstack.processes import Processes, last_lines
from devstack.progress import Progress
from devstack.refusal import Refusal
from devstack.state import ROOT
from devstack.stopping import Stop

UV = "uv==0.13.9"  # the locks cannot hold their own installer
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
LOG = VENV / "install.log"
REQUIREMENTS = ROOT / "requirements"
WITHIN = {"demo": ("demo",), "dev": ("dev", "demo")}  # who installed the first has the others too

# uv takes nothing from pip's configuration, yet a network that needs a mirror has said so there.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_EXTRA_INDEX_URL",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "timeout": "UV_HTTP_TIMEOUT",
    "cert": "SSL_CERT_FILE",
}


def ensure(lock: str, say: Progress) -> None:
    """Have the packages of requirements/LOCK.lock, and be the Python that has them: may start the process anew."""
    if not _installed(lock):
        with _alone(say), Stop() as stop, Processes(stop) as processes:
            if not _installed(lock):  # somebody else was at it
                _install(lock, processes, say)
    if Path(sys.prefix).resolve() != VENV.resolve():
        say.hand_over()
        os.execv(PYTHON, [str(PYTHON), "-P", "-m", "devstack", *sys.argv[1:]])


def _installed(lock: str) -> bool:
    try:
        return bool(json.loads(STAMP.read_text())[lock] == _digest(lock)) and os.access(PYTHON, os.X_OK)
    except (OSError, ValueError, KeyError):
        return False


def _digest(lock: str) -> str:
    return hashlib.sha256((REQUIREMENTS / f"{lock}.lock").read_bytes()).hexdigest()


@contextmanager
def _alone(say: Progress) -> Iterator[None]:
    """Two fresh `./run` at once: the second waits. The lock is the project folder itself, which nobody removes."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another ./run that is setting up")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _install(lock: str, processes: Processes, say: Progress) -> None:
    if Path(sys.prefix).resolve() != VENV.resolve():
        say("Making a virtual environment")
        # Not inside .venv, which is being made: until it stands, what goes wrong is told on the terminal.
        if processes.run([sys.executable, "-m", "venv", "--clear", str(VENV)], stderr=None, cwd=ROOT):
            raise Refusal("The virtual environment could not be made: see above, mend that and start again.")
    say("Installing the locked packages")
    LOG.unlink(missing_ok=True)
    if not any(VENV.glob("lib/*/site-packages/pip")):  # a set-up that was killed half-way
        processes.run([str(PYTHON), "-m", "ensurepip"], log=LOG, cwd=ROOT)
    path = str(REQUIREMENTS / f"{lock}.lock")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    if not (_uv_install(path, pip, processes) or _pip_install(path, pip, processes, say)):
        raise Refusal(
            f"The packages could not be installed; the last lines of {LOG} say why. Is there a network, "
            f"or a mirror in pip's configuration?\n{last_lines(LOG, 5)}"
        )
    STAMP.write_text(json.dumps({name: _digest(name) for name in WITHIN[lock]}))


def _uv_install(path: str, pip: Sequence[str], processes: Processes) -> bool:
    """uv takes 3 s where pip takes 40."""
    if processes.run([*pip, "install", "--quiet", UV], log=LOG, cwd=ROOT):
        return False
    command = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON)]
    return not processes.run([*command, "--require-hashes", "-r", path], log=LOG, cwd=ROOT, env=_uv_environment(pip))


def _pip_install(path: str, pip: Sequence[str], processes: Processes, say: Progress) -> bool:
    say("uv does not work here; pip takes a few minutes instead")
    return not processes.run([*pip, "install", "--quiet", "--require-hashes", "-r", path], log=LOG, cwd=ROOT)


def _uv_environment(pip: Sequence[str]) -> dict[str, str]:
    listing = subprocess.run([*pip, "config", "list"], capture_output=True, text=True, check=False, cwd=ROOT).stdout
    told: dict[str, str] = {}
    for section in ("global", "install", ":env:"):  # the later wins, as in pip
        for line in listing.splitlines():  # "global.index-url='…'", ":env:.index-url='…'"
            key, _, value = line.partition("=")
            option = key.removeprefix(f"{section}.")
            if option != key and option in UV_NAMES:
                separator = "," if option == "find-links" else " "
                told[UV_NAMES[option]] = separator.join(str(ast.literal_eval(value)).split())
    # pip looks at all indexes and takes the best; hashes make that safe.
    return {"UV_INDEX_STRATEGY": "unsafe-best-match", "UV_PYTHON_DOWNLOADS": "never", **told, **os.environ}
