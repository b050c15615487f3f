"""The repairs of `llmprimer check`: archived copies, and changes of files."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from llmprimer.cli.changing import changeable, confirmed, show_diff, write_with_consent
from llmprimer.cli.check_inputs import catalogues_of, names_sources, others_of
from llmprimer.errors import CatalogueError, ExitCode, LlmprimerError, UsageError
from llmprimer.text import counted

if TYPE_CHECKING:
    from datetime import date

    from llmprimer.cli.selection import Selection
    from llmprimer.links.model import Link, LinkResult


def find_copies(results: list[LinkResult], selection: Selection, delay: float | None) -> tuple[list[LinkResult], bool]:
    """The results, dead and suspect ones with their archived copies, and whether Ctrl-C ended the search.

    Errors are printed on standard error and change nothing else.
    """
    from llmprimer.console.terminal import LoadingProgress
    from llmprimer.links.repair.archive import Archive, needs_snapshot, with_snapshots

    if not any(needs_snapshot(result) for result in results):
        return results, False
    days = _Days(selection)
    archive = Archive.of(os.environ, delay or 0.0)
    remarks = LoadingProgress("looking for archived copies")
    try:
        archived = with_snapshots(results, archive, days.of, remarks)
    finally:
        remarks.close()
        archive.close()
    if archived.last_error is not None:
        count = counted(archived.unanswered, "link")
        print(f"llmprimer: {archived.last_error}; no answer from the archive for {count}", file=sys.stderr)
    return archived.results, archived.interrupted


class _Days:
    """The day for the copy of a link."""

    def __init__(self, selection: Selection) -> None:
        from datetime import UTC, datetime

        from llmprimer.catalogue import CatalogueContent

        self._today = datetime.now(UTC).date()
        self._catalogues: dict[str | None, CatalogueContent] = {}
        for path in catalogues_of(selection):
            try:
                self._catalogues[str(path)] = CatalogueContent.read(path)
            except CatalogueError as error:  # changed since its links were read
                print(f"llmprimer: {error.message}", file=sys.stderr)

    def of(self, link: Link) -> date:
        from llmprimer.links.repair.archive import day_of_record

        catalogue = self._catalogues.get(link.file)
        if catalogue is None or link.citation_key not in catalogue:
            return self._today
        return day_of_record(catalogue.references[link.citation_key or ""], self._today)


def fixable(selection: Selection, *, dry_run: bool) -> list[Path]:
    """The files to repair; UsageError before the check if one of them cannot be repaired."""
    from llmprimer.links.repair.texts import format_of

    others = others_of(selection)
    for other in others:
        if format_of(other) is None or "://" in other:
            hint = "`llmprimer import` makes a catalogue from a list or a bibliography"
            message = f"{other} cannot be repaired: --fix writes into catalogues, Markdown and .bib files only"
            raise UsageError(message, hint=hint)
    if not names_sources(selection):
        return [changeable(selection.path, dry_run=dry_run)]
    catalogues = [changeable(path, dry_run=dry_run) for path in catalogues_of(selection)]
    return [*catalogues, *(Path(other).expanduser() for other in others)]


def write_repairs(
    results: Sequence[LinkResult], paths: Sequence[Path], *, yes: bool, dry_run: bool, to_stderr: bool
) -> int:
    """Shows and writes the repairs of each file; returns the worst exit code. An error in one file does not stop the others."""
    from llmprimer.cli import print_error
    from llmprimer.links.repair.texts import format_of

    status = int(ExitCode.DONE)
    done: set[str] = set()
    for path in paths:
        if (real := os.path.realpath(path)) in done:
            continue
        done.add(real)
        own = [result for result in results if result.link.file and os.path.realpath(result.link.file) == real]
        try:
            repair = _repair if format_of(path.name) is None else _repair_text
            status = max(status, repair(own, path, yes=yes, dry_run=dry_run, to_stderr=to_stderr))
        except LlmprimerError as error:
            print_error(error)
            status = max(status, int(error.exit_code))
    return status


def _repair(results: Sequence[LinkResult], path: Path, *, yes: bool, dry_run: bool, to_stderr: bool) -> int:
    from llmprimer.catalogue.writing import CatalogueFile
    from llmprimer.links.repair.repairs import plan_repairs

    file = CatalogueFile.open(path)  # read again, because a check takes minutes
    repairs = plan_repairs(results, file.catalogue().references)
    for refused in repairs.refused:
        print(f"llmprimer: {refused.citation_key}: {refused.reason}", file=sys.stderr)
    for change in repairs.changes:
        file.set_field(change.citation_key, change.field, change.value)
    return write_with_consent(file, yes=yes, dry_run=dry_run, to_stderr=to_stderr)


def _repair_text(results: Sequence[LinkResult], path: Path, *, yes: bool, dry_run: bool, to_stderr: bool) -> int:
    """The same for a Markdown or BibTeX file: its addresses change, and nothing else."""
    from llmprimer.catalogue.atomic import replace_file
    from llmprimer.catalogue.diffing import text_diff
    from llmprimer.catalogue.files import read_bytes
    from llmprimer.links.repair.texts import format_of, repair_text

    data = read_bytes(path, None)
    text = data.decode("utf-8", "surrogateescape")  # whatever else is in the file stays
    repairs = repair_text(text, format_of(path.name) or "markdown", results)
    for url, reason in repairs.refused:
        print(f"llmprimer: {path}: {url}: {reason}", file=sys.stderr)
    if not repairs.changed:
        print("llmprimer: nothing to change", file=sys.stderr)
        return ExitCode.DONE
    show_diff(text_diff(text, repairs.text, path), to_stderr=to_stderr)
    if dry_run:
        return ExitCode.DONE
    if not confirmed(f"Write {path}?", yes=yes):
        return ExitCode.NOTHING
    replace_file(path, repairs.text.encode("utf-8", "surrogateescape"), seen=data)
    print(f"llmprimer: {path} is written", file=sys.stderr)
    return ExitCode.DONE
