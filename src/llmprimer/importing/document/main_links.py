"""Tells which link of an entry is the work itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter

from llmprimer.identifiers import host
from llmprimer.importing.document.labels import plain
from llmprimer.importing.document.linking import CHAT, Links
from llmprimer.importing.document.outline import Span
from llmprimer.records.links import is_note, link_type
from llmprimer.records.venues import is_meeting, names_publication
from llmprimer.vocabulary import LinkType

_PREFERRED = (
    re.compile(r"\b(?:paper|arxiv|abs|abstract|doi|article|论文|論文|原文)\b|^(?:论文|論文)", re.IGNORECASE),
    re.compile(r"\b(?:pdf|openreview|pub|publication|html|preprint|acl|proceedings)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:web|website|homepage|home|site|page|project|link|url|book|here|course|blog|post)\b|主页|官网|链接",
        re.IGNORECASE,
    ),
)
_LANDING = re.compile(r"link|url|html|page|web|home\s?page", re.IGNORECASE)
#: Labels of links to companions of a work; another link may lead to the work itself.
_FURTHER = frozenset(
    {
        LinkType.CODE,
        LinkType.DATA,
        LinkType.DEMO,
        LinkType.MODEL,
        LinkType.VIDEO,
        LinkType.SLIDES,
        LinkType.POSTER,
        LinkType.DISCUSSION,
    }
)


def main_resource(links: Links) -> Span | None:
    """The link without title that leads to the work itself: paper, else PDF, else page, else the first."""
    labels = [
        s
        for _, s in sorted(
            (*links.resources, *(t for t in links.titled if len(t[1].text.split()) <= 4)), key=itemgetter(0)
        )
    ]
    spans = [s for _, s in links.resources] or [s for _, s in links.titled]
    if (paper := next((s for s in labels if _PREFERRED[0].search(s.text)), None)) is not None:
        return paper
    # `[CoRL](https://arxiv.org/...) Title [[Page](...)]`: what is called by no label leads to the paper, as its address shows.
    if (paper := next((s for s in labels if _is_called_by_venue(s) and is_paper(Span("", s.href))), None)) is not None:
        return paper
    for pattern in _PREFERRED[1:]:
        # `[VIS 2021](...) • [Code](...)`: the link that is called by the publication leads to it.
        if pattern is _PREFERRED[1] and (published := _published(links)) is not None:
            return published
        for span in spans:
            if pattern.search(span.text):
                return _landing_page(span, spans)
    if links.titled and all(link_type(s.text, s.href or "") in _FURTHER for _, s in links.resources):
        spans = [s for _, s in links.titled]  # `[mSystems](...) | [code](...)`
    addressed = [s for s in spans if not s.image] or spans
    return next((s for s in addressed if not CHAT.match(s.href or "")), addressed[0] if addressed else None)


def _is_called_by_venue(link: Span) -> bool:
    """Whether the text of a link may be where the work was published, and does not say what the link leads to."""
    text = link.text.strip(" []()")
    is_other = link_type(text, "") is LinkType.OTHER and not is_note(text) and _PREFERRED[2].search(text) is None
    return is_other and not link.image and text[:1].isupper() and text != link.href


def _landing_page(found: Span, spans: Sequence[Span]) -> Span:
    """The page of a work beside its PDF on the same site, `[link](...), [pdf](...)`; else the link that was found."""
    of_work = (s for s in spans if _LANDING.fullmatch(plain(s.text)) and host(s.href or "") == host(found.href or ""))
    return next(of_work, found) if link_type(found.text, "") is LinkType.PDF else found


def is_paper(link: Span) -> bool:
    """Whether a link leads to a paper, by its text or address."""
    called = _PREFERRED[0].search(link.text) or _PREFERRED[1].search(link.text) or is_meeting(link.text.strip(" []()"))
    return bool(called) or re.search(r"arxiv\.org|doi\.org|openreview|\.pdf$", link.href or "") is not None


def _published(links: Links) -> Span | None:
    """The first link whose text is a publication."""
    every = sorted((*links.titled, *links.resources), key=lambda found: found[0])
    return next((s for _, s in every if s.text != s.href and names_publication(s.text.strip(" []()"))), None)
