"""Sorted tables in blocks: a reader fetches only the block that a key falls into."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from llmprimer.site.search_index.numbers import varint

#: A block is closed when it has this many bytes before compression. Small blocks make small queries, and long directories.
BLOCK = 12_000

File = tuple[str, bytes]


def packed(data: bytes) -> bytes:
    """Compressed by raw deflate, so that no host needs to compress."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    return compressor.compress(data) + compressor.flush()


def named(data: bytes) -> tuple[str, File]:
    """The name of a compressed file, and the file. The name is a hash, so a file never changes under its name."""
    content = packed(data)
    name = hashlib.sha256(content).hexdigest()[:10]
    return name, (f"search/{name[:2]}/{name[2:]}.bin", content)


class Table:
    """One sorted table: `files` writes it, `directory` then tells which block begins with which key."""

    def __init__(self) -> None:
        self.firsts: list[str] = []
        self.names: list[str] = []

    @property
    def directory(self) -> dict[str, Any]:
        """The first key of each block, as a text of one character a byte, and the names of the blocks in a row."""
        return {"firsts": self.firsts, "names": "".join(self.names)}

    def files(self, entries: Iterable[tuple[bytes, bytes]]) -> Iterator[File]:
        """The blocks of the entries, whose keys ascend.

        An entry: the number of bytes that the key shares with the one before, the length of its rest, the rest, the
        length of the value, the value. A value that fills a block alone has one.
        """
        block = bytearray()
        first: bytes | None = None
        before = b""
        for key, value in entries:
            if first is not None and len(block) + len(value) > BLOCK:
                yield self._close(first, block)
                block, first = bytearray(), None
            if first is None:
                first, before = key, b""
            shared = _shared(before, key)
            rest = key[shared:]
            block += varint(shared) + varint(len(rest)) + rest + varint(len(value)) + value
            before = key
        if first is not None:
            yield self._close(first, block)

    def _close(self, first: bytes, block: bytearray) -> File:
        name, file = named(bytes(block))
        self.firsts.append(first.decode("latin-1"))
        self.names.append(name)
        return file


def _shared(one: bytes, other: bytes) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
