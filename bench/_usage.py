"""What one process takes: time, CPU and memory.

The process is started by a small one, this file run as a script: the peak memory that the system tells of a child
counts what its parent had in use when the child was made. Of a process that has children of its own the system tells
the largest one; on Linux their sum is sampled meanwhile, pages that they share counted once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Usage(NamedTuple):
    """Seconds from start to end, CPU seconds (user and system, with children), peak memory in MiB, exit status."""

    seconds: float
    cpu: float
    mib: float
    status: int


def usage(command: Sequence[str], output: Path, **environment: str) -> Usage:
    """Runs the command, its standard output going to a file and its standard error away; what it took."""
    with output.open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-I", "-S", __file__, *command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment},
        )
    seconds, cpu, mib, status = done.stderr.split()
    return Usage(float(seconds), float(cpu), float(mib), int(status))


class _Together:
    """The most memory that a process and its children were seen to have together, in MiB; 0 where it had none."""

    def __init__(self, process: int) -> None:
        self.peak = 0.0
        self._process = process
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            time.sleep(0.15)
            try:
                children = Path(f"/proc/{self._process}/task/{self._process}/children").read_text().split()
                if children:
                    self.peak = max(self.peak, sum(map(_proportional, [str(self._process), *children])))
            except OSError:
                continue  # over, or a system without such files


def _proportional(process: str) -> float:
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _main(command: list[str]) -> None:
    away = os.open(os.devnull, os.O_WRONLY)
    began = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, away, 2)])
    together = _Together(child)
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - began
    unit = 1 if sys.platform == "darwin" else 1024
    mib = max(used.ru_maxrss * unit / 2**20, together.peak)
    print(seconds, used.ru_utime + used.ru_stime, mib, os.waitstatus_to_exitcode(status), file=sys.stderr)


if __name__ == "__main__":
    _main(sys.argv[1:])
