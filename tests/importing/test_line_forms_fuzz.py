"""Stated forms of lines lose nothing, whatever the pattern and the list, and take bounded time."""

from __future__ import annotations

import contextlib
import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importing.test_fuzz import LARGE, SPANNERS, mutate
from importing.test_nothing_lost import TEXTS, lost, lost_addresses
from llmprimer.errors import UsageError
from llmprimer.importing.detect import read
from llmprimer.importing.stated.line_forms import LineForm
from llmprimer.importing.stated.line_pattern import FIELDS

PATTERNS = [
    "{title}",
    "[{title}](...)",
    "[{title}](...) {...}",
    "[{title}](...) - {summary}",
    "**{title}** {...}",
    "{title}, {author}, {issued}",
    "{title}, {author}, {container_title}",
    "{author}. {title}. {container_title}, {issued}",
    "{author} ({issued}). {title}. {...}",
    "**{title}** ({issued}), {author}",
    "{title} {...}",
    "{...} [{title}](...) {...}",
    "[{organizations}]({url}) {title}",
    "{title}\\n{author}",
    "{title}\\n{summary}\\n{note}",
    "### {title}",
    "# {title} {...}",
    "{title}: {keywords}",
    "{title} ({aliases}) {publisher}",
    "{title} - {editor}",
    "{title} {doi}",
    "[{note}]({url})",
    "| {title} | {...} |",
    "| [{title}](...) | {author} | {issued} |",
    "{title} {url}",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_word_and_address_is_in_a_record_or_left_over(pattern):
    for text in TEXTS:
        reading = read(text, "x.md", "markdown", [pattern])
        assert lost(text, reading) == []
        assert lost_addresses(text, reading) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(min_value=0, max_value=10**6))
def test_no_word_of_a_mutated_list_is_lost(seed):
    chance = random.Random(seed)
    text = mutate(chance.choice(TEXTS)[:1500], chance)
    patterns = chance.sample(PATTERNS, 3)
    reading = read(text, "x.md", "markdown", patterns)
    assert lost(text, reading) == []
    assert reading.stated is not None
    assert [pattern for pattern, _ in reading.stated.counts] == patterns


PIECES = st.one_of(
    st.sampled_from(
        [f"{{{field}}}" for field in FIELDS]
        + [
            " ",
            " - ",
            ", ",
            "[",
            "](...)",
            "](",
            ")",
            "**",
            "_",
            "*",
            "\\n",
            "{...}",
            "<a href=x>",
            "</a>",
            "# ",
            "- ",
            "`",
        ]
    ),
    st.sampled_from(SPANNERS),
    st.text(max_size=4),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12))
def test_any_pattern_is_a_form_or_a_usage_error(pieces):
    with contextlib.suppress(UsageError):
        form = LineForm.parse("".join(pieces))
        text = "- [Lamps](https://a.example.org/1) - Ada Stern, 2019\n- Lamps, 2019"
        assert lost(text, read(text, "x.md", "markdown", [form.pattern])) == []


HOSTILE = {
    "commas": "- " + "a, " * 980,
    "names": "- " + "Ada Stern, " * 270,
    "dashes": "- " + "- a " * 740,
    "links": "- " + "[a](https://a.example.org) - " * 700,
    "labels": "- " + "[pdf](https://a.example.org), " * 500,
    "brackets": "- " + "(" * 1_450 + ")" * 1_450,
    "bold": "- " + "**a** " * 900,
    "spaces": "- a" + " \u00a0" * 1_450 + "b",
    "shortcodes": "- " + ":a" * 1_450,
    "years": "- " + "2019, " * 490,
}


@pytest.mark.slow
@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_lines_take_bounded_time(what):
    text = "\n".join([HOSTILE[what]] * 3)
    for pattern in (
        "{title}, {author}, {container_title}, {author}, {issued}",
        "{title} - {...} - {author}",
        "{title} {author} {keywords}",
    ):
        began = time.process_time()
        read(text, "x.md", "markdown", [pattern])
        took = time.process_time() - began
        usual = time.process_time()
        read(text, "x.md", "markdown")
        assert took < 3 + 3 * (time.process_time() - usual)


@pytest.mark.slow
@pytest.mark.parametrize("what", LARGE)
def test_large_and_deep_files_take_bounded_time(what):
    text = LARGE[what]()
    began = time.process_time()
    read(text, "x.md", "markdown", ["{title}, {author}, {issued}", "[{title}](...) - {summary}"])
    assert time.process_time() - began < 15
