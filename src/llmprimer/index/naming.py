"""What a person may call a reference: its key, an identifier, an address, or the beginning of its key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from llmprimer.errors import NotFoundError
from llmprimer.identifiers import identify

if TYPE_CHECKING:
    from llmprimer.index import Index

#: The most keys that are named in the message that several keys begin alike.
_NAMED = 5
_HINT = "`llmprimer search WORDS` finds keys"


def key_of(index: Index, name: str) -> str:
    """The citation key of the one reference that is called so; NotFoundError if there is none, or more than one.

    A whole key goes before an identifier, and that before the beginning of a key. Upper and lower case are the same.
    """
    folded = name.strip().lower()
    if (exact := _with(index, "key", folded)) and folded:
        return exact[0]
    identifier = identify(name)
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
    """The one key that begins so, or is so, in any case; NotFoundError if there is none, or more than one."""
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
