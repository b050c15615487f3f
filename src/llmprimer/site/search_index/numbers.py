"""Whole numbers as few bytes: the integers of the search index."""

from __future__ import annotations

from collections.abc import Iterable


def varint(number: int) -> bytes:
    """Seven bits a byte, the low ones first; the high bit says that more follows."""
    if number < 128:
        return bytes((number,))
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def varints(numbers: Iterable[int]) -> bytes:
    """Several numbers, one after the other."""
    out = bytearray()
    for number in numbers:
        while number > 127:
            out.append(number & 127 | 128)
            number >>= 7
        out.append(number)
    return bytes(out)


def ascending(numbers: Iterable[int]) -> bytes:
    """Ascending numbers as the steps between them; the first one as it is."""
    before = 0
    steps = []
    for number in numbers:
        steps.append(number - before)
        before = number
    return varints(steps)
