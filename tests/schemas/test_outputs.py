"""Every JSON output of the program has a shape, and is valid by the schema of that shape."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from links.conftest import server  # noqa: F401 - a fixture
from links.hostile import ok, redirect, status
from llmprimer import schemas

ROOT = Path(__file__).resolve().parents[2]


def closed(node):
    """The schema without room for fields that it does not name, so that an undocumented field is found."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {name: closed(value) for name, value in node.items()}
    if "allOf" in node:  # two objects as one: neither names all fields
        node["unevaluatedProperties"] = False
    elif isinstance(node.get("properties"), dict) and node.get("type") == "object":
        node.setdefault("additionalProperties", False)
    return node


def validator(name: str) -> Draft202012Validator:
    schema = closed(deepcopy(schemas.schema(name)))
    if name == "show":
        schema["$defs"]["Record"]["additionalProperties"] = True  # the citation key stands beside the record
    return Draft202012Validator(schema)


def checked(text: str) -> str:
    """Validates one JSON object by the shape that it names, and returns the name."""
    value = json.loads(text)
    name, _, version = value["shape"].removeprefix("llmprimer.").partition("/")
    assert schemas.ALL[name].version == int(version)
    errors = [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(value)]
    assert errors == []
    return name


@pytest.mark.parametrize("name", schemas.schema_names())
def test_each_schema_is_a_schema_and_complete_in_itself(name):
    schema = schemas.schema(name)
    Draft202012Validator.check_schema(schema)
    for target in re.findall(r'"#/\$defs/([^"]+)"', json.dumps(schema)):
        assert target in schema["$defs"]


@pytest.mark.parametrize(
    ("argv", "name"),
    [
        ("search walking --json", "search"),
        ("search walkign --json --explain", "search"),
        ("search quantum --json", "search"),
        ("search walking --explain --jsonl", "reference"),
        ("list --json", "list"),
        ("list --jsonl", "reference"),
        ("list kind:video --json", "list"),
        ("related muller-2021-walking --json", "related"),
        ("related muller-2021-walking --jsonl", "reference"),
        ("show muller-2021-walking user-2022-tweet --json", "show"),
        ("topics --json", "topics"),
        ("topics robots --json", "topic"),
        ("topics robots --format jsonl", "reference"),
        ("timeline --json", "timeline"),
        ("stats --json", "stats"),
        ("stats --by topic --over year --json", "stats"),
        ("slides --json", "slides"),
        ("slides 1 --format jsonl", "reference"),
    ],
)
def test_what_a_reading_command_prints_is_valid(run, toy, argv, name):
    out = run(*argv.split(), "--catalogue", toy).out
    texts = out.splitlines() if name == "reference" else [out]
    assert texts
    assert {checked(text) for text in texts} == {name}


def test_everything_about_the_built_in_catalogue_is_valid(run):
    keys = run("list", "--format", "keys").out.split()
    assert checked(run("show", *keys, "--json").out) == "show"
    assert checked(run("list", "--json").out) == "list"
    assert checked(run("topics", "--json").out) == "topics"
    assert checked(run("slides", "--json").out) == "slides"
    assert checked(run("search", "language model", "--explain", "--limit", "99", "--json").out) == "search"


def test_lint_and_diff_print_valid_json(run, toy, tmp_path):
    other = tmp_path / "other.yaml"
    text = toy.read_text(encoding="utf-8")
    text = text.replace("title: Institute of Gait", "title: ' Institute  of Gait.'").replace(
        "title: Odd", "title: Even"
    )
    text = text.replace("label: Robots", "label: Machines").replace("  wu-1998-dao:", "  wu-1998-way:")
    other.write_text(text, encoding="utf-8")
    assert checked(run("lint", other, "-f", "json").out) == "lint"
    assert checked(run("diff", toy, other, "--format", "json").out) == "diff"


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_link_check_prints_valid_json(run, server, tmp_path, form):  # noqa: F811
    host = server()
    host.paths |= {"/there": ok("A page"), "/moved": redirect(301, "/there"), "/gone": status(410)}
    listed = tmp_path / "list.md"
    lines = [f"- [A page]({host.url}{path})" for path in ("/there", "/moved", "/gone", "/nowhere")]
    listed.write_text("\n".join([*lines, "- [none](http://127.0.0.1:1/)"]), encoding="utf-8")
    out = run("check", listed, "-f", form, "--allow-private", "--no-history", "--retries", "0").out
    texts = [out] if form == "json" else out.splitlines()
    assert {checked(text) for text in texts} == {"check" if form == "json" else "link"}


