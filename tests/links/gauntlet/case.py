"""One link of the gauntlet: what the server does, and what must be said of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from links.hostile import FILLER, Answer, Behaviour, Server

#: The menu and the foot of a usual site.
NAV = (
    "<nav><a href='/'>Home</a> <a href='/about'>About us</a> <a href='/team'>Team</a> <a href='/news'>News and events</a> "
    "<a href='/research'>Research</a> <a href='/publications'>Publications</a> <a href='/contact'>Contact</a></nav>"
)
FOOT = (
    "<footer><p>Subscribe to our newsletter</p><a href='/privacy'>Privacy policy</a> <a href='/terms'>Terms of use</a> "
    "<a href='/imprint'>Imprint</a> <p>Follow us on Mastodon, LinkedIn and YouTube</p><p>Copyright 2023 Example. All rights reserved.</p></footer>"
)
LONG = " ".join(f"<p>{FILLER}</p>" for _ in range(2))


@dataclass
class Case:
    """A link by its name. `paths` are the places under its folder that the server knows; the link is the first of them."""

    name: str
    paths: dict[str, Behaviour]
    #: Any of these will do.
    verdicts: frozenset[str]
    #: The title on record.
    title: str | None = None
    fragment: str = ""
    #: How often the address itself may be asked for.
    most: int = 2
    #: Whether the server must be its own, as what it does to one path would be held against others.
    alone: bool = False
    #: What any other path of such a server of its own is answered with.
    other: Behaviour | None = None
    folder: str = field(default="", compare=False)

    def put_on(self, server: Server, number: int) -> str:
        """Teaches the server the case; gives its address."""
        self.folder = f"/c{number:03}"
        for path, behaviour in self.paths.items():
            server.paths[f"{self.folder}/{path}"] = behaviour
        if self.other is not None:
            server.other = self.other
        asked = server.url + self.asked
        return f"{asked}#{self.fragment}" if self.fragment else asked

    @property
    def asked(self) -> str:
        """The path of the link itself."""
        return f"{self.folder}/{next(iter(self.paths))}"


def said(body: str | bytes, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> Behaviour:
    """An answer with this body."""
    content = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request, before: Answer(status, content, named, kind)


def html(title: str, body: str, head: str = "") -> str:
    """A page that is written out by hand."""
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{body}</body></html>"


def site(title: str, body: str, head: str = "") -> str:
    """The same with the menu and foot of a site."""
    return html(title, f"{NAV}<main>{body}</main>{FOOT}", head)


def cases(verdicts: str, pages: dict[str, str | Behaviour | dict[str, Behaviour]], **more: object) -> list[Case]:
    """Cases that share their verdict (several with a blank between will all do)."""
    made = []
    for name, page in pages.items():
        behaviour = said(page) if isinstance(page, str) else page
        paths = behaviour if isinstance(behaviour, dict) else {"2019/article": behaviour}
        made.append(Case(name, paths, frozenset(verdicts.split()), **more))  # type: ignore[arg-type]
    return made
