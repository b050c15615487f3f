"""Plans the enrichment of references: looks up missing facts before anything is written."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from llmprimer.api.changes import Changes
from llmprimer.errors import FileChangedError, NotFoundError, UsageError
from llmprimer.suggest import did_you_mean

if TYPE_CHECKING:
    from llmprimer.enriching.asking import Progress, Refusal
    from llmprimer.enriching.filling import FieldChange
    from llmprimer.enriching.planning import EnrichmentPlan, EnrichmentStep
    from llmprimer.model import Reference

#: The longest wait, in seconds, that a service may ask for in the middle of a run.
PATIENCE = 90.0


class EnrichPlan(Changes):
    """Facts from services about references; `apply()` writes values for empty fields, and accepted proposals.

    `diff()` shows the changes before.
    """

    def __init__(self, path: Path, plan: EnrichmentPlan) -> None:
        super().__init__(path)
        #: The keys of references that changed while services were asked; they are left out.
        self.outdated = [step.reference.citation_key for step in plan.steps if not self._is_current(step.reference)]
        outdated = {*self.outdated}
        current = [step for step in plan.steps if step.reference.citation_key not in outdated]
        if self.outdated and not current:
            hint = "run it again: the answers of the services are kept for a day"
            raise FileChangedError(f"{path}: {self.outdated[0]} has changed while services were asked", hint=hint)
        self._plan = replace(plan, steps=current)
        self._accepted: list[tuple[str, FieldChange]] = []
        self._keys = self._plan.apply(self._file)

    def _is_current(self, reference: Reference) -> bool:
        key = reference.citation_key
        return key in self._file and self._file.record(key) == reference

    @classmethod
    def of(
        cls,
        path: Path,
        references: Iterable[Reference],
        *,
        fields: Sequence[str] = (),
        sources: Collection[str] = (),
        search: bool = True,
        progress: Progress | None = None,
    ) -> Self:
        """Queries the services about the references of the catalogue at `path`; see `Catalogue.enrich`."""
        with Run(references, sources=sources, search=search, progress=progress) as run:
            run.ask()
            return cls(path, run.plan(checked_fields(fields)))

    @property
    def keys(self) -> list[str]:
        """The keys of the references that the plan changes, in the order of the selection."""
        return list(self._keys)

    @property
    def steps(self) -> list[EnrichmentStep]:
        """The results for each reference with any: `fills`, `proposals`, `candidates`, `remarks`."""
        return list(self._plan.steps)

    @property
    def refusals(self) -> list[Refusal]:
        """The services that were no longer asked, each with the reason and the number of unanswered works."""
        return list(self._plan.refusals)

    @property
    def requests(self) -> dict[str, int]:
        """Name of the service -> number of requests sent."""
        return dict(self._plan.requests)

    def accept(self, citation_key: str, *fields: str) -> None:
        """Adds proposals (facts that differ from the record's) to the plan: those for `fields`, or all of the reference.

        NotFoundError for a field without a proposal.
        """
        step = next((step for step in self._plan.steps if step.reference.citation_key == citation_key), None)
        proposals = {change.field: change for change in step.proposals} if step is not None else {}
        for name in fields or proposals:
            if name not in proposals:
                raise NotFoundError(f"{citation_key}: no proposal on `{name}`{did_you_mean(name, proposals)}")
            if (citation_key, proposals[name]) not in self._accepted:
                self._accepted.append((citation_key, proposals[name]))
        self._keys = self._plan.apply(self._file, self._accepted)

    def apply(self) -> list[str]:
        """Writes the plan and returns the keys of the changed references; the errors are those of `write`."""
        self.write()
        return self._keys


class Run:
    """One run of queries to the services, as a context manager. An interrupted run also has a plan."""

    def __init__(
        self,
        references: Iterable[Reference],
        *,
        sources: Collection[str] = (),
        search: bool = True,
        progress: Progress | None = None,
    ) -> None:
        """Raises UsageError for an unknown service or an invalid contact address."""
        from llmprimer.enriching.asking import Asker
        from llmprimer.enriching.planning import Enrichment
        from llmprimer.net.answers import Answers
        from llmprimer.sources import connect_services

        client, services = connect_services(os.environ, patience=PATIENCE)
        for name in sources:
            if name not in services:
                client.close()
                hint = f"the services are {', '.join(services)}"
                raise UsageError(f'no service "{name}"{did_you_mean(name, services)}', hint=hint)
        self._client = client
        self._answers = Answers()
        selected = {name: service for name, service in services.items() if not sources or name in sources}
        self._enrichment = Enrichment(references, Asker(selected, self._answers, progress), search=search)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self._answers.close()

    def ask(self) -> None:
        """Queries the services; takes minutes for a thousand references."""
        self._enrichment.run()

    def plan(self, fields: Sequence[str] = ()) -> EnrichmentPlan:
        """The plan from the answers so far."""
        return self._enrichment.plan(fields)


def checked_fields(fields: Sequence[str]) -> Sequence[str]:
    """Returns the fields; UsageError for an unknown one suggests the nearest."""
    from llmprimer.enriching.filling import FIELDS

    for name in fields:
        if name.partition(".")[0] not in FIELDS:
            hint = f"the fields are {', '.join(FIELDS)}"
            raise UsageError(f'no service fills "{name}"{did_you_mean(name, FIELDS)}', hint=hint)
    return fields
