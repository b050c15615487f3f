"""Pages that are what they were linked for, though some look otherwise; pages that are not any more; and places in pages."""

from __future__ import annotations

import gzip

from links.gauntlet.case import LONG, Case, cases, html, said, site
from links.hostile import Answer, redirect, status

_FORM = "<form><input name='user'><input type='password'></form>"

INNOCENT = {
    "MDN on 404": site("404 Not Found - HTTP | MDN", f"<h1>404 Not Found</h1><p>The HTTP 404 Not Found response status code indicates that the server cannot find the requested resource.</p>{LONG}"),
    "Wikipedia on 404": site("HTTP 404 - Wikipedia", f"<h1>HTTP 404</h1><p>In computer network communications, the 404 error message says that the page could not be found.</p>{LONG}"),
    "how to write such a page": site("How to customise your 404 page", f"<h1>How to customise your 404 page</h1><p>Say: the page you are looking for does not exist.</p>{LONG}"),
    "soft 404s explained": site("Soft 404 errors | Search Central", f"<h1>Soft 404 errors</h1>{LONG}"),
    "a short note on 404": site("Why we say 410 and not 404", "<h1>Why we say 410 and not 404</h1><p>A reader asked why our old addresses say that they are gone. The answer is that search engines forget a 410 sooner than a 404, and that we mean it: what we took down stays down. We keep a list of all that ever was.</p>"),
    "change log": site("Release notes 3.0", "<h1>Release notes 3.0</h1><ul><li>The page cache has been removed.</li><li>The option is no longer available.</li><li>Fixed: a file could not be found after a restart.</li></ul>"),
    "Wikipedia on parking": site("Domain parking - Wikipedia", f"<h1>Domain parking</h1><p>Some parked pages say: this domain is for sale.</p>{LONG}"),
    "news of a domain": site("A short domain is sold for millions", f"<h1>A short domain is sold</h1><p>The domain name is for sale again, the broker said.</p>{LONG}"),
    "a house": site("House for sale in Porto", "<h1>House for sale in Porto</h1><p>Three rooms, a garden and a view of the river. The house is for sale since May; make an offer if you like it. Visits are possible on Saturdays.</p>"),
    "a paper on domains": site("Domain adaptation without labels", "<h1>Domain adaptation without labels</h1><p>When a source domain is available and the target domain is not, models fail. We show that a model can be adapted to the target domain with nothing but sentences of it.</p>"),
    "Wikipedia on captchas": site("CAPTCHA - Wikipedia", f"<h1>CAPTCHA</h1><p>Tests that ask: verify that you are human.</p>{LONG}"),
    "a paper on captchas": site("Breaking reCAPTCHA with vision models", "<h1>Breaking reCAPTCHA with vision models</h1><p>We show that a vision model solves the captcha of a well-known service in all cases. Earlier work reached two thirds. We also find that the service judges by cookies and history rather than by the answer, and discuss what that means for those who complete the captcha by hand.</p>"),
    "a paper on bots": site("Are you human? Telling models from people in chat", "<h1>Are you human? Telling models from people in chat</h1><p>People were asked to tell whether they talk with a person or with a model. They were right in sixty of a hundred cases. We describe what they looked for, and which questions helped them most.</p>"),
    "a paper on bot detection": site("Bot detection with graph networks", "<h1>Bot detection with graph networks</h1><p>Accounts that are run by programs follow each other in ways that people do not. A graph network that sees only who follows whom finds nine of ten of them, and needs no text at all.</p>"),
    "a story of a moment": site("Just a moment in time", f"<h1>Just a moment in time</h1>{LONG}"),
    "a contact form": site("Contact the lab", "<h1>Contact the lab</h1><p>Write to us about robots that walk; we answer within two days.</p><form><input name='mail'><textarea></textarea></form>", "<script src='https://www.google.com/recaptcha/api.js'></script>"),
    "behind Cloudflare but open": site("Walking robots", "<h1>Walking robots</h1><p>They learn from the feedback of people, step by step, and fall less than they did.</p>", "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"),
    "behind DataDome but open": site("Walking robots", "<h1>Walking robots</h1><p>They learn from the feedback of people, step by step, and fall less than they did.</p>", "<script src='https://js.datadome.co/tags.js'></script>"),
    "a login in the margin": site("Walking robots", f"<aside>Log in {_FORM}</aside><h1>Walking robots</h1>{LONG}"),
    "about logins": site("Login pages that people can use", f"<h1>Login pages that people can use</h1><p>A form should ask for a password once.</p>{LONG}"),
    "sign-in sheets": site("Sign in sheet for workshops", "<h1>Sign in sheet for workshops</h1><p>Print it, put it on the table, and ask everybody to write name and address on it.</p>"),
    "a login in its path": {"docs/login/flow": said(site("The login flow", f"<h1>The login flow</h1>{LONG}"))},
    "hello": html("Hello", "<p>Hello, world!</p>"),
    "a short page": html("RFC 9110", "<h1>HTTP Semantics</h1>"),
    "no title": "<p>Notes of the reading group, 12 January. Next time: scaling laws.</p>",
    "a listing": html("Index of /papers", "<h1>Index of /papers</h1><pre><a href='../'>../</a>\n<a href='a.pdf'>a.pdf</a> 12-Jan-2023 10:00 1M\n</pre>"),
    "a slide deck": html("Scaling laws", "<section><h1>Scaling laws</h1></section><section>Thank you</section>", "<script src='reveal.js'></script>"),
    "one page app": html("Demo", "<div id='root'></div><script src='/static/js/main.js'></script>"),
    "one page app with a note": html("Demo", "<noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div><script src='/static/js/main.js'></script>"),
    "empty body, title": html("Interactive explorer", "<script src='/app.js'></script>"),
    "a poem": html("Nothing found", f"<h1>Nothing found</h1><p>A poem on a beach in winter.</p>{LONG}{LONG}{LONG}"),
    "room 404": site("Room 404: a hotel story", "<h1>Room 404: a hotel story</h1><p>The key did not fit, and the night porter was asleep. We slept on the stairs.</p>"),
    "a missing thing": site("The missing page of the codex", "<h1>The missing page of the codex</h1><p>One page of the book is missing since 1911. Where it went nobody knows; a copy from 1850 shows what it said.</p>"),
    "access denied, a history": site("Access denied: censorship of the net", f"<h1>Access denied</h1>{LONG}"),
    "security check": site("Security checks of smart contracts", "<h1>Security checks of smart contracts</h1><p>A list of what to look at before money is put in: who may call what, in which order, and what happens when a call fails.</p>"),
    "old encoding": said(html("Größe und Maß", "<p>Über Maße.</p>").replace("<meta charset='utf-8'>", "").encode("cp1252"), kind="text/html"),
    "two bytes each": said(b"\xff\xfe" + html("Walking robots", f"<h1>Walking robots</h1>{LONG}").encode("utf-16-le"), kind="text/html; charset=utf-16"),
}  # fmt: skip

