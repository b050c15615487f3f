"""A link, the facts that a check found (Probe), and the judgement (LinkResult)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple


class Group(StrEnum):
    """The four groups of verdicts, best first."""

    ALIVE = "alive"
    SUSPECT = "suspect"
    UNCERTAIN = "uncertain"
    DEAD = "dead"


class Verdict(StrEnum):
    """The closed vocabulary of verdicts."""

    OK = "ok"
    MOVED = "moved"
    SOFT_404 = "soft_404"
    PARKED = "parked"
    DRIFTED = "drifted"
    FRAGMENT_MISSING = "fragment_missing"
    BLOCKED = "blocked"
    AUTH = "auth"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    TIMEOUT = "timeout"
    DNS = "dns"
    REFUSED = "refused"
    RESET = "reset"
    TLS = "tls"
    PROTOCOL_ERROR = "protocol_error"
    NOT_FOUND = "not_found"
    GONE = "gone"
    REDIRECT_LOOP = "redirect_loop"
    INVALID_URL = "invalid_url"
    UNSAFE_REDIRECT = "unsafe_redirect"
    CHECK_FAILED = "check_failed"

    @property
    def group(self) -> Group:
        """The group that the verdict belongs to."""
        return _GROUPS[self]

    @property
    def meaning(self) -> str:
        """One sentence for the documentation."""
        return _MEANINGS[self]


_GROUPS = {
    **dict.fromkeys((Verdict.OK, Verdict.MOVED), Group.ALIVE),
    **dict.fromkeys((Verdict.SOFT_404, Verdict.PARKED, Verdict.DRIFTED, Verdict.FRAGMENT_MISSING), Group.SUSPECT),
    **dict.fromkeys(
        (
            Verdict.BLOCKED,
            Verdict.AUTH,
            Verdict.RATE_LIMITED,
            Verdict.SERVER_ERROR,
            Verdict.TIMEOUT,
            Verdict.DNS,
            Verdict.REFUSED,
            Verdict.RESET,
            Verdict.TLS,
            Verdict.PROTOCOL_ERROR,
            Verdict.CHECK_FAILED,
        ),
        Group.UNCERTAIN,
    ),
    **dict.fromkeys(
        (
            Verdict.NOT_FOUND,
            Verdict.GONE,
            Verdict.REDIRECT_LOOP,
            Verdict.INVALID_URL,
            Verdict.UNSAFE_REDIRECT,
        ),
        Group.DEAD,
    ),
}

_MEANINGS = {
    Verdict.OK: "The page is there.",
    Verdict.MOVED: "The page is at another address; the target of the permanent redirects at the start may be recorded.",
    Verdict.SOFT_404: "A not-found page with status 200, a redirect to the home page, or a host that answers every path alike.",
    Verdict.PARKED: "The domain is parked, for sale, or shows only a page of its hosting provider or server.",
    Verdict.DRIFTED: "The page's title has nothing in common with the recorded title.",
    Verdict.FRAGMENT_MISSING: "The page exists, but the fragment of the address does not.",
    Verdict.BLOCKED: "The server refuses a robot (403, 451, 999, a challenge, a question of consent or age), or the address is private and was not requested.",
    Verdict.AUTH: "The page requires a login.",
    Verdict.RATE_LIMITED: "The server asks to slow down (429), for longer than a check waits.",
    Verdict.SERVER_ERROR: "The server failed (5xx).",
    Verdict.TIMEOUT: "There was no whole answer within the deadline.",
    Verdict.DNS: "The name of the host could not be resolved.",
    Verdict.REFUSED: "The host refused the connection.",
    Verdict.RESET: "The host closed the connection.",
    Verdict.TLS: "The certificate or the encryption failed; the reason names the cause.",
    Verdict.PROTOCOL_ERROR: "The response is not HTTP, or cannot be followed.",
    Verdict.NOT_FOUND: "The server says that the page does not exist (404).",
    Verdict.GONE: "The server says that the page is permanently gone (410).",
    Verdict.REDIRECT_LOOP: "The redirects form a loop, or there are too many.",
    Verdict.INVALID_URL: "The address cannot be requested.",
    Verdict.UNSAFE_REDIRECT: "It redirects to something that is not http or https.",
    Verdict.CHECK_FAILED: "llmprimer itself failed on this link; the JSON report has the traceback. The link was not judged.",
}


#: User name and password; they are never sent, shown or stored.
_CREDENTIALS = re.compile(r"^(\s*[A-Za-z][A-Za-z0-9+.-]*://)[^/?#@\s]*@")


@dataclass(frozen=True, slots=True)
class Link:
    """An address to check, a key and line to report it by, and a title to compare with.

    User names and passwords in the address are dropped.
    """

    url: str
    citation_key: str | None = None
    title: str | None = None
    line: int | None = None
    #: The file that the line is in, as it was named; None for standard input.
    file: str | None = None

    def __post_init__(self) -> None:
        if "@" in self.url:
            object.__setattr__(self, "url", _CREDENTIALS.sub(r"\1", self.url))


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer of a redirect chain: the address requested, the status, and how (`http`, or `meta` for a refresh in the page)."""

    url: str
    status_code: int
    method: str = "GET"
    via: str = "http"
    #: Seconds from the request to the head of the answer, and bytes of the body as they came.
    seconds: float = 0.0
    bytes: int = 0


