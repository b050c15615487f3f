r"""A list in Markdown: authors, year, linked title, where it appeared; or, as listed, the source's own list.

As listed, each line is `  - [title](url)` with the title and the address of the source list, in its order; only
tags are escaped, because the source is written so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from llmprimer.escaping import is_linkable, markdown, markdown_item, markdown_link, one_line
from llmprimer.export import Losses, Options, uncarried
from llmprimer.export._work import work_of
from llmprimer.identifiers import doi_url

if TYPE_CHECKING:
    from llmprimer.model import Header, Name, Reference

_SHOWN_NAMES = 4
#: The beginning of an HTML tag.
_TAG = re.compile(r"<(?=[A-Za-z/!?])")


class Markdown:
    suffix = ".md"
    media_type = "text/markdown"
    carries = frozenset(
        {
            "title",
            "author",
            "and_others",
            "issued",
            "container_title",
            "publisher",
            "event_title",
            "doi",
            "arxiv",
            "url",
        }
    )
    limits = "everything but what a reader sees"
    comment: str | None = "<!-- {} -->"
    reads_fields = True

    def write(self, references: Iterable[Reference], header: Header, out: TextIO, options: Options) -> Losses:
        if options.as_listed:
            return _write_listed(references, out)
        losses = Losses()
        lost = uncarried(self)
        for reference in references:
            out.write(f"- {_line(reference, options)}\n")
            losses.add_fields(reference, lost)
        return losses

    def recognises(self, beginning: str) -> bool:
        return re.match(r"\s*- [^\n]*\]\([^\s)]+\)", beginning) is not None


exporter = Markdown()


def _write_listed(references: Iterable[Reference], out: TextIO) -> Losses:
    losses = Losses()
    listed = []
    for reference in references:
        source = reference.listed
        if source is None or source.position is None:
            losses.add("a place in the source list", reference.citation_key)
            continue
        listed.append((source.position, source.title or reference.title, source.url or reference.url or ""))
    for _, title, url in sorted(listed):
        shown = _TAG.sub(r"\\<", one_line(title))
        out.write(f"  - [{shown}]({url})\n" if is_linkable(url) else f"  - {shown}\n")
    return losses


def _line(r: Reference, options: Options) -> str:
    work = work_of(r, options)
    title = markdown(work.title)
    url = work.url or (doi_url(work.doi) if work.doi else None)
    sentences = [
        markdown(authors(r.author, and_others=r.and_others)),
        f"({work.issued.year})" if work.issued is not None else "",
        markdown_link(url, title) if url else title,
        f"*{markdown(where)}*" if (where := work.container_title or r.event_title or work.publisher) else "",
    ]
    ids = []
    if r.arxiv is not None:
        ids.append(f"[arXiv:{r.arxiv.id}](https://arxiv.org/abs/{r.arxiv.id})")
    if work.doi is not None:
        ids.append(markdown_link(doi_url(work.doi), f"doi:{markdown(work.doi)}"))
    sentences += ids
    text = ""
    for sentence in filter(None, sentences):
        gap = "" if not text else " " if text.endswith((".", "?", "!", ")")) and not sentence.startswith("*") else ". "
        text += (" " if sentence.startswith("(") and text else gap) + sentence
    return markdown_item(text)


def authors(people: tuple[Name, ...], *, and_others: bool) -> str:
    """The names as they are read, the first few of many."""
    shown = [name.display for name in people]
    if len(shown) > _SHOWN_NAMES:
        return f"{', '.join(shown[:3])} et al."
    return ", ".join(shown) + (" et al." if and_others else "")
