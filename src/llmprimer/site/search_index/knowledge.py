# ruff: noqa: SLF001 - the weights move to a module of their own
"""What the ranking knows apart from any catalogue: handed to the scripts, so that it stands in one place."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from llmprimer import search
from llmprimer.index.tokens import WEIGHTS
from llmprimer.query.fields import FIELDS
from llmprimer.search import spelling, words

# The package's own names hide its modules `score` and `understand`.
score = import_module("llmprimer.search.score")
understand = import_module("llmprimer.search.understand")


def knowledge() -> dict[str, Any]:
    """Word lists, weights and limits, as plain JSON values."""
    return {
        "weights": WEIGHTS,
        "stop": " ".join(sorted(words.STOP)),
        "vague": " ".join(sorted(words.VAGUE)),
        "kinds": words._KINDS,
        "months": words.MONTHS,
        "limits": {
            "candidates": search.CANDIDATES,
            "common": search._COMMON,
            "confidentCoverage": search.CONFIDENT_COVERAGE,
            "nearest": search.NEAREST,
            "tail": search._TAIL,
        },
        "score": {
            "otherFields": score._OTHER_FIELDS,
            "kindHit": score._KIND_HIT,
            "topic": score._TOPIC,
            "topicStep": score._TOPIC_STEP,
            "narrowerTopic": score._NARROWER_TOPIC,
            "wholeTopic": score._WHOLE_TOPIC,
            "wholeName": score._WHOLE_NAME,
            "wholeWords": score._WHOLE_WORDS,
            "adjacent": score._ADJACENT,
            "vague": score._VAGUE,
        },
        "quality": {
            "joined": understand._JOINED_QUALITY,
            "split": understand._SPLIT_QUALITY,
            "facetWeight": understand._FACET_WEIGHT,
            "longestName": understand._LONGEST_NAME,
            "shortest": spelling.SHORTEST,
            "prefix": spelling._PREFIX_QUALITY,
            "oneEdit": spelling._ONE_EDIT_QUALITY,
            "twoEdits": spelling._TWO_EDITS_QUALITY,
        },
        "fields": {
            name: {"value": field.value, "example": field.example, "choices": list(field.choices)}
            for name, field in FIELDS.items()
        },
    }
