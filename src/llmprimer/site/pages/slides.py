"""The outline, with the references that each slide cites."""

from __future__ import annotations

from collections.abc import Iterator

from llmprimer.site.plan import Row
from llmprimer.site.rendering import Page, Rendering

#: The most references under one slide; the others are counted.
_MOST = 200


def pages(rendering: Rendering) -> Iterator[Page]:
    content = rendering.content
    if not content.header.outline:
        return
    on: dict[int, list[Row]] = {slide.slide: [] for slide in content.header.outline}
    more: dict[int, int] = {}
    for row in content.plan.each_row():
        for slide in row["slides"]:
            if slide in on and len(on[slide]) < _MOST:
                on[slide].append(row)
            else:
                more[slide] = more.get(slide, 0) + 1
    found = [(slide, on[slide.slide], more.get(slide.slide, 0)) for slide in content.header.outline]
    yield from rendering.pages("slides", "slides/", [found], title="Slides", slides=found)
