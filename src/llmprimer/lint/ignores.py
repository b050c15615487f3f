"""Ignore comments: `# llmprimer: ignore[CODE]` applies to its line; on the line of a key, to the record or topic."""

from __future__ import annotations

import re
from collections.abc import Iterable

from llmprimer.lint.finding import Finding

_IGNORE = re.compile(r"\bllmprimer:\s{0,4}ignore\[([^\[\]]{0,200})\]")
_COMMENT = re.compile(r"(?:^|\s)#")


class Ignores:
    """The ignore comments of one file, and which of them covered a finding."""

    def __init__(self, text: str) -> None:
        self._codes: dict[int, list[str]] = {}
        if "llmprimer:" in text:
            for number, line in enumerate(text.splitlines(), start=1):
                if (match := _IGNORE.search(line)) and _COMMENT.search(line, 0, match.start()):
                    self._codes[number] = [code.strip() for code in match[1].split(",") if code.strip()]
        self._used: set[tuple[int, str]] = set()

    def covers(self, finding: Finding, entry_line: int | None) -> bool:
        """Whether a comment on the finding's line, or on the line of its entry's key, has its code or a prefix of it."""
        for line in (finding.line, entry_line or finding.line):
            for code in self._codes.get(line, ()):
                if finding.code.startswith(code):
                    self._used.add((line, code))
                    return True
        return False

    def unused(self, known: Iterable[str]) -> list[tuple[int, str, bool]]:
        """(line, code, whether the code exists) of each ignore that covered nothing. Call it after all rules have run."""
        codes = list(known)
        return [
            (line, code, any(other.startswith(code) for other in codes))
            for line, named in self._codes.items()
            for code in named
            if (line, code) not in self._used
        ]
