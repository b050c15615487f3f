"""The snapshot of a page nearest to a day, from the Internet Archive, one request at a time.

It asks the index (the CDX server) first; without a clear answer the TimeGate, which redirects to the
nearest snapshot. The availability API is not used: it answers empty or 429 for pages that are archived.

CDX parameters and rows: https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server (`closest` works with
`sort=closest` only: https://github.com/internetarchive/wayback/issues/237). TimeGates: RFC 7089. `id_` behind the
timestamp requests the page as it was captured, so that a captured redirect is a redirect. One request
in 1.25 s is four fifths of what the archive allows (see `DEFAULT_CDX_RATE_LIMIT` in `_client.py` of
https://github.com/edgi-govdata-archiving/wayback).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode, urlsplit, urlunsplit

from llmprimer.errors import NetworkError
from llmprimer.identifiers import comparable_url
from llmprimer.links.model import Group, Link, LinkResult
from llmprimer.net.client import Answer, Client
from llmprimer.net.guard import is_public

if TYPE_CHECKING:
    from llmprimer.model import Reference

INTERNET_ARCHIVE = "https://web.archive.org"
#: The variable that names a mirror or a proxy of the archive.
ENVIRONMENT_VARIABLE = "LLMPRIMER_ARCHIVE_URL"
#: Seconds between two requests to the public archive.
PAUSE = 1.25
#: After this many consecutive links without an answer no more are requested.
MAX_FAILURES = 3
#: The most rows of the index that are compared; one would do if every server sorted and filtered correctly.
_ROWS = 5
#: A TimeGate may redirect to another spelling of the address before the snapshot.
_HOPS = 3
_SNAPSHOT = re.compile(r"/web/(\d{14})(?:[a-z]{2}_)?/(\S+)$")
#: The archive's answer about sites that it does not show.
_WITHHELD = ("AdministrativeAccessControlException", "RobotAccessControlException")


class Snapshot(NamedTuple):
    """A copy in the archive: its address and its time, as YYYYMMDDhhmmss in UTC."""

    url: str
    timestamp: str

    @property
    def day(self) -> date:
        """The day of the snapshot."""
        return _time_of(self.timestamp).date()


class Archived(NamedTuple):
    """Results with their snapshots, the number of addresses without an answer, the last error, and whether it was interrupted."""

    results: list[LinkResult]
    unanswered: int
    last_error: str | None
    interrupted: bool


class _UnclearError(Exception):
    """The archive did not say whether there is a snapshot."""


class Archive:
    """The Internet Archive, or a replacement at `service`; snapshots always have the archive's own address."""

    def __init__(self, client: Client, service: str = INTERNET_ARCHIVE) -> None:
        self._client = client
        self._service = service.rstrip("/")
        self._index_failures = 0

    @classmethod
    def of(cls, environment: Mapping[str, str], pause: float = 0.0) -> Archive:
        """The archive that the environment names, asked every `pause` seconds, or the public one."""
        service = environment.get(ENVIRONMENT_VARIABLE, "").strip().rstrip("/")
        if service not in ("", INTERNET_ARCHIVE):
            return cls(Client(trusted=[service], pause=pause, timeout=30.0), service)
        return cls(Client(pause=PAUSE, timeout=30.0))

    @property
    def is_public(self) -> bool:
        """Whether it is the public one; it never gets private addresses."""
        return self._service == INTERNET_ARCHIVE

    def close(self) -> None:
        """Ends all connections."""
        self._client.close()

    def nearest(self, url: str, day: date) -> Snapshot | None:
        """The snapshot with status 200 nearest to noon of the day; None if there is none.

        NetworkError if neither index nor TimeGate answers clearly.
        """
        requested = address_to_ask(url)
        if requested is None or (self.is_public and _is_private(requested)) or "//web.archive.org/" in requested:
            return None
        wanted = datetime.combine(day, time(12), UTC)
        if self._index_failures < 2:
            try:
                found = self._of_index(requested, wanted)
                self._index_failures = 0
                return _with_fragment(found, url)
            except (NetworkError, _UnclearError):
                self._index_failures += 1
        try:
            return _with_fragment(self._of_timegate(requested, wanted), url)
        except _UnclearError as error:
            raise NetworkError(str(error)) from None

    def _of_index(self, url: str, wanted: datetime) -> Snapshot | None:
        query = {
            "url": url,
            "matchType": "exact",  # a star at the end of an address is not a wildcard
            "output": "json",
            "fl": "timestamp,original,statuscode",
            "filter": "statuscode:200",
            "closest": f"{wanted:%Y%m%d%H%M%S}",
            "sort": "closest",
            "limit": _ROWS,
            "gzip": "false",
        }
        answer = self._client.get(f"{self._service}/cdx/search/cdx?{urlencode(query)}", accept="application/json")
        if answer.status >= 400 and any(word in answer.text for word in _WITHHELD):
            return None
        rows = _rows(answer)
        pages = [(row["timestamp"], row["original"]) for row in rows if row["statuscode"] == "200"]
        if rows and not pages:
            raise _UnclearError("the index names captures of other things than pages")
        if not pages:
            return None
        timestamp, original = min(pages, key=lambda row: (abs(_time_of(row[0]) - wanted), row[0]))
        return _snapshot(timestamp, original, url)

    def _of_timegate(self, url: str, wanted: datetime) -> Snapshot | None:
        timestamp, original = f"{wanted:%Y%m%d%H%M%S}", url
        for _ in range(_HOPS):
            head = self._client.head(f"{self._service}/web/{timestamp}id_/{original}")
            is_copy = "memento-datetime" in head.headers
            if head.status == 200 and is_copy:
                return _snapshot(timestamp, original, url)
            withheld = any(word in head.headers.get("x-archive-wayback-runtime-error", "") for word in _WITHHELD)
            if head.status == 404 or (head.status >= 400 and (is_copy or withheld)):
                return None  # nothing, or a copy of an error
            match = _SNAPSHOT.search(head.headers.get("location", ""))
            if head.status not in (301, 302, 303, 307, 308) or match is None or not _is_timestamp(match[1]):
                raise _UnclearError(f"{urlsplit(self._service).hostname} answers {head.status}")
            if comparable_url(match[2]) != comparable_url(url):
                return None  # the page redirected elsewhere when it was captured
            timestamp, original = match[1], match[2]
        raise _UnclearError(f"{urlsplit(self._service).hostname} redirects too often")


