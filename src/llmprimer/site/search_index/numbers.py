"""Encodes the integers of the search index as variable-length integers (LEB128)."""

from __future__ import annotations

from collections.abc import Iterable


def varint(number: int) -> bytes:
    """Seven bits per byte, the low ones first; the high bit means that more bytes follow."""
    if number < 128:
        return bytes((number,))
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def varints(numbers: Iterable[int]) -> bytes:
    """Several numbers in sequence."""
    out = bytearray()
    for number in numbers:
        while number > 127:
            out.append(number & 127 | 128)
            number >>= 7
        out.append(number)
    return bytes(out)


def ascending(numbers: Iterable[int]) -> bytes:
    """Ascending numbers as differences; the first one as it is."""
    before = 0
    steps = []
    for number in numbers:
        steps.append(number - before)
        before = number
    return varints(steps)
