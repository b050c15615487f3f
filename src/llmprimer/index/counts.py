"""How many references have each value of a field: facets for pages, browsers and programs."""

from __future__ import annotations

from llmprimer.errors import UsageError
from llmprimer.index import Index
from llmprimer.query.tree import And, Node
from llmprimer.suggest import did_you_mean

#: The fields of the query language whose values can be counted.
COUNTED_FIELDS = ("topic", "kind", "type", "lang", "year", "site", "slide", "has")


def counts(index: Index, field: str, node: Node = And(()), *, query: str = "") -> dict[str, int]:
    """Value -> number of references that fit `node` and have it, most first, ties by value.

    A value works in a query as `field:value`. A topic counts for the broader ones too, a host for the domains above it.
    UsageError for another field, QueryError for an unknown topic in the query.
    """
    if field not in COUNTED_FIELDS:
        hint = f"the fields are {', '.join(COUNTED_FIELDS)}"
        raise UsageError(f'"{field}" is not counted{did_you_mean(field, COUNTED_FIELDS)}', hint=hint)
    condition, parameters = index.condition(node, query)
    if field == "year":
        sql = (
            f"SELECT substr(r.first, 1, 4), count(*) FROM reference AS r WHERE r.first IS NOT NULL AND {condition} "
            "GROUP BY 1 ORDER BY 2 DESC, 1"
        )
    else:
        sql = (
            "SELECT f.value, count(*) FROM facet AS f JOIN reference AS r ON r.id = f.id "
            f"WHERE f.field = ? AND {condition} GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        parameters = [field, *parameters]
    found = index.connection.execute(sql, parameters)
    return {value.lstrip("0") if field == "slide" else value: count for value, count in found}
