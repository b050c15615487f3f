"""Where each word of the references occurs, in the order of the words' roots, with flat memory.

A word and all its forms share a root (`llmprimer.stem.root`), so what is looked for with a word is fetched at once.
"""

from __future__ import annotations

import heapq
import sqlite3
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from struct import Struct

from llmprimer.index.tokens import FIELDS, JOINABLE, NAME_FIELDS
from llmprimer.search.weights import USUAL_LENGTH
from llmprimer.site.search_index.numbers import ascending, varint, varints

# An occurrence is one byte: the number of the field, a state, and whether the same reference has another occurrence.
_STATE = 16
_IN_COMPOUND = 3  # on top of the position in the segment: 0, 1, or 2 for all others
_JOINED = 6  # two neighbours written as one; the position is that of the first
_MORE = 128

#: So many occurrences are sorted in memory.
_RUN = 400_000
_OCCURRENCE = Struct(">IBHBHH")  # identity, field, position, state, form, what is told of the segment

#: Between the parts of a record in a run; no word has it.
_APART = b"\x00"


class Occurrences:
    """The occurrences in an index. Reading `entries` to the end fills `lengths`."""

    def __init__(self, connection: sqlite3.Connection, count: int) -> None:
        self._connection = connection
        #: For each reference, by identity from 1: how many tokens its full text has.
        self.lengths = array("I", bytes(4 * (count + 1)))
        self._words: dict[str, tuple[str, str]] = {}
        self._counts: dict[str, int] = {}
        sql = "SELECT word, stem, root, count FROM word WHERE stem IS NOT NULL"
        for word, its_stem, its_root, references in connection.execute(sql):
            self._words[word] = (its_stem, its_root)
            self._counts[word] = references
        self._roots = dict(self._words.values())
        self._forms: dict[str, dict[str, int]] = {}
        #: Word -> what its occurrences begin with, its stem, and the number of its form.
        self._known: dict[str, tuple[list[bytes], str, int]] = {}

    def entries(self) -> Iterator[tuple[bytes, bytes]]:
        """(root, its tokens) in the order of the roots' bytes.

        A token is a stem, or two neighbours written as one. Each has: length, the token, number of its forms, length, text
        and number of references of each (also of those with two neighbours that are it), number of references, their identities as steps; for each occurrence one byte; the steps between the
        positions in a field; the numbers of the forms where there are several; of the segments, their lengths where the
        ranking asks for them, and in fields of names their numbers.
        """
        asked = [field in USUAL_LENGTH or field in NAME_FIELDS for field in FIELDS]
        size = -_OCCURRENCE.size
        entry = bytearray()
        before = b""
        for head, records in groupby(self._sorted(), lambda record: record[:size]):
            key, token, _ = head.split(_APART)
            if key != before and entry:
                yield before, bytes(entry)
                entry = bytearray()
            before = key
            entry += self._token(token, records, asked)
        if entry:
            yield before, bytes(entry)

    def _token(self, token: bytes, records: Iterable[bytes], asked: list[bool]) -> bytes:
        identities: list[int] = []
        heads = bytearray()
        positions: list[int] = []
        forms: list[int] = []
        told: list[int] = []
        last_identity = last_field = before = 0
        unpack, size = _OCCURRENCE.unpack_from, _OCCURRENCE.size
        for record in records:
            identity, field, position, state, form, of_segment = unpack(record, len(record) - size)
            if identity != last_identity:
                identities.append(identity)
                last_identity, last_field, before = identity, -1, 0
            else:
                heads[-1] |= _MORE
            if field != last_field:
                last_field, before = field, 0
            heads.append(field + _STATE * state)
            positions.append(position - before)
            before = position
            if state != _JOINED:
                forms.append(form)
            if asked[field]:
                told.append(of_segment)
        known = self._forms.get(token.decode(), ())
        spelt = b"".join(varint(len(form.encode())) + form.encode() + varint(self._counts[form]) for form in known)
        return (
            varint(len(token)) + token + varint(len(known)) + spelt + varint(len(identities)) + ascending(identities)
            + bytes(heads) + varints(positions) + (varints(forms) if len(known) > 1 else b"") + varints(told)
        )  # fmt: skip

    def _sorted(self) -> Iterator[bytes]:
        """All occurrences in order. What does not fit into memory is sorted in runs and merged."""
        runs: list[Iterator[bytes]] = []
        run: list[bytes] = []
        for identity, segments in self._connection.execute("SELECT id, segments FROM reference ORDER BY id"):
            self._add(identity, segments, run)
            if len(run) > _RUN:
                run.sort()
                runs.append(_stored(run))
                run = []
        run.sort()
        return heapq.merge(*runs, run) if runs else iter(run)

    def _add(self, identity: int, text: str, run: list[bytes]) -> None:
        pack = _OCCURRENCE.pack
        known = self._known
        count = 0
        for field, line in enumerate(text.split("\n")):
            if not line:
                continue
            joinable = FIELDS[field] in JOINABLE
            is_name = FIELDS[field] in NAME_FIELDS
            position = parts = joined_words = 0
            for segment in line.split("\t"):
                tokens = segment.split(" ")
                length = len(tokens)
                of_segment = parts if is_name else length
                bare = [token.rstrip("-") for token in tokens]
                for at, word in enumerate(bare):
                    found = known.get(word) or self._learn(word)
                    state = (min(2, at)) + (_IN_COMPOUND if tokens[at] != word else 0)
                    tail = pack(identity, field, position + at, state, found[2], of_segment)
                    run.extend(head + tail for head in found[0])
                count += length
                parts += 1
                if joinable and length > 1:
                    for at, (a, b) in enumerate(pairwise(bare)):
                        if a.isascii() and b.isascii():
                            joined = a + known[b][1]
                            run.append(
                                self._home(joined) + pack(identity, field, position + at, _JOINED, 0, of_segment)
                            )
                            joined_words += 1
                position += length
            # Between the parts of a column, of which the joined words are one, there is a separating token.
            count += joined_words + parts - (0 if joined_words else 1)
        self.lengths[identity] = count

    def _learn(self, word: str) -> tuple[list[bytes], str, int]:
        its_stem, its_root = self._words[word]
        forms = self._forms.setdefault(its_stem, {})
        number = forms.setdefault(word, len(forms))
        keys = [its_root]
        # Whoever looks for a word looks in the entry of its own root, also where the word is the stem of others.
        other = self._words.get(its_stem)
        if other is not None and other[1] != its_root:
            keys.append(other[1])
        self._known[word] = ([_head(key, its_stem) for key in keys], its_stem, number)
        return self._known[word]

    def _home(self, joined: str) -> bytes:
        """What the occurrences of two neighbours begin with: the entry of the word that they are, or of their own."""
        found = self._words.get(joined)
        if found is not None:
            return _head(found[1], joined)
        return _head(self._roots.get(joined, joined), joined)


def _head(key: str, token: str) -> bytes:
    return key.encode() + _APART + token.encode() + _APART


def _stored(run: list[bytes]) -> Iterator[bytes]:
    """The run from a temporary file, which is gone when it has been read."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the generator below
    for record in run:
        file.write(len(record).to_bytes(2, "big") + record)
    file.seek(0)

    def read() -> Iterator[bytes]:
        with file:
            while head := file.read(2):
                yield file.read(int.from_bytes(head, "big"))

    return read()
