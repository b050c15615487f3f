"""Lists in forms that only the labels of their parts show are read all the same; the others stay as they are."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing.test_nothing_lost import lost
from llmprimer.catalogue.scaffold import start_catalogue
from llmprimer.cli import main
from llmprimer.importing.detect import read
from llmprimer.importing.document.markdown_outline import blocks
from llmprimer.importing.entries import from_blocks
from llmprimer.importing.labelling.labelled_lists import NOT_UNDERSTOOD, SAMPLE, sampled, with_labels
from llmprimer.importing.labelling.list_units import units_of
from llmprimer.records.draft import Reading

WORKS = [
    ("Bootstrapping Complete Looks at Home", "Eileen Li, Eric Kim and Andrew Zhai", "ICLR 2020"),
    ("Learning to Light Rooms without Labels", "Ada Stern and Bo Lind", "CVPR 2021"),
    ("Shop the Lamp: Building a Visual Search", "Raymond Shiau, Hao Wu, Eric Kim", "KDD 2020"),
    ("Neural Shades for Large Buildings", "Maria Roe and Thomas Holm", "NeurIPS 2022"),
    ("A Unified View of Fashion and Light", "Jane Doe, Wei Zhang", "ICCV 2023"),
    ("Towards Understanding Lamps in the Wild", "Peter Lind and Li Wang", "ACL 2024"),
    ("Efficient Retrieval of Warm Light", "David Park", "SIGIR 2021"),
    ("What Do Bulbs Learn? A Study of Filaments", "Anna Berg and Robert Young", "EMNLP 2022"),
]
BOOKS = [
    ("코틀린 가이드", "김영한"), ("모던 자바", "조현영"), ("자바 표준 프로그래밍", "이동욱"), ("빛과 방", "김영보"), ("스프링 책", "채규태"),
    ("배치 완벽 가이드", "변구훈"), ("큰 등불", "마이클 미넬라"), ("작은 등불", "마틴 파울러"), ("혼자 만드는 웹", "솜나트 무시브"),
]  # fmt: skip
FORMS = {
    "a label in brackets before the title": "- [[Pinterest](https://p.example.org/{n})] {0} [looks]\n",
    "a year in the link of the title": "- [{0}, 2019](https://a.example.org/{n})\n",
    "headings with authors and labels below": (
        "#### [{2}] {0}\n**Authors:** {1}\n\n<details span><summary><b>Abstract</b></summary>\nWe study how light is"
        " learned from rooms, and find that more lamps help.\n</details>\n"
        '<a href="https://arxiv.org/abs/2001.0000{n}">📄 Paper</a>\n\n'
    ),
    "rows whose titles link to pages beside the list": "| {n} | [{0}](lamps-{n}/README.md) | {1} | read |\n",
}
HEADS = {"rows whose titles link to pages beside the list": "| No | Book | 저자 | State |\n|---|---|---|---|\n"}


def written(form: str) -> str:
    lines = (FORMS[form].format(*work, n=n) for n, work in enumerate(WORKS))
    return f"# Lamps\n\n## Works\n\n{HEADS.get(form, '')}{''.join(lines)}"


@pytest.mark.parametrize("form", FORMS)
def test_lists_that_the_usual_rules_do_not_read_are_read_by_labels(form):
    """Not all titles with a colon are kept whole in a list that is as short."""
    found = [draft.title for draft in read(written(form), "list.md").drafts]
    assert len(found) == len(WORKS)
    assert sum(one == title for one, (title, _, _) in zip(found, WORKS, strict=True)) >= len(WORKS) - 2
    assert all(title.startswith(one) for one, (title, _, _) in zip(found, WORKS, strict=True))


def test_authors_dates_and_links_come_with_the_titles():
    draft = read(written("headings with authors and labels below"), "list.md").drafts[1]
    assert [name["family"] for name in draft.fields["author"]] == ["Stern", "Lind"]
    assert draft.fields["url"] == "https://arxiv.org/abs/2001.00001"
    assert "more lamps help" in draft.fields["summary"]


@pytest.mark.parametrize("form", FORMS)
def test_nothing_of_a_labelled_list_is_lost(form):
    text = written(form)
    assert lost(text, read(text, "list.md")) == []


def test_a_list_that_is_read_as_usual_stays_as_it_is(monkeypatch):
    text = "## Works\n\n" + "".join(f"- [{t}](https://a.org/{n}), {a}, {v}\n" for n, (t, a, v) in enumerate(WORKS))
    with_labels = read(text, "list.md")
    monkeypatch.setattr(from_blocks, "with_labels", lambda *_: None)
    assert read(text, "list.md") == with_labels


def test_titles_are_found_by_a_korean_head():
    rows = "".join(f"| {n} | [{book}](books/{n}.md) | {who} |\n" for n, (book, who) in enumerate(BOOKS))
    found = read(f"# 책\n\n## 목록\n\n| No | 도서명 | 저자 |\n|---|---|---|\n{rows}", "list.md").drafts
    assert [draft.title for draft in found] == [book for book, _ in BOOKS]


def test_tables_of_other_things_give_no_records():
    rows = "".join(f"| Model {n} | ${n}.20 | ${n}2.00 |\n" for n in range(9))
    reading = read(f"## Prices\n\n| Model | A call | Ten calls |\n|---|---|---|\n{rows}", "list.md")
    assert reading.drafts == []


def test_what_is_left_over_as_no_work_stays_so():
    pages = "".join(f"- [{title}](https://a.example.org/{n}) - {who}\n" for n, (title, who, _) in enumerate(WORKS))
    assert read(f"# Lamps\n\n## Contributors\n\n{pages}", "list.md").drafts == []


@pytest.mark.parametrize("form", ["- {1}: {0}. {2}.\n", "#### {1}: {0}. {2}.\n[Paper](https://a.example.org/{n})\n\n"])
def test_what_a_person_has_stated_counts_more_than_labels(form):
    text = "## Works\n\n" + "".join(form.format(*work, n=n) for n, work in enumerate(WORKS))
    reading = read(text, "list.md", "markdown", [form.partition("\n")[0].format("{summary}", "{title}", "{...}")])
    assert reading.stated is not None
    assert reading.stated.counts[0][1] == len(WORKS)
    assert [draft.title for draft in reading.drafts] == [authors for _, authors, _ in WORKS]
    assert reading.labelled == []


def test_the_reasons_of_what_is_not_understood_are_those_that_import_gives():
    given = "".join(path.read_text(encoding="utf-8") for path in Path(from_blocks.__file__).parents[1].rglob("*.py"))
    assert [reason for reason in NOT_UNDERSTOOD if given.count(f'"{reason}"') < 2] == []


def test_the_lines_of_labelled_entries_are_known():
    text = written("a label in brackets before the title")
    assert read(text, "list.md").labelled == [n + 5 for n in range(len(WORKS))]
    assert read("- [Large Lamps](https://a.example.org/1) - Light.\n", "list.md").labelled == []


def test_import_says_which_entries_are_in_an_unknown_form(tmp_path, capsys):
    path = tmp_path / "LIST.md"
    path.write_text(written("a label in brackets before the title"), encoding="utf-8")
    start_catalogue(tmp_path, "Lamps")
    main(["import", str(path), "--dry-run", "--catalogue", str(tmp_path / "references.yaml")])
    said = capsys.readouterr().err
    assert "LIST.md:5: 8 entries in a form that import does not know" in said
    assert "--line" in said


def test_further_lines_of_a_labelled_paragraph_are_in_the_entry_and_nowhere_else():
    lines = [
        f"[{n}] {title}, {who}, {venue}  \nhttps://a.example.org/{n}  \n" for n, (title, who, venue) in enumerate(WORKS)
    ]
    found = with_labels(blocks("".join(lines)), Reading())
    assert found is not None
    assert found[1] == list(range(1, 2 * len(WORKS), 2))
    assert [block.kind for block in found[0]] == ["stated"] * len(WORKS)
    assert all(f"https://a.example.org/{n}" in block.text for n, block in enumerate(found[0]))


def test_the_choice_is_made_on_a_sample():
    units = units_of(blocks("".join(f"- Lamp {n}\n" for n in range(1000))), [])
    assert len(sampled(units)) == SAMPLE
    assert sampled(units[:3]) == units[:3]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.sampled_from("ab C,.-|()[]<>*_:#\"' 12\n"), max_size=60), max_size=12))
def test_nothing_of_any_list_is_lost(lines):
    text = "".join(f"- {line}\n" for line in lines)
    assert isinstance(read(text, "list.md"), Reading)


@pytest.mark.slow
@pytest.mark.parametrize("piece", [" ", "- ", "a, ", "(", "[", '"', "a " * 9 + "2019 ", "|", "\u2003", "* ", "—"])
def test_long_lines_take_bounded_time(piece):
    text = "".join(f"- Lamps {piece * (3_900 // len(piece))} light\n" for _ in range(12))
    began = time.process_time()
    read(text, "list.md")
    assert time.process_time() - began < 12
