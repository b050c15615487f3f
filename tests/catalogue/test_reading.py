"""Reading a catalogue: every problem at once, each with its file, line, key and, where there is one, a suggestion."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.files import decode_text
from llmprimer.errors import CatalogueError, InvalidCatalogueError, LlmprimerError, NotFoundError

HEAD = """\
title: Small
topics:
  learning: {label: Learning, definition: All learning.}
  robots: {label: Robots, definition: Machines that move., broader: learning}
references:
"""
FIRST = """\
  a-2020-walk:
    type: article
    kind: paper
    title: Walking
    topics: [robots]
"""


def problems(text: str) -> list[str]:
    with pytest.raises(InvalidCatalogueError) as caught:
        CatalogueContent.parse(text, name="small.yaml")
    return [str(problem) for problem in caught.value.problems]


def with_field(line: str) -> str:
    return f"{HEAD}{FIRST}    {line}\n"


def test_the_toy_catalogue_is_read_whole(toy):
    catalogue = CatalogueContent.read(toy)
    assert [reference.citation_key for reference in catalogue][:5] == [
        "agency-2022-robots",
        "muller-2021-walking",
        "site-nd-home",
        "user-2022-tweet",
        "wu-1998-dao",
    ]
    assert len(catalogue) == len(catalogue.references) >= 5
    assert list(catalogue.topics)[:3] == ["learning", "feedback", "robots"]
    text = toy.read_text(encoding="utf-8").splitlines()
    assert all(text[line - 1].startswith(f"  {key}:") for key, line in catalogue.lines.items())
    assert catalogue.path == toy


def test_looking_up_a_key(toy):
    catalogue = CatalogueContent.read(toy)
    assert catalogue["wu-1998-dao"].title == "悟道 (Wu Dao)"
    assert "wu-1998-dao" in catalogue
    assert "wu-1998-dow" not in catalogue
    with pytest.raises(NotFoundError, match=r'no reference has the key "wu-1998-dow"; did you mean "wu-1998-dao"'):
        catalogue["wu-1998-dow"]


def test_scalars_stay_the_text_that_they_are():
    text = (
        HEAD + FIRST.replace("Walking", "1_000") + "    volume: 0x1F\n    number: 1e3\n    page: no\n    issue: 012\n"
    )
    found = CatalogueContent.parse(text)["a-2020-walk"]
    assert (found.title, found.volume, found.number, found.page, found.issue) == ("1_000", "0x1F", "1e3", "no", "012")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("autor: []", 'small.yaml:11: a-2020-walk: unknown field "autor"; did you mean "author"?'),
        ("issued: 2020-13", "small.yaml:11: a-2020-walk: `issued`: there is no month 13"),
        ("issued: [2020]", "small.yaml:11: a-2020-walk: `issued`: a date is written YYYY, YYYY-MM or YYYY-MM-DD"),
        (
            "doi: https://doi.org/10.1000/x",
            'small.yaml:11: a-2020-walk: `doi`: "https://doi.org/10.1000/x" is not a bare DOI such as '
            "10.18653/v1/N19-1423 (no https://doi.org/ before it)",
        ),
        (
            "arxiv: {id: 1706.03762v1}",
            'small.yaml:11: a-2020-walk: `id`: "1706.03762v1" is not an arXiv identifier without a version, such as '
            "1706.03762 or hep-th/9901001",
        ),
        ("url: example.org", 'small.yaml:11: a-2020-walk: `url`: "example.org" is not an address with its scheme'),
        ("language: English", 'small.yaml:11: a-2020-walk: `language`: "English" is not a language tag such as en'),
        ("summary: []", "small.yaml:11: a-2020-walk: `summary` must be text, not a list"),
        ("summary: {a: b}", "small.yaml:11: a-2020-walk: `summary` must be text, not a mapping"),
        ("aliases: WalkNet", 'small.yaml:11: a-2020-walk: `aliases` must be a list, not "WalkNet"'),
        ("published: [a]", "small.yaml:11: a-2020-walk: `published` must be a mapping, not a list"),
        ('note: ""', "small.yaml:11: a-2020-walk: `note` is empty; leave the field out"),
        ("author: [{given: Anna}]", "small.yaml:11: a-2020-walk: `author`: a name has either `family` (a person) or"),
        ("author: [{famly: Wei}]", 'small.yaml:11: a-2020-walk: unknown field "famly"; did you mean "family"?'),
        ("relations: [{type: cites, target: b}]", 'small.yaml:11: a-2020-walk: unknown type "cites"; it is one of'),
        (
            "relations: [{type: announces, target: a-2020-wlk}]",
            'small.yaml:11: a-2020-walk: unknown citation key "a-2020-wlk"; did you mean "a-2020-walk"?',
        ),
        (
            "relations: [{type: announces, target: a-2020-walk}]",
            "small.yaml:11: a-2020-walk: a reference cannot stand in relation to itself",
        ),
        ("title: Again", 'small.yaml:11: a-2020-walk: "title" is given twice; the first is on line 9'),
        ("summary:", "small.yaml:11: a-2020-walk: `summary` is empty; leave the field out"),
        ("summary: ~", "small.yaml:11: a-2020-walk: `summary` is empty; leave the field out"),
        ("summary: null", "small.yaml:11: a-2020-walk: `summary` is empty; leave the field out"),
        ("aliases: [a, ~]", "small.yaml:11: a-2020-walk: an item of `aliases` is empty; leave the field out"),
        ("slides: [zero]", "small.yaml:11: a-2020-walk: `slides`: input should be a valid integer"),
        ("slides: [0]", "small.yaml:11: a-2020-walk: `slides`: input should be greater than or equal to 1"),
        ("citation_key: a", "small.yaml:6: a-2020-walk: `citation_key` is the key of the entry; it is not repeated"),
        ("title_described: perhaps", "small.yaml:11: a-2020-walk: `title_described`: input should be a valid boolean"),
    ],
)
def test_one_wrong_field_is_one_problem_at_its_place(line, problem):
    found = problems(with_field(line))
    assert len(found) == 1
    assert found[0].startswith(problem)


@pytest.mark.parametrize(
    ("wrong", "right", "problem"),
    [
        ("kind: paper", "kind: papr", 'small.yaml:8: a-2020-walk: unknown kind "papr"; did you mean "paper"?'),
        ("type: article", "type: artcle", 'small.yaml:7: a-2020-walk: unknown type "artcle"; did you mean "article"'),
        ("    title: Walking\n", "", "small.yaml:6: a-2020-walk: `title` is missing"),
        ("[robots]", "[robot]", 'small.yaml:10: a-2020-walk: unknown topic "robot"; did you mean "robots"?'),
        ("[robots]", "[Big Robots]", 'small.yaml:10: a-2020-walk: `topics`: "Big Robots" is not a topic slug'),
        ("broader: learning", "broader: lerning", 'small.yaml:4: unknown topic "lerning"; did you mean "learning"?'),
        ("broader: learning", "broader: robots", 'small.yaml:4: "robots" is broader than itself'),
        ("definition: All learning.", "defnition: x", 'small.yaml:3: unknown field "defnition"; did you mean'),
        ("title: Small", "titel: Small", 'small.yaml:1: unknown field "titel"; did you mean "title"?'),
        ("title: Small", "title: Small\nschema_version: 2", "small.yaml:2: schema_version 2 is not known"),
        ("title: Small", "title: Small\ntitle: Big", 'small.yaml:2: "title" is given twice; the first is on line 1'),
        ("  a-2020-walk:", "  a 2020:", 'small.yaml:6: a 2020: `citation_key`: "a 2020" is not a citation key: ASCII'),
        (FIRST, "  a-2020-walk: text\n", "small.yaml:6: a-2020-walk: a reference is a mapping of fields"),
        (FIRST, FIRST + FIRST, 'small.yaml:11: "a-2020-walk" is given twice; the first is on line 6'),
        (FIRST, FIRST + FIRST.replace("a-2020", "A-2020"), "small.yaml:11: A-2020-walk: differs only in case from"),
    ],
)  # fmt: skip
def test_what_is_wrong_elsewhere_is_named_with_its_line(wrong, right, problem):
    text = HEAD + FIRST
    assert wrong in text
    found = problems(text.replace(wrong, right))
    assert [line for line in found if line.startswith(problem)], found


def test_all_problems_are_told_at_once_in_the_order_of_their_lines():
    text = (
        HEAD
        + FIRST.replace("kind: paper", "kind: papr").replace("[robots]", "[robot]")
        + FIRST.replace("a-2020-walk", "b-2021-run").replace("title: Walking", "titel: Running\n    issued: 2020-13")
    )
    found = problems(text)
    assert [line.split(": ")[:2] for line in found] == [
        ["small.yaml:8", "a-2020-walk"],
        ["small.yaml:11", "b-2021-run"],
        ["small.yaml:14", "b-2021-run"],
        ["small.yaml:15", "b-2021-run"],
    ]


def test_more_problems_than_anyone_reads_are_counted():
    text = HEAD + "".join(f"  a-{n}-x: text\n" for n in range(60))
    with pytest.raises(InvalidCatalogueError) as caught:
        CatalogueContent.parse(text)
    lines = caught.value.message.split("\n")
    assert len(lines) == 51
    assert lines[-1] == "... and 10 more"
    assert len(caught.value.problems) == 60


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "small.yaml:1: the file is empty"),
        ("# only a comment\n", "small.yaml:1: the file is empty"),
        ("- a\n- b\n", "small.yaml:1: the file must be a mapping"),
        ("just text\n", "small.yaml:1: the file must be a mapping"),
        ("title: Small\n", "small.yaml:1: `references` is missing"),
        ("title: Small\nreferences: [a]\n", "small.yaml:2: `references` must be a mapping of keys to entries"),
        ("title: Small\nreferences: text\n", "small.yaml:2: `references` must be a mapping of keys to entries"),
        (HEAD + FIRST + "---\ntitle: Second\n", "small.yaml:11: a second document begins here"),
        (HEAD + FIRST + "    note: *anchor\n", "small.yaml:11: anchors and aliases (& and *) are not used"),
        (HEAD + FIRST + "    note: &anchor text\n", "small.yaml:11: anchors and aliases (& and *) are not used"),
        (HEAD + FIRST + "    note: !!python/object:os.system x\n", "small.yaml:11: the tag tag:yaml.org,2002:python"),
        (HEAD + FIRST + "    note: !!str 1\n", "small.yaml:11: the tag tag:yaml.org,2002:str is not used"),
        (HEAD + FIRST + "    <<: {note: a}\n", 'small.yaml:11: a-2020-walk: unknown field "<<"'),
        (HEAD + FIRST + "    ? [a, b]\n    : c\n", "small.yaml:11: a key must be plain text"),
        (HEAD + FIRST + "    note: [unclosed\n", "small.yaml:11: not valid YAML: a bracket is never closed"),
        (HEAD + FIRST + "  note: wrong indent\n    a: b\n", "small.yaml:12: not valid YAML: "),
        (HEAD + FIRST + "\tnote: tab\n", "small.yaml:11: not valid YAML: a tab at the beginning of the line"),
        (HEAD + FIRST + "    note: 悟道悟道\x00\n", "small.yaml:11: the character U+0000 is not allowed"),
        (HEAD + FIRST.replace("Walking", "悟道" * 200) + "    a: b\x07\n", "small.yaml:11: the character U+0007 is not"),
        (HEAD + FIRST + "    note: \ud800\n", "small.yaml:11: the character U+D800 is not allowed"),
        (HEAD + FIRST + "    note: " + "[" * 30 + "]" * 30 + "\n", "small.yaml:11: nested too deeply"),
    ],
)  # fmt: skip
def test_text_that_is_no_catalogue_is_refused_at_its_line(text, problem):
    found = problems(text)
    assert [line for line in found if line.startswith(problem)], found


def test_a_wrong_field_before_a_break_in_the_yaml_is_told_too():
    found = problems(with_field("autor: []") + FIRST.replace("a-2020", "b-2021") + "    note: [unclosed\n")
    assert any("not valid YAML" in line for line in found)
    assert any('a-2020-walk: unknown field "autor"; did you mean "author"?' in line for line in found)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_hostile_nesting_ends_at_once(opening):
    began = time.monotonic()
    with pytest.raises(CatalogueError):
        CatalogueContent.parse(HEAD + FIRST + "    note: " + opening * 100_000)
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "references", ["references:\n", "references: {}\n", "references: ~\n", '"references": {}\n', "'references':\n"]
)
def test_a_catalogue_may_be_empty(references):
    assert len(CatalogueContent.parse("title: Small\n" + references)) == 0


def test_a_catalogue_may_be_written_as_json():
    topics = '"topics": {"robots": {"label": "Robots", "definition": "Machines that move."}}'
    record = '"a-2020-walk": {"type": "article", "kind": "paper", "title": "Walking", "topics": ["robots"]}'
    head_first = CatalogueContent.parse(f'{{"title": "Small", {topics}, "references": {{{record}}}}}')
    head_last = CatalogueContent.parse(f'{{"references": {{{record}}}, "title": "Small", {topics}}}')
    assert head_first["a-2020-walk"] == head_last["a-2020-walk"]
    assert head_first.header == head_last.header
    assert len(CatalogueContent.parse('{"title": "Small", "references": {}}')) == 0


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_the_head_may_stand_behind_the_references(quote):
    head, _, _ = HEAD.partition("references:")
    for section in ("title", "topics"):
        head = head.replace(f"{section}:", f"{quote}{section}{quote}:")
    catalogue = CatalogueContent.parse("references:\n" + FIRST + head)
    assert catalogue.header == CatalogueContent.parse(HEAD + FIRST).header
    assert catalogue["a-2020-walk"].topics == ("robots",)


def test_a_mistake_in_a_head_behind_the_references_is_told_once():
    head, _, _ = HEAD.partition("references:")
    found = problems("references:\n" + FIRST + head.replace("label", "labl", 1))
    assert len([line for line in found if "labl" in line]) == 1


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_breaks_of_other_systems_are_read(ending):
    text = (HEAD + FIRST).replace("\n", ending)
    catalogue = CatalogueContent.parse(text)
    assert catalogue["a-2020-walk"].title == "Walking"
    assert catalogue.lines == {"a-2020-walk": 6}


def test_a_byte_order_mark_is_passed_over(tmp_path):
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + FIRST).encode())
    assert len(CatalogueContent.read(path)) == 1


def test_bytes_that_are_not_utf8_are_refused_at_their_line(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes((HEAD + FIRST).encode() + b"    note: M\xfcller\n")
    with pytest.raises(CatalogueError) as caught:
        CatalogueContent.read(path)
    assert caught.value.message == f"{path}:11: not UTF-8 text (byte 0xfc)"


def test_utf16_is_refused():
    with pytest.raises(CatalogueError, match=r"x:1: not UTF-8 text \(byte 0xff\)"):
        decode_text((HEAD + FIRST).encode("utf-16"), "x")


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(CatalogueError) as caught:
        CatalogueContent.read(tmp_path / "none.yaml")
    assert caught.value.message == f"{tmp_path / 'none.yaml'}: no such file"
    assert "llmprimer init" in caught.value.hint
    with pytest.raises(CatalogueError, match="a folder, no file"):
        CatalogueContent.read(tmp_path)


MUTATED = st.builds(
    lambda at, cut, piece, text: text[:at] + piece + text[at + cut :],
    st.integers(0, len(HEAD + FIRST)),
    st.integers(0, 30),
    st.text(max_size=12)
    | st.sampled_from(
        ["\n", "  ", ": ", "- ", "[", "{", "&a ", "*a", "!!x ", "|\n", "'", '"', "#", "---\n", "\t", "~", "\r"]
    ),
    st.just(HEAD + FIRST),
)


@given(MUTATED | st.text())
@example("references:\n  a: &x {b: *x}\n")
@example("? a\n: b\n")
@example("%YAML 9.9\n---\na: b\n")
@example("references: {a: {type: 1, ? : 2}}")
@example("\ufeff\ufeff")
def test_any_text_is_a_catalogue_or_an_error_for_people(text):
    try:
        catalogue = CatalogueContent.parse(text)
    except LlmprimerError as error:
        assert error.message
    else:
        assert all(line >= 1 for line in catalogue.lines.values())


@given(st.binary(max_size=200))
def test_any_bytes_are_a_catalogue_or_an_error_for_people(data):
    with pytest.raises(CatalogueError):
        CatalogueContent.parse(decode_text(data, "x"))


def test_only_the_topics_of_a_circle_are_broader_than_themselves():
    topics = {"to-the-circle": "one", "one": "two", "two": "three", "three": "one", "root": None, "below": "root"}
    lines = "".join(
        f"  {slug}: {{label: A, definition: B{f', broader: {broader}' if broader else ''}}}\n"
        for slug, broader in topics.items()
    )
    found = problems(f"title: T\ntopics:\n{lines}references: {{}}\n")
    assert [line.partition(": ")[2] for line in found] == [
        f'"{slug}" is broader than itself' for slug in ("one", "two", "three")
    ]
