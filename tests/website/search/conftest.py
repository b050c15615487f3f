from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("jinja2", reason="the extra [site] is not installed")

from llmprimer.index import Index
from llmprimer.site.bundling import scripts
from llmprimer.site.search_index import search_files

HERE = Path(__file__).parent
BENCH = Path(__file__).parents[3] / "bench"


def lay_out(index: Index, folder: Path) -> Path:
    """The search of a site, its scripts beside its index, as Node reads them."""
    for name, data in search_files(index):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return add_scripts(folder)


def add_scripts(folder: Path) -> Path:
    """Puts the scripts beside the index of a site, where Node finds them."""
    for name, data in scripts().items():
        if name.startswith("search/"):
            (folder / name).write_bytes(data)
    (folder / "search" / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return folder


def made_by_chance(folder: Path, count: int) -> Path:
    spec = importlib.util.spec_from_file_location("bench_catalogue", BENCH / "_catalogue.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.write(folder / "chance.yaml", count)


def answers(
    site: Path, queries: Sequence[tuple[str, dict[str, Any]]], quiet: int | None = None
) -> list[dict[str, Any]]:
    """What the scripts of the site answer; with `quiet`, also how many rounds of files each answer waited for (answer.mjs)."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    command = [node, HERE / "answer.mjs", site, *([] if quiet is None else [str(quiet)])]
    done = subprocess.run(command, input=json.dumps(queries), capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="session")
def built_in() -> Index:
    from llmprimer.catalogue.locate import builtin

    return Index.open(builtin("references.yaml"))


@pytest.fixture(scope="session")
def built_in_search(built_in, tmp_path_factory) -> Path:
    return lay_out(built_in, tmp_path_factory.mktemp("search"))
