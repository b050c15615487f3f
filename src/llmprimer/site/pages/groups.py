"""The lists of topics, years, kinds, authors and organisations, each with its number of references."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from llmprimer.site import addresses
from llmprimer.site.plan import SECTIONS
from llmprimer.site.rendering import Page, Rendering

_PER_PAGE = 1000


def pages(rendering: Rendering) -> Iterator[Page]:
    content = rendering.content
    for section, heading in SECTIONS.items():
        if not content.plan.group_count(section):
            continue
        count = max(1, -(-content.plan.group_count(section) // _PER_PAGE))
        places = [addresses.numbered(f"{section}/", number) for number in range(1, count + 1)]
        found = content.groups(section)
        for number, place in enumerate(places, start=1):
            groups = list(islice(found, _PER_PAGE))
            yield from rendering.pages(
                "groups",
                place,
                groups,
                len(places),
                title=heading if number == 1 else f"{heading} ({number} of {count})",
                heading=heading,
                groups=groups,
                section=section,
                total=content.plan.group_count(section),
                places=places,
                number=number,
            )
