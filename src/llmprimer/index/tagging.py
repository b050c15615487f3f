"""Topics given to records and taken away, quickly: what is changed is found by the index, not by reading the catalogue.

A catalogue that is in the cache is known to be valid, and topics of its vocabulary leave it so. So neither YAML nor the
models are needed, as long as the records are in the usual form; otherwise all goes through CatalogueFile.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from llmprimer.catalogue.atomic import replace_file
from llmprimer.catalogue.diffing import text_diff
from llmprimer.catalogue.topic_line import with_topics
from llmprimer.catalogue.undo import remember_write
from llmprimer.errors import FileChangedError
from llmprimer.index import Index
from llmprimer.index.layout import Layout
from llmprimer.index.store import of_content, renew
from llmprimer.index.update import UpdatePlan

if TYPE_CHECKING:
    from llmprimer.catalogue.writing import CatalogueFile


class TopicChanges:
    """A catalogue file of which records get other topics; nothing is written before `commit`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._whole: CatalogueFile | None = None
        #: Citation key -> its topics, where they change.
        self._wished: dict[str, list[str]] = {}
        self._known = _Known.of(path)
        if self._known is None:
            self._read_whole()

    @property
    def topic_slugs(self) -> list[str]:
        """The topics of the vocabulary, in file order."""
        return self._whole.topic_slugs if self._whole is not None else list(self._index.header.get("topics", {}))

    @property
    def keys(self) -> list[str]:
        """The citation keys."""
        return self._whole.keys if self._whole is not None else self._index.keys()

    @property
    def changed(self) -> bool:
        """Whether there is anything to commit."""
        return self._known.new_data() != self._known.data if self._known is not None else self._opened.changed

    def __contains__(self, citation_key: str) -> bool:
        return citation_key in self._whole if self._whole is not None else self._index.has_key(citation_key)

    def topics_of(self, citation_key: str) -> tuple[str, ...]:
        """The topics of a record as they now are."""
        if self._whole is not None:
            return self._whole.record(citation_key).topics
        known = self._wished.get(citation_key)
        return tuple(self._index.record(citation_key).get("topics", ()) if known is None else known)

    def set_topics(self, citation_key: str, topics: Sequence[str]) -> None:
        """A record gets these topics, of the vocabulary or among those that it has."""
        if tuple(topics) == self.topics_of(citation_key):
            return
        if self._known is not None and not self._known.retag(citation_key, topics):
            self._read_whole()
        if self._whole is not None:
            self._whole.set_field(citation_key, "topics", list(topics))
        else:
            self._wished[citation_key] = list(topics)

    def diff(self) -> str:
        """What `commit` would change, as a unified diff."""
        if self._known is not None:
            return text_diff(self._known.data.decode(), self._known.new_data().decode(), self.path)
        return self._opened.diff()

    def check(self) -> None:
        """InvalidCatalogueError if the changed catalogue is not valid."""
        if self._whole is not None:
            self._whole.check()

    def commit(self) -> None:
        """Writes the changes in one step; the errors are those of `CatalogueFile.commit`, and so is what others have written."""
        if self._known is not None:
            data = self._known.new_data()
            try:
                replace_file(self.path, data, seen=self._known.data)
            except FileChangedError:
                self._read_whole()
            else:
                remember_write(self.path, self._known.data, data)
        if self._whole is not None:
            self._whole.commit()

    def renew_index(self) -> None:
        """Brings the index up to date after `commit`."""
        if self._known is not None:
            renew(str(self.path), self._known.new_data(), (self._known.index_path, self._known.plan()))
        else:
            renew(str(self.path))

    def _read_whole(self) -> None:
        """Goes on with the file as it was opened, read as a whole."""
        from llmprimer.catalogue.writing import CatalogueFile

        known, self._known = self._known, None
        file = CatalogueFile(self.path, known.data) if known is not None else CatalogueFile.open(self.path)
        for key, topics in self._wished.items():
            file.set_field(key, "topics", topics)
        self._whole = file

    @property
    def _index(self) -> Index:
        assert self._known is not None
        return self._known.index

    @property
    def _opened(self) -> CatalogueFile:
        assert self._whole is not None
        return self._whole


class _Known:
    """A catalogue's bytes with the index of them: records by number, old and new."""

    def __init__(self, data: bytes, index: Index, index_path: str, layout: Layout) -> None:
        self.data = data
        self.index = index
        #: The path of the index.
        self.index_path = index_path
        self._layout = layout
        self._fields: list[str] = json.loads(index.fact("fields"))
        self._texts: dict[int, bytes] = {}
        self._records: dict[int, str] = {}
        self._new_data: bytes | None = None

    @classmethod
    def of(cls, path: Path) -> _Known | None:
        """What is known of the file; None where there is no index of it, or where it is not in the usual layout."""
        try:
            data = path.read_bytes()
        except OSError:
            return None
        found = of_content(str(path), data)
        if found is None:
            return None
        index = Index(found[0])
        layout = Layout.load(index.connection)
        # With a byte order mark, bytes are counted from behind it.
        usual = layout.is_usual and not data.startswith(b"\xef\xbb\xbf")
        return cls(data, index, found[1], layout) if usual else None

    def retag(self, citation_key: str, topics: Sequence[str]) -> bool:
        """Gives a record these topics; whether that could be done in its text."""
        number, stored = self.index.numbered_record(citation_key)
        record = json.loads(stored)
        start, end = self._layout.span(number)
        body = self.data[start:end].decode()
        text = with_topics(body, record.get("topics", []), topics, self._fields)
        changed = self._json({**record, "topics": list(topics)})
        if text is None or self._json(record) != stored:
            return False
        self._texts[number], self._records[number] = text.encode(), changed
        self._new_data = None
        return True

    def _json(self, record: Mapping[str, object]) -> str:
        """The record as the models write it."""
        ordered = {name: record[name] for name in self._fields if name in record and record[name] != []}
        return json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))

    def new_data(self) -> bytes:
        """The bytes with all changes."""
        if self._new_data is None:
            pieces = []
            done = 0
            for number, text in sorted(self._texts.items()):
                start, end = self._layout.span(number)
                pieces += [self.data[done:start], text]
                done = end
            self._new_data = b"".join([*pieces, self.data[done:]])
        return self._new_data

    def plan(self) -> UpdatePlan:
        """What makes the index one of the new bytes."""
        return UpdatePlan(list(self._records), list(self._records.items()), self._layout.with_texts(self._texts))
