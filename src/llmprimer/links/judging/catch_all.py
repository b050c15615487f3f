"""Catch-all hosts, which answer every path with the same page."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

import httpx

from llmprimer.links.model import Link, LinkResult, PageFacts, Probe, Verdict
from llmprimer.text import fold


def made_up_url(url: httpx.URL) -> httpx.URL:
    """A random address on the same host, which cannot exist."""
    return url.copy_with(path=f"/{secrets.token_hex(8)}/{secrets.token_hex(4)}.html", query=None)


def needs_made_up_probe(result: LinkResult) -> bool:
    """Whether a made-up path should be requested: the page is alive, is not the root, and does not show the recorded title."""
    probe = result.probe
    if probe.site_answer is not None or probe.page is None or probe.status_code != 200:
        return False
    if result.verdict not in (Verdict.OK, Verdict.MOVED):
        return False
    return len(urlsplit(probe.final_url or "").path) > 1 and not _shows_title(result.link, probe.page)


def _shows_title(link: Link, page: PageFacts) -> bool:
    if not link.title or len(link.title.split()) < 2:
        return False
    wanted = fold(link.title)
    return wanted in fold(page.title) or any(wanted in fold(heading) for heading in page.headings)


def is_catch_all(probe: Probe, made_up: Probe) -> bool:
    """Whether the made-up path gave the same page as the link."""
    if made_up.error is not None or made_up.status_code != 200 or made_up.page is None or probe.page is None:
        return False
    if len(made_up.hops) > 1 and httpx.URL(made_up.final_url or "").path != httpx.URL(made_up.url).path:
        return made_up.final_url == probe.final_url
    return _are_alike(probe.page, made_up.page)


def _are_alike(one: PageFacts, other: PageFacts) -> bool:
    """Whether two pages are equal except for a few words that may repeat the address."""
    if one.title != other.title:
        return False
    if one.text == other.text:
        return True
    one_words, other_words = one.text.split(), other.text.split()
    if abs(len(one_words) - len(other_words)) > max(3, len(one_words) // 50):
        return False
    differing = sum(ours != theirs for ours, theirs in zip(one_words, other_words, strict=False)) + abs(
        len(one_words) - len(other_words)
    )
    return differing <= max(2, len(one_words) // 50)