def test_the_catalogue_file_is_valid_by_its_schema(toy):
    from llmprimer.catalogue import CatalogueContent
    from llmprimer.catalogue.schema import json_schema

    assert schemas.schema("catalogue") == json_schema()
    CatalogueContent.read(toy)


def test_the_index_of_a_site_is_valid_json(toy, tmp_path):
    pytest.importorskip("jinja2", reason="the extra [site] is not installed")
    from llmprimer.api.catalogue import Catalogue
    from llmprimer.site.build import build_site

    with Catalogue.open(toy) as catalogue:
        build_site(catalogue, tmp_path / "out")
    assert checked((tmp_path / "out" / "index.json").read_text(encoding="utf-8")) == "site"


def test_every_shape_named_in_the_source_has_a_schema():
    named = set()
    for path in (ROOT / "src").rglob("*.py"):
        named.update(re.findall(r'"llmprimer\.([a-z]+/\d+)"', path.read_text(encoding="utf-8")))
    assert named == {shape.shape.removeprefix("llmprimer.") for shape in schemas.ALL.values()}


def test_the_command_prints_names_and_schemas(run):
    listed = run("schema").out
    assert [line.split("\t")[0] for line in listed.splitlines()] == schemas.schema_names()
    assert json.loads(run("schema", "search").out) == schemas.schema("search")
    done = run("schema", "serach")
    assert done.status == 2
    assert "search" in done.err


def kind_of(schema, node):
    """What a value is, in a word: the parts of an object are looked at by themselves."""
    if "$ref" in node:
        node = schema["$defs"][node["$ref"].rpartition("/")[2]]
    if "enum" in node or "const" in node or "anyOf" in node:
        return "text"
    kinds = node.get("type", "object")
    kind = kinds if isinstance(kinds, str) else next(one for one in kinds if one != "null")
    if kind == "array":
        return f"list of {kind_of(schema, node['items'])}"
    return {"string": "text", "integer": "number"}.get(kind, kind)


def test_a_name_has_one_shape_in_every_output():
    shapes: dict[str, dict[str, set[str]]] = {}

    def walk(name, schema, node):
        for field, value in node.get("properties", {}).items():
            shapes.setdefault(field, {}).setdefault(kind_of(schema, value), set()).add(name)
            walk(name, schema, value)
        for inner in (node.get("items"), node.get("additionalProperties"), *node.get("allOf", ())):
            if isinstance(inner, dict):
                walk(name, schema, inner)

    for name in schemas.schema_names():
        schema = schemas.schema(name)
        if name != "catalogue":
            walk(name, schema, schema)
        for defined, node in schema.get("$defs", {}).items():
            # The arXiv id of a relation or a status is written short in the file.
            if name != "catalogue" and defined not in ("Relation", "Status"):
                walk(name, schema, node)
    unlike = {field: found for field, found in shapes.items() if len(found) > 1}
    assert unlike == {}


def test_authors_and_identifiers_are_the_same_in_lists_and_records(run, toy):
    def first(*argv):
        found = json.loads(run(*argv, "--json", "--catalogue", toy).out)["results"]
        return next(one for one in found if one["citation_key"] == "muller-2021-walking")

    record = first("show", "muller-2021-walking")
    for argv in (("search", "walking"), ("list",), ("related", "agency-2022-robots"), ("topics", "robots")):
        for field in ("author", "arxiv", "issued", "doi", "topics", "slides", "kind", "type"):
            assert first(*argv)[field] == record[field], (argv, field)
