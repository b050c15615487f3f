from __future__ import annotations

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


def lay_out(index: Index, folder: Path) -> Path:
    """The search of a site, its scripts beside its index, as Node reads them."""
    for name, data in search_files(index):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for name, data in scripts().items():
        if name.startswith("search/"):
            (folder / name).write_bytes(data)
    (folder / "search" / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return folder


def answers(site: Path, queries: Sequence[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """What the scripts of the site answer."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    done = subprocess.run(
        [node, HERE / "answer.mjs", site], input=json.dumps(queries), capture_output=True, encoding="utf-8", timeout=300
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="session")
def built_in() -> Index:
    from llmprimer.catalogue.locate import builtin

    return Index.open(builtin("references.yaml"))


@pytest.fixture(scope="session")
def built_in_search(built_in, tmp_path_factory) -> Path:
    return lay_out(built_in, tmp_path_factory.mktemp("search"))
