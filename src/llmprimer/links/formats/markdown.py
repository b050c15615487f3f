"""A Markdown report for an issue: the summary, and a table of what needs a person for each group, newly dead first.

Reasons quote pages of strangers, and addresses can be anything. So words that a code host would make
links or mentions (`@name`, `#12`, addresses, commit ids) are put into code, and Markdown is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmprimer.links.model import LinkResult
from llmprimer.links.report import sections, summary

#: The body of an issue on GitHub holds 65,536 characters.
MOST = 60_000
#: Longer addresses and reasons are cut.
_LONGEST = 300
#: GitHub acts on a word with one of these, escaped or not; and on commit ids, and `:names:` of emoji.
_SPECIAL = re.compile(r"[@#<>`$]|://|\bwww\.|\bGH-\d|\b[0-9a-f]{7,64}\b|:[\w+-]+:", re.IGNORECASE)
_SIGNS = re.compile(r"([\\*_\[\]~|&])")


def render(results: Sequence[LinkResult]) -> str:
    """The report as Markdown text of at most 60,000 characters; it ends with the number of further links."""
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
    """The address, with every character encoded that would end it or the cell of the table."""
    return re.sub(r"[\s<>|\\`\x00-\x20\x7f]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url)


def _plain(text: str) -> str:
    """The text in one line, with nothing that Markdown or GitHub acts on."""
    words = _cut(" ".join(_printed(text).split())).split(" ")
    return " ".join(_code(word) if _SPECIAL.search(word) else _SIGNS.sub(r"\\\1", word) for word in words)


def _code(text: str) -> str:
    text = _cut("".join(_printed(text).split()))
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    # Tables are parsed before code, so a bar is escaped in code too; a backslash before one
    # would look like an escape.
    return fence + room + text.replace("\\|", "\\ |").replace("|", "\\|") + room + fence


def _printed(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
