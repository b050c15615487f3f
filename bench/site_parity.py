"""Whether the search of a large site answers as `llmprimer search` does: queries by chance, answered by both.

    python bench/site_parity.py [COUNT] [--queries N] [--catalogue FILE] [--site FOLDER]

COUNT references (default 100,000) are made by chance (bench/_catalogue.py), or are those of FILE. The search of their site
is made into FOLDER, or taken from there if FOLDER has it already: that of a site that the same program built. Prints each
query with another answer (keys, their order, scores to nine digits, corrections, number, confidence, error), then a line
with the totals; exit status 1 if any query differs. Needs node; making the search takes as long as indexing.
"""

import argparse
import math
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from _catalogue import write

sys.path.insert(1, str(Path(__file__).resolve().parent.parent / "tests"))

from llmprimer.errors import QueryError
from llmprimer.index import Index
from llmprimer.search import find
from website.search.conftest import add_scripts, answers, lay_out
from website.search.generated import generated

LIMIT = 20


def differences(index: Index, text: str, answer: dict[str, Any]) -> list[str]:
    """What differs between the answer of the site and that of Python."""
    try:
        found = find(index, text, limit=LIMIT)
    except QueryError as error:
        mistake = answer["error"] or {}
        return [] if (mistake.get("message"), mistake.get("hint")) == (error.reason, error.hint) else ["error"]
    if answer["error"] is not None:
        return ["error"]
    results = answer["results"]
    scores = [(got["score"], wanted.score) for got, wanted in zip(results, found.results, strict=False)]
    same = {
        "keys": [result["key"] for result in results] == [result.citation_key for result in found.results],
        "scores": all(math.isclose(got, wanted, rel_tol=1e-9) for got, wanted in scores),
        "corrections": [(one["typed"], one["read"]) for one in answer["corrections"]] == found.corrections,
        "number": answer["total"] == found.total,
        "confidence": answer["confident"] == found.confident,
    }
    return [what for what, is_same in same.items() if not is_same]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=100_000, metavar="COUNT")
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--catalogue", type=Path)
    parser.add_argument("--site", type=Path)
    options = parser.parse_args()
    if shutil.which("node") is None:
        sys.exit("node is not installed")
    with tempfile.TemporaryDirectory() as temporary:
        path = options.catalogue or write(Path(temporary) / "chance.yaml", options.count)
        index = Index.open(path)
        site = options.site or Path(temporary)
        if (site / "search" / "index.bin").exists():
            add_scripts(site)
        else:
            lay_out(index, site)
        queries = generated(index, options.queries)
        began = time.perf_counter()
        answered = answers(site, [(text, {"limit": LIMIT}) for text in queries])
        seconds = time.perf_counter() - began
        kinds: Counter[str] = Counter()
        wrong = 0
        for text, answer in zip(queries, answered, strict=True):
            kinds["errors" if answer["error"] else "confident" if answer["confident"] else "declined"] += 1
            kinds["corrected"] += bool(answer["corrections"])
            if what := differences(index, text, answer):
                wrong += 1
                print(f"{text!r}: another {', '.join(what)}")
    told = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    print(f"{len(index):,} references, {len(queries)} queries ({told}): {wrong} differ; {seconds:.0f} s in node")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
