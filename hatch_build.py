"""Takes out of modules, and of the scripts of sites, what only readers of the source need: comments, and docstrings of private names and internal packages.

Comments are half of the size of a script, and a sixteenth of a module. Lines keep their numbers, so that a traceback from a wheel fits
the source.

Hatchling runs it, see https://hatch.pypa.io/latest/plugins/build-hook/custom/. An editable install keeps the files as they are.
"""

from __future__ import annotations

import ast
import runpy
import tempfile
import tokenize
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_STATIC = "llmprimer/site/static"
#: Packages of which nothing is for others to call but what `llmprimer` itself gives, so that nobody asks for their help.
_INTERNAL = frozenset(
    "catalogue charts console enriching export importing index latex links/history links/inputs links/judging links/repair links/running links/sites "
    "net query records search site tui".split()
)
_WITH_DOCSTRING = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module


class CommentHook(BuildHookInterface):  # type: ignore[type-arg]  # the configuration has no type of ours
    """Puts modules and scripts without comments in the place of those of the source."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        made = Path(self._folder.name)
        source = Path(self.root, "src")
        homes = _homes_of_public_names(source)
        for path in sorted(source.rglob("*.py")):
            name = path.relative_to(source)
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            is_internal = is_in_internal_package(name) and name not in homes
            (made / name).write_text(_module(path, is_internal=is_internal), encoding="utf-8")
            build_data["force_include"][str(made / name)] = name.as_posix()
        folder = source / _STATIC
        without_comments = runpy.run_path(str(folder.with_name("bundling.py")))["source"]
        for path in sorted(folder.rglob("*.js")):
            name = path.relative_to(folder)
            if name.parts[0] in ("search", "ui") and path.stem != "types":
                script = made / _STATIC / name
                script.parent.mkdir(parents=True, exist_ok=True)
                script.write_text(without_comments(name.as_posix()), encoding="utf-8")
                build_data["force_include"][str(script)] = f"{_STATIC}/{name.as_posix()}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - the signature of hooks
        if version != "editable":
            self._folder.cleanup()


def _homes_of_public_names(source: Path) -> set[Path]:
    """The modules, from the folder of the sources, from which `llmprimer` takes the names that it gives."""
    package = ast.parse((source / "llmprimer" / "__init__.py").read_text(encoding="utf-8"))
    homes = next(
        node.value for node in package.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_HOMES"
    )
    return {Path("llmprimer", *home.split(".")).with_suffix(".py") for home in ast.literal_eval(homes).values()}


def is_in_internal_package(name: Path) -> bool:
    """Whether a module, `llmprimer/links/sites/doi.py`, is in a package of which nothing is for others to call."""
    folders = name.parts[1:-1]
    return any("/".join(folders[:depth]) in _INTERNAL for depth in (1, 2))


def _module(path: Path, *, is_internal: bool) -> str:
    """The text of a module without its comments and the docstrings of private names, of all if it is internal, line for line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    with path.open("rb") as source:
        comments = [token.start for token in tokenize.tokenize(source.readline) if token.type == tokenize.COMMENT]
    for line, column in comments:
        lines[line - 1] = lines[line - 1][:column].rstrip()
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            is_left_out = is_internal or _is_private(node.name)
        else:
            # A package that is nothing but its docstring keeps it: empty modules would be copies of one another.
            is_left_out = is_internal and isinstance(node, ast.Module) and len(node.body) > 1
        if is_left_out and isinstance(node, _WITH_DOCSTRING) and ast.get_docstring(node, clean=False) is not None:
            docstring = node.body[0]
            first, end = docstring.lineno - 1, docstring.end_lineno or docstring.lineno
            only = " " * docstring.col_offset + "pass" if len(node.body) == 1 else ""
            lines[first:end] = [only, *[""] * (end - first - 1)]
    return "\n".join(lines) + "\n"


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")
