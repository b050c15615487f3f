"""The types of the package, as a program outside sees them through `py.typed`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent / "program.py"
NODE = Path(__file__).resolve().parents[1] / "website" / "node" / "node_modules"


@pytest.mark.slow
def test_mypy_finds_nothing_and_sees_wrong_use(tmp_path):
    pytest.importorskip("mypy", reason="mypy is not installed")
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "from llmprimer import Catalogue\nCatalogue.open().search(1).confident.nothing\n", encoding="utf-8"
    )
    for path, status in ((PROGRAM, 0), (wrong, 1)):
        command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path}", str(path)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == status, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.tools
def test_pyright_finds_nothing(tmp_path):
    node = shutil.which("node")
    if node is None or not (NODE / "pyright").is_dir():
        pytest.skip("pyright is missing: npm install --prefix tests/website/node")
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}', encoding="utf-8")
    shutil.copy(PROGRAM, tmp_path)
    command = [
        node,
        str(NODE / "pyright" / "index.js"),
        "--outputjson",
        "--pythonpath",
        sys.executable,
        "-p",
        str(tmp_path),
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert json.loads(done.stdout)["generalDiagnostics"] == []
