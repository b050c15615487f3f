"""The loop of a curator in cold processes: change one record, search, and so on; against `python -c pass`.

    python bench/loop.py [COUNT ...] [--rounds N]

At 10,000 references `tag KEY +topic --yes` takes at most 25 times `python -c pass`, and the next search at most 20 times; at
100,000 at most 10 times those. The other rows have no target. Medians of the rounds, by the clock and by processor time: on
a machine that others use, the latter counts. The first row is the search that indexes everything.
"""

import argparse
import os
import random
import re
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from _catalogue import write
from _timing import LLMPRIMER, PASS

Times = tuple[float, float]


def spent(command: Sequence[str], environment: dict[str, str]) -> Times:
    """Seconds by the clock and of the processor for one process, which must succeed."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})
    took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: {done.stderr}")
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def by_hand(path: Path, key: str, number: int) -> None:
    """Another program gives a record another title."""
    head, found, rest = path.read_text(encoding="utf-8").partition(f"\n  {key}:\n")
    changed = re.sub(r"    title: .*", f"    title: Another title {number}", rest, count=1)
    path.write_text(head + found + changed, encoding="utf-8")


def measured(path: Path, rounds: int, folder: str) -> dict[str, list[Times]]:
    """Step -> what it took in each round."""
    environment = {"LLMPRIMER_CACHE_DIR": f"{folder}/cache", "XDG_STATE_HOME": f"{folder}/state"}
    keys = re.findall(r"^  ([a-z]\S*-\d+):$", path.read_text(encoding="utf-8"), re.MULTILINE)
    chance = random.Random(3)
    program = [LLMPRIMER, "--catalogue", str(path)]
    search = [*program, "search", "baba"]
    times: dict[str, list[Times]] = {}

    def step(name: str, command: Sequence[str]) -> None:
        times.setdefault(name, []).append(spent(command, environment))

    step("first search", search)
    for number in range(rounds):
        key = chance.choice(keys)
        step("python -c pass", PASS)
        # One topic comes and one goes, so that there is always something to write.
        step("tag", [*program, "tag", key, f"+topic-{number % 40}", f"-{topic_of(path, key)}", "--yes"])
        step("search after tag", search)
        step("search again", search)
        step("undo", [*program, "undo", "--yes"])
        step("search after undo", search)
        by_hand(path, key, number)
        step("search after a change by hand", search)
    return times


def topic_of(path: Path, key: str) -> str:
    """The last topic of a record."""
    record = path.read_text(encoding="utf-8").partition(f"\n  {key}:\n")[2]
    return re.findall(r"[\w-]+", record.partition("    topics: [")[2].partition("]")[0])[-1]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", type=int, nargs="*", default=[10_000, 100_000], metavar="COUNT")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    for count in arguments.counts:
        with tempfile.TemporaryDirectory() as folder:
            times = measured(write(Path(folder) / "references.yaml", count), arguments.rounds, folder)
        base = [statistics.median(found) for found in zip(*times["python -c pass"], strict=True)]
        more = 10 if count > 10_000 else 1
        targets = {"tag": 25 * more, "search after tag": 20 * more}
        print(
            f"{count} references; python -c pass takes {1000 * base[0]:.0f} ms ({1000 * base[1]:.0f} ms of the processor)"
        )
        for name, found in times.items():
            clock, processor = (statistics.median(values) for values in zip(*found, strict=True))
            target = f"  (target {targets[name]})" if name in targets else ""
            print(
                f"  {name:30} {1000 * clock:8.0f} ms {clock / base[0]:7.1f} x   "
                f"processor {1000 * processor:8.0f} ms {processor / base[1]:7.1f} x{target}"
            )


if __name__ == "__main__":
    main()
