"""Lines whose form a person has stated (`import --line`)."""

from __future__ import annotations

import pytest

from llmprimer.errors import UsageError
from llmprimer.importing.detect import WITH_LINES, read
from llmprimer.importing.line_comparison import Misfit
from llmprimer.importing.line_forms import LineForm
from llmprimer.importing.line_pattern import FIELDS
from llmprimer.importing.line_scores import Scores
from llmprimer.importing.linking import lines_of
from llmprimer.importing.markdown_outline import blocks


def parts(pattern: str, line: str) -> dict[str, str] | str:
    """The fields of a line; the reason where it has another form."""
    block = blocks(line)[0]
    found = LineForm.parse(pattern).compare(lines_of(block.spans), Scores())
    return found.reason if isinstance(found, Misfit) else {part.field: part.text for part in found.parts}


#: Pattern, line, and the fields of the line.
FORMS = [
    (
        "[{container_title}] {title} ({aliases}), {issued}",
        "- [LIT] Deep Lamps (DL), 2019 [[pdf]](https://a.example.org/1)",
        {"container_title": "LIT", "title": "Deep Lamps", "aliases": "DL", "issued": "2019"},
    ),
    (
        "**{title}** by {author}. *{container_title}*",
        "- **Deep Lamps** by Ada Stern and Bo Lind. *Lamp Letters*. [pdf](https://a.example.org/1) | [code](https://a.example.org/2)",
        {"title": "Deep Lamps", "author": "Ada Stern and Bo Lind", "container_title": "Lamp Letters"},
    ),
    (
        "[{organizations}]({url}) {title}",
        "- [Lumen Labs](https://a.example.org/1) Walking in steps",
        {"organizations": "Lumen Labs", "title": "Walking in steps"},
    ),
    (
        "[{title}, {issued}](...)",
        "- [Walking, a tale, 2019](https://a.example.org/1)",
        {"title": "Walking, a tale", "issued": "2019"},
    ),
    (
        "{title}, {author}, {issued}",
        "1. Paris, Texas, Sam Shepard, 1984",
        {"title": "Paris, Texas", "author": "Sam Shepard", "issued": "1984"},
    ),
    (
        "{title}, {author}, {issued}",
        "- Lamps, lights, and more, Ada Stern, Bo Lind, and Cy Roe, 1984",
        {"title": "Lamps, lights, and more", "author": "Ada Stern, Bo Lind, and Cy Roe", "issued": "1984"},
    ),
    (
        "{author} - {title} ({container_title})",
        "* Ada Stern – Title of it - a tale (CHI 2019)",
        {"author": "Ada Stern", "title": "Title of it - a tale", "container_title": "CHI 2019"},
    ),
    ("{title} ({issued})", "[12] Lamps (2019)", {"title": "Lamps", "issued": "2019"}),
    ("[1] {title} ({issued})", "[12] Lamps (2019)", {"title": "Lamps", "issued": "2019"}),
    ("- {title}({issued})", "- Lamps (2019).", {"title": "Lamps", "issued": "2019"}),
    ("{issued}: {title}", "- 2019: Lamps: a tale", {"issued": "2019", "title": "Lamps: a tale"}),
    (
        "[{title}](...) - {summary}",
        "- 🔥 [Lamps](https://a.example.org/1) ![new](https://a.example.org/i.png) - what glows - and how",
        {"title": "Lamps", "summary": "what glows - and how"},
    ),
    (
        "[{container_title}](...) {title}",
        "- [ICLR 2020](https://a.example.org/1) Lamps. [[code]](https://a.example.org/2)",
        {"container_title": "ICLR 2020", "title": "Lamps."},
    ),
    ("{title}: {url}", "- Lamps: https://a.example.org/1", {"title": "Lamps", "url": "https://a.example.org/1"}),
    ("{title} <{url}>", "- Lamps <https://a.example.org/1>", {"title": "Lamps", "url": "https://a.example.org/1"}),
    (
        "{title}. {author}. [[pdf]](...) [[code]](...)",
        "- Lamps. A. Stern et al. ([pdf](https://a.example.org/1), [code](https://a.example.org/2))",
        {"title": "Lamps", "author": "A. Stern et al."},
    ),
    ("{title} - {...} - {issued}", "- Lamps - so - 2019", {"title": "Lamps", "": "so", "issued": "2019"}),
    ("[{title}](...) {...}", "- [Lamps](https://a.example.org/1) are bright", {"title": "Lamps", "": "are bright"}),
    ("[{title}](...) {...}", "- [Lamps](https://a.example.org/1)", {"title": "Lamps", "": ""}),
    ("[{title}](...){}", "- [Lamps](https://a.example.org/1)", {"title": "Lamps", "": ""}),
    ("《{title}》{author}", "- 《灯》李伟", {"title": "灯", "author": "李伟"}),
    ("{title},{author}", "- 灯，李伟", {"title": "灯", "author": "李伟"}),
    (r"\{{title}\} {author}", "- {Lamps} Ada Stern", {"title": "Lamps", "author": "Ada Stern"}),
    ("<a href='...'>{title}</a> ({issued})", "- [Lamps](https://a.example.org/1) (2019)", {"title": "Lamps", "issued": "2019"}),
    ("[[...][{title}]] ({issued})", "- [Lamps](https://a.example.org/1) (2019)", {"title": "Lamps", "issued": "2019"}),
    ("`{title} <...>`_ ({issued})", "- [Lamps](https://a.example.org/1) (2019)", {"title": "Lamps", "issued": "2019"}),
    ("{title} [{doi}]", "- Lamps [10.1000/182]", {"title": "Lamps", "doi": "10.1000/182"}),
    ("{title} [{arxiv}]", "- Lamps [arXiv:2001.00001]", {"title": "Lamps", "arxiv": "arXiv:2001.00001"}),
    ("{title} ({issued})", "- **Lamps** (_2019_)", {"title": "Lamps", "issued": "2019"}),
    ("_{title}_ {note}", "- *Lamps* are `bright`", {"title": "Lamps", "note": "are bright"}),
    ("{title} by {author}", "- [Lamps](https://a.example.org/1) by [Ada Stern](https://a.example.org/ada)", {"title": "Lamps", "author": "Ada Stern"}),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "line", "fields"), FORMS)
