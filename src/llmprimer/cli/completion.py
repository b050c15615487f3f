"""Shell completion: keys, topics, hosts and authors of the catalogue in use, and closed vocabularies.

Each function takes the typed text and returns (value, help); nothing if the catalogue cannot be read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import typer

from llmprimer.errors import LlmprimerError
from llmprimer.text import counted

if TYPE_CHECKING:
    from llmprimer.index import Index

Completions = list[tuple[str, str]]
#: The most values that are offered.
_MAX_COMPLETIONS = 200


def _index(context: typer.Context) -> Index:
    from llmprimer.catalogue.locate import locate
    from llmprimer.index import Index

    # The catalogue named behind the command, else before it.
    current: Any = context
    named = None
    while current is not None and named is None:
        named = current.params.get("catalogue")
        current = current.parent
    return Index.open(locate(named))


def citation_keys(ctx: typer.Context, incomplete: str) -> Completions:
    """Keys that begin with the typed text, with their titles."""
    try:
        rows = _index(ctx).rows()
    except LlmprimerError:
        return []
    return [(row["citation_key"], row["title"]) for row in rows if row["citation_key"].startswith(incomplete)]


def topics(ctx: typer.Context, incomplete: str) -> Completions:
    """Topics that begin with the typed text, with their labels."""
    try:
        vocabulary = _index(ctx).header.get("topics", {})
    except LlmprimerError:
        return []
    return [(slug, vocabulary[slug]["label"]) for slug in sorted(vocabulary) if slug.startswith(incomplete)]


def keys_and_topics(ctx: typer.Context, incomplete: str) -> Completions:
    """Topics after a sign (`+rlhf`), keys without one."""
    if incomplete[:1] in ("+", "-"):
        return [(incomplete[0] + slug, label) for slug, label in topics(ctx, incomplete[1:])]
    return citation_keys(ctx, incomplete)


def authors(ctx: typer.Context, incomplete: str) -> Completions:
    """Family names of authors that begin with the typed text in any case, with their numbers of references."""
    try:
        rows = _index(ctx).rows()
    except LlmprimerError:
        return []
    counts: dict[str, int] = {}
    for row in rows:
        for family in {name.get("family", "") for name in row.get("author", ())}:
            # A name of several words needs quotes, which differ between shells.
            if family and " " not in family and family.lower().startswith(incomplete.lower()):
                counts[family] = counts.get(family, 0) + 1
    return [(family, counted(counts[family], "reference")) for family in sorted(counts)][:_MAX_COMPLETIONS]


def sites(ctx: typer.Context, incomplete: str) -> Completions:
    """Hosts that begin with the typed text, with their numbers of references."""
    return _counted(ctx, "site", incomplete)


def languages(ctx: typer.Context, incomplete: str) -> Completions:
    """Language tags that begin with the typed text, with their numbers of references."""
    return _counted(ctx, "lang", incomplete)


def _counted(ctx: typer.Context, field: str, incomplete: str) -> Completions:
    from llmprimer.index.counts import counts

    try:
        found = counts(_index(ctx), field)
    except LlmprimerError:
        return []
    return [
        (value, counted(count, "reference")) for value, count in sorted(found.items()) if value.startswith(incomplete)
    ]


def one_of(values: Iterable[str] | Mapping[str, str] | Callable[[], Iterable[str]]) -> Callable[[str], Completions]:
    """Completes the values of a closed vocabulary, or of a function; a mapping also has help texts."""

    def complete(incomplete: str) -> Completions:
        vocabulary = values() if callable(values) else values
        help_texts = vocabulary if isinstance(vocabulary, Mapping) else {}
        return [(value, help_texts.get(value, "")) for value in vocabulary if value.startswith(incomplete)]

    return complete


def choices_of(field: str) -> Callable[[str], Completions]:
    """Completes the values that a field of the query language may have."""

    def choices() -> Iterable[str]:
        from llmprimer.query.fields import FIELDS

        return FIELDS[field].choices

    return one_of(choices)


def query(ctx: typer.Context, incomplete: str) -> Completions:
    """Fields of the query language, and after `topic:` and the like the values of the field."""
    field, value, prefix = _split_field(incomplete)
    if field is None:
        from llmprimer.query.fields import FIELDS

        return [(f"{item.name}:", item.finds) for item in FIELDS.values() if value and item.name.startswith(value)]
    of_catalogue = {"topic": topics, "author": authors, "site": sites, "lang": languages, "key": citation_keys}
    found = of_catalogue[field](ctx, value) if field in of_catalogue else _choices(field, value)
    return [(prefix + item, help_text) for item, help_text in found]


def _choices(field: str, value: str) -> Completions:
    from llmprimer.query.fields import FIELDS

    return choices_of(field)(value) if field in FIELDS else []


def _split_field(incomplete: str) -> tuple[str | None, str, str]:
    """The field if one is named, the beginning of its value, and the prefix of each offer.

    bash ends a word at a colon, so the text before the colon is not repeated.
    """
    if os.environ.get("_LLMPRIMER_COMPLETE") == "complete_bash":
        words_text = os.environ.get("COMP_WORDS", "")
        words = words_text.split("\n" if "\n" in words_text else None)[: int(os.environ.get("COMP_CWORD") or 0)]
        if incomplete == ":" and words:
            return words[-1], "", ""
        if len(words) >= 2 and words[-1] == ":":
            return words[-2], incomplete, ""
    field, colon, value = incomplete.partition(":")
    return (field, value, f"{field}:") if colon else (None, incomplete, "")
