"""A reference as it is cited: its formal publication where there is one and it is wanted, or the preprint.

Fields that the publication does not have are those of the preprint (see `Publication` in the model).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from llmprimer.dates import PartialDate
from llmprimer.export import Options
from llmprimer.identifiers import is_arxiv_doi
from llmprimer.vocabulary import CslType

if TYPE_CHECKING:
    from llmprimer.model import Header, Publication, Reference

_PROCEEDINGS = re.compile(
    r"\b(?:proceedings|conference|workshop|symposium|meeting|advances in neural|international joint|"
    r"AAAI|ACL|CHI|COLING|CVPR|ECCV|EMNLP|ICCV|ICLR|ICML|IJCAI|INTERSPEECH|KDD|NAACL|NeurIPS|NIPS|SIGIR|WMT)\b",
    re.IGNORECASE,
)


class CitedWork(NamedTuple):
    """The fields in which a preprint and its formal publication may differ; `formal` says which of them this is.

    `publisher` is None if it is the container.
    `accessed` is the day on which `url` was visited; None where another address of the work was.
    """

    type: CslType
    title: str
    container_title: str | None
    issued: PartialDate | None
    volume: str | None
    issue: str | None
    page: str | None
    publisher: str | None
    publisher_place: str | None
    doi: str | None
    url: str | None
    accessed: PartialDate | None
    formal: bool

    @property
    def is_published(self) -> bool:
        """Whether it can be found without its address: in a journal or a volume, or by a DOI that is not arXiv's own."""
        has_doi = self.doi is not None and not is_arxiv_doi(self.doi)
        in_volume = self.container_title is not None and self.type in _IN_VOLUMES
        return bool(has_doi or in_volume or self.volume or self.issue or self.page)


_IN_VOLUMES = frozenset({CslType.ARTICLE_JOURNAL, CslType.CHAPTER, CslType.PAPER_CONFERENCE})


def work_of(reference: Reference, options: Options) -> CitedWork:
    """The publication or the preprint, whichever the options prefer."""
    r = reference
    p = r.published
    if p is None or options.prefer == "preprint" or not (p.type or p.container_title or p.publisher or p.doi):
        return CitedWork(
            r.type, r.title, r.container_title, r.issued, r.volume, r.issue, r.page,
            r.publisher if r.publisher != r.container_title else None, r.publisher_place, r.doi, r.url, r.accessed,
            formal=False,
        )  # fmt: skip
    return CitedWork(
        p.type or _type_of(p, r),
        p.title or r.title,
        p.container_title or r.container_title,
        p.issued or r.issued,
        p.volume or r.volume,
        p.issue or r.issue,
        p.page or r.page,
        # The preprint's publisher is arXiv or the like, which did not publish the proceedings.
        p.publisher if p.container_title else p.publisher or r.publisher,
        p.publisher_place or r.publisher_place,
        p.doi or r.doi,
        p.url or r.url,
        r.accessed if p.url in (None, r.url) and not _is_before(r.accessed, p.issued) else None,
        formal=True,
    )


def _is_before(accessed: PartialDate | None, issued: PartialDate | None) -> bool:
    """Whether the day of access is before the publication: it was the preprint that was visited."""
    return accessed is not None and issued is not None and accessed.parts < issued.parts


def without_repetition(reference: Reference, work: CitedWork) -> CitedWork:
    """The work without a site or publisher that is also its author."""
    container, publisher = work.container_title, work.publisher
    if container is None and publisher is None:
        return work
    if len(reference.author) != 1 or (author := reference.author[0].literal) is None:
        return work
    if container == author and not work.is_published:
        container = None
    if publisher == author and work.type not in _NEED_PUBLISHER:
        publisher = None
    return work._replace(container_title=container, publisher=publisher)


#: Bibliography programs complain if these have no publisher.
_NEED_PUBLISHER = frozenset({CslType.BOOK, CslType.CHAPTER, CslType.REPORT, CslType.THESIS})


def _type_of(published: Publication, reference: Reference) -> CslType:
    if published.container_title is None:
        return reference.type
    if reference.type not in (CslType.ARTICLE, CslType.MANUSCRIPT, CslType.REPORT):
        return reference.type
    return CslType.PAPER_CONFERENCE if _PROCEEDINGS.search(published.container_title) else CslType.ARTICLE_JOURNAL


_SMALL_WORDS = frozenset("a an and de der des die for la le of on the und von".split())


def short_name(reference: Reference, work: CitedWork) -> str:
    """A name for a work without author and editor: an abbreviation of its container or publisher, else of its title.

    The first letters of three words or more (NYT), the first three letters of fewer (Wik); so it is never a
    name that the entry also prints in full.
    """
    where = work.container_title or work.publisher or (reference.organizations or (None,))[0] or work.title
    words = [word for word in re.findall(r"\w+", where) if word.lower() not in _SMALL_WORDS] or [reference.citation_key]
    return "".join(word[0] for word in words[:4]).upper() if len(words) > 2 else words[0][:3]


def keywords(reference: Reference, header: Header) -> list[str]:
    """The labels of the topics, in the order of the record."""
    topics = header.topics
    return [topics[slug].label if slug in topics else slug for slug in reference.topics]


#: Descriptions of types, for formats that have few entry types.
TYPE_LABELS: dict[CslType, str] = {
    CslType.ARTICLE: "Preprint",
    CslType.ARTICLE_NEWSPAPER: "Newspaper article",
    CslType.BOOK: "Book",
    CslType.BROADCAST: "Broadcast",
    CslType.CHAPTER: "Book chapter",
    CslType.DATASET: "Data set",
    CslType.ENTRY_DICTIONARY: "Dictionary entry",
    CslType.ENTRY_ENCYCLOPEDIA: "Encyclopedia entry",
    CslType.GRAPHIC: "Graphic",
    CslType.INTERVIEW: "Interview",
    CslType.MANUSCRIPT: "Manuscript",
    CslType.MOTION_PICTURE: "Video",
    CslType.PAMPHLET: "Pamphlet",
    CslType.PAPER_CONFERENCE: "Conference paper",
    CslType.PATENT: "Patent",
    CslType.POST: "Online post",
    CslType.POST_WEBLOG: "Blog post",
    CslType.REPORT: "Report",
    CslType.SOFTWARE: "Computer software",
    CslType.SONG: "Audio recording",
    CslType.SPEECH: "Talk",
    CslType.STANDARD: "Standard",
    CslType.THESIS: "Thesis",
    CslType.WEBPAGE: "Web page",
}


def spaced(text: str) -> str:
    """The text on one line, with single spaces."""
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def sentences(*parts: str | None) -> str | None:
    """The non-empty parts as sentences, joined by spaces; None if all are empty."""
    found = [part for part in parts if part]
    if not found:
        return None
    return " ".join([*(part if part.endswith((".", "?", "!")) else part + "." for part in found[:-1]), found[-1]])
