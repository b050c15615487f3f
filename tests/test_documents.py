"""The documents hold: every command block runs, every link inside leads somewhere, every page is in the menu."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from llmprimer.cli.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
#: Programs that are not ours: what they would install or change is not wanted here.
FOREIGN = {
    "python3",
    "pip",
    "pipx",
    "uv",
    "uvx",
    "claude",
    "code",
    "apt-get",
    "npm",
    "pytest",
    "python",
    "pre-commit",
    "brew",
    "cp",
}
#: Commands that run until they are stopped; tests of their own start them.
ENDLESS = ("llmprimer site serve", "llmprimer mcp", "llmprimer browse")
#: What a command line may end with besides 0, by what it says then.
EXPECTED = {
    # A change that nobody has agreed to, since standard input is empty; a list that no terminal has shown.
    1: ("nothing is written", "already there", "no list was shown", "has not been checked yet"),
    4: ("",),  # no network here
}

BIBLIOGRAPHY = "@misc{a, title = {A}, url = {https://example.org/a}}\n"
LIST = "# Papers\n\n- [Walking in Steps](https://example.org/walking)\n"
TEXT = r"\documentclass{article}\begin{document}\cite{vaswani-2017-attention,devlin-2018-bert}\end{document}" + "\n"
PAGE = "<a href='https://example.org/'>A page</a>\n"


def blocks(path: Path) -> list[str]:
    """The command blocks of a document, in order."""
    return re.findall(r"^```(?:sh|bash)\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def lines_of(block: str) -> list[str]:
    """The command lines of a block: continued lines joined, comments and lines of other programs left out."""
    joined = re.sub(r"\\\n\s*", "", block)
    found = []
    for line in joined.splitlines():
        words = re.sub(r"(^|\s)#\s.*", "", line).split()
        if (
            words
            and words[0] not in FOREIGN
            and not words[0].startswith("#")
            and not any(command in line for command in ENDLESS)
        ):
            found.append(line)
    return found


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Path:
    """A folder with the files that the documents speak of; a git repository with two versions of a catalogue."""
    folder = tmp_path_factory.mktemp("world")
    catalogue = (ROOT / "data" / "references.yaml").read_text(encoding="utf-8")
    for name in ("references.yaml", "old.yaml", "new.yaml", "my/references.yaml", "lists/a.yaml", "other.yaml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(catalogue, encoding="utf-8")
    for name in ("reading.md", "LIST.md", "list.md", "awesome-list.md", "README.md"):
        (folder / name).write_text(LIST, encoding="utf-8")
    for name in ("more.bib", "refs.bib", "library.bib"):
        (folder / name).write_text(BIBLIOGRAPHY, encoding="utf-8")
    for name in ("paper.tex", "main.tex"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    program = [sys.executable, "-m", "llmprimer", "check", "http://127.0.0.1:1/", "--allow-private", "--retries", "0"]
    subprocess.run([*program, "--history", str(folder / "links.sqlite3")], capture_output=True, check=False)
    git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    for number in range(5):
        for name in ("references.yaml", "new.yaml", "lists/a.yaml"):
            (folder / name).write_text(catalogue.replace("AlphaGo", f"AlphaGo {number}"), encoding="utf-8")
        if number == 4:
            break  # changed since the last commit
        subprocess.run([*git, "add", "--all"], check=True)
        subprocess.run([*git, "commit", "--quiet", "--message", f"{number}"], check=True)
        subprocess.run([*git, "tag", f"v1.{number}"], check=True)
    return folder


@pytest.fixture(scope="module")
def indexed(tmp_path_factory) -> Path:
    """A cache with the index of the built-in catalogue, as it is left by the first command of whoever reads the documents."""
    cache = tmp_path_factory.mktemp("indexed")
    program = [sys.executable, "-m", "llmprimer", "list"]
    environment = {name: text for name, text in os.environ.items() if not name.startswith("LLMPRIMER_")}
    subprocess.run(program, env=environment | {"XDG_CACHE_HOME": str(cache)}, capture_output=True, check=True)
    return cache


def run(lines: list[str], world: Path, indexed: Path, tmp_path: Path) -> list[tuple[str, int, str]]:
    """Each line with its status and what it printed, run one after the other in one shell; without a network."""
    folder = tmp_path / "here"
    shutil.copytree(world, folder)
    shutil.copytree(indexed, tmp_path / "CACHE")
    script = ["set -o pipefail"]
    for number, line in enumerate(lines):
        line = re.sub(r"\bKEY\b", "vaswani-2017-attention", line)
        # Nobody is there to be polite to.
        line = line.replace("llmprimer check", "llmprimer check --delay 0 --retries 0")
        script += [
            f"{{ {line}",
            f"}} > '{tmp_path}/{number}' 2>&1 < /dev/null",
            f"echo $? > '{tmp_path}/{number}.status'",
        ]
    nowhere = "http://127.0.0.1:9"
    environment = {
        **{name: text for name, text in os.environ.items() if not name.startswith("LLMPRIMER_")},
        **{f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CACHE", "DATA", "STATE", "CONFIG")},
        **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), nowhere),
        "RES_OPTIONS": "timeout:1 attempts:1",  # no name is known here; the usual five seconds for each would say no more
        "HOME": str(tmp_path),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "VISUAL": "true",
        "BROWSER": "true",
        "NO_COLOR": "1",
    }
    subprocess.run(["bash", "-c", "\n".join(script)], cwd=folder, env=environment, timeout=300, check=False)
    return [
        (line, int((tmp_path / f"{n}.status").read_text()), (tmp_path / f"{n}").read_text("utf-8", "replace"))
        for n, line in enumerate(lines)
    ]


def check(done: list[tuple[str, int, str]]) -> None:
    """Fails with every line that ended as it should not."""
    wrong = [
        f"{line}\n  ended with {status}: {said[-300:]}"
        for line, status, said in done
        if status and not any(words in said for words in EXPECTED.get(status, ()))
    ]
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


CASES = [
    pytest.param(block, id=f"{path.relative_to(ROOT)} {number}")
    for path in DOCUMENTS
    for number, block in enumerate(blocks(path), start=1)
    if lines_of(block)
]


@pytest.mark.slow
@pytest.mark.parametrize("block", CASES)
def test_a_command_block_runs(block, world, indexed, tmp_path):
    wants = re.findall(r"site (?:build|serve)|cite|mcp|\.svg|\.png", block)
    for extra, module in (("site", "jinja2"), ("cite", "pypandoc"), ("mcp", "mcp"), (".svg", "vl_convert")):
        if any(extra in want for want in wants):
            pytest.importorskip(module, reason=f"needs the extra for {extra}")
    check(run(lines_of(block), world, indexed, tmp_path))


@pytest.mark.slow
def test_the_examples_of_the_help_run(world, indexed, tmp_path):
    examples = [
        f"llmprimer {example}"
        for name, command in COMMANDS.items()
        for example in command.examples
        if name not in ("browse", "mcp", "site", "cite", "check", "enrich")
    ]
    assert len(examples) > 20
    check(run(examples, world, indexed, tmp_path))


def anchors(path: Path) -> set[str]:
    """The anchors of a Markdown document's headings, as GitHub makes them."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_inside_the_documents_lead_somewhere(path):
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    wrong = []
    for target in re.findall(r"(?<!\\)\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            wrong.append(target)
    assert wrong == []


def test_figures_in_the_documents_are_those_of_the_code():
    from llmprimer.search import CANDIDATES

    for name, words in (
        ("architecture.md", f"takes {CANDIDATES} candidates"),
        ("searching.md", f"At most {CANDIDATES} "),
    ):
        assert words in (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_every_page_is_in_the_menu_of_the_documentation():
    menu = re.findall(r'"([\w/-]+\.md)"', (ROOT / "zensical.toml").read_text(encoding="utf-8"))
    assert sorted(menu) == sorted(str(path.relative_to(ROOT / "docs")) for path in (ROOT / "docs").rglob("*.md"))
    assert len(menu) == len(set(menu))


def test_the_documentation_names_the_repository_of_the_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    site = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))["project"]
    assert site["repo_url"] == project["urls"]["Repository"]
