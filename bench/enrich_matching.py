"""How often a title match is right: `python bench/enrich_matching.py --lists A.bib B.bib ... --pool CONFERENCES.bib`.

The lists are bibliographies by different people in which works on arXiv have their identifier: two entries with one
identifier are one work, written by two hands. The pool is what a search is made in: entries of conferences by a registry
(DBLP), where no two are one work unless most of their authors are the same people. Printed are, for each half of the
works (the limits were chosen on the first), how many pairs of one work are found, and how many pairs of two works are
taken for one, at several limits for years; and how often an identifier is called another work's by mistake.
"""

from __future__ import annotations

import argparse
import itertools
import re
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from llmprimer.enriching import agreement
from llmprimer.enriching.agreement import WorkDescription, contradicts, describe_facts, same_author, same_title
from llmprimer.importing.formats.bibtex import read
from llmprimer.text import fold, words

_ARXIV = re.compile(r"\b(\d{4}\.\d{4,5})(?:v\d+)?\b")


class Entry(NamedTuple):
    file: str
    arxiv: str
    work: WorkDescription
    people: frozenset[str]


def entries(path: Path) -> list[Entry]:
    found = []
    for draft in read(path.read_text(encoding="utf-8"), str(path)).drafts:
        fields = draft.fields
        work = describe_facts(fields)
        people = frozenset(fold(str(n.get("family") or n.get("literal"))) for n in fields.get("author", ()))
        if work.title and work.author and work.year:
            found.append(Entry(path.name, _arxiv(fields), work, people))
    return found


def _arxiv(fields: dict[str, Any]) -> str:
    if isinstance(arxiv := fields.get("arxiv"), dict):
        return str(arxiv["id"])
    match = _ARXIV.search(f"{fields.get('container_title', '')} {fields.get('url', '')} {fields.get('note', '')}")
    return match[1] if match else ""


def half(name: str) -> int:
    return crc32(name.encode()) % 2


def agrees_within(one: WorkDescription, other: WorkDescription, years: int) -> bool:
    agreement.MAX_YEARS_APART = years
    return agreement.is_same_work(one, other)


def ones(lists: list[Entry]) -> list[tuple[Entry, Entry]]:
    """Pairs of one work from two lists."""
    by_id = defaultdict(list)
    for entry in lists:
        if entry.arxiv:
            by_id[entry.arxiv].append(entry)
    return [
        pair
        for group in by_id.values()
        for pair in itertools.combinations(group, 2)
        if pair[0].work != pair[1].work or pair[0].file != pair[1].file
    ]


def twos(entries: list[Entry]) -> list[tuple[Entry, Entry]]:
    """Pairs of two works with half of their words in common: every pair that could be mistaken at all."""
    by_word = defaultdict(list)
    told = [frozenset(words(entry.work.title)) for entry in entries]
    for number, title in enumerate(told):
        for word in title:
            by_word[word].append(number)
    found = set()
    for number, title in enumerate(told):
        rare = sorted(title, key=lambda word: len(by_word[word]))[:4]
        for other in {other for word in rare if len(by_word[word]) <= 400 for other in by_word[word] if other > number}:
            if 2 * len(title & told[other]) >= max(len(title), len(told[other])):
                found.add((number, other))
    pairs = [(entries[a], entries[b]) for a, b in sorted(found)]
    return [(a, b) for a, b in pairs if not (a.arxiv and a.arxiv == b.arxiv) and not _same_people(a, b)]


def _same_people(a: Entry, b: Entry) -> bool:
    """Whether it may be one work twice (a workshop and a conference, a list that lacks the identifier).

    By the letters of the title and by all authors; the rule that is measured looks at the first author alone. Lists name
    the first few authors, so the shorter list counts.
    """
    same = 2 * len(a.people & b.people) >= min(len(a.people), len(b.people))
    return same and "".join(words(a.work.title)) == "".join(words(b.work.title))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lists", type=Path, nargs="+", required=True)
    parser.add_argument("--pool", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    lists = [entry for path in arguments.lists for entry in entries(path)]
    pool = [entry for path in arguments.pool for entry in entries(path)]
    same, different = ones(lists), twos([*lists, *pool])
    print(
        f"{len(lists)} entries in lists, {len(pool)} in the pool; {len(same)} pairs of one work, {len(different)} of two"
    )
    print("half     years  one work: found   of    two works: taken for one   of")
    for which in (0, 1):
        true = [(a.work, b.work) for a, b in same if half(a.arxiv) == which]
        false = [(a.work, b.work) for a, b in different if half(a.work.title) == which]
        for years in (0, 1, 2, 50):
            found = sum(agrees_within(a, b, years) for a, b in true)
            wrong = sum(agrees_within(a, b, years) for a, b in false)
            name = "tuned" if which == 0 else "held out"
            print(f"{name:8} {years:5}  {found:15} {len(true):4}  {wrong:26} {len(false):5}")
    agreement.MAX_YEARS_APART = 1
    for which in (0, 1):
        true = [(a.work, b.work) for a, b in same if half(a.arxiv) == which]
        refused = sum(contradicts(a, b) for a, b in true)
        swapped = [
            (a.work, b.work) for a, b in itertools.pairwise(lists) if a.arxiv != b.arxiv and half(a.arxiv) == which
        ]
        caught = sum(contradicts(a, b) for a, b in swapped)
        name = "tuned" if which == 0 else "held out"
        print(
            f"{name:8} an identifier refused that is right: {refused} of {len(true)}; one caught that is another work's: {caught} of {len(swapped)}"
        )
    for a, b in same:
        if not agrees_within(a.work, b.work, 1):
            reason = (
                "title"
                if not same_title(a.work.title, b.work.title)
                else "author"
                if not same_author(a.work.author, b.work.author)
                else "year"
            )
            print(f"  missed by {reason}: {a.work} / {b.work}")
    for a, b in different:
        if agrees_within(a.work, b.work, 1):
            print(f"  taken for one: {a.work} / {b.work}")


if __name__ == "__main__":
    main()
