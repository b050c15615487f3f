"""What servers do to a connection, and the statuses that are taken at their word."""

from __future__ import annotations

import gzip

from links.gauntlet.case import LONG, Case, cases, html, said, site
from links.hostile import Answer, Behaviour, in_turn, status

_PAGE = html("Walking robots", f"<h1>Walking robots</h1>{LONG}").encode()
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_GOOD = said(_PAGE)


def raw(data: bytes, **more: object) -> Behaviour:
    """These bytes, and the end of the connection."""
    return lambda request, before: Answer(raw=data, **more)  # type: ignore[arg-type]


_LENGTH = b"Content-Length: %d\r\n\r\n" % len(_PAGE)
WORKING = {
    "recovers at once": in_turn(status(503), _GOOD),
    "recovers when it said": in_turn(status(503, retry_after="1"), _GOOD),
    "asks for a second": in_turn(status(429, retry_after="1"), _GOOD),
    "fails once": in_turn(status(500), _GOOD),
    "breaks off once": in_turn(raw(b"", reset=True), _GOOD),
    "a bomb": said(gzip.compress(_PAGE + b"0" * 200_000_000), content_encoding="gzip"),
    "an endless page": said(_PAGE + b"<p>more</p>" * 1_000_000),
    "says too long": lambda r, b: Answer(body=_PAGE, length=9_999_999),
    "stops in the middle": raw(_OK + b"Content-Length: 900000\r\n\r\n" + _PAGE),
    "no reason": raw(b"HTTP/1.1 200\r\nContent-Type: text/html\r\n" + _LENGTH + _PAGE),
    "HTTP/1.0": raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + _PAGE),
    "hints before": raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" + _OK + _LENGTH + _PAGE),
    "continues unasked": raw(b"HTTP/1.1 100 Continue\r\n\r\n" + _OK + _LENGTH + _PAGE),
    "in chunks": raw(_OK + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(_PAGE), _PAGE)),
    "chunks without an end": raw(_OK + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(_PAGE), _PAGE)),
    "many cookies": said(_PAGE, set_cookie="a=" + "x" * 3000),
    "headers in Latin-1": raw(_OK + "X-Ort: Köln\r\n".encode("latin-1") + _LENGTH + _PAGE),
}
BROKEN = {
    "headers drop by drop": ("timeout", raw(_OK + b"x: y\r\n" * 5000, drip=0.05)),
    "a body drop by drop": ("timeout", lambda r, b: Answer(body=html("Walking robots", "<p>Slowly.</p>").encode(), drip=0.5)),
    "reset at once": ("reset", raw(b"", reset=True)),
    "reset in the headers": ("reset", raw(_OK[:30], reset=True)),
    "closed at once": ("reset", raw(b"")),
    "HTTP/0.9": ("protocol_error", raw(b"<html><body>Hello</body></html>")),
    "another protocol": ("protocol_error reset", raw(b"SSH-2.0-OpenSSH_9.2\r\n")),
    "noise": ("protocol_error", raw(bytes(range(256)) * 8)),
    "huge headers": ("protocol_error", raw(_OK + b"x: " + b"y" * 400_000 + b"\r\n\r\n")),
    "a length of words": ("protocol_error ok", raw(_OK + b"Content-Length: many\r\n\r\n" + _PAGE)),
    "two lengths": ("protocol_error ok", raw(_OK + b"Content-Length: 5\r\nContent-Length: 500\r\n\r\n" + _PAGE)),
    "chunks of nonsense": ("protocol_error ok reset", raw(_OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + _PAGE)),
    "packed nonsense": ("protocol_error ok", said(b"\x1f\x8bnonsense" * 50, content_encoding="gzip")),
    "a status of its own": ("protocol_error", raw(b"HTTP/1.1 777 Luck\r\nContent-Length: 0\r\n\r\n")),
    "fails always": ("server_error", status(500)),
    "fails for good": ("server_error", status(501)),
    "bad gateway": ("server_error", status(502)),
    "origin is down": ("server_error", said(site("521: Web server is down", "<h1>Web server is down</h1><p>Error code 521</p>"), 521)),
    "come back tomorrow (503)": ("server_error", status(503, retry_after="86400")),
}  # fmt: skip
STATUSES = {
    402: "auth", 403: "blocked", 404: "not_found", 407: "auth", 410: "gone", 418: "blocked",
}  # fmt: skip

#: A failure that may pass is tried three times. A reset also ends a connection that was kept from another page, which is no try.
MOST_TRIES = {"reset": 4, "server_error": 3}

#: So many pages, one after the other, ask for patience; as many good ones of the same host follow.
PATIENCE = 5
#: So many say nothing at all.
HANGING = 4

ALIKE = said(site("Welcome", f"<h1>Welcome</h1>{LONG}"))

MANNERS: list[Case] = [
    *cases("ok", {f"manners, {name}": behaviour for name, behaviour in WORKING.items()}),
    *[case for name, (verdicts, behaviour) in BROKEN.items() for case in cases(verdicts, {f"manners, {name}": behaviour}, most=MOST_TRIES.get(verdicts, 2))],
    *[case for code, verdict in STATUSES.items() for case in cases(verdict, {f"status {code}": said(site("Something", "<p>Something.</p>"), code)}, most=1)],
    *cases("not_found", {"a kind 404": said(site("Where did it go?", f"<h1>Where did it go?</h1>{LONG}"), 404)}, most=1),
    *[case for n in range(PATIENCE) for case in cases("rate_limited", {f"come back tomorrow {n}": status(429, retry_after="86400")}, most=1)],
    *[case for n in range(PATIENCE) for case in cases("ok", {f"good page {n}": said(site(f"Good page {n}", f"<h1>Good page {n}</h1>{LONG}"))}, most=1)],
    *[case for n in range(HANGING) for case in cases("timeout", {f"silence {n}": lambda r, b: Answer(pause=60)}, most=1)],
    Case("every path alike", {"2019/article": ALIKE}, frozenset({"soft_404"}), alone=True, other=ALIKE),
]  # fmt: skip
