"""`llmprimer topics`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from llmprimer.cli.completion import topics as known_topics
from llmprimer.cli.listing import FormatOption, JsonOption, chosen_format
from llmprimer.cli.selection import CatalogueOption, Selection
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
    as_json: JsonOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """List the topics as a tree, or show one.

    A topic counts the references of the topics below it too.
    """
    from llmprimer.console.rows import print_rows
    from llmprimer.console.topics import print_topic, print_tree
    from llmprimer.index import lookup
    from llmprimer.query import And, Field

    chosen = chosen_format(form, as_json, as_jsonl=False)
    index = Selection("", catalogue, {}).index()
    if topic is None:
        if chosen not in (None, *_TREE_FORMATS):
            *others, last = _TREE_FORMATS
            raise UsageError(f"topics are printed as {', '.join(others)} or {last}, not as {chosen}")
        nodes = lookup.topics(index)
        if chosen == "json":
            _print_json({"shape": JSON_SHAPE, "results": [node._asdict() for node in nodes]})
        else:
            print_tree(nodes, chosen)
        return ExitCode.DONE
    node = lookup.topic(index, topic)
    rows = index.rows(And((Field("topic", node.slug),)))
    if chosen is None:
        narrower = [other for other in lookup.topics(index) if other.broader == node.slug]
        print_topic(node, narrower)
    print_rows(rows, chosen, envelope={"shape": TOPIC_JSON_SHAPE, "topic": node._asdict()})
    return ExitCode.DONE


def _print_json(value: Any) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))
