"""From facts to verdict: an ordered table of rules; the first that applies decides. No I/O."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from llmprimer.links.judging import challenge, drift, parked, soft_404
from llmprimer.links.judging.word_counts import word_counts
from llmprimer.links.model import Link, LinkResult, PageFacts, Probe, SiteAnswer, Verdict
from llmprimer.text import fold


class Judgement(NamedTuple):
    """The answer of a rule."""

    verdict: Verdict
    reason: str


Rule = Callable[[Probe, Link], Judgement | None]


def _error(probe: Probe, link: Link) -> Judgement | None:
    return Judgement(probe.error, probe.detail) if probe.error is not None else None


def _challenge(probe: Probe, link: Link) -> Judgement | None:
    reason = challenge.is_challenge(probe)
    if (
        reason
        and link.title
        and probe.page
        and probe.status_code == 200
        and drift.has_recorded_title(link.title, probe.page)
    ):
        return None  # the recorded page may be about robots
    return Judgement(Verdict.BLOCKED, reason) if reason else None


_STATUS: dict[int, tuple[Verdict, str]] = {
    401: (Verdict.AUTH, "it requires a login (401)"),
    402: (Verdict.AUTH, "it requires a payment (402)"),
    403: (Verdict.BLOCKED, "the server refuses (403), often only for robots"),
    404: (Verdict.NOT_FOUND, "the server says that there is no such page (404)"),
    407: (Verdict.AUTH, "a proxy requires a login (407)"),
    408: (Verdict.TIMEOUT, "the server says that the request took too long (408)"),
    410: (Verdict.GONE, "the server says that the page is permanently gone (410)"),
    429: (Verdict.RATE_LIMITED, "the server asks to slow down (429)"),
    451: (Verdict.BLOCKED, "it is withheld for legal reasons (451)"),
    999: (Verdict.BLOCKED, "the server refuses robots (999)"),
}


def _status(probe: Probe, link: Link) -> Judgement | None:
    status = probe.status_code
    if status is None:
        return Judgement(Verdict.PROTOCOL_ERROR, "there was no answer")
    if status in _STATUS:
        return Judgement(*_STATUS[status])
    if 200 <= status < 300:
        return None
    if 500 <= status < 600:
        return Judgement(Verdict.SERVER_ERROR, f"the server failed ({status})")
    if 400 <= status < 500:
        return Judgement(Verdict.BLOCKED, f"the server refuses the request ({status})")
    return Judgement(Verdict.PROTOCOL_ERROR, f"the status {status} cannot be followed")


def _parked(probe: Probe, link: Link) -> Judgement | None:
    reason = parked.is_parked(probe.page, probe.final_url or "", link.title) if probe.page else None
    return Judgement(Verdict.PARKED, f"the domain is parked: {reason}") if reason else None


def _login(probe: Probe, link: Link) -> Judgement | None:
    reason = challenge.is_login(probe)
    return Judgement(Verdict.AUTH, f"it requires a login: {reason}") if reason else None


def _not_found_page(probe: Probe, link: Link) -> Judgement | None:
    if probe.page is None:
        return None
    reason = soft_404.is_not_found(probe.page, link.title)
    return Judgement(Verdict.SOFT_404, f"a not-found page that says {probe.status_code}: {reason}") if reason else None


def _root_instead(probe: Probe, link: Link) -> Judgement | None:
    if len(probe.hops) > 1 and probe.final_url and soft_404.is_root_instead(probe.url, probe.final_url):
        return Judgement(Verdict.SOFT_404, f"the home page came instead of the requested page ({probe.final_url})")
    return None


def _catch_all(probe: Probe, link: Link) -> Judgement | None:
    if probe.matches_made_up_path:
        return Judgement(Verdict.SOFT_404, "the host answers a made-up path with the same page")
    return None


def _empty(probe: Probe, link: Link) -> Judgement | None:
    if probe.status_code == 200 and probe.empty and probe.whole:
        return Judgement(Verdict.SOFT_404, "the answer says 200 and is empty")
    return None


def _drifted(probe: Probe, link: Link) -> Judgement | None:
    if link.title and probe.page is not None and drift.has_drifted(link.title, probe.page):
        return Judgement(Verdict.DRIFTED, f"the page is now “{probe.page.title[:100]}”")
    return None


#: Fragments for a script, a viewer or the top of the page, not for an element: routes, lines of code, parameters
#: of PDF, video, sheet and notebook viewers (`page=3`, `t=90`), and parts that GitHub loads on demand.
_NOT_ELEMENTS = re.compile(
    r"[!/?].*|top|L\d+(?:[-:,C].*)?|lines?-\d+.*|[A-Za-z][\w.-]*=.*|diff-.*|"
    r"(?:issuecomment|discussioncomment|pullrequestreview|commitcomment|issue|event|ref-commit)-\w+|discussion_r\d+|note_\d+|",
    re.IGNORECASE,
)
_TEXTS = re.compile(r"(?:^|&)text=([^&]*)")
#: A page with a script and fewer words is filled by the script.
_MIN_WORDS = 40


def _fragment(probe: Probe, link: Link) -> Judgement | None:
    page = probe.page
    if probe.fragment != link.url.partition("#")[2].strip():
        return None  # a redirect chose it, not the link
    if page is None or not probe.fragment or not probe.whole or "<" not in page.raw[:2000]:
        return None
    element, _, directive = probe.fragment.partition(":~:")
    if not directive and _NOT_ELEMENTS.fullmatch(element):
        return None
    if page.scripts and word_counts(page)[0] < _MIN_WORDS:
        return None
    texts = _TEXTS.findall(directive)
    if texts:
        page_letters = _letters(page.text)
        for text in texts:
            if (missing := _missing_text(text, page_letters)) is not None:
                return Judgement(Verdict.FRAGMENT_MISSING, f"the words “{missing[:80]}” are not on the page")
        return None  # browsers go to the words and ignore the element
    name = unquote(element)
    if _NOT_ELEMENTS.fullmatch(name) or not page.anchors.isdisjoint((element, name, f"user-content-{name}")):
        return None
    return Judgement(Verdict.FRAGMENT_MISSING, f"the page has no fragment called “{name[:80]}”")


def _missing_text(directive: str, page_letters: str) -> str | None:
    """The first part of a text directive (prefix-,start,end,-suffix) that the page does not have."""
    for piece in directive.split(","):
        wanted = _letters(unquote(piece.removeprefix("-").removesuffix("-")))
        if wanted and wanted not in page_letters:
            return unquote(piece)
    return None


def _letters(text: str) -> str:
    # Spaces and punctuation differ by tags within words, line breaks, and kinds of quotes and dashes.
    return re.sub(r"[\W_]+", "", fold(text))


#: In this order; the name of the rule that decided is part of the evidence.
RULES: tuple[tuple[str, Rule], ...] = (
    ("error", _error),
    ("challenge", _challenge),
    ("status", _status),
    ("parked", _parked),
    ("login", _login),
    ("not-found page", _not_found_page),
    ("root instead", _root_instead),
    ("catch-all host", _catch_all),
    ("empty", _empty),
    ("drifted", _drifted),
    ("fragment", _fragment),
)


def permanent_target(probe: Probe) -> str | None:
    """The end of the permanent redirects at the start of the chain: only this address may replace the link."""
    target = None
    for hop, following in zip(probe.hops, probe.hops[1:], strict=False):
        if hop.status_code not in (301, 308) or following.via != "http":
            break
        target = following.url
    return target


def judge(probe: Probe, link: Link) -> LinkResult:
    """The verdict on the facts."""
    if probe.site_answer is not None:
        return _by_site_answer(probe, probe.site_answer, link)
    for name, rule in RULES:
        if (answer := rule(probe, link)) is not None:
            return LinkResult(link, answer.verdict, answer.reason, name, probe)
    target = permanent_target(probe)
    if target is not None:
        if probe.fragment:
            target = f"{target}#{probe.fragment}"
        return LinkResult(link, Verdict.MOVED, f"it has moved permanently to {target}", "moved", probe, target)
    return LinkResult(link, Verdict.OK, f"the page is there ({probe.status_code})", "ok", probe)


def _by_site_answer(probe: Probe, answer: SiteAnswer, link: Link) -> LinkResult:
    """The verdict of the site's own interface; its title is compared like that of a page."""
    rule = f"site:{probe.site}"
    if answer.title:
        probe.page = PageFacts(title=answer.title)
        if answer.verdict is Verdict.OK and (drifted := _drifted(probe, link)) is not None:
            return LinkResult(link, drifted.verdict, drifted.reason, rule, probe)
    if answer.verdict is Verdict.OK and answer.moved_to:
        return LinkResult(link, Verdict.MOVED, answer.reason, rule, probe, answer.moved_to)
    return LinkResult(link, answer.verdict, answer.reason, rule, probe)
