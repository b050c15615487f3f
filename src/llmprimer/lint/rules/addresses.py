"""A: addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llmprimer.identifiers import arxiv_id, clean_url, comparable_url, host
from llmprimer.lint.finding import Remark, Severity
from llmprimer.lint.registry import catalogue_rule, record_rule
from llmprimer.lint.views import CatalogueView, RecordView

#: Sites that redirect every http request to https.
_HTTPS_ONLY = (
    "arxiv.org", "github.com", "doi.org", "wikipedia.org", "youtube.com", "twitter.com", "x.com", "medium.com",
    "openreview.net", "huggingface.co", "openai.com", "aclanthology.org", "nytimes.com", "reddit.com",
    "stackoverflow.com", "stackexchange.com", "github.io", "readthedocs.io", "archive.org", "google.com",
    "googleblog.com", "microsoft.com", "nature.com", "science.org", "deepmind.com", "neurips.cc", "pypi.org",
)  # fmt: skip


@record_rule(
    "A501",
    "tracking-parameters",
    Severity.WARNING,
    reason="With tracking parameters or text fragments, one page has many addresses.",
    bad="url: https://example.org/study?utm_source=newsletter&v=2",
    good="url: https://example.org/study?v=2",
    fixable=True,
)
def tracking_parameters(record: RecordView) -> Iterator[Remark]:
    """Tracking parameters in `url`; `listed.url` keeps the address of the source."""
    url = record.text("url")
    if url and (better := clean_url(url)) != url:
        yield record.remark(f"the address without tracking: {better}", "url", fix=record.setting("url", better))
    url = record.text("published", "url")
    if url and (better := clean_url(url)) != url:
        fix = record.changing("published", lambda value: {**value, "url": better})
        yield record.remark(f"the address without tracking: {better}", "published", "url", fix=fix)


@catalogue_rule(
    "A502",
    "http-where-https-works",
    Severity.WARNING,
    reason="A page sent over http can be changed on the way; the site also answers on https.",
    bad="url: http://arxiv.org/abs/1706.03762",
    good="url: https://arxiv.org/abs/1706.03762",
    fixable=True,
)
def http_where_https_works(catalogue: CatalogueView) -> Iterator[Remark]:
    """Addresses with http of sites that have https elsewhere in the catalogue, or that only use https."""
    secure: set[str] = set()
    insecure = []
    for record in catalogue.records:
        paths = (("url",), ("published", "url"), ("listed", "url"), ("archive_url",))
        urls = [(path, record.text(*path)) for path in paths]
        secure.update(comparable_url(url) for _, url in urls if url[:8].lower() == "https://")
        secure.update("//" + host(url) for _, url in urls if url[:8].lower() == "https://")
        insecure += [(record, path, url) for path, url in urls[:1] if url[:7].lower() == "http://"]
    for record, path, url in insecure:
        name = host(url)
        better = "https://" + url[7:]
        if comparable_url(url) in secure or any(name == site or name.endswith("." + site) for site in _HTTPS_ONLY):
            yield record.remark(f"works on https: {better}", *path, fix=record.setting("url", better))
        elif "//" + name in secure:
            yield record.remark(f"{name} answers on https elsewhere in this catalogue", *path)


@record_rule(
    "A503",
    "arxiv-file-instead-of-page",
    Severity.NOTE,
    reason="The abstract page links to all versions and formats of the paper, and its address does not change.",
    bad="url: https://arxiv.org/pdf/1706.03762v5.pdf\narxiv: {id: '1706.03762'}",
    good="url: https://arxiv.org/abs/1706.03762\narxiv: {id: '1706.03762'}",
    fixable=True,
)
def arxiv_file_instead_of_page(record: RecordView) -> Iterator[Remark]:
    """Addresses of files or single versions on arXiv."""
    url = record.text("url")
    number = arxiv_id(url) if host(url) in ("arxiv.org", "export.arxiv.org") else None
    if number is not None and re.search(r"arxiv\.org/abs/", url) is None:
        better = f"https://arxiv.org/abs/{number}"
        yield record.remark(f"the paper's page: {better}", "url", fix=record.setting("url", better))


@record_rule(
    "A504",
    "nothing-to-follow",
    Severity.WARNING,
    reason="Nobody can find a work without an address, an arXiv identifier, a DOI or an ISBN.",
    bad="url:",
    good="url: https://example.org/study",
)
def nothing_to_follow(record: RecordView) -> Iterator[Remark]:
    """Records without any address or identifier, except books, which their title and publisher identify."""
    if record.text("kind") == "book":
        return
    published = record.at("published")
    mappings = [record.values, published if isinstance(published, dict) else {}]
    if record.values and not any(
        mapping.get(f) for mapping in mappings for f in ("url", "doi", "arxiv", "isbn", "archive_url")
    ):
        yield record.remark("neither `url` nor `doi`, `arxiv` or `isbn`")
