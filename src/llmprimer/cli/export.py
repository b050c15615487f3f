"""`llmprimer export`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from llmprimer.cli.completion import citation_keys, one_of
from llmprimer.cli.selection import Selection, takes_selection
from llmprimer.errors import ExitCode, NotFoundError, UsageError
from llmprimer.propernames import ProperNames

if TYPE_CHECKING:
    from llmprimer.cli.keys import NamedKeys
    from llmprimer.export import Exporter, Losses, Options
    from llmprimer.index import Index
    from llmprimer.model import Reference


def _formats() -> list[str]:
    from llmprimer.export import format_ids

    return format_ids()


@takes_selection
def export(
    selection: Selection,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            autocompletion=one_of(_formats),
            help="bibtex, csl-json, ris ... (--list-formats has them all); by default the suffix of -o decides: .bib is "
            "bibtex, .json csl-json.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write to this file in one step, or not at all if there is an error."
        ),
    ] = None,
    key: Annotated[
        list[str] | None,
        typer.Option(
            "--key",
            metavar="KEY",
            help="Export these references in this order (repeatable); QUERY `-` reads keys from standard input.",
            autocompletion=citation_keys,
        ),
    ] = None,
    cited_in: Annotated[
        Path | None,
        typer.Option(
            "--cited-in",
            metavar="FILE",
            help="Export the references that this document cites: .tex with the files that it includes, .aux, .bcf, Markdown or .typ.",
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help="For the BibTeX formats: unicode (the default) or latex."),
    ] = None,
    prefer: Annotated[
        str,
        typer.Option(
            "--prefer", metavar="WHICH", help="For a preprint that was published: cite `published` or `preprint`."
        ),
    ] = "published",
    as_listed: Annotated[
        bool, typer.Option("--as-listed", help="For markdown: use the titles, addresses and order of the source list.")
    ] = False,
    annotations: Annotated[
        bool,
        typer.Option(
            "--annotations",
            help="Include abstracts, and summaries in formats whose readers may print them.",
        ),
    ] = False,
    update: Annotated[
        bool,
        typer.Option(
            "--update",
            help="Add missing entries to the .bib file of -o, update those that llmprimer wrote, and keep the rest.",
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Let -o replace a file that llmprimer did not write.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="List everything that the format cannot hold.")
    ] = False,
    list_formats: Annotated[bool, typer.Option("--list-formats", help="Print the formats and exit.")] = False,
) -> int:
    """Write references as BibTeX, CSL-JSON, RIS and more.

    --list-formats lists the formats, with the fields that each cannot hold.
    """
    from llmprimer import export as formats

    if list_formats:
        _print_formats()
        return ExitCode.DONE
    if encoding is not None and encoding not in formats.ENCODINGS:
        raise UsageError(f'unknown encoding "{encoding}"; it is one of {", ".join(formats.ENCODINGS)}')
    if prefer not in formats.PREFERENCES:
        raise UsageError(f'--prefer takes {" or ".join(formats.PREFERENCES)}, not "{prefer}"')
    name = form if form is not None else _format_for(output)
    if as_listed and name != "markdown":
        raise UsageError("--as-listed is for --format markdown")
    if encoding is not None and name not in ("bibtex", "biblatex"):
        raise UsageError("--encoding is for --format bibtex and biblatex")
    exporter = formats.get(name)
    if update and (output is None or exporter.suffix != ".bib"):
        raise UsageError("--update is for a .bib file: name it with -o")

    index = selection.index()
    options = formats.Options(
        encoding=encoding,
        prefer=prefer,
        as_listed=as_listed,
        annotations=annotations,
        names=ProperNames(index.proper_names()),
    )
    keys, missing = _keys(selection, index, key or [], cited_in)
    references = _references(selection, index, keys, stored=exporter.reads_fields)
    first = next(references, None)
    if first is None:
        if not missing:
            selection.report_no_match()
        return ExitCode.NOTHING
    total = len(index) if keys is None else len(keys)
    chosen = chain([first], references)
    if update and output is not None:
        losses = _update(exporter, index, chosen, output, options)
    else:
        losses = _write(exporter, index, chosen, total, output, options, force)
    _report_losses(name, losses, verbose=verbose)
    return ExitCode.NOTHING if missing else ExitCode.DONE


def _print_formats() -> None:
    from llmprimer import export as formats

    rows = [("format", "suffix", "media type", "cannot carry")]
    for name in formats.format_ids():
        exporter = formats.get(name)
        fields = ", ".join(formats.uncarried(exporter))
        limits = "; ".join(part for part in (exporter.limits, fields) if part) or "-"
        rows.append((name, exporter.suffix, exporter.media_type, limits))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        print("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]))


#: The default format of suffixes that several formats share.
_DEFAULT_FORMATS = {".bib": "bibtex", ".json": "csl-json"}


def _format_for(output: Path | None) -> str:
    """The format of the suffix of the file; UsageError if there is none."""
    from llmprimer import export as formats

    names = formats.format_ids()
    hint = f"the formats are {', '.join(names)}"
    if output is None:
        raise UsageError("name a format with --format", hint=hint)
    suffix = output.suffix.lower()
    if suffix in _DEFAULT_FORMATS:
        return _DEFAULT_FORMATS[suffix]
    matching = [name for name in names if formats.get(name).suffix == suffix]
    if not matching:
        raise UsageError(f"{suffix or 'no suffix'} is not the suffix of a format: name one with --format", hint=hint)
    return matching[0]


def _keys(selection: Selection, index: Index, given: list[str], cited_in: Path | None) -> tuple[list[str] | None, bool]:
    """The requested keys in their order, and whether some are missing; None if only a query selects references."""
    from llmprimer.cli.keys import keys_of

    named = [keys_of(given, index, selection.path)] if given else []
    if selection.keys is not None:
        named.append(selection.keys)
    if cited_in is not None:
        named.append(_cited(index, cited_in))
    if not named:
        return None, False
    missing = any(keys.missing for keys in named)
    found = list(dict.fromkeys(key for keys in named for key in keys.found))
    if selection.query or selection.filters:
        matching = {row["citation_key"] for row in index.rows(selection.condition(), query=selection.query)}
        found = [key for key in found if key in matching]
    return found, missing


def _cited(index: Index, document: Path) -> NamedKeys:
    """The keys that a document cites. They must be spelled as in the bibliography, which has whole keys."""
    from llmprimer.cli.keys import NamedKeys
    from llmprimer.export._cited import EVERYTHING, cited_keys

    citations = cited_keys(document)
    for part in citations.unread:
        print(f"llmprimer: {document}: not read: {part}", file=sys.stderr)
    cited = dict.fromkeys(citations.keys)
    if EVERYTHING in cited:
        del cited[EVERYTHING]
        cited |= dict.fromkeys(index.keys())
    if not cited:
        print(f"llmprimer: {document} cites nothing", file=sys.stderr)
    found = []
    for key in cited:
        try:
            canonical = index.record(key)["citation_key"]
            if canonical != key:
                raise NotFoundError(f'no reference has the key "{key}"; did you mean "{canonical}"?')
        except NotFoundError as error:
            print(f"llmprimer: {document}: {error.message}", file=sys.stderr)
        else:
            found.append(key)
    return NamedKeys(found, len(cited) - len(found))


def _references(selection: Selection, index: Index, keys: list[str] | None, *, stored: bool) -> Iterator[Reference]:
    """What is selected, or these keys in their order, one at a time; `stored`: for a format that only reads fields."""
    if keys is None and stored:
        return index.stored_references(selection.condition(), query=selection.query)
    if keys is None:
        return selection.references()
    records = map(index.record, keys)
    if stored:
        from llmprimer.index.stored import stored_reference

        return map(stored_reference, records)
    from llmprimer.model import Reference

    return map(Reference.model_validate, records)


def _write(
    exporter: Exporter,
    index: Index,
    references: Iterator[Reference],
    total: int,
    output: Path | None,
    options: Options,
    force: bool,
) -> Losses:
    from llmprimer.console.terminal import LoadingProgress
    from llmprimer.export._output import write_file

    remarks = LoadingProgress("exporting")

    def with_progress() -> Iterator[Reference]:
        for number, reference in enumerate(references):
            if number % 500 == 0:
                remarks(number, total)
            yield reference

    def write(out: TextIO) -> Losses:
        header = index.stored_header() if exporter.reads_fields else index.header_model()
        return exporter.write(with_progress(), header, out, options)

    try:
        if output is None or str(output) == "-":
            return write(sys.stdout)
        return write_file(output, exporter, write, force=force)
    finally:
        remarks.close()


def _update(
    exporter: Exporter, index: Index, references: Iterator[Reference], output: Path, options: Options
) -> Losses:
    """Updates the file and prints the counts."""
    from io import StringIO

    from llmprimer.export import Losses
    from llmprimer.export._output import update_file

    header = index.stored_header()
    losses = Losses()
    entries = {}
    for reference in references:
        out = StringIO()
        losses.merge(exporter.write([reference], header, out, options))
        entries[reference.citation_key] = out.getvalue()
    update = update_file(output, entries)
    done = {
        "added": update.added,
        "renewed": update.renewed,
        "unchanged": update.unchanged,
        "not touched, because they are not llmprimer's": update.theirs,
        "not touched, because they were edited": update.edited,
    }
    parts = [f"{len(keys)} {what}" for what, keys in done.items() if keys]
    print(f"llmprimer: {output}: {', '.join(parts)}", file=sys.stderr)
    return losses


def _report_losses(name: str, losses: Losses, *, verbose: bool) -> None:
    """Prints what the format cannot hold: visible losses by name, the rest as a number, or by name too with `verbose`."""
    for what, (count, first) in losses.counts.items():
        print(f"llmprimer: {name}: {what}: {count}{f', as {first}' if count < 4 else ''}", file=sys.stderr)
    if not losses.fields:
        return
    parts = [
        f"{what} ({count}{f', as in {first}' if count < 4 else ''})" for what, (count, first) in losses.fields.items()
    ]
    if verbose:
        print(f"llmprimer: {name} cannot hold: {', '.join(parts)}", file=sys.stderr)
    else:
        fields = "one field" if len(parts) == 1 else f"{len(parts)} fields"
        print(f"llmprimer: {name} cannot hold {fields} of the catalogue (--verbose names them)", file=sys.stderr)
