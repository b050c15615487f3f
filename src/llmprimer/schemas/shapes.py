"""The shapes of references, topics and slides as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from llmprimer.vocabulary import CslType, Kind

Node = dict[str, Any]


class Shape(NamedTuple):
    """One shape: its name, version, the command that prints it, and its required fields."""

    name: str
    version: int
    prints: str
    fields: dict[str, Node]
    definitions: Mapping[str, Node] = MappingProxyType({})
    optional: tuple[str, ...] = ()

    @property
    def shape(self) -> str:
        """The value of `shape` in the output."""
        return f"llmprimer.{self.name}/{self.version}"

    def schema(self) -> Node:
        """The JSON Schema of the output, or of one line if the output is JSON Lines."""
        properties = {"shape": {"const": self.shape}, **self.fields}
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.shape,
            "description": self.prints,
            **object_of(properties, self.optional),
            "$defs": dict(self.definitions),
        }


def text(description: str) -> Node:
    """A text."""
    return {"type": "string", "description": description}


def number(description: str) -> Node:
    """A number, whole or not."""
    return {"type": "number", "description": description}


def count(description: str) -> Node:
    """A whole number from 0."""
    return {"type": "integer", "minimum": 0, "description": description}


def boolean(description: str) -> Node:
    """True or false."""
    return {"type": "boolean", "description": description}


def one_of(words: Any, description: str) -> Node:
    """One of the words."""
    return {"enum": [str(word) for word in words], "description": description}


def nullable(node: Node) -> Node:
    """The node, or null."""
    if "enum" in node:
        return {**node, "enum": [*node["enum"], None]}
    return {**node, "type": [node["type"], "null"]}


def array(items: Node, description: str) -> Node:
    """A list."""
    return {"type": "array", "items": items, "description": description}


def object_of(properties: dict[str, Node], optional: tuple[str, ...] = ()) -> Node:
    """An object with these fields; all but the optional ones are required."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def ref(name: str) -> Node:
    """A reference to a definition in the same schema."""
    return {"$ref": f"#/$defs/{name}"}


_TEXTS = {"type": "string"}
_DATE = "A year, month or day: 2022, 2022-03 or 2022-03-04."

#: The names of the parts as in a catalogue file and in CSL.
_NAME_PARTS = {
    "family": "The family name of a person.",
    "given": "The given names.",
    "dropping_particle": "A particle that is omitted if only the family name is given.",
    "non_dropping_particle": "A particle that is always part of the family name.",
    "suffix": "A suffix such as Jr.",
    "literal": "The name of an organisation, or a name without parts; it has no other parts beside it.",
}

REFERENCE_FIELDS: dict[str, Node] = {
    "citation_key": text("The key of the reference in the catalogue."),
    "url": nullable(text("The address.")),
    "title": text("The title."),
    "issued": nullable(text(_DATE)),
    "topics": array(_TEXTS, "Topics of the vocabulary, the most important first."),
    "type": one_of(CslType, "The CSL type."),
    "kind": one_of(Kind, "The kind."),
    "author": array(
        object_of({part: text(description) for part, description in _NAME_PARTS.items()}, tuple(_NAME_PARTS)),
        "The authors, in order.",
    ),
    "container_title": text("The title of the container: journal, proceedings, book or site."),
    "publisher": text("The publisher."),
    "doi": text("The DOI."),
    "arxiv": object_of(
        {
            "id": text("The arXiv identifier, without a version."),
            "primary_class": text("The primary class, such as cs.CL."),
        },
        ("primary_class",),
    ),
    "language": text("A language tag such as en or zh-Hans."),
    "summary": text("A summary in one or two sentences."),
    "slides": array({"type": "integer", "minimum": 1}, "The slides that cite it."),
    "title_described": boolean("Whether the title is a description because the work has none."),
    "score": number("The score of the match; comparable within one output only."),
    "reasons": array(
        object_of(
            {
                "what": text("The word or name found."),
                "where": text("The field with it."),
                "points": number("Its part of the score."),
            }
        ),
        "The parts of the score.",
    ),
    "how": array(_TEXTS, "The ways in which it is related."),
}
_ALWAYS = frozenset({"citation_key", "url", "title", "issued", "topics", "type", "kind"})
_OPTIONAL = tuple(name for name in REFERENCE_FIELDS if name not in _ALWAYS)
_REFERENCE = {"reference": object_of(REFERENCE_FIELDS, _OPTIONAL)}

_TOPIC = {
    "topic": object_of(
        {
            "slug": text("Its name in queries and files."),
            "label": text("Its name for readers."),
            "definition": text("The definition."),
            "aliases": array(_TEXTS, "Other names."),
            "broader": nullable(text("The slug of the broader topic.")),
            "reference_count": count("The number of references with the topic or a narrower one."),
            "depth": count("The number of broader topics above it."),
        }
    )
}

_RESULTS = array(ref("reference"), "The references in the order of the output.")
_QUERY = text("The query.")

SHAPES = (
    Shape(
        "search",
        1,
        "`llmprimer search --json`",
        {
            "query": _QUERY,
            "confident": boolean("Whether the results answer the query; if not, they are only the nearest references."),
            "total": count("The number of matching references, without the limit."),
            "corrections": array(
                object_of({"typed": text("The word as typed."), "read": text("The word as understood.")}),
                "Corrected words.",
            ),
            "results": _RESULTS,
        },
        _REFERENCE,
    ),
    Shape(
        "list",
        1,
        "`llmprimer list --json`",
        {"query": _QUERY, "total": count("The number of matching references, without the limit."), "results": _RESULTS},
        _REFERENCE,
    ),
    Shape(
        "related",
        1,
        "`llmprimer related KEY --json`",
        {"citation_key": text("The reference that the others are related to."), "results": _RESULTS},
        _REFERENCE,
    ),
    Shape(
        "reference",
        1,
        "Each line of `--jsonl` of search, list, related, slides and topics",
        REFERENCE_FIELDS,
        optional=_OPTIONAL,
    ),
    Shape(
        "show",
        1,
        "`llmprimer show KEY... --json`",
        {
            "results": array(
                {
                    "allOf": [ref("Record")],
                    "properties": {"citation_key": text("The key of the reference.")},
                    "required": ["citation_key"],
                },
                "The complete records without empty fields, in the order of the keys.",
            )
        },
    ),
    Shape(
        "topics",
        1,
        "`llmprimer topics --json`",
        {"results": array(ref("topic"), "Each topic before its narrower ones.")},
        _TOPIC,
    ),
    Shape(
        "topic",
        1,
        "`llmprimer topics TOPIC --json`",
        {"topic": ref("topic"), "results": _RESULTS},
        _TOPIC | _REFERENCE,
    ),
    Shape(
        "slides",
        1,
        "`llmprimer slides --json`",
        {
            "results": array(
                object_of(
                    {
                        "slide": {"type": "integer", "minimum": 1, "description": "The number of the slide."},
                        "part": text("The part of the document with the slide."),
                        "title": text("The title of the slide."),
                        "references": array(ref("reference"), "The references that it cites, by key."),
                    },
                    ("part",),
                ),
                "The outline in order.",
            )
        },
        _REFERENCE,
    ),
)
