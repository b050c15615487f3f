"""The start page: the search, what there is to filter by, and the newest references."""

from __future__ import annotations

from collections.abc import Iterator

from llmprimer.site.rendering import Page, Rendering

#: Newest first; the rest is one click away.
_ROWS = 20
#: Groups of a section that stand on the start page; topics all do.
_GROUPS = 12
_SHOWN = ("topics", "kinds", "years", "organizations", "authors")


def pages(rendering: Rendering) -> Iterator[Page]:
    content = rendering.content
    rows = [stored.row for stored in content.plan.rows(limit=_ROWS)]
    browse = {}
    for section in _SHOWN:
        has_many = section in ("organizations", "kinds", "authors")
        groups = content.plan.largest(section, _GROUPS) if has_many else list(content.groups(section))
        if groups:
            browse[section] = (groups[: 60 if section == "topics" else _GROUPS], content.plan.group_count(section))
    yield from rendering.pages(
        "start",
        "",
        rows,
        browse,
        content.plan.count,
        content.links_of(rows),
        rows=rows,
        browse=browse,
        count=content.plan.count,
        title=content.title,
    )
