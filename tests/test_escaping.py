"""Text from strangers stays text in terminals, Markdown, HTML and spreadsheets."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from llmprimer import escaping

TEXT = st.text(st.sampled_from(" \n\t\x1b\x07\x9baB1.)é\\`*_{}[]()<>|~$&;#+=-@'\"!:/大"), max_size=30) | st.text(
    max_size=30
)


def words(text: str) -> str:
    return " ".join(text.split())


@given(TEXT)
def test_nothing_that_a_terminal_obeys_is_printed(text):
    shown = escaping.printable(text)
    assert all(c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") for c in shown)
    shown.encode("utf-8")


def test_a_control_sequence_shows_as_what_it_is():
    assert escaping.printable("a\x1b]0;owned\x07b\tc\n") == "a␛]0;owned␇b\tc\n"
    assert escaping.printable("\x7f\x9b2J\ud800") == "␡\ufffd2J\ufffd"


@given(TEXT)
def test_one_line_has_no_line_break_of_any_kind(text):
    assert len(escaping.one_line(text).splitlines()) <= 1


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


def page_of(html: str) -> _Text:
    parser = _Text()
    parser.feed(html)
    parser.close()
    return parser


@given(TEXT)
def test_html_shows_the_text_and_has_no_tag(text):
    page = page_of(f"<p>{escaping.html(text)}</p>")
    assert page.tags == ["p"]
    assert page.text == escaping.one_line(text)


@given(TEXT)
def test_markdown_shows_the_text_and_has_no_markup(text):
    line = escaping.markdown_item(escaping.markdown(text))
    page = page_of(MarkdownIt().enable("table").enable("strikethrough").render(f"- {line}\n"))
    assert set(page.tags) <= {"ul", "li"}
    assert words(page.text) == words(escaping.one_line(text))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", " javascript:x"]
)
def test_what_a_browser_would_run_is_not_linked(url):
    assert escaping.markdown_link(url, "A") == "A"
    assert escaping.html_link(url, "A") == "A"


@given(TEXT)
def test_an_address_cannot_leave_its_link(text):
    page = page_of(MarkdownIt().render(escaping.markdown_link("https://example.org/" + text, "A")))
    assert page.tags == ["p", "a"]
    assert words(page.text) == "A"
    assert page_of(escaping.html_link("https://example.org/" + text, "A")).tags == ["a"]


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", " =1", "\r=1", "\n@x"])
def test_a_spreadsheet_runs_no_cell(text):
    assert escaping.csv_cell(text).startswith("'")


def test_an_ordinary_cell_stays_as_it_is():
    assert escaping.csv_cell("BERT: Pre-training (2018)") == "BERT: Pre-training (2018)"
