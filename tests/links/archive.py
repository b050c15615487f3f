"""A web archive on loopback that answers as the Internet Archive is known to: its index and its TimeGate.

Shapes: the CDX server's README (github.com/internetarchive/wayback), and answers of web.archive.org quoted in
github.com/mk-pmb/apt-wayback-php/blob/master/doc/example-responses.md and in RFC 7089.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

from links.hostile import Answer, Behaviour, Request, Server

NAMES = ["timestamp", "original", "statuscode"]
TOO_MANY = b"<html><body><h1>429 Too Many Requests</h1>You have sent too many requests in a given amount of time.</body></html>"


class ToyArchive:
    """Captures by (timestamp, original, status); `index` and `timegate` may be replaced by another behaviour."""

    def __init__(self, server: Server, *captures: tuple[str, str, str]) -> None:
        self.server = server
        self.captures = list(captures)
        self.index: Behaviour | None = None
        self.timegate: Behaviour | None = None
        server.other = self._answer

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def asked(self) -> list[str]:
        """Which of the two was asked, in order."""
        return ["index" if request.path.startswith("/cdx/") else "timegate" for request in self.server.log]

    def queries(self) -> list[dict[str, list[str]]]:
        """The questions to the index."""
        return [
            parse_qs(urlsplit(request.path).query) for request in self.server.log if request.path.startswith("/cdx/")
        ]

    def _answer(self, request: Request, before: list[Request]) -> Answer:
        if request.path.startswith("/cdx/search/cdx?"):
            before = [other for other in self.server.log[:-1] if other.path.startswith("/cdx/")]
            return (self.index or self._rows)(request, before)
        before = [other for other in self.server.log[:-1] if other.path.startswith("/web/")]
        return (self.timegate or self._redirect)(request, before)

    def _rows(self, request: Request, before: list[Request]) -> Answer:
        query = parse_qs(urlsplit(request.path).query)
        wanted = _moment(query["closest"][0])
        own = [
            capture for capture in self.captures if _key(capture[1]) == _key(query["url"][0]) and capture[2] == "200"
        ]
        own.sort(key=lambda capture: abs(_moment(capture[0]) - wanted))
        rows = [list(capture) for capture in own[: int(query["limit"][0])]]
        return rows_answer([NAMES, *rows] if rows else [])

    def _redirect(self, request: Request, before: list[Request]) -> Answer:
        match = re.fullmatch(r"/web/(\d{14})id_/(.+)", request.path)
        assert match, request.path
        own = [capture for capture in self.captures if _key(capture[1]) == _key(match[2]) and capture[2] != "-"]
        if not own:
            error = f"ResourceNotInArchiveException: {match[2]} was not found"
            return Answer(404, b"<html>not archived</html>", {"x-archive-wayback-runtime-error": error})
        wanted = _moment(match[1])
        timestamp, original, status = min(own, key=lambda capture: abs(_moment(capture[0]) - wanted))
        if timestamp != match[1]:
            location = f"https://web.archive.org/web/{timestamp}id_/{original}"
            return Answer(
                302, headers={"location": location, "x-archive-redirect-reason": f"found capture at {timestamp}"}
            )
        headers = {"memento-datetime": format_datetime(_moment(timestamp), usegmt=True)}
        if status.startswith("3"):
            headers["location"] = f"https://web.archive.org/web/{timestamp}id_/https://elsewhere.example.org/"
        return Answer(302 if status.startswith("3") else int(status), b"<html>as it was</html>", headers)


def rows_answer(table: list[list[str]]) -> Answer:
    """What the index answers with `output=json`."""
    return Answer(body=json.dumps(table).encode(), kind="application/json")


def _moment(timestamp: str) -> datetime:
    return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def _key(url: str) -> str:
    """The archive does not tell http from https, nor www. from nothing, nor capitals."""
    return re.sub(r"^https?://(?:www\.)?", "", url.lower()).replace(":80/", "/").rstrip("/")
