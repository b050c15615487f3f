"""How fast and in how much memory BibTeX is written, against pybtex writing the same entries in the same run.

    python bench/export.py [--references 100000]

Each figure comes from a process of its own, and is CPU time, which other programs on the machine disturb least. Prints
seconds and references per second of both writers, their ratio, and by how much the peak memory of the export grows from a
tenth of the references to all of them. Then the same for the whole command, warm: `llmprimer export -f bibtex -o FILE`
from its start to its end, with the index of the catalogue in the cache, against a program that reads the same entries
with pybtex and writes them, and against pybtex's writing alone.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from itertools import islice

#: CPU time until here: the start of Python.
_STARTED = time.process_time()


def references(count: int):
    """Made-up papers, posts and repositories, one at a time: what an export from the index gets."""
    from llmprimer.model import Reference

    words = (
        "Attention BERT Language Models Few-Shot Learners GPT-3 Scaling Laws & Über Naïve Transformers 100% for".split()
    )
    families = "Vaswani Shazeer Łukasiewicz García Müller O'Brien Nguyễn Smith Wang Gödel".split()
    kinds = (("article-journal", "paper"), ("article", "paper"), ("post-weblog", "blog"), ("software", "repository"))
    for number in range(count):
        csl_type, kind = kinds[number % 4]
        title = " ".join(words[(number * step) % len(words)] for step in (1, 3, 5, 7, 11))
        author = [
            {"family": families[(number + i) % 10], "given": f"Given {chr(65 + i)}."} for i in range(number % 6 + 1)
        ]
        yield Reference.model_validate(
            {
                "citation_key": f"key-{number}",
                "type": csl_type,
                "kind": kind,
                "title": f"{title}: part {number}",
                "author": author,
                "issued": f"{1990 + number % 33}-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
                "container_title": "Journal of Large & Small Models",
                "volume": str(number % 50 + 1),
                "page": f"{number % 900 + 1}-{number % 900 + 12}",
                "doi": f"10.5555/example.{number}",
                "summary": f"The {number}th made-up summary, which says in one sentence what it is about.",
                "url": f"https://example.org/~papers/{number}_a%20b",
            }
        )


def ours(count: int) -> dict[str, float]:
    """Seconds and peak memory (MiB) of our export; references are made on the way, in their own time."""
    from llmprimer import export
    from llmprimer.model import Header

    making = 0.0

    def timed():
        nonlocal making
        source = references(count)
        while True:
            # Some at a time: the clock takes time too.
            began = time.process_time()
            some = list(islice(source, 500))
            making += time.process_time() - began
            if not some:
                return
            yield from some

    began = time.process_time()
    with open("/dev/null", "w", encoding="utf-8") as out:
        export.get("bibtex").write(timed(), Header(title="bench"), out, export.Options())
    return {
        "seconds": time.process_time() - began - making,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def pybtex(count: int) -> dict[str, float]:
    """Seconds and peak memory (MiB) of pybtex's writer for the same entries, which are in its own form before it starts.

    `whole` are the seconds with the start of Python, the import of pybtex and its reading of the entries.
    """
    import io

    starting = time.process_time()
    from pybtex.database import parse_string
    from pybtex.database.output.bibtex import Writer

    starting = time.process_time() - starting + _STARTED
    from llmprimer import export
    from llmprimer.model import Header

    text = io.StringIO()
    export.get("bibtex").write(references(count), Header(title="bench"), text, export.Options())
    reading = time.process_time()
    data = parse_string(text.getvalue(), "bibtex")
    began = time.process_time()
    with open("/dev/null", "w", encoding="utf-8") as out:
        Writer().write_stream(data, out)
    ended = time.process_time()
    return {
        "seconds": ended - began,
        "whole": starting + ended - reading,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def command(count: int) -> dict[str, float]:
    """Seconds of the whole command, the best of three, on a catalogue of as many references; its index is made before."""
    import os
    import tempfile
    from pathlib import Path

    from llmprimer.catalogue.emitting import emit_header, emit_record
    from llmprimer.model import Header

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "references.yaml")
        with path.open("w", encoding="utf-8") as file:
            file.write(emit_header(Header(title="bench")) + "references:\n")
            for reference in sorted(references(count), key=lambda one: one.citation_key):
                file.write(emit_record(reference) + "\n")
        environment = {**os.environ, "LLMPRIMER_CACHE_DIR": folder, "LLMPRIMER_CATALOGUE": str(path)}
        # Warm is with compiled modules, wherever this runs.
        environment |= {"PYTHONPYCACHEPREFIX": str(Path(folder, "pycache"))}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        arguments = [sys.executable, "-m", "llmprimer", "export", "-f", "bibtex", "-o", str(Path(folder, "refs.bib"))]
        taken = []
        for _ in range(4):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(arguments, env=environment, check=True, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return {"seconds": min(taken[1:]), "mib": after.ru_maxrss / 1024}


def measured(what: str, count: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, "--one", what, "--references", str(count)], capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--references", type=int, default=100_000)
    parser.add_argument("--one", choices=["ours", "pybtex", "command"], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    count = arguments.references
    if arguments.one:
        print(json.dumps({"ours": ours, "pybtex": pybtex, "command": command}[arguments.one](count)))
        return
    small, large = measured("ours", count // 10), measured("ours", count)
    peer = measured("pybtex", count)
    whole = measured("command", count)
    for name, figures in (("llmprimer", large), ("command", whole), ("pybtex", peer)):
        speed = count / figures["seconds"]
        print(
            f"{name:10} {count} references: {figures['seconds']:7.2f} s  {speed:9.0f} a second  peak {figures['mib']:6.0f} MiB"
        )
    print(f"ratio      {peer['seconds'] / large['seconds']:.1f} times as fast")
    print(
        f"command    {peer['whole'] / whole['seconds']:.1f} times as fast as a program that reads and writes with pybtex, "
        f"{peer['seconds'] / whole['seconds']:.1f} times as fast as its writing alone"
    )
    print(f"memory     {small['mib']:.0f} MiB for {count // 10}, {large['mib']:.0f} MiB for {count}")


if __name__ == "__main__":
    main()
