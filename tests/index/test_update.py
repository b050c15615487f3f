"""An index that is brought up to date has the content of a new one, and only what has changed is read for it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmprimer.catalogue.cutting import cut
from llmprimer.errors import InvalidCatalogueError
from llmprimer.index import Index, store
from llmprimer.index.build import fill
from llmprimer.index.layout import Layout
from llmprimer.index.update import apply, plan

HEAD = """\
schema_version: 1
title: A list
topics:
  rlhf:
    label: Reinforcement learning from human feedback
    definition: Learning what people prefer.
    aliases: [preference learning (PL)]
    broader: learning
  learning: {label: Learning, definition: How machines learn.}
references:
"""
RECORDS = {
    "a-2020-one": "    type: article\n    kind: paper\n    title: On OpenAI and light-weight models\n",
    "b-2020-two": '    type: article\n    kind: paper\n    title: "Chain-of-Thought (CoT): wu dao"\n    topics: [rlhf]\n',
    "c-2020-three": "    type: software\n    kind: repository\n    title: The wudao of Alibaba Cloud\n    doi: 10.1000/x.1\n",
    "d-2020-four": (
        "    type: post-weblog\n    kind: blog\n    title: 悟道 and BigModels\n    issued: 2020-02\n"
        "    author:\n    - {family: Wu, given: Dao}\n    topics: [learning, rlhf]\n    slides: [3, 33]\n"
    ),
    "e-2020-five": (
        "    type: article\n    kind: paper\n    title: Five\n    summary: The company Alibaba Cloud made it.\n"
        "    relations:\n    - {type: builds-on, target: a-2020-one}\n    url: https://example.org/a?b=c\n"
    ),
}  # fmt: skip


def text_of(records: dict[str, str], tail: str = "") -> str:
    return HEAD + "".join(f"  {key}:\n{body}" for key, body in records.items()) + tail


def opened(text: str) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    fill(connection, text, "x.yaml")
    return connection


def updated(connection: sqlite3.Connection, text: str) -> bool:
    """Whether the index could be brought up to date; then it is."""
    pieces = cut(text.encode())
    planned = plan(connection, pieces) if pieces is not None else None
    if planned is None:
        return False
    apply(connection, planned)
    return True


def content(connection: sqlite3.Connection) -> dict[str, list[tuple]]:
    """Everything in the index, in a canonical order and with the rank of each record for its number."""
    rank = {number: place for place, (number,) in enumerate(connection.execute("SELECT id FROM reference ORDER BY id"))}

    def rows(sql: str, at: int | None = None) -> list[tuple]:
        found = connection.execute(sql)
        return sorted(tuple(rank[value] if place == at else value for place, value in enumerate(row)) for row in found)

    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.instance USING fts5vocab(main, text, instance)")
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.letters USING fts5vocab(main, initials, instance)")
    layout = Layout.load(connection)
    return {
        "meta": rows("SELECT * FROM meta"),
        "reference": rows("SELECT * FROM reference", 0),
        "facet": rows("SELECT * FROM facet", 2),
        "concept": rows("SELECT * FROM concept"),
        "word": rows("SELECT * FROM word"),
        "abbreviation": rows("SELECT * FROM abbreviation"),
        "spelling": rows("SELECT * FROM spelling"),
        "initials": rows("SELECT term, doc, col, offset FROM temp.letters", 1),
        # The full text: every token's place, what the ranking knows of lengths, and of all records together (row 1).
        "instance": rows("SELECT term, doc, col, offset FROM temp.instance", 1),
        "sizes": rows("SELECT id, sz FROM text_docsize", 0),
        "averages": rows("SELECT block FROM text_data WHERE id = 1"),
        "layout": [
            (layout.first_line, layout.digests, layout.outside, layout.lines.tolist(), layout.sizes.tolist()),
            tuple(rank[number] for number in layout.ids),
        ],
    }


def assert_same(connection: sqlite3.Connection, text: str) -> None:
    new = opened(text)
    assert content(connection) == content(new)
    new.execute("INSERT INTO text(text) VALUES ('integrity-check')")
    connection.execute("INSERT INTO text(text) VALUES ('integrity-check')")
    connection.commit()
    for words in ("learning", "wudao", '"wu dao"', "alibaba OR openai"):
        found = [
            [(index.execute("SELECT citation_key FROM reference WHERE id = ?", (i,)).fetchone(), distance) for i, distance in
             index.execute("SELECT rowid, bm25(text) FROM text WHERE text MATCH ? ORDER BY 2, 1", (words,))]
            for index in (connection, new)
        ]  # fmt: skip
        assert found[0] == found[1]
    new.close()


BODIES = st.sampled_from([*RECORDS.values(), RECORDS["a-2020-one"] + "    note: >-\n      Long\n\n  # a comment\n"])
KEYS = st.sampled_from([*RECORDS, "aa-2020-new", "c-2020-Three", "z", "y-2020-new"])
INVALID = st.sampled_from(
    [
        "    type: article\n    kind: paper\n",
        "    type: article\n    kind: paper\n    title: x\n    topics: [unknown]\n",
        "    type: article\n    kind: paper\n    title: x\n    relations:\n    - {type: builds-on, target: nowhere}\n",
        "    type: article\n    kind: paper\n    title: x\n    relations:\n    - {type: builds-on, target: z}\n",
        '    type: article\n    kind: paper\n    title: "x\n',
        "    type: article\n    kind: paper\n    title: &x y\n",
        "    type: article\n    kind: paper\n    title: x\n   note: odd\n",
        "    type: article\n    kind: paper\n    title: x\n\tnote: tab\n",
        "    type: article\n    title: x\n    title: y\n",
    ]
)  # fmt: skip
CHANGES = st.lists(st.tuples(KEYS, st.none() | BODIES | BODIES | INVALID, st.integers(0, 6)), min_size=1, max_size=4)


@settings(max_examples=80)
@given(st.lists(CHANGES, min_size=1, max_size=4), st.sampled_from(["", "outline: []\n", "# the end\n"]))
def test_after_any_changes_the_index_is_that_of_a_new_one(steps, tail):
    records = dict(RECORDS)
    connection = opened(text_of(records, tail))
    for changes in steps:
        changed = dict(records)
        for key, body, place in changes:
            if body is None:
                changed.pop(key, None)
            elif key in changed:
                changed[key] = body
            else:
                pairs = list(changed.items())
                changed = dict([*pairs[:place], (key, body), *pairs[place:]])
        text = text_of(changed, tail)
        try:
            opened(text).close()
        except InvalidCatalogueError:
            assert not updated(connection, text)
            continue
        # Where an update is not made, the whole text would be read.
        if not updated(connection, text):
            connection.close()
            connection = opened(text)
        assert_same(connection, text)
        records = changed
    connection.close()


@settings(max_examples=80)
@given(st.data())
def test_a_text_changed_anywhere_is_refused_or_gives_the_index_of_a_new_one(data):
    """The text itself is cut and pasted, with no regard to records."""
    before = text_of(RECORDS, "outline: []\n")
    connection = opened(before)
    at = data.draw(st.integers(0, len(before)))
    until = data.draw(st.integers(at, min(len(before), at + 40)))
    pasted = data.draw(
        st.sampled_from(["", "x", "\n", "  ", "\t", '"', "'", "|", "[", "]", "{", "}", "#", "&a ", "...\n", "---\n", "\r",
                         "\x85", "\u2028", "  k:\n", "  a-2020-one:\n", "\nreferences:\n", ": ", "- ", "\n  # c\n", "\ufeff"])
    )  # fmt: skip
    text = before[:at] + pasted + before[until:]
    try:
        opened(text).close()
    except InvalidCatalogueError:
        assert not updated(connection, text)
    else:
        if updated(connection, text):
            assert_same(connection, text)
    connection.close()


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("references:\n", "references: {\n") + "  a: {type: book, kind: book, title: x},\n  b: {type: book, kind: book, title: y}\n}\n",
        HEAD + " {\n  a: {type: book, kind: book, title: x},\n  b: {type: book, kind: book, title: y}\n }\n",
        HEAD + "  {a: {type: book, kind: book, title: x},\n  b: {type: book, kind: book, title: y}}\n",
        HEAD + "  ? a\n  : {type: book, kind: book, title: x}\n",
        HEAD + "   a:\n     type: book\n     kind: book\n     title: x\n",
        HEAD + '  a: {type: book, kind: book, title: x, note: "one\n  b: two"}\n',
        HEAD + '  a:\n    type: book\n    kind: book\n    title: x\n    note: "one\nlicense: two"\n',
    ],
    ids=["braces", "braces below", "braces within", "question mark", "three spaces", "key in quotes", "end in quotes"],
)  # fmt: skip
def test_an_unusual_layout_is_read_as_a_whole(text):
    connection = opened(text)
    assert not Layout.load(connection).is_usual
    assert plan(connection, cut((text + "\n").encode()) or cut(text_of(RECORDS).encode())) is None


def test_records_in_another_order_are_read_as_a_whole():
    connection = opened(text_of(RECORDS))
    turned = dict(reversed(RECORDS.items()))
    assert not updated(connection, text_of(turned))


def test_new_records_find_room_between_their_neighbours_and_then_the_whole_is_read():
    records = dict(RECORDS)
    connection = opened(text_of(records))
    for number in range(20):
        pairs = list(records.items())
        records = dict([*pairs[:2], (f"n-{number}", RECORDS["a-2020-one"]), *pairs[2:]])
        if not updated(connection, text_of(records)):
            break
        assert_same(connection, text_of(records))
    assert 4 < number < 19
    assert Index(connection).keys()


# -- through the cache ---------------------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path) -> Path:
    path = tmp_path / "references.yaml"
    path.write_text(text_of(RECORDS), encoding="utf-8")
    Index.open(path).close()
    return path


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_only_the_changed_record_is_read(path, read):
    replace(path, "title: Five", "title: The fifth")
    index = Index.open(path)
    assert read == ["e-2020-five"]
    assert index.row("e-2020-five")["title"] == "The fifth"
    assert index.line("e-2020-five") == path.read_text(encoding="utf-8").split("  e-2020-five:")[0].count("\n") + 1


def test_a_removed_record_and_a_new_one_need_no_other(path, read):
    replace(path, f"  b-2020-two:\n{RECORDS['b-2020-two']}", f"  bb-2020-new:\n{RECORDS['a-2020-one']}")
    assert Index.open(path).keys() == ["a-2020-one", "bb-2020-new", "c-2020-three", "d-2020-four", "e-2020-five"]
    assert read == ["bb-2020-new"]


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("title: Five", "titel: Five", 'unknown field "titel"'),
        ("topics: [rlhf]", "topics: [rlfh]", 'unknown topic "rlfh"'),
        (f"  a-2020-one:\n{RECORDS['a-2020-one']}", "", 'unknown citation key "a-2020-one"'),
        ("  b-2020-two:", "  A-2020-One:", "differs only in case"),
        ("target: a-2020-one", "target: a-2020-ONE", 'unknown citation key "a-2020-ONE"'),
        ("label: Learning", "label: ''", "`label` is empty"),
    ],
    ids=["field", "topic", "removed target", "case", "case of target", "head"],
)
def test_what_is_wrong_is_told_as_by_a_whole_read(path, old, new, wrong):
    replace(path, old, new)
    with pytest.raises(InvalidCatalogueError) as raised:
        Index.open(path)
    assert wrong in str(raised.value)
    with pytest.raises(InvalidCatalogueError) as whole:
        fill(sqlite3.connect(":memory:"), path.read_text(encoding="utf-8"), str(path))
    assert str(raised.value) == str(whole.value)


def test_a_change_of_the_head_reads_everything(path, read):
    replace(path, "label: Learning", "label: Learning of machines")
    Index.open(path).close()
    assert len(read) == len(RECORDS)


def test_windows_line_ends_and_a_byte_order_mark_are_usual(path, read):
    text = "\ufeff" + text_of(RECORDS).replace("\n", "\r\n")
    path.write_bytes(text.encode())
    Index.open(path).close()
    read.clear()
    path.write_bytes(text.replace("title: Five", "title: The fifth").encode())
    Index.open(path).close()
    assert read == ["e-2020-five"]


def test_an_update_leaves_nothing_but_the_index(path):
    replace(path, "title: Five", "title: The fifth")
    Index.open(path).close()
    folder = Path(os.environ["LLMPRIMER_CACHE_DIR"])
    assert [file.suffix for file in folder.iterdir() if file.suffix not in (".seen", ".valid")] == [".sqlite3"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, sqlite3.DatabaseError("malformed")])
def test_an_update_that_breaks_off_leaves_no_half(path, monkeypatch, error):
    def broken(*_):
        raise error

    replace(path, "title: Five", "title: The fifth")
    monkeypatch.setattr("llmprimer.index.update.apply", broken)
    folder = Path(os.environ["LLMPRIMER_CACHE_DIR"])
    if error is KeyboardInterrupt:
        with pytest.raises(KeyboardInterrupt):
            Index.open(path)
    else:  # the earlier index is damaged: a new one is made of the whole text
        assert Index.open(path).row("e-2020-five")["title"] == "The fifth"
    assert [file.suffix for file in folder.iterdir() if file.suffix not in (".seen", ".valid")] == [".sqlite3"]


def test_a_copy_is_the_same_where_the_kernel_cannot_copy(path, monkeypatch):
    def refuse(*_):
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "copy_file_range", refuse, raising=False)
    replace(path, "title: Five", "title: The fifth")
    assert Index.open(path).row("e-2020-five")["title"] == "The fifth"
    (cached,) = Path(os.environ["LLMPRIMER_CACHE_DIR"]).glob("*.sqlite3")
    other = path.with_name("copy")
    other.touch()
    store._copy(str(cached), str(other))
    assert other.read_bytes() == cached.read_bytes()


def test_a_site_made_of_an_updated_index_has_the_same_search(path):
    from llmprimer.site.search_index import search_files

    replace(path, "  c-2020-three:\n", f"  bb-2020-new:\n{RECORDS['a-2020-one']}  c-2020-three:\n")
    updated_index, new = Index.open(path), Index(opened(path.read_text(encoding="utf-8")))
    numbers = [number for (number,) in updated_index.connection.execute("SELECT id FROM reference")]
    assert numbers != [number for (number,) in new.connection.execute("SELECT id FROM reference")]
    assert dict(search_files(updated_index)) == dict(search_files(new))
    assert len(updated_index.rows()) == len(new.rows()) == len(RECORDS) + 1
