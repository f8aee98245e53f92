"""Ctrl-C, SIGTERM and SIGHUP end things in order: they are remembered, and whoever waits looks."""

from __future__ import annotations

import signal
import time
from types import FrameType
from typing import Any


class Stopped(Exception):
    """Somebody asked to stop while something was under way."""


class Stop:
    """A second signal hurries: what is still running is killed instead of asked."""

    def __init__(self) -> None:
        self.signals = 0
        self.last = signal.SIGINT
        self._previous: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Stop:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup's wish is respected
                self._previous[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._previous.items():
            signal.signal(number, handler)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self.signals += 1
        self.last = signal.Signals(number)

    @property
    def requested(self) -> bool:
        return self.signals > 0

    @property
    def hurried(self) -> bool:
        return self.signals > 1

    def pause(self, seconds: float = 0.05) -> None:
        """Wait a moment; raises Stopped when asked to stop, before or meanwhile."""
        if not self.requested:
            time.sleep(seconds)
        if self.requested:
            raise Stopped
