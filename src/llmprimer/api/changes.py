"""Changes to a catalogue file with a diff before they are written: an edit, and the plan of an import."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.entries import validated
from llmprimer.catalogue.locate import refuse_installed
from llmprimer.catalogue.writing import CatalogueFile
from llmprimer.errors import CatalogueError, NotFoundError
from llmprimer.model import Reference, Topic
from llmprimer.suggest import did_you_mean

if TYPE_CHECKING:
    from llmprimer.records.plan import DraftStep

#: Formats whose topics are flat keywords, not nested headings.
_KEYWORD_FORMATS = frozenset({"bibtex", "biblatex", "ris", "csl-json"})


class Changes:
    """Changes to one file. Nothing is written before `write`."""

    def __init__(self, path: Path) -> None:
        self._file = CatalogueFile.open(path)

    @property
    def file(self) -> CatalogueFile:
        """The file with the changes, not yet written."""
        return self._file

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self._file.changed

    def diff(self) -> str:
        """The changes as a unified diff; empty if there are none."""
        return self._file.diff()

    def check(self) -> None:
        """Raises InvalidCatalogueError with every problem if the changed catalogue is not valid."""
        self._file.check()

    def write(self) -> None:
        """Writes all changes in one step, or none; all other lines keep every byte.

        InvalidCatalogueError if the catalogue would not be valid, WriteError if the file has changed since it was read or
        cannot be written, UsageError for the catalogue of the installed package.
        """
        if self.changed:
            refuse_installed(self._file.path)
        self._file.commit()


class Edit(Changes):
    """Changes inside `with catalogue.edit() as edit:`. An unknown key raises NotFoundError, which suggests the nearest."""

    def __getitem__(self, citation_key: str) -> Reference:
        """The reference, including the changes of this edit."""
        return self._file.record(citation_key)

    def __contains__(self, citation_key: str) -> bool:
        return citation_key in self._file

    def set(self, citation_key: str, **fields: Any) -> None:
        """Sets fields of a reference, by their names in the model; None or an empty value removes a field.

        InvalidCatalogueError if the model rejects the values; then no field changes.
        """
        values = self[citation_key].model_dump(exclude_unset=True) | fields
        kept = {name: value for name, value in values.items() if value is not None and value not in ((), [], "")}
        self._file.replace_record(validated(kept, citation_key, str(self._file.path)))

    def text(self, citation_key: str) -> str:
        """The lines of one record in the file, starting with its key line, without their common indent."""
        return dedent("\n".join(self._file.record_text(citation_key).splitlines()) + "\n")

    def set_text(self, citation_key: str, text: str) -> None:
        """Replaces a record by YAML text at any indent, starting with its key line.

        InvalidCatalogueError with every problem if the catalogue would not be valid; then the record stays as it was.
        """
        old = self._file.record_text(citation_key)
        self._file.replace_record_text(citation_key, text)
        try:
            self._file.check()
        except CatalogueError:
            self._file.restore_record_text(citation_key, old)
            raise

    def add(self, reference: Reference) -> None:
        """Adds a new reference in the order of citation keys; UsageError if the key is taken."""
        self._file.insert_record(reference)

    def remove(self, citation_key: str) -> list[str]:
        """Removes a reference and all relations to it; returns the keys of the other changed references, in file order."""
        return self._file.remove_record(citation_key)

    def tag(self, citation_key: str, *topics: str) -> None:
        """Appends topics to a reference; NotFoundError for one that is not in the vocabulary."""
        for slug in topics:
            if slug not in self._file.topic_slugs:
                near = did_you_mean(slug, self._file.topic_slugs)
                raise NotFoundError(f'there is no topic "{slug}"{near}', hint="set_topic() adds it first")
        self.set(citation_key, topics=tuple(dict.fromkeys((*self[citation_key].topics, *topics))))

    def untag(self, citation_key: str, *topics: str) -> None:
        """Removes topics; NotFoundError for one that the reference does not have."""
        has = self[citation_key].topics
        for slug in topics:
            if slug not in has:
                raise NotFoundError(f'{citation_key} does not have the topic "{slug}"{did_you_mean(slug, has)}')
        self.set(citation_key, topics=tuple(slug for slug in has if slug not in topics))

    def set_topic(self, slug: str, topic: Topic) -> None:
        """Adds a topic to the vocabulary, or changes it."""
        self._file.set_topic(slug, topic)

    def rename_topic(self, old: str, new: str, *, merge: bool = False) -> list[str]:
        """Renames the slug of a topic everywhere; returns the keys of the changed references, in file order.

        UsageError if `new` already exists and `merge` is not set.
        """
        return self._file.rename_topic(old, new, merge=merge)


class ImportPlan(Changes):
    """The steps of an import in the order of the source; `apply()` writes it.

    `data` is the content of the source, `name` its name in messages, `source` the name of the list in the records. `line` are
    patterns of its lines, as `llmprimer import --line` takes them; `reading.stated` then counts the entries of each form.
    """

    def __init__(
        self,
        path: Path,
        data: bytes,
        name: str,
        *,
        source: str,
        form: str | None = None,
        line: Sequence[str] = (),
        with_topics: bool | None = None,
        new_keys: bool = False,
    ) -> None:
        from llmprimer.importing.detect import decode, detect, read
        from llmprimer.records.plan import make_plan
        from llmprimer.records.topics import Vocabulary

        text = decode(data, name)
        #: The format of the source.
        self.form = form or detect(text, name)
        #: The drafts, and the lines that were not understood.
        self.reading = read(text, name, self.form, line)
        super().__init__(path)
        present = CatalogueContent.parse(self._file.text, name=str(path))
        may_grow = not present.references if with_topics is None else with_topics
        vocabulary = Vocabulary(present.topics, may_grow=may_grow, source=source)
        keywords = self.form in _KEYWORD_FORMATS
        #: The outcome of every draft.
        self.outcomes = make_plan(
            self.reading, present, vocabulary, keywords=keywords, keep_keys=not new_keys, source=source
        )
        self.outcomes.apply(self._file)

    @property
    def steps(self) -> list[DraftStep]:
        """All entries of the source, each with outcome, key, reason and remarks."""
        return list(self.outcomes.steps)

    @property
    def new(self) -> list[Reference]:
        """The references that would be added, in the order of the source."""
        return [step.reference for step in self.outcomes.steps if step.reference is not None]

    @property
    def topics(self) -> dict[str, Topic]:
        """The topics that would be added to the vocabulary."""
        return dict(self.outcomes.topics)

    def apply(self) -> list[str]:
        """Writes the plan and returns the new keys; the errors are those of `write`."""
        self.write()
        return [reference.citation_key for reference in self.new]
