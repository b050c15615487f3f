"""Mutated files of every form give drafts, leftovers or an error with a place, in bounded time and memory."""

from __future__ import annotations

import io
import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importing.shapes import SHAPES
from importing.test_forms import BIBTEX, BOOKMARKS, CSL, HAYAGRIVA, RIS, URLS
from importing.test_text_forms import LISTS
from llmprimer import export
from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.locate import builtin
from llmprimer.errors import LlmprimerError
from llmprimer.importing.detect import FORMS, decode, read
from llmprimer.records.plan import make_plan
from llmprimer.records.topics import Vocabulary


def _real(form: str) -> str:
    """The built-in catalogue in that form."""
    catalogue = CatalogueContent.read(builtin("references.yaml"))
    out = io.StringIO()
    export.get(form).write(list(catalogue)[:25], catalogue.header, out, export.Options())
    return out.getvalue()


SEEDS = {
    "markdown": ["\n".join(shape.text for shape in SHAPES), _real("markdown")],
    "bibtex": [BIBTEX, _real("bibtex")],
    "biblatex": [_real("biblatex")],
    "ris": [RIS, _real("ris")],
    "csl-json": [CSL, _real("csl-json")],
    "hayagriva": [HAYAGRIVA, _real("hayagriva")],
    "bookmarks": [BOOKMARKS],
    "html": ["\n".join(shape.text for shape in SHAPES if "HTML" in shape.name)],
    "urls": [URLS],
    **{form: [text] for text, form, _ in LISTS.values()},
    "catalogue": [builtin("references.yaml").read_text(encoding="utf-8")[:30_000]],
}
#: What breaks readers: delimiters without partners, odd characters, things twice.
SPANNERS = [
    "{",
    "}",
    '"',
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "</",
    "<!--",
    "```",
    "|",
    "\n",
    "\x00",
    "\ufeff",
    "\u2028",
    "\\",
    "@",
    "=",
    ",",
    ":",
    "- ",
    "ER  - ",
    "&#",
    "%",
    "&amp;",
    "\t",
    "é",
    "\ud7ff",
    "𝒳",
    "~~~",
    "](",
    "[[",
    "https://",
    "99999999999",
    "*",
    "&a",
    "!!",
    "#",
]


def take(text: str, form: str) -> None:
    """Reads and plans; only our own errors may come out, with a place in them."""
    try:
        reading = read(text, "x", form)
    except LlmprimerError as error:
        assert re.match(r"x:\d+: ", error.message)
        return
    lines = text.count("\n") + 1
    for entry in (*reading.drafts, *reading.leftovers):
        assert 1 <= entry.line <= lines + 1
    plan = make_plan(reading, [], Vocabulary({}, may_grow=True, source="x"), keywords=form in ("bibtex", "ris"))
    for step in plan.steps:
        assert step.key
    keys = [step.key.lower() for step in plan.steps if step.reference is not None]
    assert len(keys) == len(set(keys))


def mutate(text: str, chance: random.Random) -> str:
    """The text with a few pieces cut, doubled, swapped or replaced by spanners."""
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(text) + 1)
        size = chance.choice((1, 1, 3, 20, 300))
        match chance.randrange(5):
            case 0:
                text = text[:at] + text[at + size :]
            case 1:
                text = text[:at] + text[at : at + size] * chance.choice((2, 3, 20)) + text[at + size :]
            case 2:
                other = chance.randrange(len(text) + 1)
                text = text[:at] + text[other : other + size] + text[at:]
            case _:
                text = text[:at] + chance.choice(SPANNERS) * chance.choice((1, 1, 2, 50)) + text[at:]
    return text


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_mutated_files_are_read_or_refused_with_a_place(form):
    chance = random.Random(form)
    for round_ in range(50):
        seed = chance.choice(SEEDS[form])
        begin = chance.randrange(max(1, len(seed) - 3000))
        text = mutate(seed if round_ % 10 == 0 else seed[begin : begin + 3000], chance)
        take(text, form)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("form", FORMS)
@given(
    pieces=st.lists(
        st.one_of(
            st.sampled_from(SPANNERS),
            st.text(max_size=20),
            st.sampled_from(
                [
                    "@misc{a,",
                    "TY  - JOUR",
                    "title = ",
                    "[x](https://a.example.org)",
                    "| a | b |",
                    "<a href=",
                    "<li>",
                    "references:\n",
                    '{"title": "x"}',
                ]
            ),
        ),
        max_size=40,
    )
)
def test_any_text_is_read_or_refused_with_a_place(form, pieces):
    take("".join(pieces), form)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data):
    try:
        assert isinstance(decode(data, "x"), str)
    except LlmprimerError as error:
        assert "x" in error.message


