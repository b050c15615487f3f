"""Requests other than for links: interfaces of sites, and robots.txt."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import httpx

from llmprimer.links import sites
from llmprimer.links.judging.failures import NotAllowedError
from llmprimer.links.model import Probe
from llmprimer.links.running import robots
from llmprimer.links.running.fetch import Fetcher
from llmprimer.links.running.host_budget import Host
from llmprimer.net.tasks import Tasks

#: Seconds for one response of an interface, and for one robots.txt.
_PATIENCE = 10.0
#: The longest Crawl-delay that is respected, in seconds.
_LONGEST_DELAY = 10.0


async def ask_site(
    fetcher: Fetcher, batch: sites.Batch, host: Host, environment: Mapping[str, str], seconds: float
) -> dict[str, Probe]:
    """The answers of the site about the addresses of the batch; addresses without a clear answer are left out.

    `host` is the budget of the interface; after a refusal for too many requests it is not asked again.
    """
    question = batch.site.question(batch.ids, environment)
    answer = await fetcher.answer(question.url, question.headers, sites.MOST_BYTES, min(seconds, _PATIENCE))
    if answer is None:
        return {}
    if answer.status_code == 429 or answer.headers.get("x-ratelimit-remaining") == "0":
        host.skip()
    else:
        host.answered()
    answers = batch.site.read(batch.ids, answer.status_code, answer.headers, answer.body)
    return {
        url: Probe(
            url=url,
            hops=list(answer.hops),
            status_code=answer.status_code,
            final_url=url,
            bytes=len(answer.body),
            seconds=sum(hop.seconds for hop in answer.hops),
            requests=len(answer.hops),
            site_answer=answers[identity],
            site=batch.site.name,
        )
        for identity, urls in batch.urls.items()
        if identity in answers
        for url in urls
    }


class RobotRules:
    """The robots.txt of each host, requested once in a run."""

    def __init__(self, fetcher: Fetcher, user_agent: str, tasks: Tasks) -> None:
        robots.require_protego()
        self._fetcher = fetcher
        self._tasks = tasks
        self._user_agent = user_agent
        self._rules: dict[str, asyncio.Task[robots.Robots]] = {}

    async def enforce(self, url: httpx.URL, host: Host) -> None:
        """Raises NotAllowedError if robots.txt disallows the address; applies its delay to the host."""
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if origin not in self._rules:
            self._rules[origin] = self._tasks.create(self._read(origin))
        rules = await asyncio.shield(self._rules[origin])
        if (delay := rules.delay(self._user_agent)) is not None:
            host.delay = max(host.delay, min(delay, _LONGEST_DELAY))
        if not rules.allows(str(url), self._user_agent):
            raise NotAllowedError

    async def _read(self, origin: str) -> robots.Robots:
        answer = await self._fetcher.answer(f"{origin}/robots.txt", {}, robots.MOST_BYTES, _PATIENCE, cross_host=True)
        return robots.rules_from(answer.status_code, answer.body) if answer else robots.rules_from(None, b"")
