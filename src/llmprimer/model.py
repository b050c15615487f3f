"""The contents of a catalogue as frozen pydantic models; unknown fields are errors.

Fields have CSL's variable names with underscores (`container_title` for `container-title`, `url` for `URL`).
Their order here is their order in the file. The citation key is the record's key in the YAML mapping, not a field.
CSL: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from llmprimer.dates import PartialDate
from llmprimer.nameforms import display, family_name
from llmprimer.text import CONTROL_CHARACTERS
from llmprimer.vocabulary import Confidence, CslType, Kind, LinkType, RelationType, StatusType

#: The version of the file format; increase it when a change makes older files invalid.
SCHEMA_VERSION = 1

CITATION_KEY_PATTERN = r"[A-Za-z0-9][A-Za-z0-9:._+/-]*"
TOPIC_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=f"^[^{CONTROL_CHARACTERS}]*$")]
Url = Annotated[str, StringConstraints(pattern=rf"^[A-Za-z][A-Za-z0-9+.-]*:[^\s{CONTROL_CHARACTERS}]+$")]
CitationKey = Annotated[str, StringConstraints(pattern=f"^{CITATION_KEY_PATTERN}$", max_length=120)]
TopicSlug = Annotated[str, StringConstraints(pattern=f"^{TOPIC_PATTERN}$")]
Doi = Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}(?:\.\d+)*/\S+$")]
ArxivId = Annotated[str, StringConstraints(pattern=r"^(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})$")]


class Model(BaseModel):
    """The base of the models: frozen, without unknown fields."""

    # Deferred: building a validator takes milliseconds, and reading a catalogue needs only two.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Name(Model):
    """A person (`family` and the other parts) or an organisation (`literal`), with CSL's names of the parts."""

    family: Text | None = None
    given: Text | None = None
    dropping_particle: Text | None = None
    non_dropping_particle: Text | None = None
    suffix: Text | None = None
    literal: Text | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Name:
        if (self.family is None) == (self.literal is None):
            raise ValueError("a name has either `family` (a person) or `literal` (an organisation)")
        if self.literal is not None and (
            self.given or self.suffix or self.dropping_particle or self.non_dropping_particle
        ):
            raise ValueError("a `literal` name has no other parts")
        return self

    @property
    def family_name(self) -> str:
        """The family name with its particle (`De Freitas`), or the literal name."""
        return family_name(self)

    @property
    def display(self) -> str:
        """The name for display: `Daniel De Freitas`, `Martin Luther King Jr.`, `王小明`, `OpenAI`."""
        return display(self)


class Arxiv(Model):
    """An arXiv identifier without a version, and its primary class."""

    id: ArxivId
    primary_class: Annotated[str, StringConstraints(pattern=r"^[a-z-]+(\.[A-Za-z-]+)?$")] | None = None


class Publication(Model):
    """The formal publication of a work if the reference is its preprint. An empty field has the value of the preprint."""

    type: CslType | None = None
    title: Text | None = None
    container_title: Text | None = None
    issued: PartialDate | None = None
    volume: Text | None = None
    issue: Text | None = None
    page: Text | None = None
    publisher: Text | None = None
    publisher_place: Text | None = None
    doi: Doi | None = None
    url: Url | None = None


class Status(Model):
    """The status of the work: retracted or withdrawn (by publisher or authors), or superseded by a later work.

    `issued` is the date of the notice and `note` its text. The identifiers and the address are those of the notice, or of
    the work that supersedes this one.
    """

    type: StatusType
    issued: PartialDate | None = None
    note: Text | None = None
    arxiv: ArxivId | None = None
    doi: Doi | None = None
    url: Url | None = None


class Listed(Model):
    """The reference in the source list: position from 1, title and address. Only mojibake is repaired."""

    position: Annotated[int, Field(ge=1)] | None = None
    title: Text | None = None
    url: Url | None = None


class Relation(Model):
    """A typed relation to another reference (`target`), or to a work outside the catalogue (`title` and an identifier)."""

    type: RelationType
    target: CitationKey | None = None
    title: Text | None = None
    arxiv: ArxivId | None = None
    doi: Doi | None = None
    url: Url | None = None

    @model_validator(mode="after")
    def _one_target(self) -> Relation:
        outside = self.title or self.arxiv or self.doi or self.url
        if (self.target is None) == (outside is None):
            raise ValueError("a relation has either `target` (a citation key) or the `title` of a work outside")
        if outside is not None and self.title is None:
            raise ValueError("a work outside the catalogue needs its `title`")
        return self


class TypedLink(Model):
    """Another address of the same work, with the type of its content."""

    type: LinkType
    url: Url


class Provenance(Model):
    """The source of some of the fields, the day of access, and how certain they are.

    A dot names a part of a field: `published.doi`.
    """

    source: Text
    fields: tuple[Text, ...]
    confidence: Confidence
    accessed: PartialDate | None = None


