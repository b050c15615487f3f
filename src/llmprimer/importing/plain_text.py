"""References in plain text (numbered, indented or separated by blank lines), converted line by line to Markdown and read like it.

The other forms of text (Org, reStructuredText, AsciiDoc, LaTeX) share how lines that were wrapped become one.
"""

from __future__ import annotations

import re

from llmprimer.importing import markdown
from llmprimer.records.draft import Reading

_NUMBERED = re.compile(r"\s{0,8}(?:\[\s*\d{1,4}\s*\]|\(\d{1,4}\)|\[[A-Z][A-Za-z+]{1,20}\d{2,4}[a-z]?\])\s+(?=\S)")
_RULE = re.compile(r"\s*[=~_*-]{3,}\s*")
_BEGINS = re.compile(r"\s*(?:[-*+]\s|\d{1,4}[.)]\s|#|<|>|\||\[[^\[\]]+\]:|[=-]{3,}\s*$|```|~~~)")


def read(text: str, name: str) -> Reading:
    """The works of the text."""
    return markdown.read(to_markdown(text), name)


def to_markdown(text: str) -> str:
    """The text with the marks of Markdown, line for line."""
    lines = text.split("\n")
    filled = [line for line in lines if line.strip()]
    indented = sum(line[:1].isspace() for line in filled)
    # With a hanging indent each line at the margin begins an entry.
    is_hanging = len(filled) > 5 and 0.2 * len(filled) <= indented <= 0.85 * len(filled)
    made = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else ""
        following = lines[number + 1] if number + 1 < len(lines) else ""
        at_margin = (
            is_hanging and line[:1].strip() and ((following[:1].isspace() and following.strip()) or before.strip())
        )
        if _RULE.fullmatch(line):
            made.append("---" if before.strip() and len(before) < 100 else "")
        elif (_NUMBERED.match(line) or (at_margin and not _RULE.fullmatch(following))) and not _BEGINS.match(line):
            made.append(f"- {line.strip()}")
        elif is_hanging and line[:1].isspace() and line.strip():
            made.append(f"  {line.strip()}")
        else:
            made.append(line)
    return "\n".join(made if not is_hanging else unwrapped(made))


def comment(text: str) -> str:
    """A comment of Markdown: import reads no works in it, and lists it as a leftover."""
    return f"<!-- {text.replace('--', '- -')} -->"


def unwrapped(lines: list[str]) -> list[str]:
    """The lines, with continuation lines joined to the line before and replaced by empty lines."""
    made: list[str] = []
    begun = -1  # the line that the following ones may go on with
    for line in lines:
        goes_on = begun >= 0 and line.strip() and not _BEGINS.match(line)
        if goes_on and len(made[begun]) < 5_000:
            made[begun] += f" {line.strip()}"
            made.append("")
            continue
        made.append(line)
        is_text = line.strip() and not re.match(r"\s*(?:#|<|\||\[[^\[\]]+\]:|---)", line)
        begun = len(made) - 1 if is_text else -1
    return made
