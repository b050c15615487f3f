"""The report of a rule: line, severity, message, and a fix if it is safe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llmprimer.catalogue.writing import CatalogueFile

#: Fixes one finding in the open file.
Fix = Callable[["CatalogueFile"], object]


class Severity(StrEnum):
    """The severities, named as in SARIF. Errors and warnings make the command fail, notes do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Remark:
    """A result of a rule: `line` counted from 1, the citation key if the line is in a record, the fix if it is safe."""

    line: int
    message: str
    key: str | None = None
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark with its rule and its file."""

    code: str
    name: str
    severity: Severity
    path: str
    line: int
    key: str | None
    message: str
    fix: Fix | None = None

    @property
    def fixable(self) -> bool:
        """Whether `--fix` corrects it."""
        return self.fix is not None
