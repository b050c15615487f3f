"""Building a site beside indexing the same catalogue, in one run: processor time, clock time, peak memory, what is written.

    python bench/site_building.py [COUNT]... [--folder FOLDER]

For each COUNT (default 10,000) a catalogue is made by chance (bench/_catalogue.py), or taken from FOLDER. Each step is a
process of its own: indexing, building, building again with nothing changed, and after the summary of one reference was
changed. Processor time is that of all processes of a step together, memory that of the largest of them (ru_maxrss).
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from _catalogue import write
from _timing import LLMPRIMER

#: Runs a command; prints its clock time, the processor time of its processes, and the peak memory of the largest in MiB.
_MEASURE = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", check=False)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, done.stderr]))
sys.exit(done.returncode)
"""


class Step(NamedTuple):
    """What a process took."""

    clock: float
    processor: float
    memory: float
    said: str


def measured(*command: str, cache: str) -> Step:
    """Runs the command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *command],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "LLMPRIMER_CACHE_DIR": cache},
    )
    step = Step(*json.loads(done.stdout))
    if done.returncode:
        sys.exit(step.said)
    return step


def measure(count: int, folder: Path) -> None:
    """Prints a line for each step."""
    catalogue = write(folder / f"{count}.yaml", count)
    text = catalogue.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as temporary:
        mine = Path(temporary) / "references.yaml"
        mine.write_text(text, encoding="utf-8")
        site = Path(temporary) / "site"
        build = (LLMPRIMER, "site", "build", "--catalogue", str(mine), "-o", str(site))
        index = measured(LLMPRIMER, "list", "--limit", "1", "--catalogue", str(mine), cache=temporary)
        steps = {"build": measured(*build, cache=temporary), "build again": measured(*build, cache=temporary)}
        mine.write_text(re.sub(r"(    summary: \S+)", r"\1 changed", text, count=1), encoding="utf-8")
        measured(LLMPRIMER, "list", "--limit", "1", "--catalogue", str(mine), cache=temporary)
        steps["one changed"] = measured(*build, cache=temporary)
        sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    print(f"{count:,} references; {len(sizes):,} files, {sum(sizes) / 1e6:.0f} MB")
    print(f"{'':12} {'processor':>10} {'clock':>10} {'of indexing':>22} {'memory':>10}")
    print(f"{'index':12} {index.processor:8.1f} s {index.clock:8.1f} s {'':22} {index.memory:6.0f} MiB")
    for name, step in steps.items():
        ratios = f"{step.processor / index.processor:.2f} x, {step.clock / index.clock:.2f} x"
        said = step.said.strip().rpartition(": ")[2]
        print(f"{name:12} {step.processor:8.1f} s {step.clock:8.1f} s {ratios:>22} {step.memory:6.0f} MiB  {said}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[10_000], metavar="COUNT")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        for count in options.counts:
            measure(count, options.folder or Path(temporary))


if __name__ == "__main__":
    main()
