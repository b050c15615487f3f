"""The built-in catalogue keeps its bytes through every edit but for the line that changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.document import Document
from llmprimer.catalogue.emitting import emit_catalogue
from llmprimer.catalogue.writing import CatalogueFile

DATA = (Path(__file__).resolve().parents[2] / "data" / "references.yaml").read_bytes()
CATALOGUE = CatalogueContent.parse(DATA.decode("utf-8"))


def test_cut_and_joined_it_is_the_same():
    assert Document(DATA.decode("utf-8")).text.encode("utf-8") == DATA


def test_it_stands_in_the_canonical_form():
    lines = DATA.decode("utf-8").splitlines()
    emitted = emit_catalogue(CATALOGUE.header, CATALOGUE).splitlines()
    assert [line for line in lines if not line.startswith("#")] == emitted


@pytest.fixture(scope="module")
def file():
    return CatalogueFile(Path("references.yaml"), DATA)


@pytest.mark.parametrize("key", CATALOGUE.references)
def test_an_edit_of_one_field_and_back_changes_one_line_and_none(file, key):
    old = file.record(key)
    file.set_field(key, "note", "A note: new")
    assert [line for line in file.diff().splitlines()[3:] if line[0] in "+-"] == ["+    note: 'A note: new'"]
    assert file.record(key) == old.model_copy(update={"note": "A note: new"})
    file.replace_record(old)
    assert not file.changed
