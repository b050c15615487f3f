r"""References in LaTeX (`\bibitem` and `\item`), converted line by line to Markdown and read like it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from llmprimer.importing.formats import markdown
from llmprimer.importing.formats.plain_text import comment, unwrapped
from llmprimer.importing.stated.line_forms import LineForm
from llmprimer.latex.decoding import decode
from llmprimer.records.draft import Reading

_BRACED = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"
_ITEM = re.compile(
    r"^\s*\\(?:bibitem\s*(?:\[(?:[^\[\]{}]|" + _BRACED + r")*\]\s*)?\{[^{}]*\}|item\b(?:\s*\[[^\[\]]*\])?)\s*"
)
_STYLES = (
    (re.compile(r"\\(?:emph|textit|textsl)\s*" + _BRACED), "*"),
    (re.compile(r"\{\\(?:em|it|sl|itshape)\b\s*((?:[^{}]|\{[^{}]*\})*)\}"), "*"),
    (re.compile(r"\\textbf\s*" + _BRACED), "**"),
    (re.compile(r"\{\\(?:bf|bfseries)\b\s*((?:[^{}]|\{[^{}]*\})*)\}"), "**"),
)
_LINK = re.compile(r"\\href\s*\{([^{}]*)\}\s*" + _BRACED)
_URL = re.compile(r"\\(?:url|path)\s*\{([^{}]*)\}")
_SECTION = re.compile(r"^\s*\\(chapter|(?:sub){0,2}section|paragraph)\*?\s*" + _BRACED)
_LEVELS = {"chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
_ENVIRONMENT = re.compile(r"\\(?:begin|end|label|setcounter|documentclass|usepackage|bibliographystyle)\b.*")


def read(text: str, name: str, forms: Sequence[LineForm] = ()) -> Reading:
    """The works of the document."""
    return markdown.read(to_markdown(text), name, forms)


def to_markdown(text: str) -> str:
    """The text with the marks of Markdown, line for line."""
    for pattern, mark in _STYLES:
        text = pattern.sub(partial(_styled, mark=mark), text)
    text = _LINK.sub(lambda m: _kept(f"[{m[2]}]", m[1]), text)
    text = _URL.sub(lambda m: _kept("", m[1]), text)
    return "\n".join(unwrapped([_line(line) for line in text.split("\n")]))


def _styled(match: re.Match[str], mark: str) -> str:
    inner = match[1]
    bare = inner.strip()
    lead, tail = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    return f"{lead}{mark}{bare}{mark}{tail}" if bare and "\n\n" not in inner else inner


def _kept(label: str, address: str) -> str:
    """A link whose address is protected from the decoding of LaTeX."""
    address = re.sub(r"\\([_%&#~])", r"\1", "".join(address.split()))
    hidden = "".join(
        chr(0xE200 + ord(c)) if ord(c) < 0x7F else c for c in (f"({address})" if label else f"<{address}>")
    )
    return label + hidden


def _line(line: str) -> str:
    if line.lstrip().startswith("%"):
        return comment(line.strip())
    if (section := _SECTION.match(line)) is not None:
        return f"{'#' * _LEVELS[section[1]]} {_decoded(section[2])}"
    if (item := _ITEM.match(line)) is not None:
        return f"- {_decoded(line[item.end() :])}"
    if (command := _ENVIRONMENT.search(line)) is not None:
        left = _decoded(line[: command.start()])
        return left or comment(command[0])
    return f"  {_decoded(line)}" if line.strip() else ""


def _decoded(text: str) -> str:
    text = decode(re.sub(r"(?<!\\)%.*$", "", text).replace(r"\newblock", " "))
    return "".join(chr(ord(c) - 0xE200) if 0xE200 < ord(c) < 0xE27F else c for c in text)
