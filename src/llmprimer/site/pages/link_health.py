"""The states of links: their numbers, and the links that need attention."""

from __future__ import annotations

from collections.abc import Iterator

from llmprimer.links.model import Group, Verdict
from llmprimer.site.rendering import Page, Rendering

#: Worst first; `moved` are links that are alive at another address.
_SECTIONS = ("dead", "suspect", "uncertain", "moved")
#: The most links in one section; the others are counted.
_MOST = 500


def pages(rendering: Rendering) -> Iterator[Page]:
    content = rendering.content
    if not content.links:
        return
    counts = {str(group): 0 for group in Group}
    unchecked = without = 0
    found: dict[str, list[object]] = {section: [] for section in _SECTIONS}
    more = dict.fromkeys(_SECTIONS, 0)
    for row in content.plan.each_row():
        link = content.links.get(row["url"])
        if link is None:
            unchecked += bool(row["url"])
            without += not row["url"]
            continue
        counts[str(link.group)] += 1
        section = "moved" if link.last.verdict is Verdict.MOVED else str(link.group)
        if section in found and len(found[section]) < _MOST:
            found[section].append((row, link))
        elif section in found:
            more[section] += 1
    yield from rendering.pages(
        "links",
        "links/",
        [counts, found, unchecked, without, content.links.last],
        title="Links",
        counts=counts,
        unchecked=unchecked,
        without=without,
        found=found,
        more=more,
        last=content.links.last,
    )
