"""Prints lists of references in all formats of `search`, `list`, `slides` and `related`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from llmprimer.console.terminal import is_terminal

Row = dict[str, Any]
ExtraLines = Callable[[Row], Sequence[str]]

#: The columns of tab-separated output, in order.
COLUMNS = ("citation_key", "issued", "kind", "title", "url")
#: The values of `--fields`: the fields of a row, in the order of the documentation.
FIELDS = (
    "citation_key", "title", "author", "issued", "kind", "type", "topics", "container_title", "publisher", "doi", "arxiv",
    "url", "language", "slides", "summary", "score", "how",
)  # fmt: skip

#: The values of `--format`, and their descriptions.
FORMATS: dict[str, str] = {
    "table": "a table for a terminal",
    "tsv": f"tab-separated lines: {', '.join(COLUMNS)}, or those of `--fields`",
    "csv": "the same for spreadsheets, with a head",
    "keys": "citation keys, one a line",
    "urls": "addresses, one a line",
    "titles": "titles, one a line",
    "markdown": "a Markdown list of links",
    "json": "one JSON object",
    "jsonl": "one JSON object a line",
}
#: The formats that have columns.
WITH_FIELDS = ("table", "tsv", "csv")
#: The shape of a line of `jsonl`; the caller gives the shape of `json` in `envelope`.
LINE_SHAPE = "llmprimer.reference/1"


def print_rows(
    rows: Sequence[Row],
    form: str | None,
    *,
    envelope: dict[str, Any],
    fields: Sequence[str] = (),
    highlighted: frozenset[str] = frozenset(),
    extra_lines: ExtraLines | None = None,
) -> None:
    """Prints the rows on standard output in `form` (one of FORMATS; None: table on a terminal, else tsv).

    `envelope` has the other members of the JSON object, `fields` the columns of WITH_FIELDS formats. Words in titles with
    a stem in `highlighted` are bold on a terminal. `extra_lines` returns lines to print below a row.
    """
    match form or ("table" if is_terminal() else "tsv"):
        case "json":
            print(json.dumps({**envelope, "results": list(rows)}, ensure_ascii=False, indent=2))
        case "jsonl":
            _lines(json.dumps({"shape": LINE_SHAPE, **row}, ensure_ascii=False) for row in rows)
        case "keys":
            _lines(row["citation_key"] for row in rows)
        case "urls":
            _lines(row["url"] for row in rows if row["url"])
        case "titles":
            _lines(row["title"] for row in rows)
        case "markdown":
            _lines(_markdown(row) for row in rows)
        case "tsv":
            _tsv(rows, fields, extra_lines)
        case "csv":
            _csv(rows, fields or COLUMNS)
        case _ if rows:
            from llmprimer.console.table import print_fields, print_table

            if fields:
                print_fields(rows, fields)
            else:
                print_table(rows, highlighted, extra_lines)


def cell(row: Row, field: str) -> str:
    """The value of a field as text on one line; empty if there is none."""
    value = row.get(field)
    if field == "author":
        from llmprimer.index.rows import authors_of

        value = authors_of(row)
    elif field == "arxiv" and value:
        value = value["id"]
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    return " ".join(("" if value is None else str(value)).split())


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")


def _markdown(row: Row) -> str:
    from llmprimer.escaping import markdown, markdown_item, markdown_link

    title = markdown(row["title"])
    issued = f" ({row['issued']})" if row["issued"] else ""
    return f"- {markdown_item(markdown_link(row['url'] or '', title))}{issued}"


def _tsv(rows: Sequence[Row], fields: Sequence[str], extra_lines: ExtraLines | None) -> None:
    for row in rows:
        cells = [cell(row, column) for column in fields or COLUMNS]
        if extra_lines is not None and not fields:
            cells.append(" ".join("; ".join(extra_lines(row)).split()))
        sys.stdout.write("\t".join(cells) + "\n")


def _csv(rows: Sequence[Row], fields: Sequence[str]) -> None:
    import csv

    from llmprimer.escaping import csv_cell

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(fields)
    for row in rows:
        writer.writerow([csv_cell(cell(row, field)) for field in fields])
