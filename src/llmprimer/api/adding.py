"""Plans the addition of works by identifier: looks them up before anything is written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from llmprimer.api.changes import Changes
from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.matching import Matcher, Work
from llmprimer.errors import LlmprimerError, NetworkError, NotFoundError, UsageError
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.plan import Outcome, make_plan
from llmprimer.records.records import usable_key
from llmprimer.records.topics import Vocabulary
from llmprimer.sources import WorkId, connect_services, look_up, work_id_of
from llmprimer.suggest import did_you_mean

if TYPE_CHECKING:
    from llmprimer.records.plan import DraftStep


class AddPlan(Changes):
    """New references for identifiers; `apply()` writes them. The constructor looks up the identifiers over the network.

    UsageError for an invalid identifier or `key`, NotFoundError for an unknown topic. A failed look-up raises
    NotFoundError or NetworkError; with `keep_going` or `draft`, `failures` has the error instead. With `draft` such a work
    gets a record with the data in its identifier.
    """

    def __init__(
        self,
        path: Path,
        identifiers: Sequence[str],
        *,
        topics: Iterable[str] = (),
        key: str | None = None,
        draft: bool = False,
        keep_going: bool = False,
    ) -> None:
        super().__init__(path)
        self._identifiers = list(identifiers)
        topics = list(topics)
        ids = [work_id_of(text) for text in identifiers]
        present = CatalogueContent.parse(self._file.text, name=str(path))
        for slug in topics:
            if slug not in present.topics:
                raise NotFoundError(f'there is no topic "{slug}"{did_you_mean(slug, present.topics)}')
        if key is not None:
            _check_key(key, present, len(ids))
        #: Identifier -> the key of the existing reference with this identifier.
        self.present: dict[str, str] = {}
        #: Identifier -> the error of its look-up.
        self.failures: dict[str, LlmprimerError] = {}
        vocabulary = Vocabulary(present.topics)
        reading = self._look_up(ids, present, vocabulary, topics, draft=draft, keep_going=keep_going or draft)
        for found in reading.drafts:
            found.key = key
        plan = make_plan(reading, present, vocabulary)
        for step in plan.steps:
            if step.outcome is not Outcome.NEW and step.key:
                self.present[self.identifier_of(step)] = step.key
        #: The outcome for each work that was looked up.
        self.steps: list[DraftStep] = plan.steps
        #: The keys of the new references, in the order of the identifiers.
        self.new = [step.key for step in plan.having(Outcome.NEW)]
        plan.apply(self._file)

    def _look_up(
        self,
        ids: Sequence[WorkId],
        present: CatalogueContent,
        vocabulary: Vocabulary,
        topics: list[str],
        *,
        draft: bool,
        keep_going: bool,
    ) -> Reading:
        matcher, reading = Matcher(map(Work.of_reference, present)), Reading()
        client, services = connect_services(os.environ)
        try:
            for number, (text, identifier) in enumerate(zip(self._identifiers, ids, strict=True), 1):
                if (match := matcher.find(Work.of("", identifier.fields))) is not None:
                    self.present[text] = match.key
                    continue
                try:
                    found = look_up(identifier, client, services)
                except (NetworkError, NotFoundError) as error:
                    if not keep_going:
                        raise
                    self.failures[text] = error
                    if draft:
                        reading.drafts.append(Draft(number, identifier.fields))
                    continue
                suggested = topics or list(vocabulary.of_text(found.draft.title, found.about))
                if suggested:
                    found.draft.fields["topics"] = suggested
                found.draft.line = number
                reading.drafts.append(found.draft)
        finally:
            client.close()
        return reading

    def identifier_of(self, step: DraftStep) -> str:
        """The identifier of a step."""
        return self._identifiers[step.draft.line - 1]

    def apply(self) -> list[str]:
        """Writes the plan and returns the new keys; the errors are those of `write`."""
        self.write()
        return self.new


def _check_key(key: str, present: CatalogueContent, count: int) -> None:
    """Raises UsageError for a key that is invalid, already used, or given for several works."""
    if count != 1:
        raise UsageError(f"a key names one work, and {count} identifiers are given")
    if usable_key(key) is None:
        hint = "letters, digits and : . _ + / - after a first letter or digit, at most 120"
        raise UsageError(f"{key!r} is not a citation key", hint=hint)
    if (taken := next((k for k in present.references if k.lower() == key.lower()), None)) is not None:
        raise UsageError(f"the key {taken} is taken by “{present.references[taken].title}”")
