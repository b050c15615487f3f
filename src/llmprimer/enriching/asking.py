"""Asks services about many works: answers are kept for a day, and a service that refuses gets no more requests."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from llmprimer.errors import NetworkError

if TYPE_CHECKING:
    from llmprimer.net.answers import Answers
    from llmprimer.sources.service import Facts, Item, Service, Sought

#: (identifiers answered, identifiers to ask about, the service that is asked).
Progress = Callable[[int, int, str], None]
#: After this many failures in a row a service gets no more requests in this run.
_MOST_FAILURES = 2


class Seen(NamedTuple):
    """A service's answer about a work, and the day of the answer."""

    service: str
    identity: str
    facts: Facts
    day: date


class Refusal(NamedTuple):
    """Why a service got no more requests, and how many works are without its answer."""

    service: str
    reason: str
    unanswered: int


class Asker:
    """Asks the services of one run. `requests` counts the requests sent, by the name of the service."""

    def __init__(self, services: Mapping[str, Service], answers: Answers, progress: Progress | None = None) -> None:
        self._services = services
        self._answers = answers
        self.progress = progress or (lambda *_: None)
        self._failures: dict[str, int] = dict.fromkeys(services, 0)
        self._refusals: dict[str, Refusal] = {}
        #: Whether Ctrl-C came: then nothing more is sent, and earlier answers are still returned.
        self.interrupted = False
        self.requests: dict[str, int] = {}

    @property
    def refusals(self) -> list[Refusal]:
        """The services that got no more requests."""
        return list(self._refusals.values())

    def ask(self, service: str, ids: Iterable[str]) -> dict[str, Seen | None]:
        """The service's answers, by identifier in their order: None for one that it does not have.

        Identifiers without an answer are left out.
        """
        if service not in self._services:
            return {}
        asked = list(dict.fromkeys(ids))
        one = self._services[service]
        known: dict[str, tuple[Item | None, date]] = {}
        for identity in asked:
            if (kept := self._answers.get(self._question(one, "id", identity))) is not None:
                known[identity] = (kept.content, kept.day)
        left = [identity for identity in asked if identity not in known]
        self.progress(len(asked) - len(left), len(asked), one.label)
        done = 0
        for start in range(0, len(left), one.batch_size):
            batch = left[start : start + one.batch_size]
            items = self._send(one, lambda batch=batch: one.fetch(batch), len(left) - start)  # type: ignore[misc]
            if items is not None:
                self._answers.put({self._question(one, "id", identity): item for identity, item in items.items()})
                today = datetime.now(UTC).date()
                known |= {identity: (item, today) for identity, item in items.items()}
            elif self.interrupted or self._failures[service] >= _MOST_FAILURES:
                break
            done += len(batch)
            self.progress(len(asked) - len(left) + done, len(asked), one.label)
        return {
            identity: None
            if (item := known[identity][0]) is None
            else self._seen(one, identity, item, known[identity][1])
            for identity in asked
            if identity in known
        }

    def search(self, service: str, sought: Sought) -> list[Seen]:
        """The works nearest to the one sought, nearest first."""
        if service not in self._services:
            return []
        one = self._services[service]
        question = self._question(one, "search", json.dumps(list(sought)))
        kept = self._answers.get(question)
        found, day = (kept.content, kept.day) if kept is not None else (None, datetime.now(UTC).date())
        if not isinstance(found, dict):
            found = self._send(one, lambda: one.search(sought), 1)
            if found is None:
                return []
            self._answers.put({question: found})
        return [self._seen(one, identity, item, day) for identity, item in found.items()]

    def _send(self, one: Service, ask: Callable[[], Any], unanswered: int) -> Any:
        """The answer to one request; None if the service fails, has failed too often, or the run is interrupted."""
        if self.interrupted:
            return None
        if self._failures[one.name] >= _MOST_FAILURES:
            refusal = self._refusals[one.name]
            self._refusals[one.name] = refusal._replace(unanswered=refusal.unanswered + unanswered)
            return None
        self.requests[one.name] = self.requests.get(one.name, 0) + 1
        try:
            answer = ask()
        except KeyboardInterrupt:
            self.interrupted = True
            return None
        except NetworkError as error:
            self._failures[one.name] += 1
            before = self._refusals.get(one.name)
            left = unanswered if self._failures[one.name] >= _MOST_FAILURES else min(unanswered, one.batch_size)
            hint = f" ({error.hint})" if error.hint else ""
            self._refusals[one.name] = Refusal(
                one.label, f"{error.message}{hint}", left + (before.unanswered if before else 0)
            )
            return None
        self._failures[one.name] = 0
        return answer

    def _seen(self, one: Service, identity: str, item: Item, day: date) -> Seen:
        facts = one.read(identity, item)
        return Seen(one.name, identity, facts, day)

    @staticmethod
    def _question(one: Service, kind: str, what: str) -> str:
        # With the address: a mirror's answers may differ from the service's.
        return f"{one.name} {kind} {one.base} {what}"
