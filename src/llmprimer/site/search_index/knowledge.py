"""What the ranking knows apart from any catalogue: handed to the scripts, so that it stands in one place."""

from __future__ import annotations

from typing import Any

from llmprimer import search
from llmprimer.index.kinds import KIND_WORDS
from llmprimer.index.stop import STOP
from llmprimer.query.fields import FIELDS
from llmprimer.search import spelling, words
from llmprimer.search import weights as w


def knowledge() -> dict[str, Any]:
    """Word lists, weights and limits, as plain JSON values."""
    # The scripts still rank by the rules before search/weights.py: they get of it what those rules knew.
    return {
        "weights": w.FIELD_WEIGHTS,
        "stop": " ".join(sorted(STOP)),
        "vague": "",
        "kinds": {word: " ".join(words.kinds_of(word)) for of_kind in KIND_WORDS.values() for word in of_kind},
        "months": words.MONTHS,
        "limits": {
            "candidates": search.CANDIDATES,
            "common": search.COMMON,
            "confidentCoverage": w.CONFIDENT_COVERAGE,
            "nearest": search.NEAREST,
            "tail": w.TAIL,
        },
        "score": {
            "otherFields": 0.2,
            "kindHit": w.FACET_POINTS,
            "topic": w.TOPIC,
            "topicStep": w.TOPIC_STEP,
            "narrowerTopic": w.NARROWER_TOPIC,
            "wholeTopic": w.WHOLE_TOPIC,
            "wholeName": w.WHOLE_NAME,
            "wholeWords": w.WHOLE_WORDS,
            "adjacent": w.ADJACENT,
            "vague": 1.0,
        },
        "quality": {
            "joined": w.JOINED,
            "split": w.SPLIT,
            "facetWeight": w.FACET,
            "longestName": 7,
            "shortest": spelling.SHORTEST,
            "prefix": w.BEGINNING,
            "oneEdit": w.ONE_EDIT,
            "twoEdits": w.TWO_EDITS,
        },
        "fields": {
            name: {"value": field.value, "example": field.example, "choices": list(field.choices)}
            for name, field in FIELDS.items()
        },
    }
