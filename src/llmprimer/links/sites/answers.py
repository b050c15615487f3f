"""Answers read leniently: whatever came, a value of the wanted shape or nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def json_of(body: bytes) -> Any:
    """The JSON value; None where there is none, so that `null` and a wall of HTML both say nothing."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def object_of(body: bytes) -> dict[str, Any]:
    """The JSON object; an empty one where the body is anything else."""
    return mapping(json_of(body))


def mapping(value: object) -> dict[str, Any]:
    """The value if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: object) -> list[dict[str, Any]]:
    """The JSON objects in the value, if it is a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def line(value: object) -> str:
    """The value if it is text, on one line and no longer than a title may be; else nothing."""
    if not isinstance(value, str):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in value[:2_000]).split())[:500]


def number(value: object) -> int | None:
    """The value if it is a whole number; `true` is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def plain(body: bytes) -> str:
    """A short answer of mere text, such as `Not Found`; nothing where it is longer than that."""
    return "" if len(body) > 100 else body.decode("utf-8", errors="replace").strip()


def header(headers: Mapping[str, str], name: str) -> str:
    """The value of the header, in whatever case its name came."""
    return next((value for given, value in headers.items() if given.lower() == name), "")
