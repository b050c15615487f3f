"""Everything that a document says is in a record or among the leftovers, with its line."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from html import unescape
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from importing.shapes import SHAPES
from importing.test_fuzz import mutate
from importing.test_line_contents import DESCRIPTIONS, PEOPLE
from llmprimer.importing.document.accounting import JOINING, MARKUP
from llmprimer.importing.document.labels import RESOURCE_WORDS, column
from llmprimer.importing.document.outline import addresses
from llmprimer.importing.formats.markdown import read
from llmprimer.lint import lint, select_rules
from llmprimer.model import Header, Reference
from llmprimer.records.draft import Reading
from llmprimer.records.plan import DraftPlan, Outcome, make_plan
from llmprimer.records.topics import Vocabulary
from llmprimer.text import fold

TEXTS = [shape.text for shape in SHAPES] + [f"## Works\n\n{case[1]}\n" for case in (*PEOPLE, *DESCRIPTIONS)]


def said(value: Any) -> Iterable[str]:
    """Every text in plain values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from said(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from said(inner)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]{3,}", fold(text))


def lost(text: str, reading: Reading) -> list[str]:
    """The words of a document (of three letters and more) that are nowhere."""
    kept: set[str] = set()
    for draft in reading.drafts:
        for part in (*said(draft.fields), *said(draft.links), *draft.headings, draft.restated):
            kept.update(words(part))
        kept.update(words("".join(re.findall(r"[^\W\d_a-z]", " ".join(said(draft.fields.get("author", ())))))))
    for leftover in reading.leftovers:
        kept.update(words(leftover.text))
    found = []
    for word in words(unescape(MARKUP.sub(" ", text))):
        bare = word.strip("0123456789")
        if (
            word in kept
            or bare in kept
            or bare in JOINING
            or bare in RESOURCE_WORDS
            or column(bare) is not None
            or len(bare) < 3
        ):
            continue
        if re.match(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", bare):
            continue  # in the date
        found.append(word)
    return found


def lost_addresses(text: str, reading: Reading) -> list[str]:
    kept = " ".join(part for draft in reading.drafts for part in (*said(draft.fields), *said(draft.links)))
    kept += " ".join(leftover.text for leftover in reading.leftovers)
    told = {leftover.line for leftover in reading.leftovers}
    return [
        address
        for number, line in enumerate(text.split("\n"), 1)
        if number not in told and not re.search(r"!\[|<img|src\s*=", line)
        for address in addresses(line)
        if address not in kept
    ]


@pytest.mark.parametrize("text", TEXTS)
def test_every_word_and_address_of_a_list_is_in_a_record_or_left_over(text):
    reading = read(text, "x.md")
    assert lost(text, reading) == []
    assert lost_addresses(text, reading) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(min_value=0, max_value=10**6))
def test_no_word_of_a_mutated_list_is_lost(seed):
    chance = random.Random(seed)
    text = mutate(chance.choice(TEXTS)[:1500], chance)
    assert lost(text, read(text, "x.md")) == []


def plan_of(text: str, references: list[Reference] | None = None) -> DraftPlan:
    return make_plan(read(text, "x.md"), references or [], Vocabulary({}, may_grow=True), source="x.md")


def new_references(plan: DraftPlan) -> list[Reference]:
    return [step.reference for step in plan.having(Outcome.NEW) if step.reference is not None]


def duplicates(plan: DraftPlan) -> list[str]:
    """What lint says of duplicates in the catalogue that a plan makes."""
    from llmprimer.catalogue.emitting import emit_catalogue

    references = new_references(plan)
    text = emit_catalogue(Header(title="T", topics=dict(plan.topics)), references)
    return [finding.message for finding in lint(text, "x.yaml", select_rules(["W701", "I602"]))]


LINES = st.sampled_from(
    [
        "- [Lux](https://arxiv.org/abs/2001.00001)",
        "- [Lux: Light for All](http://arxiv.org/pdf/2001.00001v2.pdf) - Fast.",
        "- **Lux: light for all** (2020), A. Stern et al. [[pdf]](https://papers.example.org/lux.pdf)",
        "- **Lux: Light for all!** (2021), A. Stern and B. Lind [[pdf]](https://doi.org/10.1000/lux)",
        "- [Sound](https://arxiv.org/abs/2001.00001)",
        "- [Sound: A Survey of Waves](https://www.example.org/sound/?utm_source=x)",
        "- [A Survey of Waves and Sounds](http://example.org/sound)",
        "- A. Stern. Lux: light for all. 2020. https://doi.org/10.48550/arXiv.2001.00001",
        "- [Lux](https://github.com/a/lux) - code",
        "- [a/lux](https://github.com/A/Lux.git)",
        "- [Heat, Light and Sound of Matter](https://a.example.org/1)",
        "- [Heat, light and sound of matter](https://a.example.org/2)",
        "- [Heat, Light and Sound of Matter]()",
        "- **Eternal War in Kettles** (2013)",
        "- [Kettle](https://arxiv.org/abs/2001.00001)",
        "- [Kettle](https://doi.org/10.1000/lux)",
        "## Optics",
        "## 2. Acoustics",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(LINES, max_size=9))
@example(  # one title twice, each time with an identifier that another line gives to another work
    [
        "- [Lux](https://arxiv.org/abs/2001.00001)",
        "- **Lux: Light for all!** (2021), A. Stern and B. Lind [[pdf]](https://doi.org/10.1000/lux)",
        "- [Kettle](https://arxiv.org/abs/2001.00001)",
        "- [Kettle](https://doi.org/10.1000/lux)",
    ]
)
def test_lint_finds_no_duplicate_in_what_import_makes_and_a_second_import_nothing_new(lines):
    text = "# List\n\n" + "\n".join(lines)
    plan = plan_of(text)
    assert duplicates(plan) == []
    assert new_references(plan_of(text, new_references(plan))) == []


@pytest.mark.parametrize("text", TEXTS)
def test_lint_finds_no_duplicate_in_the_lists_of_these_tests_and_a_second_import_nothing_new(text):
    plan = plan_of(text)
    assert duplicates(plan) == []
    assert new_references(plan_of(text, new_references(plan))) == []
