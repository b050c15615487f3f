"""Counts references by field value: facets for pages, browsers and programs."""

from __future__ import annotations

from llmprimer.errors import UsageError
from llmprimer.index import Index
from llmprimer.query.tree import And, Node
from llmprimer.suggest import did_you_mean

#: The fields of the query language whose values can be counted.
COUNTED_FIELDS = ("topic", "kind", "type", "lang", "year", "author", "site", "slide", "has")
_YEARS = "SELECT substr(r.first, 1, 4), count(*) FROM reference AS r WHERE r.first IS NOT NULL AND {} GROUP BY 1"
#: No join: looking up a wide row for each value takes ten times as long.
_FACETS = "SELECT value, count(*) FROM facet WHERE field = ? AND {} GROUP BY 1"
_CHOSEN = "id IN (SELECT r.id FROM reference AS r WHERE {})"


def counts(
    index: Index, field: str, node: Node = And(()), *, query: str = "", limit: int | None = None
) -> dict[str, int]:
    """Value -> number of references that match `node` and have it: most frequent first, ties by value, at most `limit`.

    A value works in a query as `field:value`. A topic also counts for its broader topics, a host for its parent domains.
    UsageError for a field not in COUNTED_FIELDS, QueryError for an unknown topic in the query.
    """
    if field not in COUNTED_FIELDS:
        hint = f"the fields are {', '.join(COUNTED_FIELDS)}"
        raise UsageError(f'"{field}" is not counted{did_you_mean(field, COUNTED_FIELDS)}', hint=hint)
    condition, parameters = index.condition(node, query)
    if field == "year":
        sql = _YEARS.format(condition)
    else:
        sql = _FACETS.format(_CHOSEN.format(condition) if node != And(()) else "1")
        parameters = [field, *parameters]
    sql += " ORDER BY 2 DESC, 1 LIMIT ?"
    found = index.connection.execute(sql, [*parameters, -1 if limit is None else limit])
    return {value.lstrip("0") if field == "slide" else value: count for value, count in found}
