"""Dates with the known precision: a year, a month or a day.

They are written as in ISO 8601 (EDTF level 0): `2017`, `2017-06`, `2017-06-12`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache, total_ordering
from typing import Any

_TEXT = r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?"


@total_ordering
class PartialDate:
    """A year, a month of a year, or a day: immutable, hashable, ordered.

    Ordered by `earliest` day, the less precise date first: 2017 < 2017-01 < 2017-01-01 < 2017-02.
    """

    __slots__ = ("day", "month", "year")

    year: int
    month: int | None
    day: int | None

    def __init__(self, year: int, month: int | None = None, day: int | None = None) -> None:
        if not 1 <= year <= 9999:
            raise ValueError(f"year {year} is not between 1 and 9999")
        if month is None:
            if day is not None:
                raise ValueError("a day needs a month")
        elif not 1 <= month <= 12:
            raise ValueError(f"there is no month {month:02d}")
        elif day is not None and not 1 <= day <= monthrange(year, month)[1]:
            raise ValueError(f"{year:04d}-{month:02d} has {monthrange(year, month)[1]} days, not {day}")
        object.__setattr__(self, "year", year)
        object.__setattr__(self, "month", month)
        object.__setattr__(self, "day", day)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"PartialDate is immutable: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"PartialDate is immutable: {name}")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date in a text such as `2017`, `2017-06` or `2017-06-12`; ValueError says what is wrong."""
        match = re.fullmatch(_TEXT, text.strip(), re.ASCII)
        if match is None:
            raise ValueError(f'"{text}" is not a date: write YYYY, YYYY-MM or YYYY-MM-DD')
        return cls(*(int(part) for part in match.groups() if part is not None))

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        return "year" if self.month is None else "month" if self.day is None else "day"

    @property
    def parts(self) -> tuple[int, ...]:
        """One to three numbers, as in CSL's `date-parts`."""
        return tuple(part for part in (self.year, self.month, self.day) if part is not None)

    @property
    def earliest(self) -> str:
        """The first possible day, as YYYY-MM-DD."""
        return f"{self.year:04d}-{self.month or 1:02d}-{self.day or 1:02d}"

    @property
    def latest(self) -> str:
        """The last possible day, as YYYY-MM-DD."""
        month = self.month or 12
        return f"{self.year:04d}-{month:02d}-{self.day or monthrange(self.year, month)[1]:02d}"

    def __str__(self) -> str:
        return "-".join(f"{part:0{4 if i == 0 else 2}d}" for i, part in enumerate(self.parts))

    def __repr__(self) -> str:
        return f"PartialDate({', '.join(map(str, self.parts))})"

    def _order(self) -> tuple[int, int, int]:
        return (self.year, self.month or 0, self.day or 0)

    def __eq__(self, other: object) -> bool:
        return self._order() == other._order() if isinstance(other, PartialDate) else NotImplemented

    def __lt__(self, other: object) -> bool:
        return self._order() < other._order() if isinstance(other, PartialDate) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._order())

    def __copy__(self) -> PartialDate:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> PartialDate:
        return self

    def __reduce__(self) -> tuple[type[PartialDate], tuple[int, ...]]:
        return (PartialDate, self.parts)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        # Imported here: this module is used where pydantic must not be loaded.
        from pydantic_core import core_schema

        def validate(value: object) -> PartialDate:
            if isinstance(value, PartialDate):
                return value
            if isinstance(value, str):
                return parsed(value)
            raise ValueError("a date is written YYYY, YYYY-MM or YYYY-MM-DD")

        return core_schema.no_info_plain_validator_function(
            validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        # An editor's YAML parser reads a bare year as a number; ours does not.
        return {
            "anyOf": [
                {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ],
            "description": "A date as precise as it is known: YYYY, YYYY-MM or YYYY-MM-DD.",
        }


@lru_cache(maxsize=4096)
def parsed(text: str) -> PartialDate:
    """The date; equal texts share one object, because many references have the same date."""
    return PartialDate.parse(text)
