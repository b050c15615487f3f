"""The constants of the ranking, passed to the scripts so that they are defined once."""

from __future__ import annotations

from typing import Any

from llmprimer import search
from llmprimer.index.stop import STOP
from llmprimer.index.tokens import FIELDS, JOINABLE
from llmprimer.query.fields import FIELDS as QUERY_FIELDS
from llmprimer.search import forms, spelling, weights, words


def knowledge() -> dict[str, Any]:
    """Word lists, weights and limits, as plain JSON values."""
    return {
        "weights": {name: value for name, value in vars(weights).items() if name.isupper()},
        "indexed": FIELDS,
        "joinable": JOINABLE,
        "stop": " ".join(sorted(STOP)),
        "kinds": words.KINDS,
        "months": words.MONTHS,
        "most_forms": forms.MOST_FORMS,
        "longest_initials": forms.LONGEST_INITIALS,
        "longest_known_initials": forms.LONGEST_KNOWN_INITIALS,
        "longest_name": 7,
        "nearest": search.NEAREST,
        "candidates": search.CANDIDATES,
        "common": search.COMMON,
        "ranked": search.RANKED,
        "spelling": {
            "shortest": spelling.SHORTEST,
            "long": spelling.LONG,
            "readings": spelling.READINGS,
            "rows": spelling.KEYBOARD,
            "alike": spelling.ALIKE,
        },
        "fields": {
            name: {"value": field.value, "example": field.example, "choices": list(field.choices)}
            for name, field in QUERY_FIELDS.items()
        },
    }
