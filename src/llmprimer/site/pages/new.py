"""The references added last, by day of addition."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from llmprimer.site.rendering import Page, Rendering


def pages(rendering: Rendering) -> Iterator[Page]:
    content = rendering.content
    days = content.days
    if not days:
        return
    found = [(day, [content.plan.row(key) for _, key in keys]) for day, keys in groupby(days, key=lambda pair: pair[0])]
    yield from rendering.pages("new", "new/", found, title="What is new", days=found)
