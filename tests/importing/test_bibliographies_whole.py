"""Every word of a bibliography or a file of bookmarks is in a record or among the leftovers, whatever its fields are called."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing.test_nothing_lost import said
from llmprimer.importing.detect import read
from llmprimer.text import fold

#: Of consonants, so that no word is one that lists use.
WORD = st.text(alphabet="bcdfghjklmnpqrstvwxz", min_size=6, max_size=9)
VALUE = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
Entry = list[tuple[str, str]]


def bibtex(entries: list[Entry], remark: str) -> str:
    parts = [f"@misc{{key{n},\n" + "".join(f"  {k} = {{{v}}},\n" for k, v in e) + "}\n" for n, e in enumerate(entries)]
    return f"{remark}\n".join(parts) + remark + "\n"


def ris(entries: list[Entry], remark: str) -> str:
    return "".join("TY  - JOUR\n" + "".join(f"{k}  - {v}\n" for k, v in e) + f"ER  - \n{remark}\n" for e in entries)


def csl_json(entries: list[Entry], remark: str) -> str:
    def item(entry: Entry) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, value in entry:
            first, _, rest = value.partition(" ")
            nested = {"author": [{"family": first, "given": rest}], "custom": {"shelf": {"name": value}}}
            made[name] = nested.get(name, value)
        return made

    return json.dumps({"items": [item(entry) for entry in entries], "remark": remark}, indent=1)


def hayagriva(entries: list[Entry], remark: str) -> str:
    def lines(entry: Entry) -> Iterable[str]:
        for name, value in dict(entry).items():
            yield (
                f"  {name}:\n    type: periodical\n    title: {value}\n" if name == "parent" else f"  {name}: {value}\n"
            )

    made = "".join(f"key{n}:\n  type: article\n" + "".join(lines(entry)) for n, entry in enumerate(entries))
    return f"{made}remark: {remark}\n"


def bookmarks(entries: list[Entry], remark: str) -> str:
    def one(number: int, entry: Entry) -> str:
        given = dict(entry)
        tags = f' TAGS="{given["tags"]}"' if "tags" in given else ""
        description = f"<DD>{given['description']}\n" if "description" in given else ""
        title = given.get("title", "")
        return f'<DT><A HREF="https://a.example.org/{number}"{tags}>{title}</A>\n{description}'

    listed = "".join(one(number, entry) for number, entry in enumerate(entries))
    return f"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n<DT><H3>{remark}</H3>\n<DL><p>\n{listed}</DL><p>\n</DL><p>\n"


FORMS: dict[str, tuple[Callable[[list[Entry], str], str], str]] = {
    "bibtex": (bibtex, "title author journal note howpublished annote series file groups month url abstract school keywords title"),
    "ris": (ris, "TI T1 AU ED T2 T3 JO N1 N2 AB KW DB L4 C1 M1 M3 PB VL DO SN TI"),
    "csl-json": (csl_json, "title author container-title note custom language publisher keyword shelf genre number event archive"),
    "hayagriva": (hayagriva, "title author parent note archive call-number runtime publisher location page-range genre editor"),
    "bookmarks": (bookmarks, "title tags description"),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_no_word_of_a_bibliography_is_lost(form, data):
    write, names = FORMS[form]
    name = st.sampled_from(names.split())
    entries = data.draw(st.lists(st.lists(st.tuples(name, VALUE), min_size=1, max_size=6), min_size=1, max_size=3))
    remark = data.draw(VALUE)
    text = write(entries, remark)
    reading = read(text, "x", form)
    kept = " ".join(
        part
        for draft in reading.drafts
        for part in (*said(draft.fields), *said(draft.links), *draft.headings, draft.key or "")
    )
    kept = fold(" ".join((kept, *(leftover.text for leftover in reading.leftovers))))
    written = [
        dict(entry) if form in ("csl-json", "hayagriva", "bookmarks") else dict(enumerate(entry)) for entry in entries
    ]
    values = [remark, *(value if isinstance(value, str) else value[1] for entry in written for value in entry.values())]
    assert [word for value in values for word in value.split() if word not in kept] == []
    assert all(1 <= leftover.line <= text.count("\n") + 1 for leftover in reading.leftovers)


def test_a_field_that_stands_twice_is_told():
    reading = read("@misc{a,\n  title = {On Light},\n  note = {First remark},\n  note = {Other words},\n}\n", "x.bib")
    assert reading.drafts[0].fields["note"] == "Other words"
    assert [(leftover.line, leftover.text) for leftover in reading.leftovers] == [(1, "note: First remark")]
    reading = read('[{"title": "On Light", "note": "First remark", "note": "Other words"}]', "x.json")
    assert [leftover.text for leftover in reading.leftovers] == ["note\u2032: Other words"]


def test_an_entry_of_bibtex_has_all_its_lines_and_its_names_joined_by_an_ampersand():
    text = "@book{a,\n  title = {On Light},\n  author = {Ada Stern, Bo Lind & Max Roe}\n}\n\n@book{b, title={Lamps}, author={Stern & Lind}}\n"
    first, second = read(text, "a.bib").drafts
    assert (first.line, first.last_line) == (1, 4)
    assert [name["family"] for name in first.fields["author"]] == ["Stern", "Lind", "Roe"]
    assert (second.line, second.last_line) == (6, 6)
    assert [name.get("literal") for name in second.fields["author"]] == ["Stern & Lind"]


TAGGED = "The <i>Rana</i> Lamp: CaCu<sub>3</sub>, Light &amp; Dark"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"@article{{a, title = {{{TAGGED}}}, year = 2004}}", "a.bib"),
        (f"TY  - JOUR\nTI  - {TAGGED}\nER  - \n", "a.ris"),
        (json.dumps([{"id": "a", "type": "article-journal", "title": TAGGED}]), "a.json"),
    ],
)
def test_tags_and_entities_of_databases_are_not_part_of_a_title(text, name):
    reading = read(text, name)
    assert [draft.fields["title"] for draft in reading.drafts] == ["The Rana Lamp: CaCu3, Light & Dark"]
    assert reading.leftovers == []


@pytest.mark.parametrize("author", ["Froyland et al.", "Froyland, et~al", "Froyland and et al.", "Froyland and others"])
def test_et_al_in_bibtex_is_and_others(author):
    (draft,) = read(f"@misc{{a, title = {{Lamps}}, author = {{{author}}}}}", "a.bib").drafts
    assert (draft.fields["author"], draft.fields["and_others"]) == ([{"family": "Froyland"}], True)


def test_the_address_of_an_empty_doi_makes_no_record():
    reading = read("@misc{a, author = {Lind, Bo}, title = {}, howpublished = {\\url{https://doi.org/}}}", "a.bib")
    assert reading.drafts == []
    assert [leftover.reason for leftover in reading.leftovers] == ["neither a title nor an address"]
