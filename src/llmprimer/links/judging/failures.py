"""From network exceptions to verdicts with reasons."""

from __future__ import annotations

import ssl

import httpx

from llmprimer.links.model import Verdict
from llmprimer.net.guard import ForbiddenAddress
from llmprimer.net.http1 import NoResponse, TruncatedBody
from llmprimer.net.transport import NameNotFound


class NotAllowedError(Exception):
    """robots.txt disallows the address."""


_TLS_CAUSES = {
    10: "its certificate has expired",
    9: "its certificate is not yet valid",
    18: "its certificate is self-signed",
    19: "its certificate is signed by an authority of its own",
    20: "its certificate is signed by an unknown authority",
    21: "its certificate cannot be verified: a certificate of the chain is missing",
    62: "its certificate is for another host",
    64: "its certificate is for another address",
}


def verdict_for(error: BaseException) -> tuple[Verdict, str]:
    """The verdict and reason for a network exception. Any other exception is a bug and is raised again."""
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or current.__context__
    for cause in chain:
        if isinstance(cause, NotAllowedError):
            return Verdict.BLOCKED, "robots.txt asks robots to stay away from the page"
        if isinstance(cause, ForbiddenAddress):
            return Verdict.BLOCKED, "a private address, which was not requested; --allow-private permits it"
        if isinstance(cause, NameNotFound):
            return Verdict.DNS, "the name of the host is not known"
    for cause in chain:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Verdict.TLS, _TLS_CAUSES.get(
                cause.verify_code, f"its certificate cannot be verified: {cause.verify_message}"
            )
        if isinstance(cause, ssl.SSLError):
            return Verdict.TLS, _tls(cause)
        if isinstance(cause, ConnectionRefusedError):
            return Verdict.REFUSED, "the host refuses the connection"
        if isinstance(cause, ConnectionResetError | BrokenPipeError | ConnectionAbortedError):
            return Verdict.RESET, "the host broke the connection off"
    text = str(error)
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return Verdict.TIMEOUT, "no answer in time"
    if isinstance(error, httpx.RemoteProtocolError):
        if isinstance(error, NoResponse | TruncatedBody):
            return Verdict.RESET, "the host closed the connection without a whole answer"
        return Verdict.PROTOCOL_ERROR, f"the answer is not HTTP: {text[:100]}"
    if isinstance(error, httpx.ReadError | httpx.WriteError):
        return Verdict.RESET, "the host broke the connection off"
    if isinstance(error, httpx.ConnectError):
        if any(isinstance(cause, TimeoutError) for cause in chain):
            return Verdict.TIMEOUT, "no connection in time"
        return Verdict.REFUSED, f"no connection: {text[:100] or 'the host cannot be reached'}"
    if isinstance(error, httpx.HTTPError | OSError):
        return Verdict.PROTOCOL_ERROR, f"{type(error).__name__}: {text[:100]}"
    raise error


def _tls(error: ssl.SSLError) -> str:
    text = f"{error.reason or ''} {error}"
    if (
        "WRONG_VERSION_NUMBER" in text
        or "HTTP_REQUEST" in text
        or "RECORD_LAYER_FAILURE" in text
        or "PACKET_LENGTH_TOO_LONG" in text
    ):
        return "the port speaks plain HTTP, not TLS"
    if "UNSUPPORTED_PROTOCOL" in text or "PROTOCOL_VERSION" in text:
        return "it speaks only an outdated version of TLS"
    return f"the encryption could not be set up ({(error.reason or 'unknown').lower().replace('_', ' ')})"
