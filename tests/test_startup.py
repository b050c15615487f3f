"""A cold command imports only what it uses: sets of modules, not stopwatches."""

from __future__ import annotations

import json

import pytest

HEAVY = {"pydantic", "yaml", "httpx", "rich", "asyncio", "dataclasses", "hashlib", "importlib.metadata", "markdown_it"}

_LOADED = """
import json, sys
from llmprimer.cli import main
status = main(sys.argv[1:])
print(json.dumps([status, sorted(sys.modules)]))
"""


def loaded_by(python, *argv: str) -> tuple[int, set[str]]:
    status, modules = json.loads(python(_LOADED, *argv).splitlines()[-1])
    return status, set(modules)


@pytest.mark.parametrize(
    "argv",
    [
        ("search", "walking"),
        ("search", "topic:robots", "--json"),
        ("search", "walking", "--explain", "--limit", "2"),
        ("list", "--since", "2021"),
        ("list", "--format", "keys"),
        ("topics",),
        ("slides", "3"),
        ("related", "muller-2021-walking"),
        ("show", "muller-2021-walking"),
    ],
    ids=" ".join,
)
def test_a_reading_command_with_a_warm_index_imports_nothing_heavy(python, toy, argv):
    arguments = (argv[0], *argv[1:], "--catalogue", str(toy))
    loaded_by(python, *arguments)  # makes the index
    loaded_by(python, *arguments)
    # The stamp of a file changed within the last two seconds is not trusted, and its content is hashed again.
    import os

    os.utime(toy, (1_600_000_000, 1_600_000_000))
    status, modules = loaded_by(python, *arguments)
    assert status == 0
    assert modules & (HEAVY - {"hashlib"}) == set()


def test_a_change_of_topics_with_a_warm_index_reads_no_yaml_and_builds_no_models(python, toy):
    loaded_by(python, "search", "walking", "--catalogue", str(toy))  # makes the index
    for change in ("-robots", "+robots"):
        status, modules = loaded_by(python, "tag", "muller-2021-walking", change, "--yes", "--catalogue", str(toy))
        assert status == 0
        assert modules & {"pydantic", "yaml", "httpx", "rich", "asyncio", "tempfile"} == set()


def test_an_untouched_catalogue_is_not_hashed_again(python, toy, monkeypatch):
    import time

    time.sleep(2.1)  # older than the time in which a stamp is not trusted
    arguments = ("search", "walking", "--catalogue", str(toy))
    loaded_by(python, *arguments)
    _, modules = loaded_by(python, *arguments)
    assert "hashlib" not in modules


@pytest.mark.parametrize("form", ["bibtex", "biblatex", "csl-json", "ris", "hayagriva", "csv", "html", "markdown"])
def test_an_export_with_a_warm_index_validates_nothing_again(python, toy, form):
    arguments = ("export", "--format", form, "--catalogue", str(toy))
    loaded_by(python, *arguments)  # makes the index
    status, modules = loaded_by(python, *arguments)
    assert status == 0
    assert modules & {"pydantic", "yaml", "llmprimer.model"} == set()


def test_help_of_the_whole_program_imports_no_models(python):
    code = _LOADED.replace("status = main(sys.argv[1:])", "status = main(['--help'])")
    modules = set(json.loads(python(code).splitlines()[-1])[1])
    assert modules & {"pydantic", "yaml", "httpx", "asyncio"} == set()


def test_importing_the_package_imports_nothing_else(python):
    modules = set(json.loads(python("import json, sys, llmprimer; print(json.dumps(sorted(sys.modules)))")))
    assert {name for name in modules if name.startswith("llmprimer.")} == set()


def test_a_cold_start_does_not_look_for_garbage_where_there_is_none(python, toy):
    code = """
import gc, sys
sys.argv = ["llmprimer", "search", "walking", "--catalogue", sys.argv[1]]
from llmprimer.cli import run
collected = []
gc.callbacks.append(lambda phase, info: collected.append(info["generation"]) if phase == "start" else None)
try:
    run()
except SystemExit:
    print("full", collected.count(2))
"""
    python(code, str(toy))  # makes the index
    out = python(code, str(toy)).splitlines()
    assert "full 0" in out


def test_a_command_with_models_looks_for_no_plugins_of_pydantic(python, toy, tmp_path, monkeypatch):
    information = tmp_path / "plugged-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: plugged\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text("[pydantic]\nplugged = plugged:plugin\n")
    (tmp_path / "plugged.py").write_text("plugin = None\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.delenv("PYDANTIC_DISABLE_PLUGINS", raising=False)
    code = """
import sys
sys.argv = ["llmprimer", "lint", "--catalogue", sys.argv[1]]
from llmprimer.cli import run
try:
    run()
except SystemExit:
    print("pydantic" in sys.modules, "plugged" in sys.modules)
"""
    assert python(code, str(toy)).splitlines()[-1] == "True False"


def test_what_a_search_prints_imports_no_names_of_characters(python, toy):
    arguments = ("search", "walking", "--catalogue", str(toy))
    loaded_by(python, *arguments)
    _, modules = loaded_by(python, *arguments)
    assert modules & {"html.entities", "csv", "tomllib", "json.tool", "llmprimer.catalogue.undo"} == set()
