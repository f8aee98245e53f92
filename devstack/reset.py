"""`./run reset`: the demo starts afresh."""

from __future__ import annotations

import shutil

from devstack.refusal import Refusal
from devstack.state import STATE, StateFolder


def reset(*, sure: bool) -> int:
    folder = StateFolder(STATE)
    if not STATE.exists():
        print("There is nothing to reset.")
        return 0
    if not folder.take():
        holder = folder.holder()
        demo = holder is not None and holder.kind == "demo"
        raise Refusal(f"{'The demo' if demo else 'A ./run manage'} is running: stop it first.")
    try:
        if not sure and not _agreed():
            print("Nothing was removed.")
            return 1
        # The lock file goes last and while it is held: whoever waits for it notices that it is gone.
        for path in (*STATE.iterdir(), folder.outside):
            if path.name != "lock":
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        shutil.rmtree(STATE)
    finally:
        folder.release()
    print("Removed. The next ./run demo starts afresh.")
    return 0


def _agreed() -> bool:
    print(
        f"This removes {STATE}: the demo's whole database with everything entered since the first start, its waiting\n"
        "background work, its mail and its logs. Databases named by DATABASE_URL are not touched."
    )
    try:
        return input("Type yes to go on: ").strip().lower() in ("y", "yes")
    except EOFError:
        print()
        return False
