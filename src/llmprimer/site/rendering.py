"""Renders templates with the values that all pages have. Values are escaped by default."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from llmprimer import escaping
from llmprimer.index.rows import authors_of
from llmprimer.site import addresses
from llmprimer.site.assets import assets, logo_name
from llmprimer.site.content import Content, page_digest
from llmprimer.site.plan import SECTIONS, Plan, StoredRow

# Bidirectional controls, which titles of tabs and web searches cannot isolate.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Longer titles are cut in the name of the page.
_LONG = 200


class Page(NamedTuple):
    """One file of the site: its path below the root, the digest that shows whether it has changed, and a function that makes its text.

    `listed` pages stand in the sitemap.
    """

    path: str
    make: Callable[[], str]
    digest: str
    listed: bool = False


class Frame(NamedTuple):
    """The HTML around the content of a page."""

    head: Markup
    top: Markup
    foot: Markup


class Rendering:
    """The templates of one site."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self._env = _environment(content, autoescape=True)
        self._plain_env = _environment(content, autoescape=False)
        for env, macros in ((self._env, "macros.html"), (self._plain_env, "macros.md")):
            row = env.get_template(macros).module.row  # type: ignore[attr-defined]
            env.globals["shown_row"] = partial(_shown_row, content.plan, row, macros)
        plan = content.plan
        self._common = {
            "site_title": content.title,
            "site_name": page_name(content.title),
            "site_description": content.description,
            "site_url": content.url,
            "footer": content.site.footer,
            "license": content.header.license,
            "logo": content.site.logo is not None,
            "icon": logo_name(content),
            "sections": {section: heading for section, heading in SECTIONS.items() if plan.group_count(section)},
            "has_slides": bool(content.header.outline),
            "has_links": bool(content.links),
            "has_days": bool(content.days),
            # The folder of styles and scripts, relative to the root.
            "assets": assets(content)[0],
        }
        #: Most pages share their frame, which is made once for each depth and for each page of the menu.
        self._frame = cache(self._new_frame)

    def pages(self, template: str, address: str, *facts: Any, **values: Any) -> Iterator[Page]:
        """A page in HTML and in Markdown, from two templates with one name.

        `facts` are what the values depend on; where they are as they were, the page is left as it is.
        """
        digest = page_digest(self.content, template, facts)
        given = {"page": address, "root": addresses.path_to_root(address), **values}
        yield Page(f"{address}index.html", lambda: self.html(f"{template}.html", **given), digest, listed=True)
        yield Page(f"{address}index.md", lambda: self.text(f"{template}.md", **given), digest)

    def html(self, template: str, **values: Any) -> str:
        """A page in HTML; the values include `page` and `root`."""
        page, root = values["page"], values["root"]
        frame = self._frame(page if page in self._framed_apart else "other/", root)
        return _written(self._env, template, {**self._common, "frame": frame, **values})

    @cached_property
    def _framed_apart(self) -> frozenset[str]:
        """The pages with their own frame: start, 404, and the pages of the menu."""
        sections = (f"{section}/" for section in SECTIONS)
        return frozenset(("", "404.html", "all/", "timeline/", "slides/", "new/", "links/", *sections))

    def _new_frame(self, page: str, root: str) -> Frame:
        values = {**self._common, "page": page, "root": root}
        made: Any = self._env.get_template("frame.html").make_module(values)
        return Frame(made.head(), made.top(), made.foot())

    def text(self, template: str, **values: Any) -> str:
        """A text that is not HTML; its template escapes each value for its format."""
        return re.sub(r"\n{3,}", "\n\n", _written(self._plain_env, template, {**self._common, **values}))


def _written(env: Environment, template: str, values: dict[str, Any]) -> str:
    # A lone surrogate cannot be written as UTF-8.
    return env.get_template(template).render(values).encode("utf-8", "replace").decode("utf-8")


#: Placeholder for the path to the root in a stored row; no text of a catalogue has it.
_ROOT = f"{secrets.token_hex(16)}/"


def _shown_row(plan: Plan, macro: Callable[..., str], form: str, stored: StoredRow, root: str, *level: int) -> str:
    """The row of a list, made by the macro. Most rows are in several lists and are made once."""
    made = plan.shown(stored, f"{form} {level}", lambda row: str(macro(row, _ROOT, *level)))
    return made.replace(_ROOT, root)


def _environment(content: Content, *, autoescape: bool) -> Environment:
    """The Jinja environment with the filters of the templates."""
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=autoescape,  # noqa: S701 - false for Markdown alone, whose templates escape for Markdown
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    env.filters |= {
        "reference": addresses.reference,
        "linkable": escaping.is_linkable,
        "name": page_name,
        "md": escaping.markdown,
        "md_link": lambda inner, url: escaping.markdown_link(url, inner),
        "authors": authors,
    }
    env.globals |= {"shown_pages": shown_pages, "link_of": content.link_of, "address_of": content.plan.address}
    return env


def page_name(text: str) -> str:
    """The text as a name of a page: on one line, without bidirectional controls, not too long."""
    plain = escaping.one_line(_BIDI.sub("", text))
    return plain if len(plain) <= _LONG else plain[: _LONG - 1] + "…"


def authors(row: dict[str, Any]) -> str:
    """The first authors of a row."""
    names = authors_of(row)
    return ", ".join(names[:3]) + (" et al." if len(names) > 3 else "")


def shown_pages(number: int, count: int) -> list[int | None]:
    """The numbers of pages that page `number` of `count` links to: first, last, and two on each side; None is a gap."""
    shown: list[int | None] = []
    before = 0
    for at in sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)}):
        if at - before == 2:
            shown.append(at - 1)  # a gap would hide this page alone
        elif at - before > 2:
            shown.append(None)
        shown.append(at)
        before = at
    return shown