@dataclass(slots=True)
class PageFacts:
    """The facts of an HTML page for the judgement."""

    title: str = ""
    #: The title for sharing (`og:title`), if there is one.
    og_title: str = ""
    #: The texts of h1.
    headings: list[str] = field(default_factory=list)
    #: The texts of h2 and h3.
    subheadings: list[str] = field(default_factory=list)
    text: str = ""
    #: The text without navigation, footer, links, buttons and code, one line for each block.
    main: str = ""
    #: The language that the page declares, in lower case (`de`, `pt-br`).
    lang: str = ""
    anchors: set[str] = field(default_factory=set)
    refresh: str | None = None
    password: bool = False
    scripts: int = 0
    raw: str = ""
    #: The word counts of `text` and `main`, once `word_counts.word_counts` has counted them.
    size: tuple[int, int] | None = field(default=None, repr=False, compare=False)


class SiteAnswer(NamedTuple):
    """The answer of a site's interface about one address: a verdict and the reason."""

    verdict: Verdict
    reason: str
    #: The title of a paper, a video, a question or an article, to compare with the reference's; None without one.
    title: str | None = None
    #: With the verdict `ok`: the address that has replaced this one permanently.
    moved_to: str | None = None


@dataclass(slots=True)
class Probe:
    """The facts of one check. `error` is the verdict if there was no answer, `detail` explains it."""

    url: str
    fragment: str = ""
    hops: list[Hop] = field(default_factory=list)
    status_code: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    final_url: str | None = None
    page: PageFacts | None = None
    error: Verdict | None = None
    detail: str = ""
    bytes: int = 0
    seconds: float = 0.0
    requests: int = 0
    whole: bool = True
    empty: bool = False
    #: Whether a made-up path of the same host got the same answer.
    matches_made_up_path: bool = False
    #: The answer of the interface of the site named in `site`; the page was not requested.
    site_answer: SiteAnswer | None = None
    site: str = ""
    #: The traceback of a bug in llmprimer, with `check_failed`.
    traceback: str | None = None


@dataclass(frozen=True, slots=True)
class LinkResult:
    """A link with its verdict, the reason in plain words, the rule that decided, and the evidence."""

    link: Link
    verdict: Verdict
    reason: str
    rule: str
    probe: Probe
    #: For `moved`: the address that the permanent redirects at the start of the chain lead to.
    moved_to: str | None = None
    #: The day (YYYY-MM-DD) since which every check has failed, if the history counts the link as dead.
    failed_since: str | None = None
    #: Its snapshot in a web archive, if one was searched for and found.
    archive_url: str | None = None
    #: The link's group before this run (see `links.history`); None if the history does not have the link.
    previous_group: Group | None = None

    @property
    def group(self) -> Group:
        """The verdict's group; dead if the history counts the link as dead."""
        return Group.DEAD if self.failed_since else self.verdict.group

    @property
    def became_dead(self) -> bool:
        """Whether this run is the first to find the link dead since it was last alive or first checked."""
        return self.group is Group.DEAD and self.previous_group is not Group.DEAD

    def as_json(self) -> dict[str, Any]:
        """One result in its documented JSON shape."""
        page = self.probe.page
        return {
            "citation_key": self.link.citation_key,
            "url": self.link.url,
            "verdict": str(self.verdict),
            "group": str(self.group),
            "reason": self.reason,
            "rule": self.rule,
            "final_url": self.probe.final_url,
            "moved_to": self.moved_to,
            "failed_since": self.failed_since,
            "archive_url": self.archive_url,
            "previous_group": str(self.previous_group) if self.previous_group else None,
            "became_dead": self.became_dead,
            "status_code": self.probe.status_code,
            "title": page.title if page else None,
            "hops": [
                {
                    "url": hop.url,
                    "status_code": hop.status_code,
                    "method": hop.method,
                    "via": hop.via,
                    "seconds": round(hop.seconds, 3),
                    "bytes": hop.bytes,
                }
                for hop in self.probe.hops
            ],
            "requests": self.probe.requests,
            "bytes": self.probe.bytes,
            "seconds": round(self.probe.seconds, 3),
            "traceback": self.probe.traceback,
            "file": self.link.file,
            "line": self.link.line,
        }
