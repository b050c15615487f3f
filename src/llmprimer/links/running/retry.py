"""Whether to retry a request, and after how long."""

from __future__ import annotations

import random

from llmprimer.links.model import Probe, Verdict
from llmprimer.net.retry_after import retry_after

#: Failures that are often over within seconds.
_TRANSIENT = frozenset({Verdict.SERVER_ERROR, Verdict.RESET, Verdict.RATE_LIMITED})
#: Status codes of permanent failures: not implemented, HTTP version, loop, extension required ...
_PERMANENT = frozenset({501, 505, 506, 508, 510, 511})


def wait_before_retry(probe: Probe, verdict: Verdict, attempt: int) -> float | None:
    """Seconds to wait before the next attempt, or None if a retry is useless; `attempt` counts from 0."""
    if verdict not in _TRANSIENT or (verdict is Verdict.SERVER_ERROR and probe.status_code in _PERMANENT):
        return None
    requested_wait = asked_to_wait(probe)
    if requested_wait is not None:
        return requested_wait
    if verdict is Verdict.RATE_LIMITED:
        return 2.0 + random.random()  # noqa: S311 - jitter
    # 0.5 s, then 1 s, with 20% jitter: long enough for a restart or an overload of 0.7 s.
    pause: float = 0.5 * (1 + 0.2 * random.random()) * 2**attempt  # noqa: S311 - jitter
    return pause


def asked_to_wait(probe: Probe) -> float | None:
    """Seconds that the server asks to wait, if it does (429 and 503)."""
    value = probe.headers.get("retry-after")
    return retry_after(value) if value is not None and probe.status_code in (429, 503) else None