FILES = {
    "a PDF": {"files/a.pdf": said(b"%PDF-1.5 " + b"x" * 3_000_000, kind="application/pdf")},
    "a PDF without a suffix": said(b"%PDF-1.5 " + b"x" * 3_000_000, kind="application/pdf"),
    "a PDF where HEAD is refused": {"files/b.pdf": lambda r, b: Answer(405) if r.method == "HEAD" else Answer(body=b"%PDF-1.5", kind="application/pdf")},
    "a PDF where HEAD says 404": {"files/c.pdf": lambda r, b: Answer(404) if r.method == "HEAD" else Answer(body=b"%PDF-1.5", kind="application/pdf")},
    "a PDF where HEAD is left hanging": {"files/h.pdf": lambda r, b: Answer(pause=60) if r.method == "HEAD" else Answer(body=b"%PDF-1.5", kind="application/pdf")},
    "an image": {"files/d.png": said(b"\x89PNG\r\n\x1a\n" * 100_000, kind="image/png")},
    "an archive": {"files/e.tar.gz": said(b"\x1f\x8b" * 100_000, kind="application/gzip")},
    "text": {"files/readme.txt": said("How to build\n============\nRun make.\n", kind="text/plain")},
    "a table": {"files/data.csv": said("a,b\n1,2\n", kind="text/csv")},
    "JSON": {"files/data.json": said('{"a": 1}', kind="application/json")},
    "an unnamed kind": said("Just some text about robots.", kind=""),
    "packed": said(gzip.compress(html("Walking robots", LONG).encode()), content_encoding="gzip"),
    "no content": status(204),
    "a feed": {"feed.xml": said("<?xml version='1.0'?><rss version='2.0'><channel><title>Walking robots</title><item><title>One</title></item></channel></rss>", kind="application/rss+xml")},
}  # fmt: skip

_CASINO = said(
    html(
        "Online Casino Bonus 2024",
        f"<h1>Slot games</h1>{'<p>Play slots, roulette and poker for real money today.</p>' * 30}",
    )
)
DRIFTED = {
    "casino": ("Scaling laws for neural language models", _CASINO),
    "shoes": ("Attention is all you need", said(site("Cheap running shoes | Sportshop", "<p>Shoes for everybody, delivered tomorrow.</p>" * 30))),
    "pills": ("A gentle introduction to word embeddings", said(site("Buy pills without prescription", "<p>Pills at low prices.</p>" * 40))),
    "another blog": ("Illustrated transformer for beginners", said(site("Grandma's best apple pie", "<p>Take six apples and peel them.</p>" * 40))),
    "a law firm": ("Learning to summarize with human feedback", said(site("Smith & Partners | Lawyers in Dublin", "<p>Family law and contracts.</p>" * 40))),
}  # fmt: skip
KEPT = {
    "a suffix": ("Scaling laws for neural language models", "Scaling Laws for Neural Language Models | Example Blog"),
    "arXiv": ("Scaling laws for neural language models", "[2001.08361] Scaling Laws for Neural Language Models"),
    "GitHub": ("The nanoGPT repository", "GitHub - karpathy/nanoGPT: The simplest, fastest repository for training medium-sized GPTs."),
    "cut short": ("Training language models to follow instructions with human feedback", "Training language models to follow…"),
    "entities": ("Attention & alignment: what’s next", "Attention &amp; alignment: what&#8217;s next - Blog"),
    "another language": ("Introduction to language models", "言語モデルの紹介 | 例"),
    "plural": ("How language model learns", "Learning in language models"),
    "umlauts": ("Über große Sprachmodelle", "Ueber grosse Sprachmodelle - ein Überblick"),
    "Chinese": ("大模型是怎么炼成的", "大模型是怎么炼成的_知乎"),
}  # fmt: skip

