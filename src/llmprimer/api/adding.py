"""The plan of adding works by identifier: they are looked up before anything is written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from llmprimer.api.changes import Changes
from llmprimer.catalogue import Catalogue
from llmprimer.catalogue.matching import Matcher, Work
from llmprimer.errors import NotFoundError
from llmprimer.records.draft import Reading
from llmprimer.records.plan import Outcome, make_plan
from llmprimer.records.topics import Vocabulary
from llmprimer.sources import connect, identify, look_up
from llmprimer.suggest import did_you_mean


class AddPlan(Changes):
    """New references for identifiers; `apply()` writes them. Making the plan asks the services of the identifiers.

    UsageError for an argument that is not an identifier, NotFoundError for an unknown topic or work, NetworkError for a service that
    cannot be asked.
    """

    def __init__(self, path: Path, identifiers: Sequence[str], *, topics: Iterable[str] = ()) -> None:
        super().__init__(path)
        topics = list(topics)
        wanted = [identify(text) for text in identifiers]
        present = Catalogue.parse(self._file.text, name=str(path))
        for slug in topics:
            if slug not in present.topics:
                raise NotFoundError(f'there is no topic "{slug}"{did_you_mean(slug, present.topics)}')
        #: Identifier -> the key of the reference that has it already.
        self.present: dict[str, str] = {}
        vocabulary, known, reading = Vocabulary(present.topics), Matcher(map(Work.of_reference, present)), Reading()
        client, services = connect(os.environ)
        try:
            for number, (text, one) in enumerate(zip(identifiers, wanted, strict=True), 1):
                if (match := known.find(Work.of("", one.fields))) is not None:
                    self.present[text] = match.key
                    continue
                found = look_up(one, client, services)
                suggested = topics or list(vocabulary.of_text(found.draft.title, found.about))
                if suggested:
                    found.draft.fields["topics"] = suggested
                found.draft.line = number
                reading.drafts.append(found.draft)
        finally:
            client.close()
        plan = make_plan(reading, present, vocabulary)
        for step in plan.steps:
            if step.outcome is not Outcome.NEW and step.key:
                self.present[identifiers[step.draft.line - 1]] = step.key
        #: The keys that the new references get, in the order of the identifiers.
        self.new = [step.key for step in plan.having(Outcome.NEW)]
        plan.apply(self._file)

    def apply(self) -> list[str]:
        """Writes the plan and returns the new keys; the errors are those of `write`."""
        self.write()
        return self.new
