"""Importing 10,000 entries, against PyYAML's C loader parsing the catalogue that comes of it.

    python bench/importing.py [ENTRIES]

Prints, for each form, the seconds that reading, planning and making the new text take, and their ratio to the loader's.
"""

from __future__ import annotations

import io
import json
import random
import sys
import tempfile
import time
from pathlib import Path

import yaml

from llmprimer.catalogue.scaffold import start_catalogue
from llmprimer.catalogue.writing import CatalogueFile
from llmprimer.importing.detect import read
from llmprimer.records.plan import Outcome, make_plan
from llmprimer.records.topics import Vocabulary

FAMILIES = (
    "Vaswani Devlin Brown Radford Raffel Wei Ouyang Hoffmann Kaplan Chowdhery Zhang Liu Lewis Thoppilan Bai".split()
)
SYLLABLES = [c + v for c in "b d f g k l m n p r s t v z br tr st".split() for v in "a e i o u ai".split()]


def entry(number: int) -> dict[str, object]:
    """One made-up paper."""
    family = FAMILIES[number % len(FAMILIES)]
    chance = random.Random(number)
    words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(7)]
    return {
        "key": f"{family.lower()}-{2000 + number % 25}-{words[0]}-{number}",
        "title": " ".join(words).capitalize(),
        "authors": [(family, "A. B."), (FAMILIES[(number + 3) % len(FAMILIES)], "Jane")],
        "year": 2000 + number % 25,
        "url": f"https://papers.example.org/{number}/{words[0]}",
        "journal": "Journal of Examples",
    }


def bibtex(entries: list[dict]) -> str:
    return "\n".join(
        f"@article{{{e['key']},\n  title = {{{e['title']}}},\n  author = {{{' and '.join(f'{f}, {g}' for f, g in e['authors'])}}},\n"
        f"  journal = {{{e['journal']}}},\n  year = {{{e['year']}}},\n  url = {{{e['url']}}}\n}}\n"
        for e in entries
    )


def ris(entries: list[dict]) -> str:
    return "\n".join(
        f"TY  - JOUR\nID  - {e['key']}\n"
        + "".join(f"AU  - {f}, {g}\n" for f, g in e["authors"])
        + f"TI  - {e['title']}\nT2  - {e['journal']}\nPY  - {e['year']}\nUR  - {e['url']}\nER  - \n"
        for e in entries
    )


def csl_json(entries: list[dict]) -> str:
    return json.dumps(
        [
            {
                "id": e["key"], "type": "article-journal", "title": e["title"], "container-title": e["journal"], "URL": e["url"],
                "author": [{"family": f, "given": g} for f, g in e["authors"]], "issued": {"date-parts": [[e["year"]]]},
            }
            for e in entries
        ],
        indent=1,
    )  # fmt: skip


def markdown(entries: list[dict]) -> str:
    return "# List\n" + "\n".join(
        f"- **{e['title']}** ({e['year']}), {e['authors'][0][1]} {e['authors'][0][0]} et al. [[pdf]]({e['url']})"
        for e in entries
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    entries = [entry(number) for number in range(count)]
    for name, form, write in (
        ("x.bib", "bibtex", bibtex),
        ("x.ris", "ris", ris),
        ("x.json", "csl-json", csl_json),
        ("x.md", "markdown", markdown),
    ):
        text = write(entries)
        with tempfile.TemporaryDirectory() as folder:
            start_catalogue(Path(folder), "Bench")
            file = CatalogueFile.open(Path(folder) / "references.yaml")
            began = time.perf_counter()
            reading = read(text, name, form)
            read_at = time.perf_counter()
            plan = make_plan(reading, [], Vocabulary({}, may_grow=True, source=name), keywords=form != "markdown")
            planned_at = time.perf_counter()
            plan.apply(file)
            made = file.text
            applied_at = time.perf_counter()
            file.commit()
            done_at = time.perf_counter()
        baseline = time.perf_counter()
        yaml.load(io.StringIO(made), Loader=yaml.CSafeLoader)
        baseline = time.perf_counter() - baseline
        parts = [read_at - began, planned_at - read_at, applied_at - planned_at, done_at - applied_at]
        total = sum(parts)
        steps = ", ".join(
            f"{what} {part:.2f}"
            for what, part in zip(("read", "plan", "put in", "check and write"), parts, strict=True)
        )
        print(
            f"{form:9} {len(plan.having(Outcome.NEW))} new: {total:.2f} s ({steps}); C loader {baseline:.2f} s; ratio {total / baseline:.2f}"
        )


if __name__ == "__main__":
    main()