def with_snapshots(
    results: Sequence[LinkResult],
    archive: Archive,
    day_of: Callable[[Link], date],
    progress: Callable[[int, int], None] | None = None,
) -> Archived:
    """The results in their order; dead and suspect ones get the snapshot nearest to the day of their link.

    Each address and day is asked once. If the archive fails, links have no snapshot, and nothing else changes.
    """
    wanted: dict[tuple[str, date], None] = dict.fromkeys(
        (result.link.url, day_of(result.link)) for result in results if needs_snapshot(result)
    )
    found: dict[tuple[str, date], str | None] = {}
    last_error: str | None = None
    interrupted = False
    failures = 0
    for done, (url, day) in enumerate(wanted):
        if progress is not None:
            progress(done, len(wanted))
        if failures >= MAX_FAILURES:
            break
        try:
            snapshot = archive.nearest(url, day)
        except NetworkError as error:
            failures += 1
            last_error = error.message
            continue
        except KeyboardInterrupt:  # keeps the snapshots found by now
            interrupted = True
            break
        failures = 0
        found[url, day] = snapshot.url if snapshot else None
    return Archived(
        [
            replace(result, archive_url=found.get((result.link.url, day_of(result.link))))
            if needs_snapshot(result)
            else result
            for result in results
        ],
        len(wanted) - len(found),
        last_error,
        interrupted,
    )


def needs_snapshot(result: LinkResult) -> bool:
    """Whether the link is dead or suspect."""
    return result.group in (Group.DEAD, Group.SUSPECT)


def day_of_record(record: Reference, today: date) -> date:
    """The day for the snapshot: when the page was read, else when it was published, else today.

    For a month or a year it is the middle.
    """
    known = record.accessed or record.issued
    if known is None:
        return today
    first, last = date.fromisoformat(known.earliest), date.fromisoformat(known.latest)
    return min(first + (last - first) / 2, today)


def address_to_ask(url: str) -> str | None:
    """The address without user name, password and fragment; None if an archive cannot have it."""
    try:
        parts = urlsplit(url.strip())
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        return None
    host = parts.hostname
    if parts.scheme.lower() not in ("http", "https") or not host or re.search(r"[\s\x00-\x1f\x7f]", url.strip()):
        return None
    host = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme.lower(), host + port, parts.path or "/", parts.query, ""))


def _is_private(url: str) -> bool:
    """Whether the address looks private; such addresses are not sent to the archive."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    if ":" in host or host.replace(".", "").isdigit():
        return not is_public(host)
    return "." not in host or host.endswith((".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test"))


def _rows(answer: Answer) -> list[dict[str, str]]:
    """The rows of an index, by the names in its first row; empty for an empty one. _UnclearError for anything else."""
    try:
        table: Any = json.loads(answer.text)
    except (ValueError, RecursionError):
        raise _UnclearError("the index does not answer in JSON") from None
    if answer.status != 200 or not isinstance(table, list):
        raise _UnclearError(f"the index answers {answer.status}")
    if not table:
        return []
    names, *rows = table
    if not isinstance(names, list) or not {"timestamp", "original", "statuscode"} <= set(map(str, names)):
        raise _UnclearError("the index answers in another form")
    valid_rows = list(_valid_rows(names, rows))
    if rows and not valid_rows:
        raise _UnclearError("the index answers in another form")
    return valid_rows


def _valid_rows(names: list[str], rows: Iterable[Any]) -> Iterable[dict[str, str]]:
    for row in rows:
        if isinstance(row, list) and len(row) == len(names) and all(isinstance(text, str) for text in row):
            by_name = dict(zip(names, row, strict=True))
            if _is_timestamp(by_name["timestamp"]):
                yield by_name


def _snapshot(timestamp: str, original: str, requested: str) -> Snapshot:
    """The snapshot by its public address, with the page's address as the archive spells it if that is the same page."""
    address = address_to_ask(original)
    if address is None or comparable_url(address) != comparable_url(requested):
        address = requested
    parts = urlsplit(address)
    if (parts.scheme, parts.port) in (("http", 80), ("https", 443)):
        address = urlunsplit(parts._replace(netloc=parts.netloc.rpartition(":")[0]))
    return Snapshot(f"{INTERNET_ARCHIVE}/web/{timestamp}/{address}", timestamp)


def _with_fragment(snapshot: Snapshot | None, url: str) -> Snapshot | None:
    """The snapshot with the fragment of the link."""
    fragment = url.strip().partition("#")[2]
    if snapshot is None or not fragment:
        return snapshot
    return snapshot._replace(url=f"{snapshot.url}#{fragment}")


def _time_of(timestamp: str) -> datetime:
    return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def _is_timestamp(timestamp: str) -> bool:
    if re.fullmatch(r"\d{14}", timestamp, re.ASCII) is None:
        return False
    try:
        _time_of(timestamp)
    except ValueError:
        return False
    return True
