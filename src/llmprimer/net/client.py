"""The client for single requests: guarded, with limits on time, size and redirects; it honours Retry-After."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar
from urllib.parse import SplitResult, urljoin, urlsplit

import httpcore
import httpx

from llmprimer._version import __version__
from llmprimer.errors import NetworkError, UsageError
from llmprimer.net.charset import charset_of, decode_body
from llmprimer.net.guard import ForbiddenAddress, GuardedBackend
from llmprimer.net.proxies import Proxies
from llmprimer.net.retry_after import UNREADABLE, retry_after

USER_AGENT = f"llmprimer/{__version__} (reference catalogue; one request at a time)"
#: The user's e-mail address: services allow more requests to clients that send one.
CONTACT_VARIABLE = "LLMPRIMER_CONTACT"
#: The longest wait that a server may ask for, in seconds.
LONGEST_WAIT = 10.0
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})

#: The default for `sleep`; tests replace it.
_sleep = time.sleep
_Result = TypeVar("_Result", "Answer", "Head")


class Answer(NamedTuple):
    """A response: the final address, status, media type, body, and headers by lower-case name."""

    url: str
    status: int
    media_type: str
    charset: str | None
    body: bytes
    headers: Mapping[str, str] = _NO_HEADERS

    @property
    def text(self) -> str:
        """The body as text (see `net.charset`)."""
        return decode_body(self.body, self.charset)


class Head(NamedTuple):
    """The head of a response or redirect: the requested address, the status, and headers by lower-case name."""

    url: str
    status: int
    headers: Mapping[str, str]


def contact_of(environment: Mapping[str, str]) -> str:
    """The contact address in LLMPRIMER_CONTACT, or an empty text; UsageError if it is not an e-mail address."""
    address = environment.get(CONTACT_VARIABLE, "").strip().removeprefix("mailto:")
    if address and re.fullmatch(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", address, re.ASCII) is None:
        raise UsageError(f"{CONTACT_VARIABLE} is not an e-mail address: {address[:80]!r}")
    return address


class Client:
    """Sends one request at a time.

    `trusted` are addresses whose hosts may be private, because the user has configured them. `contact` is the e-mail
    address to send to servers. `patience` is the longest wait, in seconds, that a server may ask for.
    """

    def __init__(
        self,
        *,
        trusted: Iterable[str] = (),
        timeout: float = 20.0,
        largest: int = 4_000_000,
        pause: float = 1.0,
        patience: float = LONGEST_WAIT,
        contact: str = "",
        sleep: Callable[[float], None] | None = None,
    ) -> None:
        self._timeout = timeout
        self._largest = largest
        self._pause = pause
        self._patience = patience
        self._agent = f"{USER_AGENT[:-1]}; mailto:{contact})" if contact else USER_AGENT
        self._sleep = sleep or _sleep
        self._last_request: dict[str, float] = {}
        self._backend = GuardedBackend(origin for url in trusted if (origin := _origin(url)) is not None)
        self._http = httpx.Client(transport=_Transport(self._backend), follow_redirects=False, trust_env=False)

    def close(self) -> None:
        """Closes all connections."""
        self._http.close()

    def get(
        self, url: str, *, accept: str = "*/*", headers: Mapping[str, str] = _NO_HEADERS, pause: float | None = None
    ) -> Answer:
        """The response, whatever its status; NetworkError if no readable response comes.

        `headers` may be secrets: they are not sent to another host after a redirect. `pause` is the shortest time, in
        seconds, since the last request to this host; the default is the client's.
        """
        return self._with_retries(url, lambda deadline: self._follow(url, accept, headers, deadline), pause)

    def post(
        self, url: str, body: Any, *, headers: Mapping[str, str] = _NO_HEADERS, pause: float | None = None
    ) -> Answer:
        """Like `get`, with a JSON body; redirects are not followed."""
        content = json.dumps(body).encode()
        sent = {"accept": "application/json", "content-type": "application/json", **headers}

        def ask(deadline: float) -> tuple[Answer, float | None]:
            answer = self._send_once("POST", url, sent, deadline, content)
            return answer, _wait_of(answer)

        return self._with_retries(url, ask, pause)

    def head(self, url: str) -> Head:
        """The head of the response, whatever its status; redirects are not followed. NetworkError as for `get`.

        If the server does not support HEAD, GET is sent and its body is not read.
        """
        return self._with_retries(url, lambda deadline: self._head(url, deadline))

    def _with_retries(
        self, url: str, ask: Callable[[float], tuple[_Result, float | None]], pause: float | None = None
    ) -> _Result:
        requested_wait = 0.0
        for _ in range(3):
            self._wait_for_turn(_host(url), pause)
            answer, wait = ask(time.monotonic() + self._timeout)
            if wait is None:
                return answer
            requested_wait += wait
            if requested_wait > self._patience:
                how_long = "for a time that cannot be read" if wait == UNREADABLE else f"{wait:.0f} s"
                raise NetworkError(f"{_host(url)} asks to wait {how_long}", hint="try again later")
            self._sleep(wait)
        raise NetworkError(f"{_host(url)} answers {answer.status} again and again", hint="try again later")

    def _head(self, url: str, deadline: float) -> tuple[Head, float | None]:
        found = Head(url, 501, {})
        for method in ("HEAD", "GET"):
            if method == "GET":
                self._wait_for_turn(_host(url))
            with self._stream(method, url, {"accept": "*/*"}, deadline) as response:
                found = Head(url, response.status_code, {name.lower(): text for name, text in response.headers.items()})
                if method == "HEAD":
                    for _ in response.iter_raw():
                        pass  # empty, but the connection cannot be reused before it is read
            if found.status not in (405, 501):
                break
        # A web archive replays old responses with their old status.
        if found.status in (429, 503) and "memento-datetime" not in found.headers:
            return found, _seconds_to_wait(found.headers.get("retry-after"))
        return found, None

    def _follow(
        self, url: str, accept: str, headers: Mapping[str, str], deadline: float
    ) -> tuple[Answer, float | None]:
        first = _origin(url)
        for _ in range(6):
            parts = _parts(url)
            if parts is None or parts.scheme.lower() not in ("http", "https") or not parts.hostname:
                raise NetworkError(f"{url[:200]}: not a web address")
            sent = {"accept": accept, **(headers if _origin(url) == first else {})}
            answer = self._send_once("GET", url, sent, deadline)
            if answer.status in (301, 302, 303, 307, 308) and "location" in answer.headers:
                url = urljoin(url, answer.headers["location"])
                continue
            return answer, _wait_of(answer)
        raise NetworkError(f"{_host(url)}: too many redirects")

    def _wait_for_turn(self, host: str, pause: float | None = None) -> None:
        """Waits until `pause` seconds have passed since the last request to the host."""
        pause = self._pause if pause is None else pause
        since = time.monotonic() - self._last_request.get(host, float("-inf"))
        if since < pause:
            self._sleep(pause - since)
        self._last_request[host] = time.monotonic()

    def _send_once(
        self, method: str, url: str, headers: Mapping[str, str], deadline: float, content: bytes | None = None
    ) -> Answer:
        with self._stream(method, url, headers, deadline, content) as response:
            if response.headers.get("content-encoding", "identity").lower() not in ("identity", ""):
                raise NetworkError(f"{_host(url)}: answers in an encoding that was not asked for")
            body = bytearray()
            for chunk in response.iter_raw():
                body += chunk
                if len(body) > self._largest:
                    raise NetworkError(f"{_host(url)}: answers with more than {self._largest // 1_000_000} MB")
                if time.monotonic() > deadline:
                    raise NetworkError(f"{_host(url)}: no whole answer within {self._timeout:.0f} s")
            media, charset = _media_type(response.headers.get("content-type", ""))
            received = {name.lower(): text for name, text in response.headers.items()}
            return Answer(url, response.status_code, media, charset, bytes(body), received)

    @contextmanager
    def _stream(
        self, method: str, url: str, headers: Mapping[str, str], deadline: float, content: bytes | None = None
    ) -> Iterator[httpx.Response]:
        sent = {"user-agent": self._agent, **headers, "accept-encoding": "identity"}
        with _network_errors(url):
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                raise NetworkError(f"{_host(url)}: no answer within {self._timeout:.0f} s")
            self._backend.deadline = deadline
            # Up to 20 s: looking up many ids takes long.
            with self._http.stream(
                method, url, headers=sent, content=content, timeout=min(remaining, 20.0)
            ) as response:
                yield response


@contextmanager
def _network_errors(url: str) -> Iterator[None]:
    try:
        yield
    except ForbiddenAddress as error:
        raise NetworkError(f"{_host(url)}: not asked: {error}") from None
    except (httpx.TimeoutException, httpcore.TimeoutException):
        raise NetworkError(f"{_host(url)}: no answer in time", hint="try again later") from None
    except (
        httpx.HTTPError,
        httpx.InvalidURL,
        httpcore.NetworkError,
        httpcore.ProtocolError,
        UnicodeError,
        ValueError,
    ) as error:
        raise NetworkError(f"{_host(url)}: {error or type(error).__name__}") from None


class _Transport(httpx.BaseTransport):
    """httpx's own transport accepts no network backend; httpcore does."""

    def __init__(self, backend: GuardedBackend) -> None:
        self._backend = backend
        self._pool = httpcore.ConnectionPool(ssl_context=httpx.create_ssl_context(), network_backend=backend, retries=0)
        self._proxies = Proxies()
        self._proxied: dict[str, httpx.HTTPTransport] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.SyncByteStream)
        if self._proxies and (proxy := self._proxies.of(request.url.scheme, request.url.host)):
            # The proxy connects, not the backend, so check the address here.
            url = request.url
            self._backend.require_allowed(url.host, url.port or (443 if url.scheme == "https" else 80))
            if proxy not in self._proxied:
                self._proxied[proxy] = httpx.HTTPTransport(proxy=proxy, verify=httpx.create_ssl_context())
            return self._proxied[proxy].handle_request(request)
        target = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        response = self._pool.handle_request(
            httpcore.Request(
                request.method,
                target,
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    def close(self) -> None:
        self._pool.close()
        for transport in self._proxied.values():
            transport.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises ValueError if the port is not a number
    except ValueError:
        return None
    return parts


def _origin(url: str) -> tuple[str, int] | None:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return None
    return (parts.hostname, port) if parts.hostname else None


def _host(url: str) -> str:
    origin = _origin(url)
    return origin[0] if origin else url[:80]


def _media_type(value: str) -> tuple[str, str | None]:
    media, _, rest = value.partition(";")
    return media.strip().lower(), charset_of(rest)


def _wait_of(answer: Answer) -> float | None:
    """The seconds to wait before the next attempt; None if the server has answered."""
    return _seconds_to_wait(answer.headers.get("retry-after")) if answer.status in (429, 503) else None


def _seconds_to_wait(value: str | None) -> float:
    """The seconds of a Retry-After header; 2 without the header."""
    return 2.0 if value is None else retry_after(value)
