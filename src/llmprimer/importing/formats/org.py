"""Lists in Org mode, converted line by line to Markdown and read like it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmprimer.importing.formats import markdown
from llmprimer.importing.formats.plain_text import comment, unwrapped
from llmprimer.importing.stated.line_forms import LineForm
from llmprimer.records.draft import Reading

#: The states of tasks that Org mode and its distributions come with; a file may declare its own, `#+TODO: LESEN | GELESEN`.
_STATES = "TODO DONE NEXT WAIT WAITING HOLD STRT STARTED PROJ SOMEDAY KILL CANCELED CANCELLED DEFERRED DELEGATED"
_DECLARED = re.compile(r"^#\+(?:(?:SEQ|TYP)_)?TODO:(.*)$", re.IGNORECASE | re.MULTILINE)
_PRIORITY = r"(?:\[#\w\]\s+)?"
#: `:fantasy:@home:` at the end of a heading.
_TAGS = re.compile(r"\s+:(?:[\w@#%-]+:)+\s*$")
#: A fact of a work in the drawer of its heading: a record has these fields.
_PROPERTY = re.compile(r":(author|editor|year|date|publisher|journal|doi|isbn|url):\s+(?=\S)", re.IGNORECASE)
_LINK = re.compile(r"\[\[([^\]\[]+)\]\[([^\]\[]+)\]\]")
_BARE_LINK = re.compile(r"\[\[((?:https?|ftp)://[^\]\[]+)\]\]")
#: A picture, which Org mode shows in place of a link without a text.
_PICTURE = re.compile(r"\[\[((?:file:)?[^\]\[]+\.(?:png|jpe?g|gif|svg|webp))\]\]", re.IGNORECASE)
_STYLES = (
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])"), r"**\1**"),
    (re.compile(r"(?<![\w/:.])/(?=[^\s/])([^/\n]*[^\s/])/(?![\w/])"), r"*\1*"),
    (re.compile(r"(?<!\w)([=~])(?=\S)([^=~\n]*\S)\1(?!\w)"), r"`\2`"),
)
#: When a task was begun, is due or was done.
_PLANNED = re.compile(r"(?:CLOSED|SCHEDULED|DEADLINE|CLOCK):\s*[\[<]\d{4}-")
_QUOTE = re.compile(r"\s*#\+(begin|end)_quote\b", re.IGNORECASE)
#: In characters: no program wraps lines so early.
_SHORT = 40
_RULE = re.compile(r"^\s*\|[-+|]+\s*$")


def read(text: str, name: str, forms: Sequence[LineForm] = ()) -> Reading:
    """The works of the list."""
    heading = _heading(text)
    tasks = {n for n, line in enumerate(text.split("\n"), 1) if (found := heading.match(line)) and found["state"]}
    return markdown.read(to_markdown(text), name, forms, tasks=tasks)


def to_markdown(text: str) -> str:
    """The text with the marks of Markdown, line for line."""
    heading = _heading(text)
    made: list[str] = []
    is_quoted = False
    for line in text.split("\n"):
        if (quote := _QUOTE.match(line)) is not None:
            is_quoted = quote[1].lower() == "begin"
        converted = _line(line, heading)
        made.append(f"> {converted.lstrip()}" if is_quoted and quote is None else converted)
    return "\n".join(unwrapped(made, apart=_SHORT))


def _heading(text: str) -> re.Pattern[str]:
    """The beginning of a heading: its stars, and the state of the task and the priority that it may have."""
    declared = (re.sub(r"\(.*?\)", "", words) for words in _DECLARED.findall(text))
    states = {word for words in (_STATES, *declared) for word in words.split() if word != "|"}
    words = "|".join(map(re.escape, sorted(states)))
    return re.compile(rf"(?P<stars>\*+)\s+(?:(?P<state>{words})(?:\s+|$))?{_PRIORITY}")


def _line(line: str, heading: re.Pattern[str]) -> str:
    bare = line.strip()
    if (title := re.match(r"#\+title:\s*", bare, re.IGNORECASE)) is not None:
        return f"# {bare[title.end() :]}"
    if (fact := _PROPERTY.match(bare)) is not None:
        return f"- {fact[1].lower()}: {bare[fact.end() :]}"
    if bare.startswith("#") or re.fullmatch(r":[\w-]+:(?:\s.*)?", bare) or _PLANNED.match(bare):
        return comment(bare)
    if _RULE.match(line):
        return line.replace("+", "|")
    if (found := heading.match(line)) is not None:
        return f"{'#' * min(6, len(found['stars']))} {_inline(_TAGS.sub('', line[found.end() :]))}"
    line = re.sub(r"^(\s*[-+]\s+|\s*\d+[.)]\s+)(?:\[[ X-]\]\s+)?", r"\1", line)
    return _inline(re.sub(r"^(\s*[-+]\s+\S.*?)\s::\s", r"\1 - ", line))


def _inline(text: str) -> str:
    """Converts links and styles; addresses stay as they are."""
    links: list[str] = []

    def keep(link: str) -> str:
        links.append(link)
        return f"\ue100{len(links) - 1}\ue101"

    text = _LINK.sub(lambda m: keep(f"[{m[2]}]({m[1].removeprefix('file:').replace(' ', '%20')})"), text)
    text = _PICTURE.sub(lambda m: keep(f"![]({m[1].removeprefix('file:').replace(' ', '%20')})"), text)
    text = _BARE_LINK.sub(lambda m: keep(f"<{m[1]}>"), text)
    text = re.sub(r"(?:https?|ftp)://\S+", lambda m: keep(m[0]), text)
    for pattern, replacement in _STYLES:
        text = pattern.sub(replacement, text)
    return re.sub("\ue100(\\d+)\ue101", lambda m: links[int(m[1])], text)
