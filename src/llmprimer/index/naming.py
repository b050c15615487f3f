"""Resolves what a user calls a reference: its key, an identifier, an address, or the beginning of its key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from llmprimer.errors import NotFoundError
from llmprimer.identifiers import identifier_in

if TYPE_CHECKING:
    from llmprimer.index import Index

#: Maximum number of keys that the message for an ambiguous name lists.
_NAMED = 5
_HINT = "`llmprimer search WORDS` finds keys"


def key_of(index: Index, name: str) -> str:
    """The citation key of the only reference with this name; NotFoundError if there is none, or more than one.

    A whole key has priority over an identifier, an identifier over the beginning of a key. Case is ignored.
    """
    folded = name.strip().lower()
    if (exact := _with(index, "key", folded)) and folded:
        return exact[0]
    identifier = identifier_in(name)
    if identifier is not None:
        field = "site" if identifier.kind == "host" else identifier.kind
        if found := _with(index, field, identifier.value):
            return _only(found, f"{name} is the {_WORDS[identifier.kind]} of")
    return by_beginning(name, index.keys())


_WORDS = {
    "arxiv": "arXiv id",
    "doi": "DOI",
    "url": "address",
    "host": "site",
    "handle": "account",
    "status": "post",
}


def by_beginning(name: str, keys: Iterable[str]) -> str:
    """The key that equals `name`, or the only one that begins with it, ignoring case; else NotFoundError."""
    keys = list(keys)
    folded = name.strip().lower()
    found = [key for key in keys if folded and key.lower().startswith(folded)]
    if exact := [key for key in found if key.lower() == folded]:
        return exact[0]
    if found:
        return _only(found, f'"{name}" begins')
    from llmprimer.suggest import did_you_mean

    raise NotFoundError(f'no reference has the key "{name}"{did_you_mean(name, keys)}', hint=_HINT)


def _only(found: list[str], what: str) -> str:
    if len(found) == 1:
        return found[0]
    named = ", ".join(sorted(found)[:_NAMED])
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    raise NotFoundError(f"{what} {len(found)} references: {named}{more}", hint="give one of these keys")


def _with(index: Index, field: str, value: str) -> list[str]:
    sql = (
        "SELECT r.citation_key FROM facet AS f JOIN reference AS r ON r.id = f.id "
        "WHERE f.field = ? AND f.value = ? ORDER BY r.citation_key"
    )
    return [key for (key,) in index.connection.execute(sql, (field, value))]
