"""Where the time of our own check goes."""

import cProfile
import pstats
import time
from pathlib import Path

from llmprimer.links import Settings, check
from llmprimer.links.inputs.reading import from_file


def profile(file: Path, most: int = 40) -> None:
    """Checks the addresses of the file in this process and prints the functions that took most, by their own time."""
    links = from_file(file)
    settings = Settings(allow_private=True, per_host=50, delay=0.0, max_connections=500, retries=0)
    profiler = cProfile.Profile()
    began = time.perf_counter()
    profiler.enable()
    results = check(links, settings)
    profiler.disable()
    seconds = time.perf_counter() - began
    alive = sum(result.group == "alive" for result in results)
    print(f"{alive} of {len(links)} alive; {len(links) / seconds:.0f} URLs/s while profiled")
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(most)
