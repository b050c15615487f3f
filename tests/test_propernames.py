"""Which words of running text are learnt as proper names."""

from __future__ import annotations

import pytest

from llmprimer.catalogue.names import learn_record
from llmprimer.propernames import Learner


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A post by Hugging Face on its library.", ["Hugging Face"]),
        # What follows "of" is a part of the name before it.
        ("News from the Beijing Academy of Artificial Intelligence.", ["Beijing Academy", "Beijing Academy of Artificial Intelligence"]),
        ("Schools of New York ban it.", ["New York"]),
        ("Written by the CEO of Anthropic.", ["Anthropic", "CEO"]),
        ("It is the work of Darwin.", ["Darwin"]),
    ],
)  # fmt: skip
def test_names_of_running_text(text, expected):
    learner = Learner()
    learner.prose(text)
    assert learner.names() == expected


def test_another_name_of_a_work_says_nothing_if_it_is_a_part_of_its_title():
    learner = Learner()
    learn_record(
        learner, {"title": "RoBERTa: A Robustly Optimized BERT Approach", "aliases": ["Robustly Optimized BERT"]}
    )
    learn_record(learner, {"title": "A Leaderboard", "aliases": ["Open Leaderboard"]})
    assert learner.names() == ["Open Leaderboard"]
