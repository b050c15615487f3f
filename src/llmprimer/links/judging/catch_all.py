"""Hosts that answer every path alike: known by a made-up path that gives the same page."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

import httpx

from llmprimer.links.model import Link, LinkResult, Page, Probe, Verdict
from llmprimer.text import fold


def made_up(url: httpx.URL) -> httpx.URL:
    """An address on the same host that nobody has ever linked to."""
    return url.copy_with(path=f"/{secrets.token_hex(8)}/{secrets.token_hex(4)}.html", query=None)


def worth_asking(result: LinkResult) -> bool:
    """Whether a made-up path would tell something: a deep page is there that does not show the title on record."""
    probe = result.probe
    if probe.said is not None or probe.page is None or probe.status_code != 200:
        return False
    if result.verdict not in (Verdict.OK, Verdict.MOVED):
        return False
    return len(urlsplit(probe.final_url or "").path) > 1 and not _shows_title(result.link, probe.page)


def _shows_title(link: Link, page: Page) -> bool:
    if not link.title or len(link.title.split()) < 2:
        return False
    wanted = fold(link.title)
    return wanted in fold(page.title) or any(wanted in fold(heading) for heading in page.headings)


def is_alike(probe: Probe, nonsense: Probe) -> bool:
    """Whether the made-up path led to the same page as the link."""
    if nonsense.error is not None or nonsense.status_code != 200 or nonsense.page is None or probe.page is None:
        return False
    if len(nonsense.hops) > 1 and httpx.URL(nonsense.final_url or "").path != httpx.URL(nonsense.url).path:
        return nonsense.final_url == probe.final_url
    return _same(probe.page, nonsense.page)


def _same(one: Page, other: Page) -> bool:
    """Whether two pages are the same but for what echoes their addresses."""
    if one.title != other.title:
        return False
    if one.text == other.text:
        return True
    a, b = one.text.split(), other.text.split()
    if abs(len(a) - len(b)) > max(3, len(a) // 50):
        return False
    differing = sum(x != y for x, y in zip(a, b, strict=False)) + abs(len(a) - len(b))
    return differing <= max(2, len(a) // 50)
