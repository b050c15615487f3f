"""Several programs change one catalogue at once, and no change of any of them is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.samples import SAMPLE
from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.document import Document
from llmprimer.catalogue.merging import MergeConflictError, merge
from llmprimer.catalogue.writing import CatalogueFile
from llmprimer.errors import FileChangedError
from llmprimer.index import Index
from llmprimer.model import Reference
from llmprimer.query import parse

C, O, V = "christiano-2017-preferences", "ouyang-2022-instructgpt", "vaswani-2017-attention"  # noqa: E741


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "references.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    return path


def both(path, first, second):
    """Two programs open the file, change it, and write one after the other."""
    one, other = CatalogueFile.open(path), CatalogueFile.open(path)
    first(one)
    second(other)
    one.commit()
    other.commit()
    return other.catalogue()


def new(key: str) -> Reference:
    return Reference.model_validate({"citation_key": key, "type": "article", "kind": "paper", "title": f"On {key}"})


def test_changes_of_two_records_are_both_kept(path):
    catalogue = both(path, lambda f: f.set_field(C, "note", "ours"), lambda f: f.set_field(O, "note", "theirs"))
    assert (catalogue[C].note, catalogue[O].note) == ("ours", "theirs")
    assert CatalogueContent.read(path)[C].note == "ours"


def test_new_records_at_the_same_place_are_both_kept(path):
    both(path, lambda f: f.insert_record(new("lee-2020-a")), lambda f: f.insert_record(new("lee-2020-b")))
    keys = list(CatalogueContent.read(path).references)
    assert keys == [C, "lee-2020-a", "lee-2020-b", O, V]


def test_a_record_removed_by_one_and_another_changed_by_the_other(path):
    both(path, lambda f: f.remove_record(V), lambda f: f.set_field(O, "note", "kept"))
    assert list(CatalogueContent.read(path).references) == [C, O]


def test_what_another_program_wrote_by_hand_keeps_every_byte(path):
    file = CatalogueFile.open(path)
    file.set_field(O, "note", "ours")
    path.write_text(SAMPLE.replace("# Our reading list.", "# Their reading list.") + "# and more\n", encoding="utf-8")
    file.commit()
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Their reading list.")
    assert text.endswith("# the end\n# and more\n")
    assert text.replace("    note: ours\n", "") == SAMPLE.replace("# Our", "# Their") + "# and more\n"


@pytest.mark.parametrize(
    "second",
    [
        lambda f: f.set_field(O, "note", "theirs"),
        lambda f: f.remove_record(O),
        lambda f: f.insert_record(new("lee-2020-a")),
    ],
    ids=["change", "removal", "same key"],
)
def test_two_changes_of_one_record_are_a_conflict_and_write_nothing(path, second):
    def first(file):
        file.set_field(O, "note", "ours")
        file.insert_record(new("lee-2020-a"))

    with pytest.raises(FileChangedError, match="changed since it was read, and so has `"):
        both(path, first, second)
    assert CatalogueContent.read(path)[O].note == "ours"


def test_a_merge_that_is_not_valid_writes_nothing(path):
    from llmprimer.errors import InvalidCatalogueError

    def relate(file):
        file.set_field(V, "relations", [{"type": "builds-on", "target": O}])

    with pytest.raises(InvalidCatalogueError, match=f'unknown citation key "{O}"'):
        both(path, lambda f: f.remove_record(O), relate)
    assert O not in CatalogueContent.read(path)


@pytest.mark.slow
@pytest.mark.parametrize("warm", [False, True], ids=["first", "with an index"])
def test_six_commands_at_once_on_six_records_all_succeed(tmp_path, warm):
    path = tmp_path / "references.yaml"
    keys = [f"author-2020-{name}" for name in ("one", "two", "three", "four", "five", "six")]
    records = "".join(f"  {key}: {{type: article, kind: paper, title: On {key}}}\n" for key in sorted(keys))
    topics = "topics:\n  rlhf: {label: RLHF, definition: Learning from people.}\n"
    path.write_text(f"title: A list\n{topics}references:\n{records}", encoding="utf-8")
    if warm:
        Index.open(path).close()
    command = [sys.executable, "-m", "llmprimer", "--catalogue", str(path), "tag"]
    running = [
        subprocess.Popen([*command, key, "+rlhf", "--yes"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for key in keys
    ]
    said = [program.communicate(timeout=120)[1] for program in running]
    assert [program.returncode for program in running] == [0] * 6, said
    assert all(reference.topics == ("rlhf",) for reference in CatalogueContent.read(path))
    index = Index.open(path)
    assert index.count(parse("topic:rlhf")) == len(index.rows(parse("topic:rlhf"))) == 6


NOTES = st.dictionaries(st.sampled_from([C, O, V]), st.sampled_from(["a", "b"]), max_size=3)


@settings(max_examples=60, deadline=None)
@given(NOTES, NOTES)
def test_a_merge_has_all_changes_or_is_a_conflict_on_a_record_that_both_changed(ours, theirs):
    def changed(notes):
        file = CatalogueFile(Path("x.yaml"), SAMPLE.encode())
        for key, note in notes.items():
            file.set_field(key, "note", note)
        return Document(file.text)

    merged = changed(theirs)
    try:
        merge(Document(SAMPLE), changed(ours), merged)
    except MergeConflictError:
        assert ours.keys() & theirs.keys()
        return
    assert not ours.keys() & theirs.keys()
    catalogue = CatalogueContent.parse(merged.text)
    assert {r.citation_key: r.note for r in catalogue if r.note} == ours | theirs