LARGE = {
    "one line of 1.5 MB": lambda: "x" * 1_500_000,
    "an item of 1.5 MB": lambda: "- [a](https://a.example.org) " + "words " * 250_000,
    "1.5 MB of NUL": lambda: "a\x00" * 750_000,
    "brackets in brackets": lambda: "[" * 100_000,
    "links in links": lambda: "[a](" * 50_000,
    "braces in braces": lambda: "@misc{a, title = " + "{" * 200_000,
    "many entries that do not close": lambda: "@misc{a, title = {x\n" * 2_000,
    "lists in lists": lambda: "\n".join(" " * depth + "- [a](https://a.example.org)" for depth in range(300)),
    "quotes in quotes": lambda: ">" * 20_000 + " a",
    "tags in tags": lambda: "<ul><li>" * 15_000,
    "tags that do not close": lambda: "<a href='" * 30_000,
    "comments that do not close": lambda: "<!--" * 30_000,
    "emphasis": lambda: "*a_" * 20_000,
    "pipes": lambda: "|a" * 4_000 + "\n" + "|-" * 4_000 + "\n" + "|b" * 4_000,
    "dashes": lambda: "TY  - JOUR\n" * 3_000,
    "backslashes": lambda: "@misc{a, title = {" + "\\" * 100_000 + "}}",
    "accents": lambda: "@misc{a, title = {" + "\\'" * 50_000 + "}}",
    "and and and": lambda: "@misc{a, title={t}, author = {" + " and a" * 25_000 + "}}",
    "commas": lambda: "- **Title of it** " + "A. Name, " * 20_000 + "[[pdf]](https://a.example.org)",
    "spaces": lambda: "- [a](https://a.example.org)" + " " * 45_000 + "x",
    "spaces in a title": lambda: f"- **Title{' ' * 24_000}of it** in words\n\n## A{' ' * 24_000}section\n",
    "digits": lambda: '[{"title": ' + "9" * 100_000 + "}]",
    "objects in objects": lambda: '{"a":' * 100_000,
    "addresses": lambda: "https://a.example.org/ " * 10_000,
    "brackets behind a title": lambda: "## X\n- **Title of it** " + "(" * 5_000,
    "italics behind a title": lambda: "## X\n- **Title of it** " + "*a* " * 1_400 + "[pdf](https://a.example.org)",
    "names behind a title": lambda: "## X\n- **Title of it** " + "Ada Stern, " * 500 + "[pdf](https://a.example.org)",
    "tags behind a title": lambda: "## X\n- **Title of it** " + "`a` " * 1_400 + "[pdf](https://a.example.org)",
    "numbers behind a title": lambda: (
        "## X\n- A. Stern. Title. " + "12(3):4-5, " * 500 + "[pdf](https://a.example.org)"
    ),
    "labels below a title": lambda: "## X\n- [Title](https://a.example.org)\n" + "  - Keyword: a, b\n" * 1_000,
    "a paragraph of many lines": lambda: "## X\n" + "words of running text\n" * 4_000,
    "one identifier of many titles": lambda: "\n".join(
        f"- [Title {n} of {n * 7}](https://arxiv.org/abs/2001.00001)" for n in range(350)
    ),
    "brackets and years": lambda: "- " + "(2017) [x] " * 4_000 + "[[pdf]](https://a.example.org)",
}


@pytest.mark.slow
@pytest.mark.parametrize("what", LARGE)
def test_large_and_deep_files_take_bounded_time_and_memory(what):
    text = LARGE[what]()
    for form in FORMS:
        before = restart_peak_of_memory()
        began = time.process_time()
        take(text, form)
        # Of this process alone, so that a busy machine changes nothing; what is bounded takes a second or two.
        assert time.process_time() - began < 10, form
        assert peak_of_memory() - before < 60 * len(text) + 150_000_000, form


def restart_peak_of_memory() -> int:
    """Lets Linux measure the peak anew, and returns the memory in use now, in bytes; 0 on other systems.

    tracemalloc would do it everywhere, but takes ten times as long as the reading.
    """
    if not Path("/proc/self/clear_refs").exists():
        return 0
    Path("/proc/self/clear_refs").write_text("5")
    return peak_of_memory()


def peak_of_memory() -> int:
    """The most memory that this process had in use since the peak was restarted, in bytes; 0 where Linux does not tell."""
    status = Path("/proc/self/status")
    found = re.search(r"^VmHWM:\s*(\d+) kB", status.read_text(), re.MULTILINE) if status.exists() else None
    return int(found[1]) * 1024 if found else 0
