"""Importing lists, against a count of their lines by hand.

    python bench/importing_quality.py LIST.md EXPECTED.jsonl    # or a folder of such pairs: a.md (or a.rst, a.tex ...) and a.jsonl
    python bench/importing_quality.py FOLDER --show             # and every line on which the two differ

Prints a row for each list and one for all: of the works counted, how many were found with the right title; of the
records made within the counted lines, how many are no works; of the lines that name a first author, how many have
the right one, none, or a wrong one (an author where the line names nobody is wrong too); how many descriptions were
kept, and how many links beside the work's own have their type.

EXPECTED.jsonl says first which lines were counted, from 1, all of them: `{"counted": [[1, 26], [212, 229]]}`. Each further
line is a work: `{"line": 212, "title": "...", "author": "Family, G", "description": "...", "links": {"code": "https://..."}}`.
`author` is the first one, with the first letter of the given name where the list has it (of an edited book, the first
editor); it is null where the line names nobody. `description` may stop after a dozen words.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from llmprimer.importing.detect import decode, read
from llmprimer.model import Reference
from llmprimer.records.plan import DraftStep, Outcome, make_plan
from llmprimer.records.records import complete
from llmprimer.records.topics import Vocabulary
from llmprimer.text import fold, words

COLUMNS = (
    "works", "title", "missed", "records", "false", "named", "right", "absent", "wrong", "described", "kept", "links", "typed",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="print each line on which import and count differ")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    print(f"{'list':<18}" + "".join(f"{column:>10}" for column in COLUMNS))
    for source, expected in pairs(options.paths):
        counts, differences = score(source, expected)
        total += counts
        print_row(source.stem, counts)
        if options.show:
            print(*differences, sep="\n")
    print_row("all", total)
    print(
        f"titles right {share(total['title'], total['works'])}, false records {share(total['false'], total['records'])}, first authors"
        f" right {share(total['right'], total['named'])} and wrong {share(total['wrong'], total['works'])}, descriptions kept"
        f" {share(total['kept'], total['described'])}, links typed {share(total['typed'], total['links'])}"
    )


def pairs(paths: list[Path]) -> list[tuple[Path, Path]]:
    """The lists and their counts."""
    if len(paths) == 1 and paths[0].is_dir():
        found = sorted(paths[0].glob("*.jsonl"))
        return [(next(p for p in sorted(paths[0].glob(f"{one.stem}.*")) if p != one), one) for one in found]
    return [(paths[0], paths[1])]


def print_row(name: str, counts: Counter[str]) -> None:
    print(f"{name[:18]:<18}" + "".join(f"{counts[column]:>10}" for column in COLUMNS))


def share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def score(source: Path, expected: Path) -> tuple[Counter[str], list[str]]:
    """The counts for one list, and the lines on which the import differs from the count."""
    first, *works = (json.loads(line) for line in expected.read_text(encoding="utf-8").splitlines() if line.strip())
    ranges = first["counted"]
    reading = read(decode(source.read_bytes(), source.name), source.name)
    plan = make_plan(reading, [], Vocabulary({}, may_grow=True, source=source.name), source=source.name)
    steps = [
        step
        for step in plan.steps
        if step.outcome is not Outcome.REFUSED and any(begin <= step.draft.line <= end for begin, end in ranges)
    ]
    counts: Counter[str] = Counter(works=len(works), records=len(steps))
    differences: list[str] = []
    left = list(steps)
    for work in works:
        step = matching(work, left)
        if step is None:
            counts["missed"] += 1
            differences.append(f"  {work['line']}: missed: {work['title']}")
        else:
            left.remove(step)
        fields = complete(step.draft, source=source.name).fields if step is not None else {}
        differences += compare(work, fields, counts)
    for step in left:
        counts["false"] += 1
        differences.append(f"  {step.draft.line}: no work: {step.draft.title}")
    return counts, differences


def matching(work: dict[str, Any], steps: list[DraftStep]) -> DraftStep | None:
    """The entry that was made of the work's line, the one of its title before any other."""
    there = [s for s in steps if s.draft.line <= work["line"] <= max(s.draft.line, s.draft.last_line)]
    titled = (s for s in there if said(s.draft.title) == said(work["title"]))
    return next(titled, None) or min(there, key=lambda s: abs(s.draft.line - work["line"]), default=None)


def compare(work: dict[str, Any], fields: dict[str, Any], counts: Counter[str]) -> list[str]:
    """Counts what of the work is in the record; the differences in words."""
    differences = []

    def differs(what: str, ours: object, theirs: object) -> None:
        differences.append(f"  {work['line']}: {what}: {ours!r}, not {theirs!r}")

    if fields and said(str(fields.get("title"))) == said(work["title"]):
        counts["title"] += 1
    elif fields:
        differs("title", fields.get("title"), work["title"])
    reference = Reference.model_validate({**fields, "citation_key": "x"}) if fields else None
    author = next(iter(reference.author), None) if reference is not None else None
    if author is None and reference is not None and work.get("author") is not None:
        author = next(iter(reference.editor), None)  # the first who is named: of an edited book its editor
    counts["named"] += work.get("author") is not None
    if author is None:
        if work.get("author") is not None:
            counts["absent"] += 1
            if fields:
                differs("author", None, work["author"])
    elif work.get("author") is not None and is_same_person(author, work["author"]):
        counts["right"] += 1
    else:
        counts["wrong"] += 1
        differs("author", author.display, work.get("author"))
    if description := work.get("description"):
        counts["described"] += 1
        kept = " ".join(said(str(fields.get(name) or "")) for name in ("summary", "note", "abstract"))
        if said(description) in kept:
            counts["kept"] += 1
        elif fields:
            differs("description", fields.get("summary"), description)
    for type_, address in (work.get("links") or {}).items():
        if reference is not None and address in (reference.url or ""):
            continue  # the address of the work itself, which is not repeated in its links
        counts["links"] += 1
        links = reference.links if reference is not None else ()
        if any(link.type == type_ and address in link.url for link in links):
            counts["typed"] += 1
        elif fields:
            differs(f"{type_} link", [(str(link.type), link.url) for link in links], address)
    return differences


def is_same_person(author: Any, expected: str) -> bool:
    """Whether a name is the expected one; where a family name of several words begins is left open."""
    family, _, given = (part.strip() for part in fold(expected).partition(","))
    ours = fold(author.family or author.literal or "")
    ends_alike = fold(author.display).endswith(family) or f" {family}".endswith(f" {ours}")
    return bool(ours) and ends_alike and fold(author.given or "").startswith(given[:1])


def said(text: str) -> str:
    """The words of a text, in one spelling."""
    return " ".join(words(text))


if __name__ == "__main__":
    main()
