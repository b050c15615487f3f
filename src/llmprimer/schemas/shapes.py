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
    "dropping_particle": "A particle that is left out where the family name stands alone.",
    "non_dropping_particle": "A particle that always stands with the family name.",
    "suffix": "Such as Jr.",
    "literal": "The name of a body, or one that has no parts; nothing else stands beside it.",
}

REFERENCE_FIELDS: dict[str, Node] = {
    "citation_key": text("The key of the reference in the catalogue."),
    "url": nullable(text("The address to follow.")),
    "title": text("The title."),
    "issued": nullable(text(_DATE)),
    "topics": array(_TEXTS, "Topics of the vocabulary, the most important first."),
    "type": one_of(CslType, "The CSL type."),
    "kind": one_of(Kind, "The kind."),
    "author": array(
        object_of({part: text(description) for part, description in _NAME_PARTS.items()}, tuple(_NAME_PARTS)),
        "The authors, in order.",
    ),
    "container_title": text("What it appeared in."),
    "publisher": text("The publisher."),
    "doi": text("The DOI."),
    "arxiv": object_of(
        {"id": text("The arXiv identifier, without a version."), "primary_class": text("Such as cs.CL.")},
        ("primary_class",),
    ),
    "language": text("A language tag such as en or zh-Hans."),
    "summary": text("What it is, in a sentence."),
    "slides": array({"type": "integer", "minimum": 1}, "The slides that cite it."),
    "title_described": boolean("The title is a description, the work itself has none."),
    "score": number("How well it fits; comparable within one output only."),
    "reasons": array(
        object_of(
            {
                "what": text("The word or name that was found."),
                "where": text("The field it was found in."),
                "points": number("What it is worth."),
            }
        ),
        "The parts of the score.",
    ),
    "how": array(_TEXTS, "In which ways it is related."),
}
_ALWAYS = frozenset({"citation_key", "url", "title", "issued", "topics", "type", "kind"})
_OPTIONAL = tuple(name for name in REFERENCE_FIELDS if name not in _ALWAYS)
_REFERENCE = {"reference": object_of(REFERENCE_FIELDS, _OPTIONAL)}

_TOPIC = {
    "topic": object_of(
        {
            "slug": text("Its name in queries and files."),
            "label": text("Its name for readers."),
            "definition": text("What it means."),
            "aliases": array(_TEXTS, "Other names."),
            "broader": nullable(text("The slug of the topic above it.")),
            "reference_count": count("How many references have it or a narrower one."),
            "depth": count("How many topics are above it."),
        }
    )
}

_RESULTS = array(ref("reference"), "The references in the order of the output.")
_QUERY = text("The query as it was given.")

SHAPES = (
    Shape(
        "search",
        1,
        "`llmprimer search --json`",
        {
            "query": _QUERY,
            "confident": boolean("Whether the results answer the query; if not, they are only the nearest."),
            "total": count("How many references fit, beyond the limit too."),
            "corrections": array(
                object_of({"typed": text("The word as typed."), "read": text("The word as understood.")}),
                "Words that were read otherwise.",
            ),
            "results": _RESULTS,
        },
        _REFERENCE,
    ),
    Shape(
        "list",
        1,
        "`llmprimer list --json`",
        {"query": _QUERY, "total": count("How many references fit, beyond the limit too."), "results": _RESULTS},
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
                "The whole records, without empty fields, in the order of the keys given.",
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
                        "slide": {"type": "integer", "minimum": 1, "description": "Its number."},
                        "part": text("The part of the document it belongs to."),
                        "title": text("Its title."),
                        "references": array(ref("reference"), "What it cites, by key."),
                    },
                    ("part",),
                ),
                "The outline in order.",
            )
        },
        _REFERENCE,
    ),
)
