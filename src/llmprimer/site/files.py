"""All files of a site: pages, files for programs, and downloads."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import chain
from typing import IO, Any, NamedTuple

from llmprimer.export import get
from llmprimer.site import machines
from llmprimer.site.assets import assets
from llmprimer.site.content import Content, page_digest
from llmprimer.site.pages import pages, references
from llmprimer.site.rendering import Page, Rendering
from llmprimer.site.search_index import DIRECTORY, search_files
from llmprimer.site.service_worker import service_worker


class SiteFile(NamedTuple):
    """A file: its path below the root, the digest that shows whether it has changed, and a function that makes its bytes.

    Without a digest they are made each time. `write` fills large files piece by piece.
    """

    path: str
    make: Callable[[], bytes] | None
    digest: str | None = None
    write: Callable[[IO[str]], Any] | None = None


def reference_files(content: Content) -> Iterator[SiteFile]:
    """The pages of the references, in a fixed order."""
    return _pages(references.pages(Rendering(content)))


def other_files(content: Content, made_from: Callable[[str], list[str]]) -> Iterator[SiteFile]:
    """All other files, in a fixed order; `made_from` returns the paths that the last build made for a digest."""
    listed = []
    for page in pages(Rendering(content)):
        if page.listed:
            listed.append(page.path.removesuffix("index.html"))
        yield from _pages((page,))
    yield from _search(content, made_from)
    folder, files = assets(content)
    for name, data in files.items():
        yield _made(folder + name, data)
    for name, form in machines.DOWNLOADS.items():
        digest = page_digest(content, name, content.plan.digest, content.names_digest)
        yield SiteFile(f"downloads/{name}", None, digest, _download(content, form))
    yield SiteFile("llms.txt", None, None, lambda out: machines.llms(content, out))
    yield _made("index.json", machines.index(content))
    if content.days:
        yield _made("feed.atom", machines.feed(content))
    # Without this file, GitHub Pages runs Jekyll, which leaves out folders that begin with an underscore.
    yield _made(".nojekyll", b"")
    if content.url is not None:
        yield _made("sitemap.xml", machines.sitemap(content.url, chain(listed, content.plan.reference_addresses())))
        yield _made("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {content.url}sitemap.xml\n".encode())
        yield _made("opensearch.xml", machines.opensearch(content))
    yield _made("service-worker.js", service_worker(content, [folder + name for name in files]))


def _pages(found: Iterable[Page]) -> Iterator[SiteFile]:
    return (SiteFile(page.path, partial(_encoded, page), page.digest) for page in found)


def _encoded(page: Page) -> bytes:
    return page.make().encode()


def _search(content: Content, made_from: Callable[[str], list[str]]) -> Iterator[SiteFile]:
    """The index of the search. It is made whole or, where nothing in it has changed, not at all."""
    state_of = content.links.get if content.links else None
    digest = page_digest(content, "search", content.plan.digest, _states_digest(content))

    @cache
    def made() -> dict[str, bytes]:
        with content.index() as index:
            return dict(search_files(index, state_of))

    kept = made_from(digest)
    if DIRECTORY in kept:
        for path in kept:
            yield SiteFile(path, lambda path=path: made()[path], digest)  # type: ignore[misc]
        return
    with content.index() as index:
        for path, data in search_files(index, state_of):
            yield SiteFile(path, lambda data=data: data, digest)  # type: ignore[misc]


def _states_digest(content: Content) -> str:
    """What tells whether the state of any link has changed."""
    digest = hashlib.sha256()
    for row in content.plan.each_row() if content.links else ():
        link = content.links.get(row["url"])
        digest.update(f"{link.group if link else ''}\n".encode())
    return digest.hexdigest()


def _made(path: str, data: bytes) -> SiteFile:
    return SiteFile(path, lambda: data, hashlib.sha256(data).hexdigest()[:24])


def _download(content: Content, form: str) -> Callable[[IO[str]], Any]:
    def write(out: IO[str]) -> None:
        get(form).write(content.references(), content.header, out, content.options)  # type: ignore[arg-type]

    return write
