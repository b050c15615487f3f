"""Lists of references: all, and those of each topic, year, kind, author and organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

from llmprimer.index.lookup import TopicNode
from llmprimer.site import addresses
from llmprimer.site.plan import SECTIONS, StoredRow
from llmprimer.site.rendering import Page, Rendering

#: The number of rows on one page of a list.
PER_PAGE = 200


def pages(rendering: Rendering) -> Iterator[Page]:
    content = rendering.content
    plan = content.plan
    yield from _list(rendering, "all/", "All references", plan.count, plan.rows)
    for section in SECTIONS:
        for group in content.groups(section):
            if group.key is None:
                topic = content.topic(group.name) if section == "topics" else None

                def members(offset: int, limit: int, section: str = section, name: str = group.name) -> list[StoredRow]:
                    return plan.members(section, name, offset, limit)

                yield from _list(
                    rendering,
                    group.address,
                    group.label,
                    group.size,
                    members,
                    topic=topic,
                    by_month=section == "years",
                )


def _list(
    rendering: Rendering,
    address: str,
    title: str,
    total: int,
    members: Callable[[int, int], list[StoredRow]],
    *,
    topic: TopicNode | None = None,
    by_month: bool = False,
) -> Iterator[Page]:
    count = -(-total // PER_PAGE)
    places = [addresses.numbered(address, number) for number in range(1, count + 1)]
    broader = topic and topic.broader
    for number, place in enumerate(places, start=1):
        rows = members((number - 1) * PER_PAGE, PER_PAGE)
        yield from rendering.pages(
            "list",
            place,
            title,
            [row.text for row in rows],
            total,
            topic,
            rendering.content.links_of(row.row for row in rows),
            title=title if number == 1 else f"{title} ({number} of {count})",
            heading=title,
            parts=cache(lambda rows=rows: _by_month(rows) if by_month else [("", rows)]),
            total=total,
            topic=topic,
            broader=broader and rendering.content.topic(broader),
            places=places,
            number=number,
        )


def _by_month(rows: list[StoredRow]) -> list[tuple[str, list[StoredRow]]]:
    """Each month with its rows, newest first; rows without a month are under the year."""
    return [(month, list(found)) for month, found in groupby(rows, key=lambda row: str(row.row["issued"])[:7])]


def month_address(rendering: Rendering, month: str, position: int) -> str:
    """The address of a month in the list of a year; `position` is that of its newest reference."""
    plan = rendering.content.plan
    address: Any = plan.address("years", month[:4])
    number = plan.count_before("years", month[:4], position) // PER_PAGE + 1
    return f"{addresses.numbered(address, number)}#m{month}"
