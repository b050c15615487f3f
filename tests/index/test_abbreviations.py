"""Abbreviations that texts explain, and those that are the initials of a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprimer.index.abbreviations import definitions, initials, phrases
from llmprimer.text import marked_words, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chain-of-Thought (CoT) prompting", [("cot", "chain of thought")]),
        ("agents with reinforcement learning (RL)", [("rl", "reinforcement learning")]),
        ("We use large language models (LLMs) here", [("llm", "large language models")]),
        ("Retrieval-Augmented Generation (RAG)", [("rag", "retrieval augmented generation")]),
        ("RL (reinforcement learning) for gait", [("rl", "reinforcement learning")]),
        ("hidden Markov models (HMM) and conditional random fields (CRF)",
         [("hmm", "hidden markov models"), ("crf", "conditional random fields")]),
        ("VQA: Visual question answering", [("vqa", "visual question answering")]),
        ("OPT: Open Pre-trained Transformer Language Models", [("opt", "open pre trained"), ("opt", "open pre trained transformer")]),
        # letters within a word
        ("a heat shock protein (HSP)", [("hsp", "heat shock protein")]),
        ("the Defense Advanced Research Projects Agency (DARPA)", [("darpa", "defense advanced research projects agency")]),
        # nothing is explained
        ("a study (in mice) of gait", []),
        ("published before (2019)", []),
        ("a model (see Section 3)", []),
        ("Attention (ICLR)", []),
        ("text without brackets", []),
        ("(RL)", []),
        ("Note: walking robots", []),
    ],
)  # fmt: skip
def test_a_text_explains_these(text, found):
    assert [(short, " ".join(long)) for short, long in definitions(text)] == found


@given(st.text(alphabet="abAB ()-.:1é", max_size=60))
def test_what_stands_for_an_abbreviation_stands_in_the_text(text):
    for short, long in definitions(text):
        assert short in words(text) or short + "s" in words(text) or len(words(short)) == 1
        assert len(long) > 1
        assert long[0][0] == short[0]
        assert set(long) <= set(words(text))


def test_initials_are_taken_with_and_without_function_words():
    assert initials(["you", "only", "look", "once"]) == ["yolo", ""]
    assert initials(["learning", "from", "human", "feedback"]) == ["lfhf", "lhf"]
    assert initials(["3d", "vision"]) == ["#v"]
    assert initials(marked_words("Conflict-free replicated data types")) == ["cfrdt", "crdt"]


@pytest.mark.parametrize(
    ("name", "letters", "found"),
    [
        ("deep convolutional generative adversarial networks", "dcgan", ["deep convolutional generative adversarial networks"]),
        ("deep convolutional generative adversarial networks", "gan", ["generative adversarial networks"]),
        ("reinforcement learning from human feedback", "rlhf", ["reinforcement learning from human feedback"]),
        ("efficient mixture of experts layers", "moe", ["mixture of experts"]),
        ("you only look once", "yolo", ["you only look once"]),
        ("walking of the robots", "otr", []),  # a run does not start with a function word
        ("walking robots", "xy", []),
        ("conflict-free replicated data types", "crdt", ["conflict free replicated data types"]),
        ("generative pre-trained transformers", "gpt", ["generative pre trained", "generative pre trained transformers"]),
        ("a text-to-image model", "tim", ["text to image model"]),
    ],
)  # fmt: skip
def test_a_name_has_these_runs_with_the_initials(name, letters, found):
    assert [" ".join(run) for run in phrases(marked_words(name), letters)] == found
