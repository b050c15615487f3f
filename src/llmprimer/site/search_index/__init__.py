"""The search of a site: an index compiled into small files, of which a query fetches the few that it needs.

docs/site.md tells of the form; `static/search/` reads it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from llmprimer.index.lookup import topics
from llmprimer.index.numbering import numbered
from llmprimer.site.link_states import TOLD
from llmprimer.site.search_index import exact
from llmprimer.site.search_index.columns import Columns, StateOf, orders
from llmprimer.site.search_index.knowledge import knowledge
from llmprimer.site.search_index.numbers import varint, varints
from llmprimer.site.search_index.postings import Occurrences
from llmprimer.site.search_index.tables import File, Pack, Table, compact, deflated, named

if TYPE_CHECKING:
    import sqlite3

    from llmprimer.index import Index

#: The file that names all others. It alone changes under its name.
DIRECTORY = "search/index.bin"
#: Raised whenever the form changes, so that scripts of another version do not read it.
FORM = 3

# The larger the blocks, the more bytes a query fetches; the smaller, the longer the directory of them. For what a query of
# four words fetches and the directory, together, the best size grows with the root of the number of references.
_BLOCK = 44
_ROW_BLOCK = 24
_LEAST_BLOCK = 6000
_LEAST_ROW_BLOCK = 12_000
#: Of so few references, what a query asks for stands in most blocks: larger ones save requests and cost few bytes.
_FEW = 400
_BLOCK_OF_FEW = 9000
_ROW_BLOCK_OF_FEW = 30_000
#: The directories of all tables are part of the index's own, where they have at most so many bytes.
_INLINE = 4000
#: An index of at most so many bytes is also one file: browsers fetch it once a reader turns to the search, and keep it.
_WHOLE = 1 << 20


def search_files(index: Index, state_of: StateOf | None = None) -> Iterator[File]:
    """(path below the root, content) of each file of the search, the directory last. The same index gives the same bytes.

    With `state_of`, references can be chosen by the state of their links, and rows tell of bad ones.
    """
    directory: dict[str, Any] = {}
    whole = bytearray()
    size = 0
    with numbered(index.connection) as connection:
        for path, data in _files(index, connection, state_of, directory):
            yield path, data
            size += len(data)
            if size <= _WHOLE:
                name = path.removeprefix("search/").removesuffix(".bin").replace("/", "")
                content = zlib.decompress(data, -zlib.MAX_WBITS)
                whole += name.encode() + varint(len(content)) + content
    if size <= _WHOLE:
        directory["whole"], file = named(bytes(whole))
        yield file
    yield DIRECTORY, deflated((compact(directory),))


def _files(
    index: Index, connection: sqlite3.Connection, state_of: StateOf | None, directory: dict[str, Any]
) -> Iterator[File]:
    """All files but the directory, which is filled."""
    count = len(index)
    occurrences = Occurrences(connection, count)
    tables = {
        "terms": occurrences.entries(),
        "facets": exact.facets(connection, index.ancestors),
        "dates": exact.dates(connection),
        "words": exact.words(connection),
        "beginnings": exact.beginnings(connection),
        "endings": exact.endings(connection),
        "names": exact.names(connection),
        "concepts": exact.concepts(connection),
        "abbreviations": exact.abbreviations(connection),
        "initials": exact.initials(connection),
    }
    directory |= {
        "form": FORM,
        "count": count,
        "topics": {node.slug: {"label": node.label, "depth": node.depth} for node in topics(index)},
        "knowledge": knowledge(),
        "columns": {},
        "orders": {},
        "packs": {},
    }
    lookups, counted = Pack("l"), Pack("c")
    directories = {}
    for name, entries in tables.items():
        table = Table(_BLOCK_OF_FEW if count <= _FEW else int(max(_LEAST_BLOCK, _BLOCK * count**0.5)), lookups)
        yield from table.files(entries)
        directories[name] = table.directory
    # The lengths are known once all postings have been read.
    directory["tokens"] = sum(occurrences.lengths)
    directory["lengths"], files = lookups.named(varints(occurrences.lengths[1:]))
    yield from files
    row_block = _ROW_BLOCK_OF_FEW if count <= _FEW else int(max(_LEAST_ROW_BLOCK, _ROW_BLOCK * count**0.5))
    rows = Table(row_block, lookups)
    stored = connection.execute("SELECT id, row FROM reference ORDER BY id")
    yield from rows.files((identity.to_bytes(4, "big"), _row(row, state_of)) for identity, row in stored)
    directories["rows"] = rows.directory
    if len(compact(directories)) <= _INLINE:
        directory["tables"] = directories
    else:
        directory["tables"], file = named(compact(directories))
        yield file
    columns = Columns(connection, state_of)
    for row, record in connection.execute("SELECT row, record FROM reference ORDER BY id"):
        columns.add(json.loads(record), json.loads(row), index.ancestors)
    yield from columns.files(directory["columns"], counted)
    columns.close()
    yield from orders(connection, directory["orders"], counted)
    for pack in (lookups, counted):
        yield from pack.close(directory["packs"])


def _row(row: str, state_of: StateOf | None) -> bytes:
    """The row as it is published: with the state of its link where lists warn of it."""
    if state_of is not None:
        fields = json.loads(row)
        state = state_of(fields["url"]) if fields["url"] else None
        if state is not None and state.group in TOLD:
            return compact({**fields, "link": str(state.group)})
    return row.encode("utf-8", "replace")
