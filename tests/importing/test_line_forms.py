"""Lines whose form a person has stated (`import --line`)."""

from __future__ import annotations

import pytest

from llmprimer import Catalogue
from llmprimer.catalogue.scaffold import start_catalogue
from llmprimer.cli import main
from llmprimer.errors import ExitCode, UsageError
from llmprimer.importing.detect import WITH_LINES, read
from llmprimer.importing.document.linking import lines_of
from llmprimer.importing.document.markdown_outline import blocks
from llmprimer.importing.stated.line_comparison import Misfit
from llmprimer.importing.stated.line_forms import LineForm
from llmprimer.importing.stated.line_pattern import FIELDS
from llmprimer.importing.stated.line_scores import Scores


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
    ("{title}, {container_title}", "- Lamps, 2019", "“2019” is a date: {container_title}"),
    ("{title}, {container_title}", "- Lamps, (slide)", "“(slide)” is the label of a link: {container_title}"),
    ("{title} ({container_title})", "- Lamps (CHI) [code: no] (x)", "“CHI) [code: no] (x” has brackets of other parts"),
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


# -- as a command --------------------------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Imports the list into a new catalogue, and returns the status and what was reported."""
    monkeypatch.chdir(tmp_path)
    start_catalogue(tmp_path, "Lamps")
    (tmp_path / "LIST.md").write_text(LIST, encoding="utf-8")

    def import_list(*options: str) -> tuple[int, str]:
        capsys.readouterr()
        status = main(["import", "LIST.md", "--yes", "--catalogue", "references.yaml", *options])
        return status, capsys.readouterr().err

    return import_list


def test_the_report_counts_the_entries_of_each_form_and_names_the_others(run):
    patterns = ["[{container_title}] {title} ({aliases}), {issued}", "[{title}](...) - {summary}"]
    status, said = run("--line", patterns[0], "--line", patterns[1])
    assert status == ExitCode.DONE
    assert f"llmprimer: --line '{patterns[0]}': 2 of 3 entries have this form" in said
    assert f"llmprimer: --line '{patterns[1]}': 1 of 3 entries has this form" in said
    assert "another form" not in said


def test_a_form_that_no_entry_has_is_answered_with_the_first_entries_and_where_they_leave_it(run):
    status, said = run("--line", "[{container_title}] {title} - {author}")
    assert status == ExitCode.DONE
    assert "none of 3 entries has this form" in said
    assert (
        "LIST.md:4: another form: [LIT] Deep Lamps (DL), 2019: it fits up to “[LIT]”, and then “ - ” is expected after {title}"
        in said
    )
    assert "LIST.md:8: another form: [Wide Lamps](...) - as usual: it should begin with “[”" in said


def test_a_wrong_pattern_ends_as_other_usage_errors_do(run):
    status, said = run("--line", "{titel}")
    assert status == ExitCode.USAGE
    assert 'there is no field "titel"; did you mean "title"?' in said
    assert "hint: the fields are {title}, {author}" in said


def test_a_pattern_for_a_bibliography_is_a_usage_error(run):
    status, said = run("--format", "bibtex", "--line", "{title}")
    assert status == ExitCode.USAGE
    assert "--line: LIST.md is read as bibtex" in said


def test_nothing_is_taken_off_a_title_that_is_stated(tmp_path):
    start_catalogue(tmp_path, "Lamps")
    (tmp_path / "LIST.md").write_text(
        "- GitHub - a/lamps: [Lamps](https://lumen.example.org/1) | Lumen, 2019\n", encoding="utf-8"
    )
    with Catalogue.open(tmp_path / "references.yaml") as catalogue:
        (lamps,) = catalogue.import_(tmp_path / "LIST.md", line="{title}, {issued}").new
    assert lamps.title == "GitHub - a/lamps: Lamps | Lumen"


def test_programs_state_forms_too(tmp_path):
    start_catalogue(tmp_path, "Lamps")
    (tmp_path / "LIST.md").write_text(LIST, encoding="utf-8")
    with Catalogue.open(tmp_path / "references.yaml") as catalogue:
        plan = catalogue.import_(tmp_path / "LIST.md", line="[{container_title}] {title} ({aliases}), {issued}")
        assert plan.reading.stated is not None
        assert plan.reading.stated.counts[0][1] == 2
        assert [reference.title for reference in plan.new] == ["Deep Lamps", "Steep Lamps", "Wide Lamps"]


# -- kinds of lists ------------------------------------------------------------------------------------------------------


def drafts(text: str, *patterns: str, form: str = "markdown") -> list[dict[str, object]]:
    return [draft.fields for draft in read(text, "x", form, patterns).drafts]


