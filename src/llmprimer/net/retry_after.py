"""The Retry-After header (RFC 9110, 10.2.3): a number of seconds, or a date."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

#: Seconds for an unreadable value: longer than any caller waits.
UNREADABLE = 86_400.0


def retry_after(value: str) -> float:
    """The seconds to wait, never negative; a day if the value cannot be read."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        when = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError):
        return UNREADABLE
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
