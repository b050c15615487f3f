"""Where each word of the references occurs, in the order of the words' roots, with flat memory.

A word and all its forms share a root (`llmprimer.stem.root`), so what is looked for with a word is fetched at once.
"""

from __future__ import annotations

import heapq
import sqlite3
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
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
_RUN = 150_000
#: Words, and pairs of neighbours that may be words, of which as many are kept in memory: the others are looked up again.
_KEPT = 15_000
#: Slots of a table with one byte for each word and stem, by its hash.
_SLOTS = 1 << 21
_OCCURRENCE = Struct(">IBHBHH")  # identity, field, position, state, form, what is told of the segment

#: Between the parts of a record in a run; no word has it.
_APART = b"\x00"

_TABLES = """
CREATE TEMP TABLE form (stem TEXT, word TEXT, number INTEGER, PRIMARY KEY (stem, word)) WITHOUT ROWID;
CREATE TEMP TABLE root_of (stem TEXT PRIMARY KEY, root TEXT) WITHOUT ROWID;
INSERT OR REPLACE INTO root_of SELECT stem, root FROM word WHERE stem IS NOT NULL ORDER BY word;
"""
_DROP = "DROP TABLE temp.form; DROP TABLE temp.root_of;"


class Occurrences:
    """The occurrences in an index. Reading `entries` to the end fills `lengths`."""

    def __init__(self, connection: sqlite3.Connection, count: int) -> None:
        self._connection = connection
        #: For each reference, by identity from 1: how many tokens its full text has.
        self.lengths = array("I", bytes(4 * (count + 1)))
        connection.executescript(_TABLES)
        # Most pairs of neighbours are no word: this tells it for nearly all of them without a question to the database.
        self._perhaps = bytearray(_SLOTS)
        for word, its_stem in connection.execute("SELECT word, stem FROM word WHERE stem IS NOT NULL"):
            self._perhaps[hash(word) % _SLOTS] = self._perhaps[hash(its_stem) % _SLOTS] = 1
        #: What the occurrences of a word begin with, its stem, and the number of its form.
        self._known = lru_cache(_KEPT)(self._learn)
        self._home = lru_cache(_KEPT)(self._find_home)

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
        self._connection.executescript(_DROP)

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
        known = self._forms(token.decode())
        spelt = b"".join(varint(len(form)) + form + varint(references) for form, references in known)
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
                    found = known(word)
                    state = (min(2, at)) + (_IN_COMPOUND if tokens[at] != word else 0)
                    tail = pack(identity, field, position + at, state, found[2], of_segment)
                    run.extend(head + tail for head in found[0])
                count += length
                parts += 1
                if joinable and length > 1:
                    for at, (a, b) in enumerate(pairwise(bare)):
                        if a.isascii() and b.isascii():
                            joined = a + known(b)[1]
                            head = self._home(joined) if self._may_be_word(joined) else _head(joined, joined)
                            run.append(head + pack(identity, field, position + at, _JOINED, 0, of_segment))
                            joined_words += 1
                position += length
            # Between the parts of a column, of which the joined words are one, there is a separating token.
            count += joined_words + parts - (0 if joined_words else 1)
        self.lengths[identity] = count

    def _may_be_word(self, text: str) -> bool:
        """False if the text is certainly neither a word nor a stem."""
        return bool(self._perhaps[hash(text) % _SLOTS])

    def _stem_and_root(self, word: str) -> tuple[str, str] | None:
        sql = "SELECT stem, root FROM word WHERE word = ? AND stem IS NOT NULL"
        found: tuple[str, str] | None = self._connection.execute(sql, (word,)).fetchone()
        return found

    def _learn(self, word: str) -> tuple[list[bytes], str, int]:
        found = self._stem_and_root(word)
        assert found is not None
        its_stem, its_root = found
        keys = [its_root]
        # Whoever looks for a word looks in the entry of its own root, also where the word is the stem of others.
        other = self._stem_and_root(its_stem)
        if other is not None and other[1] != its_root:
            keys.append(other[1])
        return [_head(key, its_stem) for key in keys], its_stem, self._number(its_stem, word)

    def _number(self, its_stem: str, word: str) -> int:
        """The number of the word among the forms of its stem, which are numbered in the order in which they come."""
        numbers = self._connection.execute("SELECT word, number FROM temp.form WHERE stem = ?", (its_stem,)).fetchall()
        for form, number in numbers:
            if form == word:
                return int(number)
        self._connection.execute("INSERT INTO temp.form VALUES (?, ?, ?)", (its_stem, word, len(numbers)))
        return len(numbers)

    def _forms(self, its_stem: str) -> list[tuple[bytes, int]]:
        """The forms of a stem by number, with the count of each; empty for two neighbours that are no word."""
        if not self._may_be_word(its_stem):
            return []
        sql = "SELECT word, count FROM temp.form JOIN word USING (word) WHERE form.stem = ? ORDER BY number"
        return [(word.encode(), count) for word, count in self._connection.execute(sql, (its_stem,))]

    def _find_home(self, joined: str) -> bytes:
        """What the occurrences of two neighbours begin with: the entry of the word that they are, or of their own."""
        found = self._stem_and_root(joined)
        if found is not None:
            return _head(found[1], joined)
        stored = self._connection.execute("SELECT root FROM temp.root_of WHERE stem = ?", (joined,)).fetchone()
        return _head(joined if stored is None else stored[0], joined)


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
