"""The pages of a site: one module for each kind, with `pages(rendering)`, which yields them in a fixed order.

A page is its address and a way to make its text; nothing is written here. Each kind has a template for HTML and one of
the same name for its twin in Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator

from llmprimer.site.content import page_digest
from llmprimer.site.pages import groups, link_health, lists, new, slides, start, timeline
from llmprimer.site.rendering import Page, Rendering

#: In the order of the sitemap. The pages of `references` come last and are made separately.
KINDS = (start, lists, groups, timeline, slides, new, link_health)


def pages(rendering: Rendering) -> Iterator[Page]:
    """All pages except those of the references, in a fixed order."""
    for kind in KINDS:
        yield from kind.pages(rendering)
    yield not_found(rendering)


def not_found(rendering: Rendering) -> Page:
    """The page for addresses that do not exist. Its links begin at the root, because hosts show it at any depth."""
    url = rendering.content.url
    root = "/" + url.split("/", 3)[3] if url else "/"
    digest = page_digest(rendering.content, "404", root)
    values = {"page": "404.html", "root": root, "title": "Page not found"}
    return Page("404.html", lambda: rendering.html("404.html", **values), digest)
