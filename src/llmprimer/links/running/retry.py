"""Whether asking again may help, and after how long."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from llmprimer.links.model import Probe, Verdict

#: What asking again may change, where the server has not said when.
_PASSING = frozenset({Verdict.SERVER_ERROR, Verdict.RESET, Verdict.RATE_LIMITED})
#: Failures that say of themselves that they stay: not implemented, this version of HTTP not, a loop, more wanted.
_LASTING = frozenset({501, 505, 506, 508, 510, 511})


def wait_before_retry(probe: Probe, verdict: Verdict, attempt: int) -> float | None:
    """Seconds until another try may help, or None where it cannot; `attempt` counts from 0."""
    if verdict not in _PASSING or (verdict is Verdict.SERVER_ERROR and probe.status_code in _LASTING):
        return None
    said = asked_to_wait(probe)
    if said is not None:
        return said
    if verdict is Verdict.RATE_LIMITED:
        return 2.0 + random.random()  # noqa: S311 - jitter
    pause: float = (0.3 + 0.4 * random.random()) * 2**attempt  # noqa: S311 - jitter
    return pause


def asked_to_wait(probe: Probe) -> float | None:
    """Seconds that the server asks to wait, where it does (429 and 503)."""
    said = probe.headers.get("retry-after")
    return retry_after(said) if said is not None and probe.status_code in (429, 503) else None


def retry_after(value: str) -> float:
    """Seconds that a Retry-After asks for, as a number or as a date; a day where it cannot be read."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        when = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return 86_400.0
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
