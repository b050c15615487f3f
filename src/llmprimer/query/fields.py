"""The fields of the query language: one table for the parser, the options and the documentation."""

from __future__ import annotations

from typing import NamedTuple

from llmprimer.vocabulary import CslType, Kind


class QueryField(NamedTuple):
    """A field: the form of its value (`text`, `exact`, `choice`, `number` or `date`), and what it finds."""

    name: str
    value: str
    finds: str
    example: str
    choices: tuple[str, ...] = ()


#: The values of `has:`: fields of a reference that may be empty.
HAS = (
    "abstract", "aliases", "archive_url", "arxiv", "author", "container_title", "doi", "editor", "isbn", "issued",
    "language", "license", "note", "organizations", "page", "published", "publisher", "relations", "slides", "status", "summary",
    "topics", "url", "volume",
)  # fmt: skip

FIELDS: dict[str, QueryField] = {
    field.name: field
    for field in (
        QueryField("topic", "exact", "references with the topic or a narrower one", "topic:rlhf"),
        QueryField("author", "text", "an author or editor, by any part of the name", "author:vaswani"),
        QueryField(
            "title",
            "text",
            "words of the title, of the title in the source list, or of the formal publication's title",
            "title:scaling",
        ),
        QueryField("summary", "text", "words of the summary", "summary:leaderboard"),
        QueryField("kind", "choice", "the kind", "kind:paper", tuple(Kind)),
        QueryField("type", "choice", "the CSL type", "type:article-journal", tuple(CslType)),
        QueryField("organization", "text", "the lab or company of the work, or the publisher", "organization:deepmind"),
        QueryField("site", "exact", "the host of the address, or a domain above it", "site:openai.com"),
        QueryField("lang", "exact", "the language; `zh` finds `zh-Hans` too", "lang:zh"),
        QueryField("slide", "number", "the slide that cites the reference", "slide:33"),
        QueryField("year", "date", "issued in the year or range of years", "year:2020..2022"),
        QueryField("date", "date", "issued on the day, in the month or year, or in the range", "date:>=2022-06"),
        QueryField("has", "choice", "references with a value in the field", "has:doi", HAS),
        QueryField("key", "exact", "the citation key", "key:vaswani-2017-attention"),
    )
}
