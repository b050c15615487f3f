"""Sorted tables in blocks; a reader fetches only the block of a key."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from llmprimer.site.search_index.numbers import varint

#: Data of at most this many bytes share a file.
_SMALL = 12_000

File = tuple[str, bytes]


def deflated(pieces: Iterable[bytes]) -> bytes:
    """The pieces in a row, compressed by raw deflate, so that no host needs to compress."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    compressed = bytearray()
    for piece in pieces:
        compressed += compressor.compress(piece)
    return bytes(compressed + compressor.flush())


def named(data: bytes) -> tuple[str, File]:
    """The name of a compressed file, and the file. The name is a hash, so a file never changes under its name."""
    return _named((data,))


def _named(pieces: Iterable[bytes]) -> tuple[str, File]:
    content = deflated(pieces)
    name = hashlib.sha256(content).hexdigest()[:10]
    return name, (f"search/{name[:2]}/{name[2:]}.bin", content)


class Pack:
    """Small files that are usually needed together, as one file. The names of its parts begin with `@` and its sign."""

    def __init__(self, sign: str) -> None:
        self._sign = sign
        self._data = bytearray()
        self._ends: list[int] = []

    def named(self, data: bytes) -> tuple[str, list[File]]:
        """The name of the data: of a part if they are small, else of the file that is given too."""
        return self.named_pieces(len(data), (data,))

    def named_pieces(self, size: int, pieces: Iterable[bytes]) -> tuple[str, list[File]]:
        """Like `named`, for data of that size in pieces, which need not be in memory together."""
        if size > _SMALL:
            name, file = _named(pieces)
            return name, [file]
        for piece in pieces:
            self._data += piece
        self._ends.append(len(self._data))
        return f"@{self._sign}{len(self._ends) - 1:08}", []

    def close(self, directory: dict[str, Any]) -> list[File]:
        """The file, when all parts are in it, if there are any; `directory` gets its name and where its parts end."""
        if not self._ends:
            return []
        name, file = named(bytes(self._data))
        directory[self._sign] = {"name": name, "ends": self._ends}
        return [file]


class Table:
    """One sorted table in blocks of at most `block` bytes before compression, unless one entry has more.

    `files` writes it; `directory` then tells which block begins with which key. A small table becomes a part of the pack.
    """

    def __init__(self, block: int, pack: Pack) -> None:
        self._block = block
        self._pack = pack
        self._firsts: list[str] = []
        self._names: list[str] = []

    @property
    def directory(self) -> dict[str, Any]:
        """The first key of each block, as a text of one character a byte, and the names of the blocks in a row."""
        return {"firsts": self._firsts, "names": "".join(self._names)}

    def files(self, entries: Iterable[tuple[bytes, bytes]]) -> Iterator[File]:
        """The blocks of the entries, whose keys ascend.

        An entry: the number of bytes that the key shares with the one before, the length of its rest, the rest, the
        length of the value, the value. A value that fills a block alone has one.
        """
        block = bytearray()
        first = before = b""
        small: list[tuple[bytes, bytes]] = []  # the first blocks, while they may be all
        for key, value in entries:
            if block and len(block) + len(value) > self._block:
                small.append((first, bytes(block)))
                if sum(len(data) for _, data in small) > _SMALL:
                    yield from self._close(small)
                block = bytearray()
            if not block:
                first, before = key, b""
            shared = _shared(before, key)
            rest = key[shared:]
            block += varint(shared) + varint(len(rest)) + rest + varint(len(value)) + value
            before = key
        if block:
            small.append((first, bytes(block)))
        if not self._names and small:
            # Each block begins with a whole key, so that they can follow each other in one file.
            yield from self._close([(small[0][0], b"".join(data for _, data in small))], small=True)
        else:
            yield from self._close(small)

    def _close(self, blocks: list[tuple[bytes, bytes]], *, small: bool = False) -> Iterator[File]:
        for first, block in blocks:
            if small:
                name, files = self._pack.named(block)
            else:
                name, file = named(block)
                files = [file]
            self._firsts.append(first.decode("latin-1"))
            self._names.append(name)
            yield from files
        blocks.clear()


def compact(value: Any) -> bytes:
    """JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _shared(one: bytes, other: bytes) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
