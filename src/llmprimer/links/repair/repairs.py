"""The changes that a check proposes for a catalogue: moved addresses, and snapshots of dead pages. No I/O.

Links that are not changed are listed with the reason: a redirect does not always lead to the same work.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from llmprimer.identifiers import clean_url, comparable_url, host
from llmprimer.links.judging.challenge import is_login_address
from llmprimer.links.judging.soft_404 import is_root_instead
from llmprimer.links.model import LinkResult, Verdict
from llmprimer.links.repair.archive import needs_snapshot

if TYPE_CHECKING:
    from llmprimer.model import Reference

_SESSION = re.compile(
    r"(?:.*[-_])?(?:sessionid|session_id|session|sid|jsessionid|phpsessid|sessid|aspsessionid\w*|cfid|cftoken|"
    r"access_token|id_token|ticket|nonce|csrf\w*|cookie\w*|hash_token|auth_token|x-amz-[\w-]+|signature|expires)",
    re.IGNORECASE,
)
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=", re.IGNORECASE)
_CONSENT = re.compile(
    r"(?:^|[/._-])(?:consent|cookie-?(?:wall|consent|policy|notice|check|absent)|cookies?(?:accept|set)|gdpr|privacy-?(?:gate|wall|consent)|"
    r"age-?(?:gate|check|verification)|captcha|challenge|unsupported-?browser|maintenance|unavailable)(?:[/._-]|$)",
    re.IGNORECASE,
)
#: Resolvers of persistent identifiers: their addresses are kept.
_PERSISTENT = (
    "doi.org",
    "hdl.handle.net",
    "purl.org",
    "w3id.org",
    "n2t.net",
    "perma.cc",
    "urn.fi",
    "nbn-resolving.org",
)
_MAX_URL = 2000


class Repair(NamedTuple):
    """One field of one record gets a new value."""

    citation_key: str
    field: str
    value: str


class Refused(NamedTuple):
    """A record that is not changed, and why."""

    citation_key: str
    reason: str


@dataclass
class Repairs:
    """The changes in the order of the results, and the records that are not changed."""

    changes: list[Repair] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def plan_repairs(results: Iterable[LinkResult], records: Mapping[str, Reference]) -> Repairs:
    """The changes to the records, given by citation key as they are now.

    `url` becomes the address that a link has moved to permanently; an empty `archive_url` becomes the snapshot of a
    dead or suspect link. A record whose address has changed since the check is not changed.
    """
    found = [result for result in results if result.link.citation_key is not None]
    repairs = Repairs()
    moves = _TakenAddresses(found, records)
    for result in found:
        key = result.link.citation_key or ""
        moved = result.verdict is Verdict.MOVED and result.moved_to is not None
        snapshot = result.archive_url if needs_snapshot(result) else None
        if not moved and snapshot is None:
            continue
        record = records.get(key)
        if record is None or record.url != result.link.url:
            repairs.refused.append(Refused(key, "its record has changed since it was checked"))
        elif moved:
            target = moved_target(result)
            reason = reason_to_keep(record.url or "", target) or moves.reason_to_keep(result.link.url, target)
            if reason is None:
                repairs.changes.append(Repair(key, "url", target))
            else:
                repairs.refused.append(Refused(key, f"its address stays, {reason}: {target}"))
        elif snapshot is not None and record.archive_url is None:
            repairs.changes.append(Repair(key, "archive_url", snapshot))
    return repairs


def moved_target(result: LinkResult) -> str:
    """The address that the link has moved to, with the same fragment."""
    target, fragment = result.moved_to or "", result.link.url.partition("#")[2]
    return f"{target}#{fragment}" if fragment and "#" not in target else target


class _TakenAddresses:
    """The addresses that other records have, or would get."""

    def __init__(self, results: Sequence[LinkResult], records: Mapping[str, Reference]) -> None:
        self._keys_by_page: dict[tuple[str, str], set[str]] = {}
        for key, record in records.items():
            if record.url:
                self._keys_by_page.setdefault(_page_and_fragment(record.url), set()).add(key)
        # Records with one address may move together; records with two must not get the same one.
        pairs = {
            (_page_and_fragment(result.link.url), _page_and_fragment(moved_target(result)))
            for result in results
            if result.verdict is Verdict.MOVED and result.moved_to
        }
        self._target_counts = Counter(target for source, target in pairs if source != target)

    def reason_to_keep(self, url: str, target: str) -> str | None:
        """Why the address is taken, or None."""
        others = sorted(
            self._keys_by_page.get(_page_and_fragment(target), set())
            - self._keys_by_page.get(_page_and_fragment(url), set())
        )
        if others:
            return f"{others[0]} has the new one already"
        if self._target_counts[_page_and_fragment(target)] > 1:
            return "others would move to the same one"
        return None


def _page_and_fragment(url: str) -> tuple[str, str]:
    """The page and the fragment, by which addresses are compared."""
    return comparable_url(url), url.partition("#")[2]


def reason_to_keep(old: str, new: str) -> str | None:
    """Why the old address should be kept, or None."""
    old_url, new_url = _split(old), _split(new)
    if old_url is None or new_url is None or len(new) > _MAX_URL or re.search(r"[\s\x00-\x1f\x7f]", new):
        return "the new one is not a valid address"
    if new_url.username is not None or new_url.password is not None:
        return "the new one has a password in it"
    if old_url.scheme == "https" and new_url.scheme != "https":
        return "the new one is not encrypted"
    site, other = host(old), host(new)
    persistent = [name for name in _PERSISTENT if site == name or site.endswith("." + name)]
    if persistent and not (other == persistent[0] or other.endswith("." + persistent[0])):
        return "it is a persistent identifier"
    if is_login_address(new) and not is_login_address(old):
        return "the new one is a login"
    if _CONSENT.search(f"{new_url.hostname}{new_url.path}") and not _CONSENT.search(
        f"{old_url.hostname}{old_url.path}"
    ):
        return "the new one asks for consent, or is a temporary page"
    if is_root_instead(old, new) or (site != other and new_url.path in ("", "/") and not new_url.query):
        return "the new one is a home page"
    return _parameter_reason(old, new, old_url, new_url)


def _parameter_reason(old: str, new: str, old_url: SplitResult, new_url: SplitResult) -> str | None:
    old_parameters, new_parameters = (
        dict(parse_qsl(old_url.query, keep_blank_values=True)),
        dict(parse_qsl(new_url.query, keep_blank_values=True)),
    )
    if _SESSION_IN_PATH.search(new_url.path) or any(
        _SESSION.fullmatch(name) for name in new_parameters.keys() - old_parameters.keys()
    ):
        return "the new one has a session id"
    if _without_tracking(new) != new and _without_tracking(old) == old:
        return "the new one has tracking parameters"
    if old_url.query == new_url.query or _host_and_path(old_url) != _host_and_path(new_url):
        return None
    if comparable_url(old) == comparable_url(new):
        return "the new one differs in parameters that do not matter (`llmprimer lint` removes those for tracking)"
    lost = {name for name in old_parameters if name not in new_parameters}
    if lost and not any(value and value in unquote(new) for name, value in old_parameters.items() if name in lost):
        return "the new one lacks parameters of the old one"
    return None


def _without_tracking(url: str) -> str:
    """The address without tracking; text fragments stay, which `clean_url` would remove."""
    page, sign, fragment = url.partition("#")
    return clean_url(page) + sign + fragment


def _host_and_path(parts: SplitResult) -> tuple[str, str]:
    return host(parts.geturl()), parts.path.rstrip("/")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - an invalid port raises only here
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname else None
