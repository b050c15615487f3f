"""A page of its own: an ordered list with an anchor for each citation key, authors, date, linked title, topics, summary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from llmprimer.escaping import html as escape
from llmprimer.escaping import html_link
from llmprimer.export import Losses, Options, uncarried
from llmprimer.export._work import keywords, work_of
from llmprimer.identifiers import doi_url

if TYPE_CHECKING:
    from llmprimer.model import Header, Reference

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}"
    "li{margin:0 0 1rem}.topics{color:#595959;font-size:.875rem}a{color:#0645ad}"
    "@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#121212}a{color:#8ab4f8}.topics{color:#a8a8a8}}"
)


class Html:
    suffix = ".html"
    media_type = "text/html"
    carries = frozenset(
        "title author and_others issued container_title publisher event_title doi arxiv language topics summary url archive_url".split()
    )
    limits = "everything but what a reader sees"
    comment: str | None = "<!-- {} -->"
    reads_fields = True

    def write(self, references: Iterable[Reference], header: Header, out: TextIO, options: Options) -> Losses:
        losses = Losses()
        lost = uncarried(self)
        title = escape(header.title)
        out.write(
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<ol>\n"
        )
        for reference in references:
            out.write(_item(reference, header, options))
            losses.add_fields(reference, lost)
        out.write("</ol>\n</body>\n</html>\n")
        return losses

    def recognises(self, beginning: str) -> bool:
        return beginning.startswith('<!DOCTYPE html>\n<html lang="en">') and f"<style>{_STYLE}" in beginning


exporter = Html()


def _item(r: Reference, header: Header, options: Options) -> str:
    work = work_of(r, options)
    language = f' lang="{escape(r.language)}"' if r.language is not None else ""
    title = f"<cite{language}>{escape(work.title)}</cite>"
    url = work.url or (doi_url(work.doi) if work.doi else None)
    parts = []
    if r.author:
        parts.append(escape(", ".join(name.display for name in r.author) + (" et al" if r.and_others else "")))
    if work.issued is not None:
        parts.append(f'<time datetime="{work.issued}">{work.issued}</time>')
    parts.append(html_link(url, title) if url else title)
    if where := work.container_title or r.event_title or work.publisher:
        parts.append(f"<i>{escape(where)}</i>")
    if r.arxiv is not None:
        parts.append(html_link(f"https://arxiv.org/abs/{r.arxiv.id}", f"arXiv:{r.arxiv.id}"))
    if work.doi is not None:
        parts.append(html_link(doi_url(work.doi), f"doi:{escape(work.doi)}"))
    if r.archive_url is not None:
        parts.append(html_link(r.archive_url, "archived"))
    lines = [f'<li id="{escape(r.citation_key)}">', ". ".join(parts) + "."]
    if r.summary is not None:
        lines.append(f"<br>{escape(r.summary)}")
    if topics := keywords(r, header):
        lines.append(f'<br><span class="topics">{escape(" · ".join(topics))}</span>')
    return "\n".join(lines) + "</li>\n"
