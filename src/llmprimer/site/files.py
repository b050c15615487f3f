"""Every file of a site: its pages, what stands beside them for programs, and the downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Any, NamedTuple

from llmprimer.export import Options, get
from llmprimer.site import machines
from llmprimer.site.assets import assets
from llmprimer.site.content import Content, page_digest
from llmprimer.site.pages import pages
from llmprimer.site.rendering import Rendering
from llmprimer.site.service_worker import service_worker


class SiteFile(NamedTuple):
    """A file: its path below the root, how its bytes are made, and what tells whether they must be made anew.

    Without a digest they are made each time. `write` fills large files piece by piece.
    """

    path: str
    make: Callable[[], bytes] | None
    digest: str | None = None
    write: Callable[[IO[str]], Any] | None = None


def site_files(content: Content) -> Iterator[SiteFile]:
    """Every file, in a fixed order; the service worker last, which must know the others."""
    rendering = Rendering(content)
    listed = []
    for page in pages(rendering):
        if page.listed:
            listed.append(page.path.removesuffix("index.html"))
        yield SiteFile(page.path, lambda page=page: page.make().encode(), page.digest)  # type: ignore[misc]
    folder, files = assets(content)
    for name, data in files.items():
        yield _made(folder + name, data)
    for name, form in machines.DOWNLOADS.items():
        digest = page_digest(content, name, content.plan.digest)
        yield SiteFile(f"downloads/{name}", None, digest, _download(content, form))
    yield SiteFile("llms.txt", None, None, lambda out: machines.llms(content, out))
    yield _made("index.json", machines.index(content))
    if content.days():
        yield _made("feed.atom", machines.feed(content))
    # GitHub Pages would leave out folders that begin with an underscore, and run Jekyll.
    yield _made(".nojekyll", b"")
    if content.url is not None:
        yield _made("sitemap.xml", machines.sitemap(content.url, listed))
        yield _made("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {content.url}sitemap.xml\n".encode())
        yield _made("opensearch.xml", machines.opensearch(content))
    yield _made("service-worker.js", service_worker(content, [folder + name for name in files]))


def _made(path: str, data: bytes) -> SiteFile:
    return SiteFile(path, lambda: data)


def _download(content: Content, form: str) -> Callable[[IO[str]], Any]:
    def write(out: IO[str]) -> None:
        get(form).write(content.references(), content.header, out, Options())  # type: ignore[arg-type]

    return write
