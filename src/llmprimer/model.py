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
    """A person (`family`, and what goes with it) or a body (`literal`), in CSL's words."""

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
    """The formal publication of a work whose preprint is the reference; what is empty is as in the preprint."""

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
    """What became of the work: retracted or withdrawn (by publisher or authors), or superseded by a later work.

    `issued` is the day of the notice, `note` its words. The identifiers and the address lead to the notice, or to the
    work that supersedes this one.
    """

    type: StatusType
    issued: PartialDate | None = None
    note: Text | None = None
    arxiv: ArxivId | None = None
    doi: Doi | None = None
    url: Url | None = None


class Listed(Model):
    """The reference as the source list has it: its position from 1, its title and its address, repaired of mojibake only."""

    position: Annotated[int, Field(ge=1)] | None = None
    title: Text | None = None
    url: Url | None = None


class Relation(Model):
    """A typed relation to another reference (`target`), or to a work outside the catalogue (`title` and an id)."""

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
    """A further address of the same work, by what is found there."""

    type: LinkType
    url: Url


class Provenance(Model):
    """Where some of the fields were seen, on which day, and how sure they are.

    A part of a field is named with a dot: `published.doi`.
    """

    source: Text
    fields: tuple[Text, ...]
    confidence: Confidence
    accessed: PartialDate | None = None


class Record(Model):
    """One entry of a catalogue as it stands in the file, under its citation key.

    `title_described` says that the title is our description, the thing itself having none. `and_others` says that
    the work has more authors than `author` names ("et al."). `aliases` are other names of the work, `keywords` what it
    is about; `links` are its further addresses (code, slides, data), each with a type. `issued` is the day, month or
    year that it came out (for a paper on arXiv: the day version 1 was submitted). `url` is the address to follow,
    `listed.url` the one in the source list. `private_note` is the curator's own and is never exported.
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
    """One entry of a catalogue: a work, a page, a post, a repository; its record and its citation key."""

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
    """One word of the catalogue's vocabulary: its label, what it means, its other names, the topic above it."""

    label: Text
    definition: Text
    aliases: tuple[Text, ...] = ()
    broader: TopicSlug | None = None


class Source(Model):
    """A document that the catalogue was made from."""

    title: Text
    author: tuple[Name, ...] = ()
    issued: PartialDate | None = None
    url: Url | None = None
    license: Text | None = None
    note: Text | None = None


class Slide(Model):
    """One slide (or section) of the outline that the references are cited on."""

    slide: Annotated[int, Field(ge=1)]
    part: Text | None = None
    title: Text


class Site(Model):
    """What a published site (`llmprimer site build`) takes from the catalogue; all of it may be left out.

    `url` is the address that the site is published at, `color` its accent as #rrggbb. `logo` is an image beside the
    catalogue file.
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
    """What stands before the references in a catalogue file."""

    schema_version: int = SCHEMA_VERSION
    title: Text
    description: Text | None = None
    license: Text | None = None
    site: Site | None = None
    sources: dict[CitationKey, Source] = {}
    outline: tuple[Slide, ...] = ()
    topics: dict[TopicSlug, Topic] = {}