class Record(Model):
    """One entry of a catalogue file, under its citation key.

    `title_described` means that the title is a description by the curator, because the work has no title. `and_others`
    means that the work has more authors than those in `author` ("et al."). `aliases` are other names of the work,
    `keywords` are its subjects, `links` are its other addresses (code, slides, data), each with a type. `issued` is the
    date of publication: a day, month or year (for a paper on arXiv, the day of version 1). `url` is the address of the
    work, `listed.url` the address in the source list. `private_note` is for the curator and is never exported.
    """

    type: CslType
    kind: Kind
    title: Text
    title_described: bool = False
    author: tuple[Name, ...] = ()
    and_others: bool = False
    editor: tuple[Name, ...] = ()
    issued: PartialDate | None = None
    container_title: Text | None = None
    collection_title: Text | None = None
    publisher: Text | None = None
    publisher_place: Text | None = None
    event_title: Text | None = None
    genre: Text | None = None
    number: Text | None = None
    edition: Text | None = None
    volume: Text | None = None
    issue: Text | None = None
    page: Text | None = None
    doi: Doi | None = None
    isbn: Text | None = None
    issn: Text | None = None
    arxiv: Arxiv | None = None
    published: Publication | None = None
    status: Status | None = None
    license: Text | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] | None = None
    topics: tuple[TopicSlug, ...] = ()
    summary: Text | None = None
    abstract: Text | None = None
    note: Text | None = None
    aliases: tuple[Text, ...] = ()
    keywords: tuple[Text, ...] = ()
    organizations: tuple[Text, ...] = ()
    url: Url | None = None
    archive_url: Url | None = None
    links: tuple[TypedLink, ...] = ()
    listed: Listed | None = None
    accessed: PartialDate | None = None
    slides: tuple[Annotated[int, Field(ge=1)], ...] = ()
    relations: tuple[Relation, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    private_note: Text | None = None

    @model_validator(mode="after")
    def _others_need_a_first_author(self) -> Record:
        if self.and_others and not self.author:
            raise ValueError("`and_others` needs at least one `author` before the others")
        return self


class Reference(Record):
    """One entry of a catalogue (a work, page, post or repository): its record and its citation key."""

    citation_key: CitationKey

    def _repr_html_(self) -> str:
        """The reference as HTML for a notebook: all text is escaped, and only web addresses become links."""
        from html import escape

        title, url = escape(self.title), self.url or ""
        if url.lower().startswith(("https://", "http://")):
            title = f'<a href="{escape(url)}" rel="noopener noreferrer">{title}</a>'
        names = ", ".join(name.display for name in self.author[:3])
        others = " et al." if len(self.author) > 3 or self.and_others else ""
        facts = (escape(names + others), escape(self.container_title or ""), str(self.issued or ""))
        line = " · ".join(fact for fact in facts if fact)
        summary = f"<p>{escape(self.summary)}</p>" if self.summary else ""
        return f"<p><strong>{title}</strong><br>{line}<br><code>{escape(self.citation_key)}</code></p>{summary}"


class Topic(Model):
    """One topic of the vocabulary: label, definition, other names, and the broader topic."""

    label: Text
    definition: Text
    aliases: tuple[Text, ...] = ()
    broader: TopicSlug | None = None


class Source(Model):
    """A document from which the catalogue was compiled."""

    title: Text
    author: tuple[Name, ...] = ()
    issued: PartialDate | None = None
    url: Url | None = None
    license: Text | None = None
    note: Text | None = None


class Slide(Model):
    """One slide or section of the outline; references give the slides that cite them."""

    slide: Annotated[int, Field(ge=1)]
    part: Text | None = None
    title: Text


class Site(Model):
    """The settings of the published site (`llmprimer site build`), all optional.

    `url` is the address of the published site, `color` its accent colour as #rrggbb. `logo` is the path of an image,
    relative to the folder of the catalogue file.
    """

    title: Text | None = None
    description: Text | None = None
    url: (
        Annotated[str, StringConstraints(pattern=r"^https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~-]+)*/?$")] | None
    ) = None
    color: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] | None = None
    logo: (
        Annotated[
            str,
            StringConstraints(
                pattern=r"^([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\.(png|svg|webp|jpg)$"
            ),
        ]
        | None
    ) = None
    footer: Text | None = None


class Header(Model):
    """The part of a catalogue file before the references."""

    schema_version: int = SCHEMA_VERSION
    title: Text
    description: Text | None = None
    license: Text | None = None
    site: Site | None = None
    sources: dict[CitationKey, Source] = {}
    outline: tuple[Slide, ...] = ()
    topics: dict[TopicSlug, Topic] = {}
