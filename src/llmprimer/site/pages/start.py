"""The start page: the search, the groups, and the newest references."""

from __future__ import annotations

from collections.abc import Iterator

from llmprimer.site.rendering import Page, Rendering

#: The number of newest references; a link leads to all.
_ROWS = 20
#: The most groups of a section; topics have their own limit.
_GROUPS = 12
_SHOWN = ("topics", "kinds", "years", "organizations", "authors")


def pages(rendering: Rendering) -> Iterator[Page]:
    content = rendering.content
    rows = [stored.row for stored in content.plan.rows(limit=_ROWS)]
    browse = {}
    for section in _SHOWN:
        in_order = section in ("topics", "years")
        groups = list(content.groups(section)) if in_order else content.plan.largest(section, _GROUPS)
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
