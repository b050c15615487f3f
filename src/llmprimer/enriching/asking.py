"""Asks services about many works; caches answers for a day, and stops asking a service that keeps failing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from llmprimer.errors import NetworkError

if TYPE_CHECKING:
    from llmprimer.net.answers import Answers
    from llmprimer.sources.service import Facts, Item, Service, WorkQuery

#: (identifiers answered, all identifiers, label of the service).
Progress = Callable[[int, int, str], None]
#: After this many consecutive failures, a service gets no more requests in this run.
_MAX_FAILURES = 2


class ServiceAnswer(NamedTuple):
    """A service's answer about a work, and its day."""

    service: str
    identity: str
    facts: Facts
    day: date


class Refusal(NamedTuple):
    """Why a service got no more requests, and how many works have no answer from it."""

    service: str
    reason: str
    unanswered: int


class Asker:
    """Asks the services in one run. `requests` counts the sent requests by the name of the service."""

    def __init__(self, services: Mapping[str, Service], answers: Answers, progress: Progress | None = None) -> None:
        self._services = services
        self._answers = answers
        self.progress = progress or (lambda *_: None)
        self._failures: dict[str, int] = dict.fromkeys(services, 0)
        self._refusals: dict[str, Refusal] = {}
        #: True after Ctrl-C: no more requests are sent, and earlier answers are still returned.
        self.interrupted = False
        self.requests: dict[str, int] = {}

    @property
    def refusals(self) -> list[Refusal]:
        """The services that got no more requests."""
        return list(self._refusals.values())

    @property
    def services(self) -> list[Service]:
        """The services to ask, the most trusted first."""
        return list(self._services.values())

    def ask(self, service: str, ids: Iterable[str]) -> dict[str, ServiceAnswer | None]:
        """The service's answers by identifier, in the given order: None for a work that it does not have.

        Identifiers without an answer are left out.
        """
        if service not in self._services:
            return {}
        distinct_ids = list(dict.fromkeys(ids))
        provider = self._services[service]
        found_items: dict[str, tuple[Item | None, date]] = {}
        for identity in distinct_ids:
            if (cached := self._answers.get(self._question(provider, "id", identity))) is not None:
                found_items[identity] = (cached.content, cached.day)
        remaining = [identity for identity in distinct_ids if identity not in found_items]
        self.progress(len(distinct_ids) - len(remaining), len(distinct_ids), provider.label)
        done = 0
        for start in range(0, len(remaining), provider.batch_size):
            batch = remaining[start : start + provider.batch_size]
            items = self._send(provider, partial(provider.fetch, batch), len(remaining) - start)
            if items is not None:
                self._answers.put({self._question(provider, "id", identity): item for identity, item in items.items()})
                today = datetime.now(UTC).date()
                found_items |= {identity: (item, today) for identity, item in items.items()}
            elif self.interrupted or self._failures[service] >= _MAX_FAILURES:
                break
            done += len(batch)
            self.progress(len(distinct_ids) - len(remaining) + done, len(distinct_ids), provider.label)
        return {
            identity: None
            if (item := found_items[identity][0]) is None
            else self._service_answer(provider, identity, item, found_items[identity][1])
            for identity in distinct_ids
            if identity in found_items
        }

    def search(self, service: str, wanted: WorkQuery) -> list[ServiceAnswer]:
        """The works most similar to the query, best first."""
        if service not in self._services:
            return []
        provider = self._services[service]
        question = self._question(provider, "search", json.dumps(list(wanted)))
        cached = self._answers.get(question)
        found, day = (cached.content, cached.day) if cached is not None else (None, datetime.now(UTC).date())
        if not isinstance(found, dict):
            found = self._send(provider, lambda: provider.search(wanted), 1)
            if found is None:
                return []
            self._answers.put({question: found})
        return [self._service_answer(provider, identity, item, day) for identity, item in found.items()]

    def _send(self, provider: Service, ask: Callable[[], Any], unanswered: int) -> Any:
        """The answer to one request; None if it fails, the service has failed too often, or the run is interrupted."""
        if self.interrupted:
            return None
        if self._failures[provider.name] >= _MAX_FAILURES:
            refusal = self._refusals[provider.name]
            self._refusals[provider.name] = refusal._replace(unanswered=refusal.unanswered + unanswered)
            return None
        self.requests[provider.name] = self.requests.get(provider.name, 0) + 1
        try:
            answer = ask()
        except KeyboardInterrupt:
            self.interrupted = True
            return None
        except NetworkError as error:
            self._failures[provider.name] += 1
            earlier = self._refusals.get(provider.name)
            remaining = (
                unanswered if self._failures[provider.name] >= _MAX_FAILURES else min(unanswered, provider.batch_size)
            )
            hint = f" ({error.hint})" if error.hint else ""
            self._refusals[provider.name] = Refusal(
                provider.label, f"{error.message}{hint}", remaining + (earlier.unanswered if earlier else 0)
            )
            return None
        self._failures[provider.name] = 0
        return answer

    def _service_answer(self, provider: Service, identity: str, item: Item, day: date) -> ServiceAnswer:
        facts = provider.read(identity, item)
        return ServiceAnswer(provider.name, identity, facts, day)

    @staticmethod
    def _question(provider: Service, kind: str, what: str) -> str:
        # Includes the address: a mirror may answer differently.
        return f"{provider.name} {kind} {provider.base} {what}"