ADA = [{"family": "Stern", "given": "Ada"}]
BO = [{"family": "Lind", "given": "Bo"}]


def test_headings_are_entries_if_the_pattern_is_one():
    text = "# L\n### Big lamps (2019)\nAda Stern\n\nThey are big.\n[code](https://a.example.org/c)\n\n### Small lamps (2018)\nBo Lind\n- [pdf](https://a.example.org/d)\n"
    assert drafts(text, "### {title} ({issued})\\n{author}") == [
        {
            "title": "Big lamps",
            "issued": "2019",
            "author": ADA,
            "summary": "They are big.",
            "url": "https://a.example.org/c",
        },
        {"title": "Small lamps", "issued": "2018", "author": BO, "url": "https://a.example.org/d"},
    ]
    assert all(draft.get("title") != "Big lamps" for draft in drafts(text, "{title} ({issued})"))


def test_a_pattern_with_a_bullet_is_for_items_alone():
    text = "# L\n\nOf lamps, and more\n\n- Big lamps, CHI 2019\n"
    expected = {"title": "Big lamps", "container_title": "CHI", "issued": "2019"}
    assert drafts(text, "- {title}, {container_title}") == [expected]
    assert drafts(text, "{title}, {container_title}") == [
        {"title": "Of lamps", "container_title": "and more"},
        expected,
    ]
    stated = read("Big lamps, CHI 2019\n", "x", "text", ["- {title}, {container_title}"]).stated
    assert stated is not None
    assert [entry.reason for entry in stated.unlike] == [
        "it is no item of a list, and the pattern begins with a bullet"
    ]
    stated = read("- Big lamps\n", "x", "markdown", ["## {title}"]).stated
    assert stated is not None
    assert [entry.reason for entry in stated.unlike] == ["it is no heading of that level"]


def test_lines_of_a_paragraph_are_entries():
    text = "Big lamps by Ada Stern\nSmall lamps by Bo Lind\nThey are small.\n"
    assert drafts(text, "{title} by {author}", form="text") == [
        {"title": "Big lamps", "author": ADA},
        {"title": "Small lamps", "author": BO, "summary": "They are small."},
    ]


def test_quotations_may_be_entries():
    text = "# L\n\n> Big lamps, by Ada Stern\n\n> They are big.\n"
    assert drafts(text, "{title}, by {author}") == [{"title": "Big lamps", "author": ADA}]


def test_an_entry_may_go_on_in_the_paragraphs_below():
    text = "# L\n\n**Big lamps**\n\nAda Stern. *CHI 2019*\n\n[[pdf]](https://a.example.org/c)\n\n**Small lamps**\n\nBo Lind. *CHI 2018*\n"
    assert drafts(text, "**{title}**\\n{author}. *{container_title}*") == [
        {
            "title": "Big lamps",
            "author": ADA,
            "container_title": "CHI",
            "issued": "2019",
            "url": "https://a.example.org/c",
        },
        {"title": "Small lamps", "author": BO, "container_title": "CHI", "issued": "2018"},
    ]


def test_an_entry_may_go_on_in_the_bullets_below():
    text = "- Big lamps\n  - by Ada Stern\n  - They are bright.\n- Small lamps\n  - by Bo Lind\n"
    assert drafts(text, "{title}\\nby {author}") == [
        {"title": "Big lamps", "author": ADA, "summary": "They are bright."},
        {"title": "Small lamps", "author": BO},
    ]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("html", "<ul><li><a href='https://a.example.org/1'>Big lamps</a> by <b>Ada Stern</b></li></ul>"),
        ("org", "* L\n- [[https://a.example.org/1][Big lamps]] by *Ada Stern*\n"),
        ("rst", "L\n=\n\n* `Big lamps <https://a.example.org/1>`_ by **Ada Stern**\n"),
        ("asciidoc", "= L\n\n* https://a.example.org/1[Big lamps] by *Ada Stern*\n"),
    ],
)
def test_one_pattern_serves_all_forms_of_lists(form, text):
    assert drafts(text, "[{title}](...) by **{author}**", form=form) == [
        {"title": "Big lamps", "author": ADA, "url": "https://a.example.org/1"}
    ]


TABLE = """\
# Lamps
| When | What | Who | |
|---|---|---|---|
| 2019 | [Big lamps](https://a.example.org/1) in CHI | Ada Stern | [code](https://a.example.org/c) |
| | [Small lamps](https://a.example.org/2) in UIST | | |
| | More lamps | | |
"""


