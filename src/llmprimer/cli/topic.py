"""`llmprimer topic`."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from llmprimer.cli.catalogue import CatalogueOption
from llmprimer.cli.changing import YesOption, changeable, write_with_consent
from llmprimer.cli.completion import topics
from llmprimer.errors import NotFoundError, UsageError


def topic() -> None:
    """Add, rename or remove a topic of the vocabulary."""


def add(
    slug: Annotated[
        str, typer.Argument(help="The name in queries and files, such as prompt-engineering.", metavar="SLUG")
    ],
    definition: Annotated[
        str | None, typer.Option("--definition", "-d", metavar="TEXT", help="The definition, in one sentence.")
    ] = None,
    label: Annotated[
        str | None, typer.Option("--label", metavar="TEXT", help="The name for readers; by default made from the slug.")
    ] = None,
    alias: Annotated[
        list[str] | None, typer.Option("--alias", metavar="NAME", help="Another name (repeatable).")
    ] = None,
    broader: Annotated[
        str | None, typer.Option("--broader", metavar="TOPIC", help="The broader topic.", autocompletion=topics)
    ] = None,
    yes: YesOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Add a topic to the vocabulary."""
    from llmprimer.catalogue.writing import CatalogueFile
    from llmprimer.model import Topic
    from llmprimer.suggest import did_you_mean

    _must_be_slug(slug)
    if definition is None:
        hint = f'llmprimer topic add {slug} --definition "What it means."'
        raise UsageError("a topic needs a --definition", hint=hint)
    file = CatalogueFile.open(changeable(catalogue))
    if slug in file.topic_slugs:
        raise UsageError(f'there is a topic "{slug}" already', hint="`llmprimer topics` lists them")
    if broader is not None and broader not in file.topic_slugs:
        raise NotFoundError(f'there is no topic "{broader}"{did_you_mean(broader, file.topic_slugs)}')
    shown = label or slug.replace("-", " ").capitalize()
    file.set_topic(slug, Topic(label=shown, definition=definition, aliases=tuple(alias or ()), broader=broader))
    return write_with_consent(file, yes=yes)


def rename(
    old: Annotated[str, typer.Argument(help="The current slug of the topic.", metavar="OLD", autocompletion=topics)],
    new: Annotated[str, typer.Argument(help="Its new slug.", metavar="NEW")],
    merge: Annotated[bool, typer.Option("--merge", help="Merge OLD into the existing topic NEW.")] = False,
    yes: YesOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Rename the slug of a topic everywhere."""
    from llmprimer.catalogue.writing import CatalogueFile

    _must_be_slug(new)
    file = CatalogueFile.open(changeable(catalogue))
    file.rename_topic(old, new, merge=merge)
    return write_with_consent(file, yes=yes)


def remove(
    slug: Annotated[str, typer.Argument(help="The topic.", metavar="TOPIC", autocompletion=topics)],
    yes: YesOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Remove a topic that no reference has.

    `llmprimer tag --where topic:TOPIC -TOPIC` removes it from references.
    """
    from llmprimer.catalogue.writing import CatalogueFile

    file = CatalogueFile.open(changeable(catalogue))
    file.remove_topic(slug)
    return write_with_consent(file, yes=yes)


def _must_be_slug(text: str) -> None:
    from llmprimer.model import TOPIC_PATTERN

    if not re.fullmatch(TOPIC_PATTERN, text):
        raise UsageError(f'"{text}" is not a slug: lower-case letters and digits joined by hyphens')


topic.subcommands = (add, rename, remove)  # type: ignore[attr-defined]
