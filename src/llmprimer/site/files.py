"""Every file of a site: its pages, what stands beside them for programs, and the downloads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files as package_files
from io import StringIO
from pathlib import Path
from xml.sax.saxutils import escape

from llmprimer.errors import CatalogueError
from llmprimer.escaping import markdown, markdown_link
from llmprimer.export import Options, get
from llmprimer.site import addresses, colors
from llmprimer.site.content import Content
from llmprimer.site.pages import pages
from llmprimer.site.rendering import logo_name

#: Files with everything: name -> format of `llmprimer export`.
DOWNLOADS = {
    "references.bib": "bibtex",
    "references.ris": "ris",
    "references.csl.json": "csl-json",
    "references.csv": "csv",
    "references.jsonl": "jsonl",
}


def site_files(content: Content) -> Iterator[tuple[str, bytes]]:
    """(path below the root, content) of every file, in a fixed order."""
    listed = []
    for page in pages(content):
        if page.listed:
            listed.append(page.path.removesuffix("index.html"))
        yield page.path, page.text.encode()
    yield "site.css", _style(content)
    logo = logo_name(content)
    yield ("icon.svg", _static("icon.svg")) if logo is None else (logo, _logo(content))
    for name, form in DOWNLOADS.items():
        out = StringIO()
        get(form).write(content.references(), content.header, out, Options())
        yield f"downloads/{name}", out.getvalue().encode("utf-8", "replace")
    yield "llms.txt", _llms(content).encode("utf-8", "replace")
    # GitHub Pages would leave out folders that begin with an underscore, and run Jekyll.
    yield ".nojekyll", b""
    if content.url is not None:
        yield "sitemap.xml", _sitemap(content.url, listed).encode()
        yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {content.url}sitemap.xml\n".encode()


def _style(content: Content) -> bytes:
    color = content.site.color or colors.DEFAULT
    light, dark = colors.readable(color, colors.LIGHT), colors.readable(color, colors.DARK)
    style = _static("site.css")
    accent = (
        f":root{{--accent:{light}}}\n@media (prefers-color-scheme:dark){{@media screen{{:root{{--accent:{dark}}}}}}}\n"
    )
    return style + accent.encode()


def _static(name: str) -> bytes:
    return package_files("llmprimer.site").joinpath("static", name).read_bytes()


def _logo(content: Content) -> bytes:
    """The image; CatalogueError if it is not there, or not below the catalogue's folder."""
    assert content.site.logo is not None
    folder = content.catalogue.path.resolve().parent
    path = (folder / content.site.logo).resolve()
    if not path.is_relative_to(folder):
        raise CatalogueError(f"site.logo: {content.site.logo} leads out of the catalogue's folder")
    try:
        return path.read_bytes()
    except OSError as error:
        raise CatalogueError(f"site.logo: {Path(content.site.logo)}: {error.strerror or error}") from None


def _sitemap(url: str, listed: list[str]) -> str:
    """https://www.sitemaps.org/protocol.html; pages whose address did not change are the same from run to run."""
    lines = "".join(f"<url><loc>{escape(url + path)}</loc></url>\n" for path in listed)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )


def _llms(content: Content) -> str:
    """The catalogue for language models, in the form of https://llmstxt.org: each line leads to a page in Markdown."""
    lines = [f"# {markdown(content.title)}", ""]
    if content.description:
        lines += [f"> {markdown(content.description)}", ""]
    lines.append("## References\n")
    for row in content.rows:
        address = f"{content.url or ''}{addresses.reference(row['citation_key'])}index.md"
        about = f": {markdown(row['summary'])}" if row.get("summary") else ""
        # A relative address is no address of a foreign scheme.
        title = markdown(row["title"])
        linked = markdown_link(address, title) if content.url else f"[{title}]({address})"
        lines.append(f"- {linked}{about}")
    lines += ["", "## Downloads", ""]
    lines += [f"- [{name}]({content.url or ''}downloads/{name})" for name in DOWNLOADS]
    return "\n".join(lines) + "\n"


def manifest(names: list[str]) -> bytes:
    """The list of a site's files, by which the next build knows what it may remove."""
    return (json.dumps({"made_by": "llmprimer site", "files": sorted(names)}, indent=0) + "\n").encode()
