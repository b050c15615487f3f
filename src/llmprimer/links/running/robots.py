"""robots.txt after RFC 9309, by the library Protego, which the extra `llmprimer[robots]` brings. No I/O.

https://www.rfc-editor.org/rfc/rfc9309: 2.2.1 which group counts, 2.2.2 which rule, 2.3.1 what a missing or failing
file means, 2.5 how much of it is read. `Crawl-delay` is not part of it, but many files have it, and Protego reads it.
urllib.robotparser of Python supports neither wildcards nor the rule that the longest match wins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmprimer.errors import UsageError

if TYPE_CHECKING:
    from protego import Protego

#: The number of bytes of a robots.txt that count (RFC 9309, 2.5).
MOST_BYTES = 500 * 1024
#: The product token of a user agent (RFC 9309, 2.2.1), at the beginning of the header.
_TOKEN = re.compile(r"[A-Za-z_-]+")
_NOTHING_ALLOWED = "User-agent: *\nDisallow: /\n"


def require_protego() -> None:
    """UsageError if the library is not installed; called before a check starts."""
    try:
        import protego  # noqa: F401
    except ImportError:
        raise UsageError("robots.txt cannot be read here", hint="pip install 'llmprimer[robots]'") from None


class Robots:
    """The rules of one robots.txt; without a text, everything is allowed."""

    def __init__(self, text: str | None) -> None:
        """UsageError if there is a text and the library is not installed."""
        self._rules: Protego | None = None
        if text is not None:
            require_protego()
            from protego import Protego

            self._rules = Protego.parse(text)

    def allows(self, url: str, user_agent: str) -> bool:
        """Whether the user agent, by its name or its whole header, may request the address."""
        if self._rules is None:
            return True
        try:
            return self._rules.can_fetch(url, _token(user_agent))
        except ValueError:
            return True  # an invalid address; the request will report it

    def delay(self, user_agent: str) -> float | None:
        """The seconds between two requests that the file asks for, unbounded; None if it does not say."""
        return None if self._rules is None else self._rules.crawl_delay(_token(user_agent))


def rules_from(status_code: int | None, body: bytes) -> Robots:
    """The rules, from the response to `/robots.txt` after redirects; the status None means no response.

    A missing file (4xx, or endless redirects) allows everything; a server that fails (5xx) or does not answer allows
    nothing.
    """
    if status_code is not None and 200 <= status_code < 300:
        return Robots(_text(body))
    if status_code is not None and 300 <= status_code < 500:
        return Robots(None)
    return Robots(_NOTHING_ALLOWED)


def _token(user_agent: str) -> str:
    """The name alone: other words of the header, such as an address, may be names of other robots."""
    match = _TOKEN.match(user_agent.strip())
    return match[0] if match else user_agent


def _text(body: bytes) -> str:
    if len(body) > MOST_BYTES:
        # A truncated rule would be a wider rule.
        body = body[:MOST_BYTES]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    return body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")
