"""The JSON Schema that editors validate catalogues with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from llmprimer.catalogue.schema import json_schema, json_schema_text
from llmprimer.model import Record
from llmprimer.query.fields import HAS


def validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema())


def as_editors_see_it(path: Path) -> object:
    """Dates of days are text to an editor, as JSON has no dates."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))


def test_the_schema_is_a_valid_schema():
    Draft202012Validator.check_schema(json_schema())


def test_the_schema_that_is_checked_in_is_the_one_made_from_the_models():
    checked_in = Path(__file__).parents[2] / "data" / "catalogue.schema.json"
    assert checked_in.read_text(encoding="utf-8") == json_schema_text()


def test_the_toy_catalogue_is_valid(toy):
    assert [error.message for error in validator().iter_errors(as_editors_see_it(toy))] == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("kind: news", "kind: newz"),
        ("type: book", "type: boook"),
        ("issued: 2022-03\n", "issued: March 2022\n"),
        ("title: Odd references", "titel: Odd references"),
        ("container_title: The Daily", "container-title: The Daily"),
        ("doi: 10.1000/example.42", "doi: https://doi.org/10.1000/example.42"),
        ("  site-nd-home:", "  site nd home:"),
        ("slides: [3]", "slides: [0]"),
        ("slides: [3]", "slides: 3"),
        ("  robots: {", "  Robots: {"),
        ("language: zh-Hans", "language: ~"),
        ("    title: Institute of Gait\n", ""),
    ],
)
def test_a_wrong_catalogue_is_not_valid(toy, right, wrong):
    text = toy.read_text(encoding="utf-8")
    assert right in text
    toy.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    assert list(validator().iter_errors(as_editors_see_it(toy)))


def test_every_field_of_the_models_is_described_and_none_may_be_null():
    schema = json_schema()
    record = schema["$defs"]["Record"]
    assert set(record["properties"]) == set(Record.model_fields)
    assert set(record["required"]) == {"type", "kind", "title"}
    assert '"null"' not in json.dumps(schema)


def test_what_a_query_may_ask_to_be_filled_are_fields_of_the_model():
    assert set(HAS) <= set(Record.model_fields)
