"""`llmprimer tag`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from llmprimer.cli.catalogue import CatalogueOption
from llmprimer.cli.changing import YesOption, changeable, write_with_consent
from llmprimer.cli.completion import keys_and_topics
from llmprimer.cli.keys import keys_in_file
from llmprimer.cli.parsing import PlainCommand
from llmprimer.errors import NotFoundError, UsageError
from llmprimer.suggest import did_you_mean

if TYPE_CHECKING:
    from llmprimer.index.tagging import TopicChanges

_MINUS_TOPIC = re.compile(r"-[a-z0-9][a-z0-9-]+")
#: A prefix for `-topic` during parsing that cannot be typed.
_GUARD = "\0"


class _TopicsWithMinus(PlainCommand):
    """Parses `-topic` as a topic, not as one-letter options (`-hallucination` has `-h`)."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, [_GUARD + arg if _MINUS_TOPIC.fullmatch(arg) else arg for arg in args])


class _TopicEdits(NamedTuple):
    """The topics to add and to remove."""

    added: list[str]
    removed: list[str]


def tag(
    words: Annotated[
        list[str],
        typer.Argument(
            help="Keys, or - to read keys from standard input; +topic adds a topic, -topic removes one.",
            metavar="[KEY]... +TOPIC|-TOPIC...",
            autocompletion=keys_and_topics,
        ),
    ],
    where: Annotated[
        str | None,
        typer.Option("--where", metavar="QUERY", help="Instead of keys: all references that match this query."),
    ] = None,
    yes: YesOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Add topics of the vocabulary to references, or remove them.

    llmprimer tag KEY +rlhf -alignment; llmprimer tag --where 'kind:paper year:2022' +language-models
    """
    from llmprimer.index.tagging import TopicChanges

    file = TopicChanges(changeable(catalogue))
    named, edits = _parse_words([word.removeprefix(_GUARD) for word in words], file)
    if (where is None) == (not named):
        hint = "llmprimer tag KEY... +topic, or llmprimer tag --where QUERY +topic"
        raise UsageError("say either keys or --where" if named else "no reference is named", hint=hint)
    keys = keys_in_file(named, file) if where is None else _matching_keys(file, where)
    for slug in edits.removed:
        topics_of_all = {topic for key in keys for topic in file.topics_of(key)}
        if slug not in topics_of_all:
            who = keys[0] if len(keys) == 1 else f"none of the {len(keys)} references"
            verb = "does not have" if len(keys) == 1 else "has"
            raise NotFoundError(f'{who} {verb} the topic "{slug}"{did_you_mean(slug, topics_of_all)}')
    for key in keys:
        topics = [slug for slug in (*file.topics_of(key), *edits.added) if slug not in edits.removed]
        file.set_topics(key, list(dict.fromkeys(topics)))
    return write_with_consent(file, yes=yes, update_index=file.renew_index)


def _parse_words(words: Sequence[str], file: TopicChanges) -> tuple[list[str], _TopicEdits]:
    """Keys, and topics by their sign; errors suggest a sign or a known topic."""
    keys: list[str] = []
    edits = _TopicEdits([], [])
    slugs = file.topic_slugs
    for word in words:
        sign, slug = word[:1], word[1:]
        if sign == "+" and slug not in slugs:
            hint = f"`llmprimer topics` lists the vocabulary; `llmprimer topic add {slug}` adds a topic"
            raise NotFoundError(f'there is no topic "{slug}"{did_you_mean(slug, slugs)}', hint=hint)
        if sign == "+" or (sign == "-" and slug):
            (edits.added if sign == "+" else edits.removed).append(slug)
        elif word in slugs and word not in file:
            raise UsageError(f'"{word}" has no sign', hint=f"+{word} adds the topic, -{word} removes it")
        else:
            keys.append(word)
    if not edits.added and not edits.removed:
        raise UsageError("no topic is named", hint="+topic adds one, -topic removes one")
    return keys, edits


def _matching_keys(file: TopicChanges, query: str) -> list[str]:
    """The keys of the references for which the query holds, in file order; NotFoundError if there are none."""
    from llmprimer.index import Index
    from llmprimer.query import parse

    rows = Index.open(file.path).rows(parse(query), query=query, sort="file")
    if not rows:
        raise NotFoundError(f"nothing fits {query!r}")
    return [row["citation_key"] for row in rows]


tag.command_class = _TopicsWithMinus  # type: ignore[attr-defined]
