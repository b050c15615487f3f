"""One work is recognised in any spelling; two works that look alike stay two."""

from __future__ import annotations

import time

import pytest

from llmprimer.catalogue.matching import Match, Matcher, Work

KNOWN = [
    Work(
        "vaswani",
        "paper",
        "Attention Is All You Need",
        "Vaswani",
        ("https://arxiv.org/abs/1706.03762",),
        "1706.03762",
    ),
    Work("brown", "paper", "Language Models are Few-Shot Learners", "Brown", doi="10.5555/3495724.3495883"),
    Work(
        "gpt3", "blog", "GPT-3 Powers the Next Generation of Apps", "OpenAI", ("https://openai.com/blog/gpt-3-apps/",)
    ),
    Work("stern", "paper", "Large Lamps", "Stern", doi="10.1000/lamps.42"),
    Work("muller", "paper", "Über das Lernen großer Modelle", "Müller"),
    Work("home", "website", "Home", "", ("https://example.org/",)),
]


@pytest.fixture(scope="module")
def matcher():
    matcher = Matcher()
    for work in KNOWN:
        matcher.add(work)
    return matcher


@pytest.mark.parametrize(
    ("work", "match"),
    [
        (Work("x", urls=("http://www.arxiv.org/pdf/1706.03762v5.pdf",)), Match("vaswani", "arxiv")),
        (Work("x", doi="https://doi.org/10.48550/arXiv.1706.03762"), Match("vaswani", "arxiv")),
        (Work("x", doi="10.5555/3495724.3495883"), Match("brown", "doi")),
        (Work("x", urls=("https://dx.doi.org/10.5555/3495724.3495883",)), Match("brown", "doi")),
        (Work("x", urls=("http://OpenAI.com/blog/gpt-3-apps?utm_source=x",)), Match("gpt3", "url")),
        (Work("x", urls=("https://journals.example.org/doi/full/10.1000/lamps.42",)), Match("stern", "doi")),
        (Work("x", "paper", "Attention is all you need.", "vaswani"), Match("vaswani", "title")),
        (Work("x", "", "Attention is al you need", "Vaswani"), Match("vaswani", "title")),
        (Work("x", "paper", "[1706.03762] Attention Is All You Need", "Vaswani"), Match("vaswani", "title")),
        (Work("x", "paper", "Uber das Lernen grosser Modelle", "Muller"), Match("muller", "title")),
        (Work("x", "paper", "Attention Is All You Need", "Somebody"), None),
        (Work("x", "blog", "Attention Is All You Need", "Vaswani"), None),
        (Work("x", "blog", "GPT-4 Powers the Next Generation of Apps", "OpenAI"), None),
        (Work("x", "website", "Home"), None),
        (Work("x"), None),
        (KNOWN[0], None),
    ],
)
def test_what_is_found_again(matcher, work, match):
    assert matcher.find(work) == match


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Work("a", "other", "Eternal War in Kettles", year=2013), Work("b", "other", "Eternal war in kettles"), True),
        (Work("a", "other", "Eternal War in Kettles"), Work("b", "paper", "Eternal War in Kettles", arxiv="2301.00001"), True),
        (Work("a", "website", "The Museum of Kettles"), Work("b", "website", "The Museum of Kettles", urls=("https://k.org",)), True),
        (Work("a", "other", "The Museum of Kettles", urls=("https://j.org",)), Work("b", "other", "The Museum of Kettles", urls=("https://k.org",)), False),
        (Work("a", "paper", "Moshi"), Work("b", "paper", "Moshi"), True),
        (Work("a", "paper", "Moshi", year=2023), Work("b", "paper", "Moshi", year=2024), False),
        (Work("a", "paper", "Moshi"), Work("b", "paper", "Moshi", arxiv="2301.00001"), False),
        (Work("a", "paper", "Moshi", "Lovelace"), Work("b", "paper", "Moshi"), False),
        (Work("a", "blog", "Moshi"), Work("b", "paper", "Moshi"), False),
    ],
)  # fmt: skip
def test_works_without_an_address_are_known_by_their_title(one, other, same):
    assert (Matcher([one]).find(other) is not None) is same
    assert (Matcher([other]).find(one) is not None) is same


def test_many_works_of_one_title_take_no_more_than_their_number():
    matcher = Matcher()
    began = time.monotonic()
    for number in range(20_000):
        work = Work(str(number), "paper", "On the learning of large models", "")
        assert matcher.find(work) == (Match("0", "title") if number else None)
        matcher.add(work)
    assert time.monotonic() - began < 30
