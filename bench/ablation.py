"""What each word list and each part of the ranking is worth: nDCG@10 without it, on all judged queries.

    python bench/ablation.py --lists FOLDER [--split dev|test|all]

FOLDER holds lists or catalogues as for bench/search.py. Each line gives the mean over the catalogues (each counts alike), the
difference to the whole ranking, and how many queries without an answer are declined.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from _judged import Query, catalogues, load, measure
from llmprimer.index import Index
from llmprimer.search import find
from llmprimer.search import weights as w

understand: Any = import_module("llmprimer.search.understand")
forms: Any = import_module("llmprimer.search.forms")
spelling: Any = import_module("llmprimer.search.spelling")

_forms = forms.forms


def _without_versions(connection: Any, word: str) -> dict[str, tuple[float, int]]:
    return {
        known: found for known, found in _forms(connection, word).items() if known == word or not known[-1].isdigit()
    }


Change = tuple[Any, str, Any]
PARTS: dict[str, list[Change]] = {
    "nothing": [],
    "function words (index/stop.py)": [(understand, "STOP", frozenset()), (forms, "STOP", frozenset())],
    "words for kinds (index/kinds.py)": [(understand, "kinds_of", lambda *_: ())],
    "months and years (search/words.py)": [(understand, "MONTHS", {}), (understand, "_YEAR", "(?!)")],
    "letters alike (search/spelling.py)": [(spelling, "_alike", lambda *_: True)],
    "corrections": [(understand, "near_words", lambda *_: [])],
    "explained abbreviations": [
        (understand, "long_forms", lambda *_: {}),
        (understand, "short_forms", lambda *_: []),
    ],
    "initials of names": [
        (understand, "by_initials", lambda *_, **__: {}),
        (understand, "short_by_initials", lambda *_: []),
    ],
    "long forms without a word": [(understand, "without_a_word", lambda *_: {})],
    "first names as initials": [(understand, "signed", lambda *_: None)],
    "roots of derived forms": [(w, "SAME_ROOT", 0.0)],
    "versions of names": [(understand, "forms", _without_versions)],
    "the word before its forms": [(w, "VARIANT", 1.0)],
    "compounds before their parts": [(w, "COMPOUND_PART", 1.0)],
    "rarity": [(w, "RARITY_POWER", 0.0)],
    "share of the query that is covered": [(w, "UNCOVERED", 1.0)],
    "saturation over fields": [(w, "HALF", 300.0), (w, "MOST", 480.0)],
    "length of fields": [(w, "LENGTH", 0.0)],
    "neighbours": [(w, "ADJACENT", 0.0)],
    "whole names": [(w, "WHOLE_NAME", 0.0), (w, "WHOLE_WORDS", 0.0)],
    "topics": [(w, "TOPIC", 0.0), (w, "WHOLE_TOPIC", 0.0)],
}


@contextmanager
def without(part: str) -> Iterator[None]:
    """The ranking without the part."""
    before = [(module, name, getattr(module, name)) for module, name, _ in PARTS[part]]
    try:
        for module, name, value in PARTS[part]:
            setattr(module, name, value)
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


def score(judged: list[tuple[Index, list[Query]]]) -> tuple[float, int]:
    """The mean nDCG@10 of the catalogues, and the number of declined queries among those without an answer."""
    means, declined = [], 0
    for index, queries in judged:
        values = []
        for query in queries:
            found = find(index, query.text)
            if query.grades:
                values.append(measure(query.grades, [result.citation_key for result in found.results])[0])
            else:
                declined += not found.confident
        means.append(sum(values) / len(values))
    return sum(means) / len(means), declined


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", type=Path, required=True)
    parser.add_argument("--split", choices=("dev", "test", "all"), default="all")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        judged = []
        for _, path, queries in catalogues(options.lists, Path(folder)):
            index = Index.open(path)
            judged.append((index, load(queries, index, options.split)))
        whole = 0.0
        print(f"{'without':36} nDCG@10          declined")
        for part in PARTS:
            with without(part):
                mean, declined = score(judged)
            whole = whole or mean
            print(f"{part:36} {mean:.3f}  {mean - whole:+.3f}  {declined:4}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
