"""Imports only point down the layers of docs/architecture.md; neighbours do not import each other."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import llmprimer

PACKAGE = Path(llmprimer.__file__).parent

#: From the top; packages of one line do not import each other.
LAYERS = [
    {"__main__"},
    {"cli"},
    {"console", "site", "tui", "mcp"},
    {"api"},
    {"enriching"},
    {"export", "links", "lint", "sources", "importing", "schemas", "charts"},
    {"net", "records"},
    {"search"},
    {"index"},
    {"catalogue"},
    {"model"},
    {"query"},
    {"dates", "identifiers", "nameforms", "report_formats"},
    {
        "errors",
        "escaping",
        "latex",
        "propernames",
        "text",
        "stem",
        "suggest",
        "vocabulary",
        "_version",
        "__init__",
    },
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}

#: From the top, the packages of `importing`, by the same rule.
IMPORTING_LAYERS = [
    {"detect"},
    {"formats"},
    {"entries"},
    {"labelling", "people", "preparing"},
    {"tables"},
    {"forms"},
    {"drafting", "stated"},
    {"document"},
]


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def top(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path, package: str = "llmprimer") -> set[str]:
    """The parts of a package that a module imports, for whatever purpose, types included."""
    depth = package.count(".") + 1
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != package else [f"{package}.{alias.name}" for alias in node.names]
        found.update(name.split(".")[depth] for name in names if name.startswith(f"{package}."))
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_layers_below(path):
    own = top(path)
    assert own in RANK, f"{own} is in no layer: place it in LAYERS and in docs/architecture.md"
    wrong = {name for name in imported(path) if name != own and RANK[name] <= RANK[own]}
    if own == "__init__":  # the front door hands out what is below it, on demand
        wrong = set()
    assert wrong == set()


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "importing").rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_module_of_importing_imports_only_from_packages_below(path):
    rank = {name: rank for rank, layer in enumerate(IMPORTING_LAYERS) for name in layer}
    own = path.relative_to(PACKAGE / "importing").parts[0].removesuffix(".py")
    others = imported(path, "llmprimer.importing") - {own}
    assert {name for name in others if own != "__init__" and rank[name] <= rank[own]} == set()


def test_only_the_named_packages_touch_the_network_or_yaml():
    users = {"httpx": set(), "yaml": set()}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                if name.split(".")[0] in users:
                    users[name.split(".")[0]].add(top(path))
    assert users["httpx"] <= {"net", "links", "sources"}
    assert users["yaml"] <= {"catalogue", "export", "importing"}


def test_no_two_classes_have_one_name():
    homes = {}
    for path in modules():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(str(path.relative_to(PACKAGE)))
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_the_architecture_has_the_layers_and_figures_of_the_code():
    from llmprimer.net import html
    from llmprimer.search import CANDIDATES

    text = (Path(__file__).parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    pictures = [part.strip().splitlines() for part in text.split("```")]
    drawn = [[set(re.split(" [|] ", re.split("  +", line)[0])) for line in pictures[at]] for at in (1, 5)]
    assert drawn[0] == [layer - {"__main__", "__init__", "_version"} for layer in LAYERS[1:]]
    assert drawn[1] == IMPORTING_LAYERS
    assert f"takes {CANDIDATES} candidates" in text
    assert f"up to {html._MAX_DEPTH} levels" in text
