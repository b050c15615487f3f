"""How long a cold command takes, as a multiple of `python -c pass` in the same run (medians of whole processes).

Run it from an installed package: an editable install under PYTHONDONTWRITEBYTECODE compiles everything at each start.
"""

import shutil
import statistics
import tempfile
from pathlib import Path

from _timing import LLMPRIMER, PASS, interleaved, seconds

ROUNDS = 20


def main() -> None:
    cache = tempfile.mkdtemp()
    search = [LLMPRIMER, "search", "rlhf"]
    seconds(search, LLMPRIMER_CACHE_DIR=cache)
    commands = {
        "python -c pass": PASS,
        "import typer": [PASS[0], "-c", "import typer"],
        "search rlhf": search,
        "search rlhf --json": [*search, "--json"],
        "search hugingface (a typo)": [LLMPRIMER, "search", "hugingface"],
        "list --format keys": [LLMPRIMER, "list", "--format", "keys"],
        "show KEY": [LLMPRIMER, "show", "vaswani-2017-attention"],
        "--help": [LLMPRIMER, "--help"],
    }
    medians = interleaved(commands, ROUNDS, LLMPRIMER_CACHE_DIR=cache)
    first = []
    for _ in range(7):
        shutil.rmtree(cache)
        Path(cache).mkdir()
        first.append(seconds(search, LLMPRIMER_CACHE_DIR=cache))
    shutil.rmtree(cache)
    medians["search rlhf, the first run ever"] = statistics.median(first)
    base = medians["python -c pass"]
    for name, median in medians.items():
        print(f"{name:34} {1000 * median:6.0f} ms  {median / base:5.1f} x")
    print("targets: search rlhf at most 7.1 x; the first run ever at most 30 x")


if __name__ == "__main__":
    main()
