"""Lists in Org mode, converted line by line to Markdown and read like it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmprimer.importing import markdown
from llmprimer.importing.line_forms import LineForm
from llmprimer.importing.plain_text import comment, unwrapped
from llmprimer.records.draft import Reading

_HEADING = re.compile(r"^(\*+)\s+(?:(?:TODO|DONE|NEXT|WAITING|STARTED|CANCELL?ED)\s+)?(?:\[#\w\]\s+)?")
_LINK = re.compile(r"\[\[([^\]\[]+)\]\[([^\]\[]+)\]\]")
_BARE_LINK = re.compile(r"\[\[((?:https?|ftp)://[^\]\[]+)\]\]")
_STYLES = (
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])"), r"**\1**"),
    (re.compile(r"(?<![\w/:.])/(?=[^\s/])([^/\n]*[^\s/])/(?![\w/])"), r"*\1*"),
    (re.compile(r"(?<!\w)([=~])(?=\S)([^=~\n]*\S)\1(?!\w)"), r"`\2`"),
)
#: When a task was begun, is due or was done.
_PLANNED = re.compile(r"(?:CLOSED|SCHEDULED|DEADLINE|CLOCK):\s*[\[<]\d{4}-")
_RULE = re.compile(r"^\s*\|[-+|]+\s*$")


def read(text: str, name: str, forms: Sequence[LineForm] = ()) -> Reading:
    """The works of the list."""
    return markdown.read(to_markdown(text), name, forms)


def to_markdown(text: str) -> str:
    """The text with the marks of Markdown, line for line."""
    return "\n".join(unwrapped([_line(line) for line in text.split("\n")]))


def _line(line: str) -> str:
    bare = line.strip()
    if (title := re.match(r"#\+title:\s*", bare, re.IGNORECASE)) is not None:
        return f"# {bare[title.end() :]}"
    if bare.startswith("#") or re.fullmatch(r":[\w-]+:(?:\s.*)?", bare) or _PLANNED.match(bare):
        return comment(bare)
    if _RULE.match(line):
        return line.replace("+", "|")
    if (heading := _HEADING.match(line)) is not None:
        return f"{'#' * min(6, len(heading[1]))} {_inline(line[heading.end() :])}"
    line = re.sub(r"^(\s*[-+]\s+|\s*\d+[.)]\s+)(?:\[[ X-]\]\s+)?", r"\1", line)
    return _inline(re.sub(r"^(\s*[-+]\s+\S.*?)\s::\s", r"\1 - ", line))


def _inline(text: str) -> str:
    """Converts links and styles; addresses stay as they are."""
    links: list[str] = []

    def keep(link: str) -> str:
        links.append(link)
        return f"\ue100{len(links) - 1}\ue101"

    text = _LINK.sub(lambda m: keep(f"[{m[2]}]({m[1].replace(' ', '%20')})"), text)
    text = _BARE_LINK.sub(lambda m: keep(f"<{m[1]}>"), text)
    text = re.sub(r"(?:https?|ftp)://\S+", lambda m: keep(m[0]), text)
    for pattern, replacement in _STYLES:
        text = pattern.sub(replacement, text)
    return re.sub("\ue100(\\d+)\ue101", lambda m: links[int(m[1])], text)
