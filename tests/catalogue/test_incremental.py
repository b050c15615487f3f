"""Changes of a catalogue that is known to be valid: only what changed is read, and what is found is what a whole read finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.samples import SAMPLE
from catalogue.strategies import headers, references
from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.cutting import cut
from llmprimer.catalogue.document import Document
from llmprimer.catalogue.emitting import emit_catalogue
from llmprimer.catalogue.incremental import document_of, is_valid_after
from llmprimer.catalogue.validated import known_pieces, remember_valid
from llmprimer.catalogue.writing import CatalogueFile
from llmprimer.errors import InvalidCatalogueError
from llmprimer.index import Index
from llmprimer.model import Reference

C, O, V = "christiano-2017-preferences", "ouyang-2022-instructgpt", "vaswani-2017-attention"  # noqa: E741


def is_valid(text: str) -> bool:
    try:
        CatalogueContent.parse(text)
    except InvalidCatalogueError:
        return False
    return True


def pieces_of(text: str):
    """The pieces of a valid text in the usual layout; None for another."""
    found = cut(text.encode("utf-8"))
    try:
        lines = CatalogueContent.parse(text).lines
    except InvalidCatalogueError:
        return None
    return found if found is not None and found.agrees(lines) else None


def outline(document: Document) -> list:
    return [
        piece if isinstance(piece, str) else (piece.name, piece.head, piece.indent, piece.tail, piece.spaced,
                                              piece.is_sorted, [(e.key, e.lead, e.body) for e in piece.entries])
        for piece in document._pieces
        if piece
    ]  # fmt: skip


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_sample_is_cut_as_by_libyaml(ending):
    text = SAMPLE.replace("\n", ending)
    pieces = pieces_of(text)
    assert pieces is not None
    assert outline(document_of(pieces)) == outline(Document(text))


BETWEEN = st.lists(
    st.sampled_from(["\n", "  # apart\n", "# at the margin\n", "    # deep\n", "   \n", "\n\n", '    note: "a\n# b"\n',
                     "    note: |\n      a\n\n", "    note: |+\n      a\n\n\n", "    note: >\n      # no comment\n", "    note: a\u2028\n",
                     "    note: a # b\n", '    note: "\u3000"\n']),
    max_size=3,
)  # fmt: skip


@settings(max_examples=200)
@given(
    st.lists(BETWEEN, min_size=1, max_size=4),
    BETWEEN,
    st.sampled_from(["", "# end\n", "outline: []\n", "...\n", "\n\n"]),
)
def test_any_text_in_the_usual_layout_is_cut_as_by_libyaml(betweens, before, tail):
    head = "title: x\nreferences:\n" + "".join(line for line in before if line.strip()[:1] in ("", "#"))
    records = (f"  k{n}:\n    type: book\n    kind: book\n    title: x\n{''.join(b)}" for n, b in enumerate(betweens))
    text = head + "".join(records) + tail
    pieces = pieces_of(text)
    if pieces is not None:
        document = document_of(pieces)
        assert document.text == text
        assert outline(document) == outline(Document(text))


@settings(max_examples=60)
@given(headers, st.lists(references(), min_size=1, max_size=4, unique_by=lambda r: r.citation_key.lower()))
def test_what_is_written_is_in_the_usual_layout(header, chosen):
    text = emit_catalogue(header, chosen)
    pieces = pieces_of(text)
    assert pieces is not None
    assert outline(document_of(pieces)) == outline(Document(text))


RECORD = "  {}:\n    type: book\n    kind: book\n    title: {}\n"
BODIES = st.sampled_from(
    ["", "    topics: [rlhf]\n", "    topics: [none]\n", "    relations: [{type: builds-on, target: a}]\n", "    note: 'x\n",
     "    relations: [{type: builds-on, target: B}]\n", "    isbn: [x]\n", "  # fine\n", "   note: x\n", "    title: again\n"]
)  # fmt: skip
RECORDS = st.dictionaries(st.sampled_from(["a", "b", "B", "c", "d"]), BODIES, max_size=4)


@settings(max_examples=300)
@given(RECORDS, RECORDS)
def test_what_is_found_valid_by_its_changes_is_valid(before, after):
    head = "title: x\ntopics: {rlhf: {label: RLHF, definition: x}}\nreferences:\n"
    old, new = (head + "".join(RECORD.format(k, k) + body for k, body in found.items()) for found in (before, after))
    known, pieces = pieces_of(old), cut(new.encode())
    if known is None or pieces is None:
        return
    if is_valid_after(known, pieces):
        assert pieces_of(new) is not None
    elif before.keys() <= after.keys():
        # Where no key is gone there is no doubt.
        assert pieces_of(new) is None


# -- files -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path) -> Path:
    path = tmp_path / "references.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    Index.open(path).close()
    return path


def new(key: str) -> Reference:
    return Reference.model_validate({"citation_key": key, "type": "article", "kind": "paper", "title": f"On {key}"})


def test_a_change_of_one_record_reads_that_record_and_the_next_change_too(path, read):
    for note in ("one", "two"):
        file = CatalogueFile.open(path)
        file.set_field(O, "note", note)
        file.commit()
    assert read == [O, O]
    assert CatalogueContent.read(path)[O].note == "two"


def test_a_new_record_and_a_removed_one(path, read):
    file = CatalogueFile.open(path)
    file.insert_record(new("lee-2020-a"))
    file.commit()
    assert read == ["lee-2020-a"]
    file = CatalogueFile.open(path)
    file.remove_record("lee-2020-a")
    file.commit()
    assert read == ["lee-2020-a"]
    assert path.read_text(encoding="utf-8") == SAMPLE


def test_what_is_wrong_is_told_with_its_line(path):
    file = CatalogueFile.open(path)
    file.replace_record_text(O, file.record_text(O).rstrip() + "\n    topics: [nowhere]\n" if "topics" not in file.record_text(O) else file.record_text(O).replace("topics: [", "topics: [nowhere, "))  # fmt: skip
    with pytest.raises(InvalidCatalogueError, match="nowhere") as partly:
        file.commit()
    with pytest.raises(InvalidCatalogueError) as whole:
        CatalogueContent.parse(file.text, name=str(path))
    assert str(partly.value) == str(whole.value)


def test_a_file_changed_by_hand_is_read_as_a_whole(path, read):
    path.write_text(SAMPLE.replace('title: "A list"', "title: Another"), encoding="utf-8")
    file = CatalogueFile.open(path)
    file.set_field(O, "note", "one")
    file.commit()
    assert set(read) == {C, O, V}


def test_only_the_very_bytes_are_known(path):
    data = path.read_bytes()
    assert known_pieces(path, data) is not None
    assert known_pieces(path, data + b"\n") is None
    assert known_pieces(path.with_name("other.yaml"), data) is None


def test_without_a_cache_nothing_is_known_and_nothing_fails(path, monkeypatch):
    monkeypatch.setenv("LLMPRIMER_CACHE_DIR", "/dev/null/x")
    remember_valid(path, path.read_bytes())
    assert known_pieces(path, path.read_bytes()) is None
    file = CatalogueFile.open(path)
    file.set_field(O, "note", "one")
    file.commit()
    assert CatalogueContent.read(path)[O].note == "one"
