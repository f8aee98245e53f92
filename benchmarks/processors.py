"""How much of a processor a program and all that it started have used, from /proc (Linux)."""

import os
import time
from collections.abc import Mapping
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def _seconds_and_parents() -> dict[int, tuple[float, int, str]]:
    """(seconds, parent, name) by process id, with the seconds of children that have ended."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name, _, rest = (folder / "stat").read_text().rpartition(")")
        except OSError:  # it has just ended
            continue
        fields = rest.split()
        found[int(folder.name)] = sum(map(int, fields[11:15])) / TICKS, int(fields[1]), name.partition("(")[2]
    return found


class Processors:
    """`programs` by what they are called: a process id with all below it, or a name of processes below this one."""

    def __init__(self, programs: Mapping[str, int | str]) -> None:
        self.programs = dict(programs)
        self.started, self.before = time.monotonic(), self._seconds()

    def used(self) -> dict[str, float]:
        """Since it was made, as a share of one processor."""
        took, now = time.monotonic() - self.started, self._seconds()
        return {program: (now[program] - self.before[program]) / took for program in self.programs}

    def _seconds(self) -> dict[str, float]:
        found = _seconds_and_parents()

        def below(pid: int, root: int) -> bool:
            while pid in found and pid != root:
                pid = found[pid][1]
            return pid == root

        def of(program: int | str) -> float:
            if program == os.getpid():
                return found[os.getpid()][0]
            if isinstance(program, int):
                return sum(seconds for pid, (seconds, _, _) in found.items() if below(pid, program))
            return sum(s for pid, (s, _, name) in found.items() if name == program and below(pid, os.getpid()))

        return {name: of(program) for name, program in self.programs.items()}
