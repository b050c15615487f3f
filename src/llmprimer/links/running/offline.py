"""Whether the machine is offline: then the results say nothing about the links."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from llmprimer.links.model import LinkResult, Verdict
from llmprimer.links.running.host_budget import is_address, is_private

#: The verdicts on every host without a network.
_SILENT = frozenset({Verdict.DNS, Verdict.REFUSED, Verdict.TIMEOUT})
#: Fewer hosts may be down at the same time.
_HOSTS = 3


def no_host_answered(results: Iterable[LinkResult]) -> bool:
    """Whether three or more public hosts were requested, and no host at all answered."""
    hosts: set[str] = set()
    for result in results:
        if result.verdict not in _SILENT:
            if result.probe.requests or result.probe.hops:
                return False
            continue  # not an address, or one that is not requested
        if result.probe.hops:
            return False
        host = urlsplit(result.link.url.strip()).hostname or ""
        if not (is_address(host) and is_private([host])) and host != "localhost":
            hosts.add(host)
    return len(hosts) >= _HOSTS
