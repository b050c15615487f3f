"""References as the index stores them say the same as validated ones, field by field."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest

from llmprimer import export
from llmprimer.catalogue import CatalogueContent
from llmprimer.index.stored import FIELDS, stored_header, stored_reference
from llmprimer.model import Model, Reference

CATALOGUES = ("data/references.yaml", "tests/export/nasty.yaml")
ROOT = Path(__file__).parents[1]


@pytest.fixture(params=CATALOGUES)
def catalogue(request) -> CatalogueContent:
    return CatalogueContent.read(ROOT / request.param)


def stored(reference: Reference) -> Reference:
    return stored_reference(json.loads(reference.model_dump_json(exclude_defaults=True)))


def test_the_fields_are_those_of_the_model_in_its_order():
    assert list(FIELDS) == [name for name in Reference.model_fields if name != "citation_key"]


def differences(validated: Model, other: object, where: str) -> list[str]:
    found = []
    for name in type(validated).model_fields:
        expected, got = getattr(validated, name), getattr(other, name)
        if name in ("links", "relations", "provenance"):  # these stay plain values
            continue
        if isinstance(expected, Model):
            found += differences(expected, got, f"{where}.{name}")
        elif isinstance(expected, tuple) and expected and isinstance(expected[0], Model):
            assert len(expected) == len(got)
            for one, another in zip(expected, got, strict=True):
                found += differences(one, another, f"{where}.{name}")
                found += [
                    f"{where}.{name}"
                    for form in ("display", "family_name")
                    if getattr(one, form) != getattr(another, form)
                ]
        elif expected != got or type(expected) is not type(got):
            found.append(f"{where}.{name}: {got!r} is not {expected!r}")
    return found


def test_every_field_has_the_value_of_the_validated_reference(catalogue):
    found = [
        fault for reference in catalogue for fault in differences(reference, stored(reference), reference.citation_key)
    ]
    assert found == []


@pytest.mark.parametrize("name", [name for name in export.format_ids() if export.get(name).reads_fields])
def test_a_format_that_reads_fields_writes_the_same_of_both(catalogue, name):
    header = stored_header(json.loads(catalogue.header.model_dump_json(exclude_defaults=True)))
    texts = []
    for references, head in ((list(catalogue), catalogue.header), (map(stored, catalogue), header)):
        out = StringIO()
        losses = export.get(name).write(references, head, out, export.Options(annotations=True))
        texts.append((out.getvalue(), losses.counts, losses.fields))
    assert texts[0] == texts[1]
