"""References in plain text (numbered, indented or separated by blank lines), converted line by line to Markdown and read like it.

The other forms of text (Org, reStructuredText, AsciiDoc, LaTeX) share how lines that were wrapped become one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from llmprimer.importing.document.citations import is_citation
from llmprimer.importing.formats import markdown
from llmprimer.importing.preparing.stacked_lines import count_meant
from llmprimer.importing.stated.line_forms import LineForm
from llmprimer.records.draft import Reading

_NUMBERED = re.compile(r"\s{0,8}(?:\[\s*\d{1,4}\s*\]|\(\d{1,4}\)|\[[A-Z][A-Za-z+]{1,20}\d{2,4}[a-z]?\])\s+(?=\S)")
#: `16: Stern A, Lind B. ...`, as databases print their results.
_COUNTED = re.compile(r"\s{0,3}\d{1,5}:\s+(?=[^\W\d_])")
_RULE = re.compile(r"\s*[=~_*-]{3,}\s*")
_BEGINS = re.compile(r"\s*(?:[-*+]\s|\d{1,4}[.)]\s|#|<|>|\||\[[^\[\]]+\]:|[=-]{3,}\s*$|```|~~~)")


def read(text: str, name: str, forms: Sequence[LineForm] = ()) -> Reading:
    """The works of the text."""
    return markdown.read(to_markdown(text), name, forms)


def to_markdown(text: str) -> str:
    """The text with the marks of Markdown, line for line."""
    lines = text.split("\n")
    filled = [line for line in lines if line.strip()]
    if _has_one_a_line(lines, filled):
        return "\n".join(_of_citations(lines))
    indented = sum(line[:1].isspace() for line in filled)
    # With a hanging indent each line at the margin begins an entry.
    is_hanging = len(filled) > 5 and 0.2 * len(filled) <= indented <= 0.85 * len(filled)
    is_counted = sum(_COUNTED.match(line) is not None for line in lines) > _FEW
    made = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else ""
        following = lines[number + 1] if number + 1 < len(lines) else ""
        at_margin = (
            is_hanging and line[:1].strip() and ((following[:1].isspace() and following.strip()) or before.strip())
        )
        if _RULE.fullmatch(line):
            made.append("---" if before.strip() and len(before) < 100 else "")
        elif is_counted and not before.strip() and (count := _COUNTED.match(line)) is not None:
            made.append(f"- {line[count.end() :].strip()}")
        elif (_NUMBERED.match(line) or (at_margin and not _RULE.fullmatch(following))) and not _BEGINS.match(line):
            made.append(f"- {line.strip()}")
        elif is_hanging and line[:1].isspace() and line.strip():
            made.append(f"  {line.strip()}")
        else:
            made.append(line)
    return "\n".join(unwrapped(made) if is_hanging or is_counted else made)


def _has_one_a_line(lines: list[str], filled: list[str]) -> bool:
    """Whether each line is a citation or a note about the one above, without empty lines between and not wrapped."""
    if len(filled) <= _FEW or len(lines) > 1.5 * len(filled):
        return False
    goes_on = sum(line.lstrip()[:1].islower() for line in filled)  # as the second lines of wrapped entries do
    marked = sum(_BEGINS.match(line) is not None for line in filled)
    if 10 * max(goes_on, marked) > len(filled) or _are_wrapped(lines):
        return False
    cited = sum(_is_cited(line) for line in filled[:_SAMPLE])
    return cited > _FEW and 4 * cited >= len(filled[:_SAMPLE])


def _are_wrapped(lines: list[str]) -> bool:
    """Whether hardly a line below another could have stood on it: a program broke the lines at some width."""
    pairs = [(above, below) for above, below in pairwise(lines) if above.strip() and below.strip()]
    width = max(map(len, lines))
    return len(pairs) > _FEW and width <= _WIDEST and 4 * count_meant(pairs, width) < len(pairs)


def _is_cited(line: str) -> bool:
    bare = _BOX.sub("", line, count=1)
    return _DASH.match(bare) is not None or is_citation(bare, sure=True)


def _of_citations(lines: list[str]) -> list[str]:
    """The citations as items, the lines below one as its notes, and short lines over one as headings."""
    made: list[str] = []
    for number, line in enumerate(lines):
        following = next((after for after in lines[number + 1 : number + 3] if after.strip()), "")
        bare = _BOX.sub("", line, count=1).strip()
        if not bare:
            made.append("")
        elif _is_cited(line) or bare != line.strip():
            made.append(f"- {bare}")
        elif _HEADING.fullmatch(bare) and (_is_cited(following) or _HEADING.fullmatch(following.strip())):
            made.append(f"## {bare}")
        else:
            made.append(f"  - {bare}" if any(one.startswith("- ") for one in made[-8:]) else bare)
    return made


#: Of fewer lines nothing is certain; of longer texts the first lines are enough.
_FEW, _SAMPLE = 5, 400
#: In characters, of lines that a program broke.
_WIDEST = 120
#: `[#]`, `[x]`, `[*]` before an entry: it is read, or has a note somewhere.
_BOX = re.compile(r"^\s*(?:\[[#*xX+ ]\]|[■□☐☑✓▪])\s*")
#: A row of hyphens or underscores for the author above.
_DASH = re.compile(r"[-–—―_]{2,}\s*[\w.,“\"«]")
_HEADING = re.compile(r"[A-Z][\w-]+(?: [A-Z&][\w-]*){0,4}")


def comment(text: str) -> str:
    """A comment of Markdown: import reads no works in it, and lists it as a leftover."""
    return f"<!-- {text.replace('--', '- -')} -->"


def unwrapped(lines: list[str], *, apart: int = 0) -> list[str]:
    """The lines, with continuation lines joined to the line before and replaced by empty lines.

    Lines of a paragraph with fewer characters than `apart` were ended by a person, and stay.
    """
    made: list[str] = []
    begun = -1  # the line that the following ones may go on with
    for line in lines:
        goes_on = begun >= 0 and line.strip() and not _BEGINS.match(line)
        if goes_on and len(made[begun]) < apart and not _BEGINS.match(made[begun]) and "://" not in made[begun]:
            goes_on = False
        if goes_on and len(made[begun]) < 5_000:
            made[begun] += f" {line.strip()}"
            made.append("")
            continue
        made.append(line)
        is_text = line.strip() and not re.match(r"\s*(?:#|<|\||\[[^\[\]]+\]:|---)", line)
        begun = len(made) - 1 if is_text else -1
    return made
