"""Lists of references as HTML for notebooks: a table of escaped text, with links only to web addresses."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from llmprimer.index.rows import authors_of

#: Maximum number of rows, because a notebook saves its output in its file.
_SHOWN = 50


def table(rows: Sequence[dict[str, Any]]) -> str:
    """An HTML table of the first rows, and the number of further rows."""
    lines = ["<table><thead><tr><th>citation_key</th><th>issued</th><th>title</th><th>author</th></tr></thead><tbody>"]
    for row in rows[:_SHOWN]:
        cells = (escape(row["citation_key"]), escape(row["issued"] or ""), _title(row), escape(_authors(row)))
        lines.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    more = f"<p>and {len(rows) - _SHOWN} more</p>" if len(rows) > _SHOWN else ""
    return "\n".join(lines) + "</tbody></table>" + more


def _title(row: dict[str, Any]) -> str:
    title, url = escape(row["title"]), row["url"] or ""
    if not url.lower().startswith(("https://", "http://")):  # a `javascript:` address must not become a link
        return title
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{title}</a>'


def _authors(row: dict[str, Any]) -> str:
    names = authors_of(row)
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
