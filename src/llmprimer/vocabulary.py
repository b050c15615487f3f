"""The closed vocabularies of a catalogue: CSL types, kinds, relations, and confidence.

Standard library only, so that the query parser and the index can use them without loading the model.
CSL types: https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
"""

from __future__ import annotations

from enum import StrEnum


class CslType(StrEnum):
    """The CSL 1.0.2 item types that a reference may have."""

    ARTICLE = "article"
    ARTICLE_JOURNAL = "article-journal"
    ARTICLE_MAGAZINE = "article-magazine"
    ARTICLE_NEWSPAPER = "article-newspaper"
    BILL = "bill"
    BOOK = "book"
    BROADCAST = "broadcast"
    CHAPTER = "chapter"
    CLASSIC = "classic"
    COLLECTION = "collection"
    DATASET = "dataset"
    DOCUMENT = "document"
    ENTRY = "entry"
    ENTRY_DICTIONARY = "entry-dictionary"
    ENTRY_ENCYCLOPEDIA = "entry-encyclopedia"
    EVENT = "event"
    FIGURE = "figure"
    GRAPHIC = "graphic"
    HEARING = "hearing"
    INTERVIEW = "interview"
    LEGAL_CASE = "legal_case"
    LEGISLATION = "legislation"
    MANUSCRIPT = "manuscript"
    MAP = "map"
    MOTION_PICTURE = "motion_picture"
    MUSICAL_SCORE = "musical_score"
    PAMPHLET = "pamphlet"
    PAPER_CONFERENCE = "paper-conference"
    PATENT = "patent"
    PERFORMANCE = "performance"
    PERIODICAL = "periodical"
    PERSONAL_COMMUNICATION = "personal_communication"
    POST = "post"
    POST_WEBLOG = "post-weblog"
    REGULATION = "regulation"
    REPORT = "report"
    REVIEW = "review"
    REVIEW_BOOK = "review-book"
    SOFTWARE = "software"
    SONG = "song"
    SPEECH = "speech"
    STANDARD = "standard"
    THESIS = "thesis"
    TREATY = "treaty"
    WEBPAGE = "webpage"


class Kind(StrEnum):
    """The kind of a reference, in everyday terms."""

    PAPER = "paper"
    BOOK = "book"
    THESIS = "thesis"
    REPORT = "report"
    BLOG = "blog"
    NEWS = "news"
    REPOSITORY = "repository"
    DOCS = "docs"
    COURSE = "course"
    VIDEO = "video"
    SOCIAL = "social"
    FORUM = "forum"
    BENCHMARK = "benchmark"
    DATASET = "dataset"
    MODEL = "model"
    DEMO = "demo"
    ORGANIZATION = "organization"
    PRODUCT = "product"
    PROFILE = "profile"
    ENCYCLOPEDIA = "encyclopedia"
    SLIDES = "slides"
    WEBSITE = "website"
    OTHER = "other"


class LinkType(StrEnum):
    """The content at another address of a work."""

    PDF = "pdf"
    CODE = "code"
    PROJECT = "project"
    DATA = "data"
    MODEL = "model"
    DEMO = "demo"
    DOCS = "docs"
    BLOG = "blog"
    VIDEO = "video"
    SLIDES = "slides"
    POSTER = "poster"
    DISCUSSION = "discussion"
    OTHER = "other"


class RelationType(StrEnum):
    """The relation of a reference to another one, which is the earlier or primary work."""

    ANNOUNCES = "announces"
    IMPLEMENTS = "implements"
    DESCRIBES = "describes"
    REPORTS_ON = "reports-on"
    BUILDS_ON = "builds-on"

    @property
    def inverse(self) -> str:
        """The name of the relation from its target to the reference."""
        return _INVERSES[self]


class StatusType(StrEnum):
    """The status of a work after its publication."""

    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


_INVERSES = {
    RelationType.ANNOUNCES: "announced by",
    RelationType.IMPLEMENTS: "implemented by",
    RelationType.DESCRIBES: "described by",
    RelationType.REPORTS_ON: "reported on by",
    RelationType.BUILDS_ON: "built on by",
}


class Confidence(StrEnum):
    """How certain a fact is: from the work itself or its registry, from a citation by others, or inferred."""

    CERTAIN = "certain"
    LIKELY = "likely"
    INFERRED = "inferred"
