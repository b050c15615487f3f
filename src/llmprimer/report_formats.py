"""Functions shared by the report formats of `lint` and `links`. Each format is a module with a `render` function."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from llmprimer._version import __version__
from llmprimer.errors import UsageError
from llmprimer.suggest import did_you_mean
from llmprimer.text import shorten

#: The most characters of an issue's body; GitHub allows 65,536.
MAX_ISSUE = 60_000
#: The most columns of a text in Markdown reports.
_MAX_TEXT = 400
#: GitHub turns words with one of these, and commit ids, into links, mentions or emoji, even if escaped.
_SPECIAL = re.compile(r"[@#<>`$]|://|\bwww\.|\bGH-\d|\b[0-9a-f]{7,64}\b|:[\w+-]+:", re.IGNORECASE)
_PUNCTUATION = re.compile(r"([\\*_\[\]~|&])")
_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def format_names(package: str) -> list[str]:
    """The names of the formats of `lint` or `links`, sorted; imports no format, so that `--help` is fast."""
    files = (Path(__file__).parent / package / "formats").glob("[!_]*.py")
    return sorted(file.stem for file in files)


def renderer(package: str, name: str) -> Callable[[Sequence[Any]], str]:
    """The function that renders a report in the format; UsageError for an unknown format suggests the nearest."""
    known = format_names(package)
    if name not in known:
        near = did_you_mean(name, known) or f"; it is one of {', '.join(known)}"
        raise UsageError(f'unknown format "{name}"{near}')
    render: Callable[[Sequence[Any]], str] = import_module(f"llmprimer.{package}.formats.{name}").render
    return render


def markdown_text(text: str) -> str:
    """The text for a table cell of an issue, on one line; words that GitHub would change become code."""
    words = shorten(" ".join(_visible(text).split()), _MAX_TEXT).split(" ")
    return " ".join(markdown_code(word) if _SPECIAL.search(word) else _PUNCTUATION.sub(r"\\\1", word) for word in words)


def markdown_code(text: str) -> str:
    """The text without spaces as code, for a table cell."""
    text = shorten("".join(_visible(text).split()), _MAX_TEXT)
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    padding = " " if text.startswith("`") or text.endswith("`") else ""
    # Tables are parsed before code, so a bar needs an escape in code too; a backslash before a bar gets a space.
    return fence + padding + text.replace("\\|", "\\ |").replace("|", "\\|") + padding + fence


def _visible(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def github_command(level: str, properties: dict[str, object], message: str) -> str:
    """A workflow command that annotates a line; properties without a value are left out.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    shown = ",".join(f"{name}={_github_property(str(value))}" for name, value in properties.items() if value)
    return f"::{level} {shown}::{_github_message(message)}"


def _github_message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_message(text).replace(":", "%3A").replace(",", "%2C")


def sarif_log(tool: str, rules: Iterable[dict[str, Any]], results: Iterable[dict[str, Any]], **run: Any) -> str:
    """A SARIF 2.1.0 log with one run, as JSON text; `run` has more properties of the run.

    https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    """
    driver = {"name": tool, "version": __version__, "rules": list(rules)}
    # SARIF requires the unit of columns even without columns.
    runs = [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", **run, "results": list(results)}]
    return json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": runs}, ensure_ascii=False, indent=2)
