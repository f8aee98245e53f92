"""What a person sees while they wait."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress

BEGAN = "DEVSTACK_BEGAN"


class Progress:
    """One line for each step, with the seconds since the beginning. On stderr where stdout belongs to a command."""

    def __init__(self, *, quiet_stdout: bool = False) -> None:
        self._out = sys.stderr if quiet_stdout else sys.stdout
        self._began = float(os.environ.pop(BEGAN, time.monotonic()))

    def hand_over(self) -> None:
        """This process is about to start anew, and goes on counting."""
        os.environ[BEGAN] = str(self._began)

    def __call__(self, text: str) -> None:
        self.plain(f"{time.monotonic() - self._began:5.1f} s  {text}")

    def plain(self, text: str) -> None:
        with suppress(OSError):  # the terminal was closed; stopping in order matters more than saying so
            print(text, file=self._out, flush=True)
