"""Adds and removes topics of records fast: the index locates the records, so the catalogue need not be parsed.

A catalogue with a cached index is valid, and stays valid if only topics of its vocabulary are added. So neither YAML nor
the models are needed if the records are in the usual layout; otherwise CatalogueFile makes the changes.
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
    """Pending changes of topics in a catalogue file; `commit` writes them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: CatalogueFile | None = None
        #: Citation key -> new topics.
        self._new_topics: dict[str, list[str]] = {}
        self._text = _IndexedText.of(path)
        if self._text is None:
            self._switch_to_file()

    @property
    def topic_slugs(self) -> list[str]:
        """The topics of the vocabulary, in file order."""
        return self._file.topic_slugs if self._file is not None else list(self._index.header.get("topics", {}))

    @property
    def keys(self) -> list[str]:
        """The citation keys."""
        return self._file.keys if self._file is not None else self._index.keys()

    @property
    def changed(self) -> bool:
        """Whether there is anything to commit."""
        return self._text.new_data() != self._text.data if self._text is not None else self._required_file.changed

    def __contains__(self, citation_key: str) -> bool:
        return citation_key in self._file if self._file is not None else self._index.has_key(citation_key)

    def topics_of(self, citation_key: str) -> tuple[str, ...]:
        """The topics of a record, including pending changes."""
        if self._file is not None:
            return self._file.record(citation_key).topics
        known = self._new_topics.get(citation_key)
        return tuple(self._index.record(citation_key).get("topics", ()) if known is None else known)

    def set_topics(self, citation_key: str, topics: Sequence[str]) -> None:
        """Sets the topics of a record; each must be in the vocabulary or already in the record."""
        if tuple(topics) == self.topics_of(citation_key):
            return
        if self._text is not None and not self._text.retag(citation_key, topics):
            self._switch_to_file()
        if self._file is not None:
            self._file.set_field(citation_key, "topics", list(topics))
        else:
            self._new_topics[citation_key] = list(topics)

    def diff(self) -> str:
        """What `commit` would change, as a unified diff."""
        if self._text is not None:
            return text_diff(self._text.data.decode(), self._text.new_data().decode(), self.path)
        return self._required_file.diff()

    def check(self) -> None:
        """InvalidCatalogueError if the changed catalogue is not valid."""
        if self._file is not None:
            self._file.check()

    def commit(self) -> None:
        """Writes the changes in one step, with the errors and the handling of concurrent writes of `CatalogueFile.commit`."""
        if self._text is not None:
            data = self._text.new_data()
            try:
                replace_file(self.path, data, seen=self._text.data)
            except FileChangedError:
                self._switch_to_file()
            else:
                remember_write(self.path, self._text.data, data)
        if self._file is not None:
            self._file.commit()

    def renew_index(self) -> None:
        """Updates the index after `commit`."""
        if self._text is not None:
            renew(str(self.path), self._text.new_data(), (self._text.index_path, self._text.plan()))
        else:
            renew(str(self.path))

    def _switch_to_file(self) -> None:
        """Switches to CatalogueFile, with the content as it was first read."""
        from llmprimer.catalogue.writing import CatalogueFile

        known, self._text = self._text, None
        file = CatalogueFile(self.path, known.data) if known is not None else CatalogueFile.open(self.path)
        for key, topics in self._new_topics.items():
            file.set_field(key, "topics", topics)
        self._file = file

    @property
    def _index(self) -> Index:
        assert self._text is not None
        return self._text.index

    @property
    def _required_file(self) -> CatalogueFile:
        assert self._file is not None
        return self._file


class _IndexedText:
    """The bytes of a catalogue with their index, and the changed records by number."""

    def __init__(self, data: bytes, index: Index, index_path: str, layout: Layout) -> None:
        self.data = data
        self.index = index
        self.index_path = index_path
        self._layout = layout
        self._fields: list[str] = json.loads(index.fact("fields"))
        self._texts: dict[int, bytes] = {}
        self._records: dict[int, str] = {}
        self._new_data: bytes | None = None

    @classmethod
    def of(cls, path: Path) -> _IndexedText | None:
        """Loads the file and its index; None if it has no index or is not in the usual layout."""
        try:
            data = path.read_bytes()
        except OSError:
            return None
        found = of_content(str(path), data)
        if found is None:
            return None
        index = Index(found[0])
        layout = Layout.load(index.connection)
        # The layout does not count the bytes of a byte order mark.
        usual = layout.is_usual and not data.startswith(b"\xef\xbb\xbf")
        return cls(data, index, found[1], layout) if usual else None

    def retag(self, citation_key: str, topics: Sequence[str]) -> bool:
        """Sets the topics of a record; False if its text cannot be edited in place."""
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
        """The bytes of the file with all changes."""
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
        """The plan that updates the index to the new bytes."""
        return UpdatePlan(list(self._records), list(self._records.items()), self._layout.with_texts(self._texts))