def test_rows_have_patterns_of_their_own_and_may_have_empty_cells():
    pattern = "| {issued} | [{title}](...) in {container_title} | {author} | |"
    reading = read(TABLE, "x", "markdown", [pattern])
    big, small = reading.drafts
    assert big.fields == {
        "title": "Big lamps",
        "issued": "2019",
        "container_title": "CHI",
        "author": ADA,
        "url": "https://a.example.org/1",
    }
    assert big.links == (("code", "https://a.example.org/c"),)
    assert small.fields == {"title": "Small lamps", "container_title": "UIST", "url": "https://a.example.org/2"}
    assert reading.stated is not None
    (other,) = reading.stated.unlike
    assert (other.line, other.text) == (6, "| | More lamps | | |")
    assert other.reason == "“ | ” and a link is expected after {issued}"
    assert reading.stated.entries == 3


def test_a_pattern_without_pipes_is_for_no_row():
    assert drafts(TABLE, "{title}") == drafts(TABLE)


def test_items_below_a_group_get_its_name_as_topic():
    text = "## Lamps\n- Big ones\n  - [LIT] Wide lamps\n  - [LIT] Tall lamps\n"
    reading = read(text, "x", "markdown", ["[{container_title}] {title}"])
    assert [(draft.title, draft.headings) for draft in reading.drafts] == [
        ("Wide lamps", ("Lamps", "Big ones")),
        ("Tall lamps", ("Lamps", "Big ones")),
    ]


def test_sections_about_the_list_stay_as_they_are():
    text = "## Contents\n- [Lamps](#lamps)\n- Big lamps\n\n## Lamps\n- Wide lamps\n\n## License\n- MIT\n"
    assert drafts(text, "{title}") == [{"title": "Wide lamps"}]


def test_links_on_names_do_not_lead_to_the_work():
    text = "- Big lamps by [Ada Stern](https://ada.example.org/) [[code]](https://a.example.org/c)\n"
    assert drafts(text, "{title} by {author}") == [
        {"title": "Big lamps", "author": ADA, "url": "https://a.example.org/c"}
    ]
    assert "https://ada.example.org/" in [
        left.text for left in read(text, "x", "markdown", ["{title} by {author}"]).leftovers
    ]


def test_a_repository_without_a_title_is_called_by_its_address():
    text = "- [code](https://github.com/a/lamps) They glow.\n"
    assert drafts(text, "[code]({url}) {summary}") == [
        {"title": "lamps", "summary": "They glow", "url": "https://github.com/a/lamps"}
    ]


@pytest.mark.parametrize(
    ("pattern", "line", "fields"),
    [
        ("“{title},” {issued}", "“Big lamps,” 1641", {"title": "Big lamps", "issued": "1641"}),
        ("{title}, {publisher}", "Big lamps - A tale | Lumen, Lumen Press", {"title": "Big lamps - A tale | Lumen", "publisher": "Lumen Press"}),
        ("{title} ({aliases})", "Big lamps (BL; LB)", {"title": "Big lamps", "aliases": ["BL", "LB"]}),
        ("{title} [{keywords}]", "Big lamps [light, size]", {"title": "Big lamps", "keywords": ["light", "size"]}),
        ("{title} @ {organizations}", "Big lamps @ Lumen Labs / Dim, Inc", {"title": "Big lamps", "organizations": ["Lumen Labs", "Dim", "Inc"]}),
        ("{title}. {editor} (ed.)", "Big lamps. Ada Stern (ed.)", {"title": "Big lamps", "editor": ADA}),
        ("{title} ~ {author} & {author}", "Big lamps ~ Ada Stern & Bo Lind", {"title": "Big lamps", "author": ADA + BO}),
        ("{title} ~ {author}", "Big lamps ~ The Lamp Collective", {"title": "Big lamps", "author": [{"literal": "The Lamp Collective"}]}),
        ("{title} ~ {doi}", "Big lamps ~ 10.1000/182", {"title": "Big lamps", "doi": "10.1000/182"}),
        ("{title} ~ {arxiv}", "Big lamps ~ 2001.00001", {"title": "Big lamps", "arxiv": {"id": "2001.00001"}}),
        ("{title} ~ {note}", "Big lamps ~ found, 2019", {"title": "Big lamps", "note": "found, 2019"}),
        ("{title}. {container_title}", "Big lamps. Lamp Letters 3(2), 14-81", {"title": "Big lamps", "container_title": "Lamp Letters", "volume": "3", "issue": "2", "page": "14-81"}),
        ("{title}. {container_title}", "Big lamps. the glow list", {"title": "Big lamps", "container_title": "the glow list"}),
    ],
)  # fmt: skip
def test_fields_are_filled_with_what_stands_in_their_places(pattern, line, fields):
    assert drafts(f"- {line}\n", pattern) == [fields]
