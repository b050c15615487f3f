"""`llmprimer topics`."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from llmprimer.cli.catalogue import CatalogueOption, catalogue_path, open_index
from llmprimer.cli.completion import topics as known_topics
from llmprimer.cli.listing import FieldsOption, FormatOption, JsonOption, chosen_form, print_list
from llmprimer.errors import ExitCode, UsageError

JSON_SHAPE = "llmprimer.topics/1"
TOPIC_JSON_SHAPE = "llmprimer.topic/1"
_TREE_FORMATS = ("table", "tsv", "keys", "json")


def topics(
    topic: Annotated[
        str | None,
        typer.Argument(help="Show this topic (slug, label or alias) with its references.", autocompletion=known_topics),
    ] = None,
    form: FormatOption = None,
    fields: FieldsOption = None,
    as_json: JsonOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """List the topics as a tree, or show one.

    The number of a topic includes the references of narrower topics.
    """
    from llmprimer.console.topics import print_topic, print_tree
    from llmprimer.index import lookup
    from llmprimer.query import And, Field

    chosen = chosen_form(form, as_json, fields=fields)
    path = catalogue_path(catalogue)
    index = open_index(path)
    if topic is None:
        if chosen.format not in (None, *_TREE_FORMATS):
            *others, last = _TREE_FORMATS
            raise UsageError(f"topics are printed as {', '.join(others)} or {last}, not as {chosen.format}")
        if chosen.fields:
            raise UsageError("--fields is for the references of one topic")
        nodes = lookup.topics(index)
        if not nodes:
            hint = '`llmprimer topic add SLUG --definition "What it means."` adds one'
            print(f"llmprimer: the vocabulary is empty\n  hint: {hint}", file=sys.stderr)
        if chosen.format == "json":
            _print_json({"shape": JSON_SHAPE, "results": [node._asdict() for node in nodes]})
        else:
            print_tree(nodes, chosen.format)
        return ExitCode.DONE if nodes else ExitCode.NOTHING
    node = lookup.topic(index, topic)
    rows = index.rows(And((Field("topic", node.slug),)))
    if chosen.format is None:
        narrower = [other for other in lookup.topics(index) if other.broader == node.slug]
        print_topic(node, narrower)
    print_list(rows, chosen, path, envelope={"shape": TOPIC_JSON_SHAPE, "topic": node._asdict()})
    if not rows:
        print(f"llmprimer: no reference has the topic {node.slug}", file=sys.stderr)
    return ExitCode.DONE if rows else ExitCode.NOTHING


def _print_json(value: Any) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))