#: Fragment, page, verdict.
_PLACES = html("Walking robots", f"<h1>Walking robots</h1><a name='old'></a><h2 id='method'>Method</h2><p id='user-content-usage'></p><h2 id='größe'></h2>{LONG}")  # fmt: skip
FRAGMENTS = [
    ("method", _PLACES, "ok"), ("old", _PLACES, "ok"), ("usage", _PLACES, "ok"), ("gr%C3%B6%C3%9Fe", _PLACES, "ok"), ("results", _PLACES, "fragment_missing"),
    ("Methods", _PLACES, "fragment_missing"), (":~:text=robots%20learn", _PLACES, "ok"), (":~:text=pigs%20fly", _PLACES, "fragment_missing"), ("L12-L20", _PLACES, "ok"),
    ("/route/7", _PLACES, "ok"), ("top", _PLACES, "ok"), ("part", INNOCENT["one page app"], "ok"), ("page=3", FILES["a PDF without a suffix"], "ok"),
]  # fmt: skip


def _drift() -> list[Case]:
    made = [Case(f"drifted, {name}", {"2019/article": page}, frozenset({"drifted"}), title) for name, (title, page) in DRIFTED.items()]  # fmt: skip
    for name, (title, now) in KEPT.items():
        page = said(html(now, f"<h1>{now}</h1>{LONG}"))
        made.append(Case(f"kept, {name}", {"2019/article": page}, frozenset({"ok"}), title))
    return made


def _places() -> list[Case]:
    made = []
    for fragment, page, verdict in FRAGMENTS:
        behaviour = said(page) if isinstance(page, str) else page
        made.append(Case(f"place {fragment}", {"2019/article": behaviour}, frozenset({verdict}), fragment=fragment))
    return made


_THERE = said(site("Walking robots", f"<h1>Walking robots</h1>{LONG}"))


def _to(location: str, code: int, **more: object) -> dict[str, object]:
    return {"2019/article": redirect(code, location), "there/it/is": _THERE, **more}


MOVES = [
    *cases("moved", {f"moved, {code}": _to("../there/it/is", code) for code in (301, 308)}),
    *cases("ok", {f"sent on, {code}": _to("../there/it/is", code) for code in (302, 303, 307)}),
    *cases("moved", {"moved, then sent on": _to("../mid/way", 301, **{"mid/way": redirect(302, "../there/it/is")})}),
    *cases("ok", {
        "sent on, then moved": _to("../mid/way", 302, **{"mid/way": redirect(301, "../there/it/is")}),
        "by the page": {"2019/article": said(html("Moving", "", "<meta http-equiv='refresh' content='0; url=../there/it/is'>")), "there/it/is": _THERE},
        "a blank in the way": {"2019/article": redirect(302, "../there/it is"), "there/it%20is": _THERE},
        "letters in the way": {"2019/article": redirect(302, "../größe/x"), "gr%C3%B6%C3%9Fe/x": _THERE},
        "a gate of cookies": {"2019/article": lambda r, b: Answer(body=html("Walking robots", LONG).encode()) if "seen=1" in r.headers.get("cookie", "") else Answer(302, headers={"location": "article", "set-cookie": "seen=1; Path=/"})},
    }, most=3),
    *cases("moved", {"a slash added": {"2019/article": redirect(301, "article/"), "2019/article/": _THERE}}),
    *cases("redirect_loop", {
        "to itself": redirect(302, "article"),
        "to and fro": {"2019/article": redirect(301, "../b/c"), "b/c": redirect(301, "../2019/article")},
        "for ever": lambda r, b: Answer(302, headers={"location": r.path + ("&x" if "?" in r.path else "?x")}),
    }, most=22),
    *cases("unsafe_redirect", {"to ftp": redirect(302, "ftp://example.org/x"), "to a script": redirect(301, "javascript:alert(1)"), "to a file": redirect(301, "file:///etc/passwd")}),
    *cases("protocol_error", {"to nowhere": redirect(302, ""), "to nonsense": redirect(302, "http://[bad")}),
]  # fmt: skip

HONEST = [
    *cases("ok", {f"innocent, {name}": page for name, page in INNOCENT.items()}),
    *cases("ok", {f"file, {name}": page for name, page in FILES.items()}),
    *_drift(),
    *_places(),
    *MOVES,
]
