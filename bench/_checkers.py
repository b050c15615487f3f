"""The link checkers that are compared: how each is called, and how many links it says are alive."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from _server import HERE, Server
from _usage import usage

LLMPRIMER = [sys.executable, "-m", "llmprimer", "check"]
#: No proxy of the environment stands between a checker and the loopback interface.
DIRECT = {"no_proxy": "*", "NO_PROXY": "*"}


class Checker(NamedTuple):
    """A checker by its name, its command but for the file of addresses, and who counts as the same in lychee."""

    name: str
    command: tuple[str, ...]
    alive: Callable[[str], int]
    peer: str = ""
    #: What follows the file.
    tail: tuple[str, ...] = ()


class Run(NamedTuple):
    """What one check took."""

    seconds: float
    cpu: float
    mib: float
    alive: int
    requests: int
    server_cpu: float


def _ours_alive(output: str) -> int:
    return int(json.loads(output)["links_by_group"].get("alive", 0))


def _lychee_alive(output: str) -> int:
    return int(json.loads(output)["successful"])


def as_they_come(lychee: str | None) -> list[Checker]:
    """Each with its defaults, but for what loopback and a report in a file need."""
    ours = (*LLMPRIMER, "--allow-private", "--format", "json")
    found = [Checker("llmprimer, as it comes", ours, _ours_alive, "lychee, as it comes")]
    if lychee:
        theirs = (lychee, "--no-progress", "--format", "json")
        found.append(Checker("lychee, as it comes", theirs, _lychee_alive))
    return found


def tuned(lychee: str | None) -> list[Checker]:
    """Each as for a server of one's own: much at a time, no pauses, no second tries, nothing kept."""
    many = "--per-host 50 --delay 0 --max-connections 500 --retries 0 --no-history".split()
    ours = (*LLMPRIMER, "--allow-private", *many, "--format", "json")
    found = [Checker("llmprimer, tuned", ours, _ours_alive, "lychee, tuned")]
    if (cores := os.cpu_count() or 1) > 1:  # lychee takes all of them as it comes
        jobs = ("--jobs", str(cores))
        found.append(Checker(f"llmprimer, tuned, {cores} jobs", (*ours, *jobs), _ours_alive, "lychee, tuned"))
    if lychee:
        many = "--max-concurrency 500 --host-concurrency 50 --host-request-interval 0ms --max-retries 0".split()
        found.append(Checker("lychee, tuned", (lychee, *many, "--no-progress", "--format", "json"), _lychee_alive))
    return found


def floor() -> Checker:
    """A client in Python that does nothing but ask, 5 times at once for each of 100 hosts."""
    return Checker(
        "asyncio that only asks", (sys.executable, str(HERE / "_rawclient.py"), "one"), int, "lychee, tuned", ("500",)
    )


def server_alone() -> Checker:
    """A client that waits for nothing: shows that the server could do more than any checker asks of it."""
    return Checker(
        "the server, asked all at once", (sys.executable, str(HERE / "_rawclient.py"), "piped"), int, "", ("0",)
    )


def run_all(
    checkers: list[Checker], server: Server, file: Path, folder: Path, rounds: int, latency: float = 0.0
) -> dict[Checker, list[Run]]:
    """The rounds of each checker, one after the other in turn, each with a home folder of its own."""
    runs: dict[Checker, list[Run]] = {checker: [] for checker in checkers}
    for _ in range(rounds):
        for checker in checkers:
            home = tempfile.mkdtemp(dir=folder)
            server.report(latency)
            output = folder / "output"
            command = [*checker.command, str(file), *checker.tail]
            used = usage(command, output, HOME=home, XDG_DATA_HOME=home, **DIRECT)
            report = server.report(latency)
            alive = checker.alive(output.read_text(encoding="utf-8")) if used.status == 0 else 0
            runs[checker].append(Run(used.seconds, used.cpu, used.mib, alive, len(report.asked), report.cpu))
    return runs
