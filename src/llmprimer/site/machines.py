"""The files of a site for programs: index, feed, sitemap, description of the search, and llms.txt."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from itertools import islice
from textwrap import shorten
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

from llmprimer import escaping
from llmprimer.escaping import markdown, markdown_link
from llmprimer.index.rows import authors_of
from llmprimer.site import addresses
from llmprimer.site.content import Content
from llmprimer.site.plan import SECTIONS

#: Downloads of all references: name -> export format.
DOWNLOADS = {
    "references.bib": "bibtex",
    "references.ris": "ris",
    "references.csl.json": "csl-json",
    "references.csv": "csv",
    "references.jsonl": "jsonl",
}
#: The version of index.json; increase it when a field changes or is removed, not when one is added.
JSON_SHAPE = "llmprimer.site/1"
#: The most entries of the feed.
_IN_FEED = 50


def index(content: Content) -> bytes:
    """index.json: title, number of references, and the addresses of all pages and files, relative to it."""
    found = {
        "shape": JSON_SHAPE,
        "title": content.title,
        "description": content.description,
        "license": content.header.license,
        "url": content.url,
        "query": content.query or None,
        "count": content.plan.count,
        "addresses": {"html": "r/{key}/", "markdown": "r/{key}/index.md"},
        "downloads": {form: f"downloads/{name}" for name, form in DOWNLOADS.items()},
        "sections": {
            section: [
                {"name": group.name, "label": group.label, "count": group.size, "address": group.address}
                for group in content.groups(section)
            ]
            for section in SECTIONS
            if section not in ("authors", "organizations") and content.plan.group_count(section)
        },
    }
    return (_clean(json.dumps(found, ensure_ascii=False, indent=1)) + "\n").encode()


def sitemap(url: str, listed: Iterable[str]) -> bytes:
    """https://www.sitemaps.org/protocol.html, which allows 50,000 addresses in a file; the others are linked from lists."""
    lines = "".join(f"<url><loc>{escape(url + path)}</loc></url>\n" for path in islice(listed, 50_000))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    ).encode()


def opensearch(content: Content) -> bytes:
    """The description that lets a browser use the site as a search engine (https://github.com/dewitt/opensearch)."""
    assert content.url is not None
    # ShortName may have 16 characters, LongName 48; without a word that fits, the first word is cut.
    title = _text(content.title)
    short, long = (shorten(title, width, placeholder="") or title[:width].strip() for width in (16, 48))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(short)}</ShortName>\n"
        f"<LongName>{escape(long)}</LongName>\n"
        f"<Description>{escape(_text(content.description or content.title)[:1024])}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" method="get" template={quoteattr(content.url + "?q={searchTerms}")}/>\n'
        "</OpenSearchDescription>\n"
    ).encode()


def feed(content: Content) -> bytes:
    """The references added last as an Atom feed (RFC 4287)."""
    url = content.url or ""
    days = content.days[:_IN_FEED]
    entries = []
    for day, key in days:
        row = content.plan.row(key)
        assert row is not None
        names = authors_of(row) or [row["container_title"] or content.title]
        summary = f"<summary>{escape(_text(row['summary']))}</summary>\n" if row["summary"] else ""
        entries.append(
            f"<entry>\n<title>{escape(_text(row['title']))}</title>\n"
            f"<id>{_identity(content, key)}</id>\n<link href={quoteattr(url + addresses.reference(key))}/>\n"
            f"<updated>{_instant(day)}</updated>\n"
            + "".join(f"<author><name>{escape(_text(name))}</name></author>\n" for name in names[:10])
            + f"{summary}</entry>\n"
        )
    link = f'<link rel="self" href={quoteattr(url + "feed.atom")}/>\n<link href={quoteattr(url or "./")}/>\n'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{escape(_text(content.title))}</title>\n<id>{_identity(content, '')}</id>\n{link}"
        f"<updated>{_instant(days[0][0])}</updated>\n{''.join(entries)}</feed>\n"
    ).encode()


def llms(content: Content, out: IO[str]) -> None:
    """The catalogue for language models (https://llmstxt.org): each line links to a page in Markdown."""
    url = content.url or ""

    def line(address: str, title: str, about: str | None) -> str:
        # A relative address has no scheme.
        linked = markdown_link(url + address, markdown(title)) if url else f"[{markdown(title)}]({address})"
        return _clean(f"- {linked}" + (f": {markdown(about)}" if about else "") + "\n")

    out.write(_clean(f"# {markdown(content.title)}\n\n"))
    if content.description:
        out.write(_clean(f"> {markdown(content.description)}\n\n"))
    out.write("## Topics\n\n")
    for group in content.groups("topics"):
        out.write(line(f"{group.address}index.md", group.label, content.topic(group.name).definition))
    out.write("\n## References\n\n")
    for row in content.plan.each_row():
        out.write(line(f"{addresses.reference(row['citation_key'])}index.md", row["title"], row["summary"]))
    out.write("\n## Downloads\n\n")
    for name in DOWNLOADS:
        out.write(line(f"downloads/{name}", name, None))


def _identity(content: Content, key: str) -> str:
    """A permanent id: the address of the page, or one made of title and key if the site has no address."""
    if content.url:
        return escape(content.url + (addresses.reference(key) if key else ""))
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, _clean(f'{content.header.title}/{key}'))}"


def _instant(day: str) -> str:
    """A day, month or year as a time of RFC 3339."""
    return f"{(day + '-01-01')[:10]}T00:00:00Z"


def _text(text: str) -> str:
    """The text on one line, without characters that XML does not allow."""
    return _clean(escaping.one_line(text)).translate(_NOT_IN_XML)


_NOT_IN_XML: Any = dict.fromkeys((0xFFFE, 0xFFFF))


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
