"""Snowball's English stemmer: each rule by words that need it, worked out from the definition; and roots."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprimer.stem import root, singular, stem

STEP_1A = {"glasses": "glass", "stories": "stori", "boss": "boss", "robots": "robot"}
STEP_1B = {
    "need": "need",  # nothing measurable stands before -eed
    "guaranteed": "guarante",  # -eed to -ee, and step 5 takes the last e
    "painted": "paint",
    "red": "red",  # no vowel before -ed
    "walking": "walk",
    "king": "king",
    "created": "creat",  # -at, e restored, and taken again in step 5
    "enabled": "enabl",
    "prized": "prize",
    "planning": "plan",
    "filling": "fill",  # a doubled l, s or z stays
    "passing": "pass",
    "buzzing": "buzz",
    "hoping": "hope",  # consonant, vowel, consonant: the e comes back
    "boxing": "box",  # but not after w, x or y
    "training": "train",
}
STEP_1C = {"memory": "memori", "try": "tri", "say": "say"}
STEP_2 = {
    "educational": "educ",
    "traditional": "tradit",
    "optimizer": "optim",
    "generation": "generat",
    "generator": "generat",
    "formalism": "formal",
    "effectiveness": "effect",
    "usefulness": "use",
    "seriousness": "serious",
    "normality": "normal",
    "activity": "activ",
    "scalability": "scalabl",
    "tokenization": "token",
    "generally": "general",
    "consistently": "consist",
}
STEP_3 = {"duplicate": "duplic", "normalize": "normal", "statistical": "statist", "careful": "care", "fairness": "fair"}
STEP_4 = {
    "removal": "remov",
    "attendance": "attend",
    "reference": "refer",
    "computer": "comput",
    "scientific": "scientif",
    "reasonable": "reason",
    "measurement": "measur",
    "alignment": "align",
    "different": "differ",
    "instruction": "instruct",
    "opinion": "opinion",  # -ion goes only after s or t
    "dangerous": "danger",
    "summarize": "summar",
}
STEP_5 = {"update": "updat", "create": "creat", "late": "late", "cell": "cell", "installed": "instal"}


@pytest.mark.parametrize(
    ("word", "expected"),
    [pair for step in (STEP_1A, STEP_1B, STEP_1C, STEP_2, STEP_3, STEP_4, STEP_5) for pair in step.items()],
)
def test_a_word_has_the_stem_that_the_definition_gives(word, expected):
    assert stem(word) == expected


@pytest.mark.parametrize(
    "forms",
    [
        ("connect", "connected", "connecting", "connection", "connections"),
        ("train", "trains", "trained", "training"),
        ("generate", "generates", "generated", "generating", "generation", "generative"),
        ("robot", "robots"),
        ("scale", "scaling", "scaled", "scales"),
        ("evaluate", "evaluation", "evaluating"),
        ("policy", "policies"),
    ],
)
def test_the_forms_of_a_word_share_one_stem(forms):
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("generative", "general"),
        ("community", "communication"),
        ("universe", "university"),
        ("organ", "organization"),
        ("internal", "international"),
        ("news", "new"),
    ],
)
def test_words_that_are_no_kin_have_stems_of_their_own(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(("one", "many"), [("rnn", "rnns"), ("llm", "llms"), ("gan", "gans"), ("gpu", "gpus")])
def test_abbreviations_have_plurals(one, many):
    assert stem(many) == stem(one) == one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("browsing", "browser"),
        ("empathy", "empathetic"),
        ("writer", "write"),
        ("detector", "detection"),
        ("recognize", "recognition"),
        ("summary", "summarization"),
        ("reproduce", "reproduction"),
        ("describe", "description"),
        ("parser", "parsing"),
        ("inverting", "inversion"),
        ("transmit", "transmission"),
        ("consume", "consumption"),
        ("solve", "solution"),
        ("expand", "expansion"),
        ("analyze", "analysis"),
        ("dentist", "dental"),
        ("dentistry", "dental"),
        ("chemistry", "chemical"),
        ("coast", "coastal"),
        ("cause", "causal"),
    ],
)
def test_derived_forms_share_a_root(one, other):
    assert stem(one) != stem(other)
    assert root(one) == root(other)


@pytest.mark.parametrize(
    ("name", "version"), [("bowtie", "bowtie2"), ("yolo", "yolov3"), ("conv", "conv2"), ("net", "net64")]
)
def test_a_name_with_a_version_has_the_root_of_the_name(name, version):
    assert stem(version) == version
    assert root(version) == root(name)


@pytest.mark.parametrize("word", ["nature14236", "c4", "hl7v2", "word2vec", "2015", "悟道2"])
def test_other_words_with_digits_are_their_own_roots(word):
    assert root(word) == word


@pytest.mark.parametrize(("one", "other"), [("general", "generic"), ("universal", "university"), ("lateral", "later")])
def test_words_that_begin_alike_have_roots_of_their_own(one, other):
    assert root(one) != root(other)


def test_a_singular_is_told_by_the_ending_alone():
    words = ["papers", "studies", "ties", "class", "corpus", "analysis", "s", "悟道"]
    assert [singular(word) for word in words] == ["paper", "study", "tie", "class", "corpus", "analysis", "s", "悟道"]


@pytest.mark.parametrize("word", ["", "a", "is", "ai", "gpt2", "c++", "悟道", "muller3", "2021s"])
def test_short_words_numbers_and_other_scripts_stay_as_they_are(word):
    assert stem(word) == word


@pytest.mark.parametrize("word", ["walk", "robot", "train", "model", "align", "instruct", "normal", "plan", "hope"])
def test_a_stem_that_is_a_plain_word_is_its_own_stem(word):
    assert stem(stem(word)) == stem(word) == word


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_a_stem_is_never_empty_or_longer_and_begins_as_the_word_does(word):
    found = stem(word)
    assert len(found) <= len(word)
    assert bool(found) is bool(word)
    assert found[:2] == word[:2]
