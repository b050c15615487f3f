"""Templates with the values that every page has. Everything is escaped by default."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from llmprimer import escaping
from llmprimer.site import addresses
from llmprimer.site.content import SECTIONS, Content

# Of titles in tabs and results of web searches, which cannot isolate them.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: A title longer than this is cut where it is only a name for the page.
_LONG = 200


class Rendering:
    """The templates of one site."""

    def __init__(self, content: Content) -> None:
        self._env = environment(autoescape=True)
        self._plain_env = environment(autoescape=False)
        self._common = {
            "site_title": content.title,
            "site_description": content.description,
            "site_url": content.url,
            "footer": content.site.footer,
            "license": content.header.license,
            "logo": logo_name(content),
            "sections": {section: heading for section, heading in SECTIONS.items() if content.groups[section]},
            "has_slides": bool(content.header.outline),
            "groups_of": content.groups,
            "all_count": len(content.rows),
            "address_of": content.group_addresses,
        }

    def page(self, template: str, address: str, **values: Any) -> str:
        """A page of HTML."""
        return self._render(self._env, template, address, values)

    def text(self, template: str, address: str, **values: Any) -> str:
        """A text that is not HTML: its template escapes each value for its own format."""
        return self._render(self._plain_env, template, address, values)

    def _render(self, env: Environment, template: str, address: str, values: dict[str, Any]) -> str:
        given = {**self._common, "page": address, "root": addresses.to_root(address), **values}
        # A lone surrogate of a hostile file cannot be written as UTF-8.
        return env.get_template(template).render(given).encode("utf-8", "replace").decode("utf-8")


def logo_name(content: Content) -> str | None:
    """The file name of the logo on the site."""
    return None if content.site.logo is None else "logo" + Path(content.site.logo).suffix


def environment(*, autoescape: bool) -> Environment:
    """Jinja with the filters that templates use."""
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=autoescape,  # noqa: S701 - false for Markdown alone, whose template escapes for Markdown
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
    return env


def page_name(text: str) -> str:
    """The text as a name of a page: on one line, without characters that turn the writing direction, not too long."""
    plain = escaping.one_line(_BIDI.sub("", text))
    return plain if len(plain) <= _LONG else plain[: _LONG - 1] + "…"


def authors(names: list[str]) -> str:
    """The first authors of a row."""
    return ", ".join(names[:3]) + (" et al." if len(names) > 3 else "")
