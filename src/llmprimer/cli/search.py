"""`llmprimer search`."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from llmprimer.cli.completion import one_of
from llmprimer.cli.listing import (
    DEFAULT_LIMIT,
    FieldsOption,
    FormatOption,
    JsonlOption,
    JsonOption,
    RankingLimitOption,
    chosen_form,
    print_list,
)
from llmprimer.cli.selection import Selection, takes_selection
from llmprimer.errors import ExitCode, UsageError

#: The version of the JSON that a search prints; it changes when a field changes or goes, not when one is added.
JSON_SHAPE = "llmprimer.search/1"

ORDERS = ("score", "key", "title", "issued", "-issued")


@takes_selection
def search(
    selection: Selection,
    limit: RankingLimitOption = None,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar="ORDER",
            help=f"Sort the results by one of {', '.join(ORDERS)}.",
            autocompletion=one_of(ORDERS),
        ),
    ] = "score",
    explain: Annotated[bool, typer.Option("--explain", help="Show the score of each result and its parts.")] = False,
    form: FormatOption = None,
    fields: FieldsOption = None,
    as_json: JsonOption = False,
    as_jsonl: JsonlOption = False,
) -> int:
    """Find references, best first.

    Words rank the results; "phrases", -exclusions, OR groups and fields such as topic:rlhf, author:wei, year:2020..2022
    or has:doi filter them. An arXiv id, DOI, address, host, @handle or tweet id is looked up. Put a query with
    -exclusions in quotes.
    """
    from llmprimer.search import find

    chosen = chosen_form(form, as_json, as_jsonl, fields)
    if sort not in ORDERS:
        raise UsageError(f'unknown order "{sort}"; it is one of {", ".join(ORDERS)}')
    count = DEFAULT_LIMIT if limit is None else limit
    found = find(selection.index(), selection.query, selection.conditions(), limit=count if sort == "score" else None)
    rows: list[dict[str, Any]] = []
    for result in _sorted(found.results, sort)[:count]:
        row = {**result.row, "score": result.score}
        if explain:
            row["reasons"] = [{"what": w, "where": f, "points": round(p, 3)} for w, f, p in result.reasons]
        rows.append(row)
    envelope = {
        "shape": JSON_SHAPE,
        "query": selection.query,
        "confident": found.confident,
        "total": found.total,
        "corrections": [{"typed": typed, "read": read} for typed, read in found.corrections],
    }
    _remark(found.confident, bool(rows), found.corrections, selection.query)
    extra_lines = _reasons if explain else None
    print_list(
        rows,
        chosen,
        selection.path,
        envelope=envelope,
        total=found.total if found.confident else None,
        limit=limit,
        highlighted=_highlighted(found),
        extra_lines=extra_lines,
    )
    return ExitCode.DONE if found.confident and rows else ExitCode.NOTHING


def _sorted(results: list[Any], sort: str) -> list[Any]:
    """The results by score, or by key, title or date; undated ones last, ties by key."""
    by_key = sorted(results, key=lambda result: result.citation_key)
    match sort:
        case "key":
            return by_key
        case "title":
            return sorted(by_key, key=lambda result: str(result.row["title"]).casefold())
        case "issued" | "-issued":
            dated = [result for result in by_key if result.row["issued"]]
            dated.sort(key=lambda result: str(result.row["issued"]), reverse=sort == "-issued")
            return dated + [result for result in by_key if not result.row["issued"]]
    return results


def _remark(confident: bool, any_results: bool, corrections: list[tuple[str, str]], query: str) -> None:
    if corrections and confident:
        read = ", ".join(f'"{typed}" read as "{as_}"' for typed, as_ in corrections)
        print(f"llmprimer: {read}", file=sys.stderr)
    if not confident:
        nearest = "; the nearest are these:" if any_results else ""
        from llmprimer.text import shorten

        what = f"nothing fits {shorten(query, 100)!r}" if query else "nothing fits"
        print(f"llmprimer: {what}{nearest}", file=sys.stderr)


def _reasons(row: dict[str, Any]) -> list[str]:
    return [f"{r['points']:.1f} {r['what']} ({r['where']})" for r in row["reasons"]]


def _highlighted(found: Any) -> frozenset[str]:
    """The stems that were found, to be bold in titles."""
    from llmprimer.console.terminal import is_terminal

    if not is_terminal():
        return frozenset()
    from llmprimer.stem import stem
    from llmprimer.text import words

    return frozenset(stem(w) for result in found.results for reason in result.reasons for w in words(reason.what))
