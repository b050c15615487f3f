"""Lenient reading of answers: a value of the expected type, or an empty one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def json_of(body: bytes) -> Any:
    """The JSON value; None for `null` and for anything but JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def object_of(body: bytes) -> dict[str, Any]:
    """The JSON object; an empty one for any other body."""
    return mapping(json_of(body))


def mapping(value: object) -> dict[str, Any]:
    """The value if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: object) -> list[dict[str, Any]]:
    """The JSON objects in the value, if it is a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def one_line(value: object) -> str:
    """The value if it is a text, on one line and not longer than titles; else an empty text."""
    if not isinstance(value, str):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in value[:2_000]).split())[:500]


def number(value: object) -> int | None:
    """The value if it is a whole number, which `true` is not."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def short_text(body: bytes) -> str:
    """The text of a short answer such as `Not Found`; empty for a longer one."""
    return "" if len(body) > 100 else body.decode("utf-8", errors="replace").strip()


def header(headers: Mapping[str, str], name: str) -> str:
    """The value of the header, whatever the case of its name."""
    return next((value for given, value in headers.items() if given.lower() == name), "")
