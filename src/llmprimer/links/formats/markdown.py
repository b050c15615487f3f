"""A Markdown report for an issue: the summary, and a table of what needs a person for each group, newly dead first.

Reasons quote pages that strangers wrote, and addresses are anything at all. So words that a code host would make
something of (`@name`, `#12`, addresses, commit ids) stand in code, and signs of Markdown are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmprimer.links.model import LinkResult
from llmprimer.links.report import sections, summary

#: The body of an issue on GitHub holds 65,536 characters.
MOST = 60_000
#: No address or reason needs more room to be understood.
_LONGEST = 300
#: A word with one of these means something to GitHub, escaped or not; so do commit ids, and `:names:` of emoji.
_SPECIAL = re.compile(r"[@#<>`$]|://|\bwww\.|\bGH-\d|\b[0-9a-f]{7,64}\b|:[\w+-]+:", re.IGNORECASE)
_SIGNS = re.compile(r"([\\*_\[\]~|&])")


def render(results: Sequence[LinkResult]) -> str:
    """The report as Markdown text, of at most 60,000 characters: where there are more links, their number is told."""
    text = f"# Link check\n\n{summary(results)}\n"
    for title, under in sections(results):
        text += f"\n## {title}\n\n| link | verdict | reason |\n|---|---|---|\n"
        for n, result in enumerate(under):
            row = f"| {_name(result)} | {result.verdict} | {_plain(result.reason)}{_copy(result)} |\n"
            if len(text) + len(row) > MOST:
                text += f"\n… and {len(under) - n} more.\n"
                break
            text += row
    return text.rstrip()


def _name(result: LinkResult) -> str:
    link = result.link
    label = _plain(link.citation_key or link.title or link.url)
    if re.match(r"https?://", link.url, re.IGNORECASE) is None:
        return label if not (link.citation_key or link.title) else f"{label} {_code(link.url)}"
    return f"[{label}](<{_destination(link.url)}>)"


def _copy(result: LinkResult) -> str:
    return f" ([archived copy](<{_destination(result.archive_url)}>))" if result.archive_url else ""


def _destination(url: str) -> str:
    """The address with everything encoded that would end it, or the cell of the table, or begin something else."""
    return re.sub(r"[\s<>|\\`\x00-\x20\x7f]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url)


def _plain(text: str) -> str:
    """The text as it is read, in one line, with nothing in it that Markdown or GitHub acts upon."""
    words = _cut(" ".join(_printed(text).split())).split(" ")
    return " ".join(_code(word) if _SPECIAL.search(word) else _SIGNS.sub(r"\\\1", word) for word in words)


def _code(text: str) -> str:
    text = _cut("".join(_printed(text).split()))
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    # Tables are taken apart before code is looked for, so that a bar is escaped in code too; a backslash before one
    # could not be told from an escape.
    return fence + room + text.replace("\\|", "\\ |").replace("|", "\\|") + room + fence


def _printed(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
