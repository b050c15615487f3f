"""Pages as real sites send them, rebuilt small from what is known of the sites, and the verdict that each deserves.

Five batches. `pages_a` was used to tune the rules. The others were written apart, each measured once before the rules
were changed by what it showed; right then, of all: b 148 of 237 before the rules were rewritten and 231 after, c 147 of
178, d 111 of 125, e 55 of 62. `pages_a` and `pages_b` were written before the rules were read.

Real pages were measured on 26 November 2026 with `bench/judging.py`, and never tuned on: the 404.html of 35 public
repositories of sites (one of each, by several generators and by hand, in nine languages) and 75 other pages of the same and
other sites. 30 of the 35 are known by their words alone, all 35 where the host answers a made-up path with them; none of
the 75 is flagged.

Decided where a verdict can be disputed:

- A consent wall or an age gate in place of the page is `blocked`: a person gets through, this check does not.
- A server's or hoster's default page, and a suspended account, are `parked`: the name is there, nobody's site is.
- A paywall, or a box to log in beside a text, is `ok`.
- A page whose only not-found words stand in a picture is not in the set: nobody can decide it from the words.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from llmprimer.links.judging.page import parse
from llmprimer.links.judging.rules import judge
from llmprimer.links.model import Hop, Link, LinkResult, Probe

DEEP = "https://www.example.org/2023/05/some-article.html"


@dataclass(frozen=True)
class Case:
    """One answer of a server, and the verdict expected of it."""

    name: str
    verdict: str
    body: str
    recorded: str | None = None
    url: str = DEEP
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    #: Where a redirect led.
    final: str | None = None


def judged(case: Case) -> LinkResult:
    """What the rules say of the case."""
    asked, _, fragment = case.url.partition("#")
    hops = [Hop(asked, 302), Hop(case.final, case.status)] if case.final else [Hop(asked, case.status)]
    probe = Probe(
        url=case.url,
        fragment=fragment,
        hops=hops,
        status_code=case.status,
        headers=case.headers,
        final_url=case.final or asked,
        page=parse(case.body),
        empty=not case.body.strip(),
    )
    return judge(probe, Link(case.url, title=case.recorded))


def html(title: str, *body: str, head: str = "", lang: str = "en", attributes: str = "") -> str:
    """A page of these pieces."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body {attributes}>{''.join(body)}</body></html>"
    )


def p(*paragraphs: str) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


def h1(text: str) -> str:
    return f"<h1>{text}</h1>"


def h2(text: str) -> str:
    return f"<h2>{text}</h2>"


def links(*names: str) -> str:
    return "<ul>" + "".join(f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(names)) + "</ul>"


def script(source: str = "/static/app.js") -> str:
    return f'<script src="{source}"></script>'


_SECTIONS = (
    "Home|News|World|Politics|Business|Technology|Science|Health|Sports|Culture|Books|Travel|Food|Opinion|Letters|Video|"
    "Podcasts|Newsletters|Archive|Jobs|About us|Our team|Contact|Press|Advertise|Subscribe|Help centre|Privacy policy|"
    "Terms of use|Cookie settings|Accessibility|Sitemap|Licensing|Careers|Events|Partners|Research|Teaching|Admissions|"
    "Undergraduate study|Graduate study|Campus map|Library|Alumni|Giving|Departments|Faculty directory"
).split("|")


def menu(times: int = 1) -> str:
    """A header with navigation, about 70 words for each time."""
    return (
        "<header><a href='/'>Example</a><form action='/search'><input name='q'><button>Search</button></form><nav>"
        + links(*_SECTIONS) * times
        + "</nav></header>"
    )


def divs(times: int = 1) -> str:
    """The same without the elements that say what it is."""
    return "<div class='menu'>" + links(*_SECTIONS) * times + "</div>"


def footer() -> str:
    return (
        "<footer><div>"
        + links(*_SECTIONS[20:34])
        + "</div><p>Copyright 2024 Example Media Group. All rights reserved. "
        "No part of this site may be reproduced without permission. Follow us on social media.</p></footer>"
    )


def popular() -> str:
    """A list of other articles, as a helpful not-found page offers."""
    return "<section><h3>Popular articles</h3>" + links(
        "How the harbour town rebuilt its fish market after the great storm",
        "Ten walks along the river that few people know about",
        "Why the price of coffee keeps rising, and who earns from it",
        "A visit to the workshop of the last bell founder in the valley",
        "What the new timetable means for commuters from the north",
        "Five questions to ask before you buy a used bicycle",
        "The quiet comeback of the paper notebook in the office",
        "How a small library became the heart of its neighbourhood",
    ) + "</section>"  # fmt: skip


_PARAGRAPHS = (
    "When the first results came in last spring, nobody in the group believed them. The curve bent where theory said "
    "it should stay flat, and it took three weeks of checking until we were sure that neither the data nor the code "
    "was at fault. What follows is an account of how we found the cause, and what we learned on the way.",
    "The method itself is old. It was described in the seventies, forgotten, and found again when computers became "
    "fast enough to make use of it. Its appeal lies in how little it assumes: given enough examples, it settles on an "
    "answer that is close to the best one, and it says how far away it may still be.",
    "In practice, of course, there is never enough of anything. We had eleven thousand examples, of which a fifth was "
    "labelled by hand, and two machines that were busy with other work for most of the day. So we began by asking "
    "which of the examples mattered most, and whether the rest could be left out without harm.",
    "Readers who want to repeat the experiment will find the settings in the appendix. Nothing in it is secret, and "
    "nothing is finished: we expect that others will do better, and we would be glad to hear from them when they do.",
    "A word on cost. The whole study used about four hundred hours of computing, which is less than a single training "
    "run of a model of moderate size. Most of that went into the runs that failed, and we think that is as it should be.",
)


def prose(paragraphs: int = 3) -> str:
    """Running text, about 60 words for each paragraph."""
    return p(*(_PARAGRAPHS[n % len(_PARAGRAPHS)] for n in range(paragraphs)))


LOGIN_BOX = (
    "<form action='/login' method='post'><input name='user'><input type='password' name='password'>"
    "<button>Log in</button></form>"
)