def test_the_parts_of_a_line_are_those_of_the_pattern(pattern, line, fields):
    assert parts(pattern, line) == fields


#: Pattern, a line of another form, and where it leaves the pattern.
OTHERS = [
    ("{title} - {author}", "- Lamps by Ada Stern", "“ - ” is expected after {title}"),
    ("{title} ({issued})", "- Lamps (an essay)", "it fits up to “Lamps (”, but “an essay” is no date: {issued}"),
    ("[{title}](...) - {summary}", "- Lamps - what glows", "a link is expected: {title}"),
    ("**{title}** {note}", "- Lamps that *glow*", "bold text is expected: {title}"),
    ("{author} - {title}", "- It glows: lamps. Yes - no", "“It glows: lamps. Yes” names nobody: {author}"),
    ("({issued}) {title}", "- Lamps (2019)", "it should begin with “(”"),
    ("{title} ({issued})", "- [Lamps (2019)](#lamps-2019)", "it links to a section of the document"),
    ("{title}, {issued}\\n{author}", "- Lamps, 2019", "a further line is expected"),
    ("{title}, {issued}", "- Lamps, 2019 or so, they say in long words without an end", "is no date: {issued}"),
]


@pytest.mark.parametrize(("pattern", "line", "reason"), OTHERS)
def test_it_says_where_a_line_leaves_the_form(pattern, line, reason):
    assert reason in parts(pattern, line)


WRONG = [
    ("{titel} {author}", 'there is no field "titel"; did you mean "title"?'),
    ("{year}, {title}", 'there is no field "year"; did you mean "issued"?'),
    ("{venue}: {title}", 'there is no field "venue"; did you mean "container_title"?'),
    ("{title}{author}", "nothing stands between {title} and {author}"),
    ("{author}, {issued}", "nothing is the title"),
    ("no field", "nothing is the title"),
    ("{title} {title}", "{title} is there twice"),
    ("{title", "a { has no partner"),
    ("title}", "a } has no partner"),
    ("", "a line of the pattern is empty"),
    ("{title}\\n", "a line of the pattern is empty"),
    ("{title} " * 200, "longer than 1000 characters"),
]


@pytest.mark.parametrize(("pattern", "message"), WRONG)
def test_a_wrong_pattern_is_a_usage_error_with_a_hint(pattern, message):
    with pytest.raises(UsageError, match="--line") as caught:
        LineForm.parse(pattern)
    assert message in caught.value.message


def test_an_unknown_field_is_answered_with_all_fields():
    with pytest.raises(UsageError) as caught:
        LineForm.parse("{titel}")
    assert all(f"{{{field}}}" in (caught.value.hint or "") for field in FIELDS)


LIST = """\
# Lamps

## Books
1. [LIT] Deep Lamps (DL), 2019 [[pdf]](https://a.example.org/1) [[code]](https://github.com/a/lamps)
   - They glow at night.
   - [slides](https://a.example.org/slides)
2. [DIM] Steep Lamps (SL), 2018
3. [Wide Lamps](https://a.example.org/2) - as usual
"""


def test_entries_of_the_form_become_records_and_others_are_read_as_usual():
    reading = read(LIST, "x.md", None, ["[{container_title}] {title} ({aliases}), {issued}"])
    deep, steep, wide = reading.drafts
    assert deep.fields == {
        "title": "Deep Lamps",
        "container_title": "LIT",
        "aliases": ["DL"],
        "issued": "2019",
        "summary": "They glow at night.",
        "url": "https://a.example.org/1",
    }
    assert deep.links == (("code", "https://github.com/a/lamps"), ("slides", "https://a.example.org/slides"))
    assert deep.headings == ("Books",)
    assert (deep.line, deep.last_line) == (4, 6)
    assert steep.fields == {"title": "Steep Lamps", "container_title": "DIM", "aliases": ["SL"], "issued": "2018"}
    assert (wide.title, wide.fields["url"]) == ("Wide Lamps", "https://a.example.org/2")
    assert [leftover.text for leftover in reading.leftovers] == ["Lamps"]
    stated = reading.stated
    assert stated is not None
    assert stated.counts == [("[{container_title}] {title} ({aliases}), {issued}", 2)]
    assert (stated.entries, [entry.line for entry in stated.unlike]) == (3, [8])


@pytest.mark.parametrize("form", WITH_LINES)
def test_every_form_of_lists_takes_patterns(form):
    assert read("", "x", form, ["{title}"]).stated is not None


@pytest.mark.parametrize("form", ["bibtex", "csv", "ris", "csl-json", "bookmarks", "catalogue", "hayagriva", "urls"])
def test_a_pattern_for_a_form_with_fields_is_a_usage_error(form):
    with pytest.raises(UsageError, match=f"--line: x is read as {form}"):
        read("", "x", form, ["{title}"])
