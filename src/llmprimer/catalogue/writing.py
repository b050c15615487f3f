"""Every change of a catalogue file.

    file = CatalogueFile.open(path)
    file.set_field("ouyang-2022-instructgpt", "topics", ["rlhf"])
    print(file.diff())
    file.commit()

Nothing is written before `commit`, which validates the new text, merges it with changes that others have written since,
and replaces the file atomically. Unchanged text keeps every byte: comments, order, quoting, line endings.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from llmprimer.catalogue import CatalogueContent, events
from llmprimer.catalogue.atomic import replace_file
from llmprimer.catalogue.cutting import Cut, cut
from llmprimer.catalogue.diffing import text_diff
from llmprimer.catalogue.document import Document, RecordText
from llmprimer.catalogue.emitting import entry_lines, record_lines, scalar
from llmprimer.catalogue.entries import read_reference, read_topic, validated
from llmprimer.catalogue.files import decode_text, read_bytes
from llmprimer.catalogue.incremental import document_of, is_valid_after
from llmprimer.catalogue.merging import MergeConflictError, merge
from llmprimer.catalogue.patching import patched, with_fields_sorted
from llmprimer.catalogue.undo import remember_write
from llmprimer.catalogue.validated import known_pieces, remember_valid
from llmprimer.errors import FileChangedError, InvalidCatalogueError, NotFoundError, Problem, UsageError
from llmprimer.model import Reference, Topic
from llmprimer.suggest import did_you_mean

#: How often another program may write first; each writer succeeds at some point, so only a fault reaches this.
_MAX_MERGES = 100


class CatalogueFile:
    """A catalogue file opened for changes. It may be invalid as long as it is YAML; `commit` requires a valid one."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self._seen = data
        self._bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        #: The text that was found valid last, and its pieces if it is in the usual layout.
        self._checked: tuple[str, Cut | None] | None = None
        #: The text as it was read.
        self.old_text = decode_text(data, str(path))
        #: The pieces of the text, if it is known to be valid.
        self._known = known_pieces(path, data)
        try:
            self._document = self._old_document()
        except events.YamlError as error:
            raise InvalidCatalogueError([Problem(str(path), error.line, None, error.message)]) from None

    @classmethod
    def open(cls, path: Path | str) -> CatalogueFile:
        """The file as it is now; CatalogueError if it cannot be read, InvalidCatalogueError if it is not YAML."""
        path = Path(path)
        return cls(path, read_bytes(path))

    def _old_document(self) -> Document:
        return Document(self.old_text) if self._known is None else document_of(self._known)

    @property
    def text(self) -> str:
        """The text with all changes so far."""
        return self._document.text

    @property
    def keys(self) -> list[str]:
        """The citation keys, in file order."""
        return [entry.key for entry in self._document.section("references").entries]

    @property
    def topic_slugs(self) -> list[str]:
        """The topics of the vocabulary, in file order."""
        return [entry.key for entry in self._document.section("topics").entries]

    @property
    def changed(self) -> bool:
        """Whether there is anything to commit."""
        return self.text != self.old_text

    def __contains__(self, citation_key: str) -> bool:
        return citation_key in self._document.section("references").by_key

    def record(self, citation_key: str) -> Reference:
        """One reference as the text now has it; InvalidCatalogueError if it is not valid."""
        return self._read(self._entry("references", citation_key))

    def record_text(self, citation_key: str) -> str:
        """The lines of one record, its key line first, exactly as in the file."""
        return self._entry("references", citation_key).body

    # -- records ---------------------------------------------------------------------------------------------------

    def insert_record(self, reference: Reference) -> None:
        """Adds a record in the order of citation keys, or at the end of a file that is not sorted."""
        section = self._document.section("references")
        if reference.citation_key in section.by_key:
            raise UsageError(f'the key "{reference.citation_key}" is taken')
        section.insert(
            reference.citation_key, self._joined(record_lines(reference, section.indent)), self._document.newline
        )

    def replace_record(self, reference: Reference) -> None:
        """Replaces the record of that key by `reference`; only fields that differ are rewritten."""
        entry = self._entry("references", reference.citation_key)
        indent = self._document.section("references").indent
        canonical = self._joined(record_lines(reference, indent))
        try:
            old = self._read(entry)
        except InvalidCatalogueError:
            entry.body = canonical
            return
        if old == reference:
            return
        new_body = patched(entry.body, old, reference, self._document.newline)
        entry.body = new_body if new_body is not None and _reads_as(new_body, reference) else canonical

    def replace_record_text(self, citation_key: str, text: str) -> None:
        """Replaces a record by typed text at any indent, its key line first; InvalidCatalogueError if it is not valid."""
        entry = self._entry("references", citation_key)
        lines = text.replace("\r\n", "\n").rstrip().split("\n")
        margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
        indent = " " * self._document.section("references").indent
        body = self._joined([indent + line[margin:] if line.strip() else "" for line in lines])
        reference = read_reference(body, "<edited>", with_lines=True)
        if reference.citation_key != citation_key:
            message = f'the key stays "{citation_key}": others may cite it'
            raise InvalidCatalogueError([Problem("<edited>", 1, reference.citation_key, message)])
        entry.body = body

    def restore_record_text(self, citation_key: str, text: str) -> None:
        """Restores the text that `record_text` returned, without validation."""
        self._entry("references", citation_key).body = text

    def set_field(self, citation_key: str, field: str, value: Any) -> None:
        """Sets one field of a record to a value that the model accepts; None or an empty value removes the field."""
        values = self.record(citation_key).model_dump(exclude_unset=True)
        values[field] = value
        if value is None or value in ((), [], ""):
            del values[field]
        self.replace_record(validated(values, citation_key, str(self.path)))

    def sort_fields(self, citation_key: str) -> None:
        """Puts the fields of a record in the model's order."""
        entry = self._entry("references", citation_key)
        reference = self._read(entry)
        newline = self._document.newline
        body = with_fields_sorted(entry.body, list(Reference.model_fields), newline)
        if body is None or not _reads_as(body, reference):
            body = self._joined(record_lines(reference, self._document.section("references").indent))
        entry.body = body

    def sort_records(self) -> None:
        """Puts the records in the order of their citation keys."""
        section = self._document.section("references")
        if not section.is_sorted:
            section.sort(self._document.newline)

    def remove_record(self, citation_key: str) -> list[str]:
        """Removes a record and the relations of others to it; returns the keys of those others."""
        self._entry("references", citation_key)
        section = self._document.section("references")
        section.remove(citation_key, self._document.newline)
        affected = []
        for entry in section.entries:
            if citation_key not in entry.body:
                continue
            reference = self._read(entry)
            remaining = tuple(relation for relation in reference.relations if relation.target != citation_key)
            if remaining != reference.relations:
                self.replace_record(reference.model_copy(update={"relations": remaining}))
                affected.append(entry.key)
        return affected

    # -- topics ----------------------------------------------------------------------------------------------------

    def set_topic(self, slug: str, topic: Topic) -> None:
        """Adds a topic to the vocabulary (in sorted order, or at the end), or changes one."""
        section = self._document.section("topics")
        canonical = self._joined(entry_lines(slug, topic, section.indent))
        entry = section.by_key.get(slug)
        if entry is None:
            section.insert(slug, canonical, self._document.newline)
            return
        old = read_topic(entry.body)
        if old is None or old == topic:
            entry.body = entry.body if old == topic else canonical
            return
        new_body = patched(entry.body, old, topic, self._document.newline)
        entry.body = new_body if new_body is not None and read_topic(new_body) == topic else canonical

    def remove_topic(self, slug: str) -> None:
        """Removes a topic from the vocabulary; `commit` refuses a record or topic that still uses it."""
        self._entry("topics", slug)
        self._document.section("topics").remove(slug, self._document.newline)

    def rename_topic(self, old: str, new: str, *, merge: bool = False) -> list[str]:
        """Renames a topic in the vocabulary and wherever it is used; returns the keys of the records changed.

        If the new slug exists already, UsageError; with `merge` the old entry is removed and its uses get the new slug.
        """
        entry = self._entry("topics", old)
        section = self._document.section("topics")
        if old == new:
            return []
        if new in section.by_key:
            if not merge:
                raise UsageError(f'there is a topic "{new}" already', hint="--merge makes the two one")
            section.remove(old, self._document.newline)
        else:
            topic = read_topic(entry.body)
            body = _renamed(entry.body, old, new)
            if body is None:
                if topic is None:
                    raise UsageError(f'the topic "{old}" is not valid: see `llmprimer lint`')
                body = self._joined(entry_lines(new, topic, section.indent))
            entry.body = body
            entry.key = new
            section.by_key = {e.key: e for e in section.entries}
        for topic_entry in section.entries:
            topic = read_topic(topic_entry.body)
            if topic is not None and topic.broader == old:
                broader = new if topic_entry.key != new else None
                self.set_topic(topic_entry.key, topic.model_copy(update={"broader": broader}))
        return self._rename_in_records(old, new)

    def _rename_in_records(self, old: str, new: str) -> list[str]:
        changed = []
        for entry in self._document.section("references").entries:
            if old not in entry.body:
                continue
            reference = self._read(entry)
            if old in reference.topics:
                topics = tuple(dict.fromkeys(new if topic == old else topic for topic in reference.topics))
                self.replace_record(reference.model_copy(update={"topics": topics}))
                changed.append(entry.key)
        return changed

    # -- looking and writing ---------------------------------------------------------------------------------------

    def diff(self) -> str:
        """What `commit` would change, as a unified diff; empty if nothing."""
        return text_diff(self.old_text, self.text, self.path)

    def catalogue(self) -> CatalogueContent:
        """The catalogue that the text now is; InvalidCatalogueError with all its problems."""
        return CatalogueContent.parse(self.text, name=str(self.path), path=self.path)

    def check(self) -> None:
        """Raises InvalidCatalogueError with all problems of the text as it now is.

        Where the file is known to be valid as it was, only the records that have changed are read.
        """
        text = self.text
        if self._checked is not None and self._checked[0] == text:
            return
        pieces = cut(text.encode("utf-8"))
        if self._known is not None and pieces is not None and is_valid_after(self._known, pieces):
            self._checked = (text, pieces)
            return
        lines = CatalogueContent.parse(text, name=str(self.path), path=self.path).lines
        self._checked = (text, pieces if pieces is not None and pieces.agrees(lines) else None)

    def commit(self) -> None:
        """Validates the new text and writes it in one step.

        Changes that another program has written meanwhile stay: ours are merged into them, record by record.
        InvalidCatalogueError if the new text has problems, FileChangedError if both changed the same record, another
        WriteError if the file cannot be written; then the file is as it was.
        """
        for _ in range(_MAX_MERGES):
            self.check()
            text = self.text
            data = self._bom + text.encode("utf-8")
            if data == self._seen:
                return
            try:
                replace_file(self.path, data, seen=self._seen)
            except FileChangedError:
                self._merge_with_file()
                continue
            remember_write(self.path, self._seen, data)
            self._known = self._checked[1] if self._checked is not None else None
            if self._known is not None:
                remember_valid(self.path, data)
            self._seen = data
            self.old_text = text
            return
        raise FileChangedError(f"{self.path}: other programs keep writing it; nothing was written")

    def _merge_with_file(self) -> None:
        """Reads the file again and merges our changes into it."""
        current = CatalogueFile.open(self.path)
        base = self._old_document()
        try:
            merge(base, self._document, current._document)  # noqa: SLF001 - another object of this class
        except MergeConflictError as error:
            message = f"{self.path}: changed since it was read, and so has {error}; nothing was written"
            raise FileChangedError(message, hint="run the command again") from None
        self._seen, self._bom, self.old_text = current._seen, current._bom, current.old_text  # noqa: SLF001
        self._document, self._known = current._document, current._known  # noqa: SLF001

    # -- pieces ----------------------------------------------------------------------------------------------------

    def _entry(self, section: str, key: str) -> RecordText:
        by_key = self._document.section(section).by_key
        if (entry := by_key.get(key)) is None:
            message = f'no reference has the key "{key}"' if section == "references" else f'there is no topic "{key}"'
            raise NotFoundError(message + did_you_mean(key, by_key))
        return entry

    def _joined(self, lines: Iterable[str]) -> str:
        newline = self._document.newline
        return newline.join(lines) + newline

    def _read(self, entry: RecordText) -> Reference:
        return read_reference(entry.body, str(self.path))


def _reads_as(body: str, reference: Reference) -> bool:
    try:
        return read_reference(body, "") == reference
    except InvalidCatalogueError:
        return False


def _renamed(body: str, old: str, new: str) -> str | None:
    """The text of a topic with another slug in its key line; None if the key line is not in the usual form."""
    key_line, *rest = body.splitlines(keepends=True)
    if not key_line.lstrip(" ").startswith(f"{old}:"):
        return None
    # Slugs such as `null` must be quoted.
    return "".join([key_line.replace(old, scalar(new), 1), *rest])
