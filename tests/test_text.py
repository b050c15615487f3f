"""Folding, words, widths and the repair of mojibake."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprimer.text import (
    camel_words,
    fold,
    has_cjk,
    looks_mojibake,
    marked_words,
    repair_mojibake,
    shorten,
    width,
    without_controls,
    words,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("RLHF", "rlhf"),
        ("Müller", "muller"),
        ("Mu\u0308ller", "muller"),
        ("Łukasz", "lukasz"),
        ("Søren Đorđević", "soren dordevic"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("ＧＰＴ－３", "gpt-3"),
        ("ﬁne", "fine"),
        ("悟道", "悟道"),
        ("か", "か"),
        ("が", "が"),
        ("ｶﾞ", "ガ"),
        ("한국", "한국"),
    ],
)
def test_folding_drops_case_accents_and_widths_but_no_letters(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("!?", []),
        ("Hello, World", ["hello", "world"]),
        ("GPT-3", ["gpt", "3"]),
        ("C++ and C#", ["c++", "and", "c#"]),
        ("OpenAI's plan isn’t new", ["openai", "plan", "isnt", "new"]),
        ("snake_case", ["snake", "case"]),
        ("悟道", ["悟道"]),
        ("悟", ["悟"]),
        ("大模型训练", ["大模", "模型", "型训", "训练"]),
        ("悟道2.0 Wu", ["悟道", "2", "0", "wu"]),
        ("naïve café", ["naive", "cafe"]),
    ],
)
def test_words_are_folded_and_chinese_comes_in_pairs(text, expected):
    assert words(text) == expected


@given(st.text())
def test_words_of_any_text_are_folded_and_hold_no_space(text):
    for word in words(text):
        assert word
        assert not any(character.isspace() for character in word)
        assert words(word.upper())[:1] == words(word)[:1]


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_camel_case_is_taken_apart_where_a_small_letter_meets_a_word():
    assert camel_words("ModelScope and LlamaIndex") == ["Model-Scope", "Llama-Index"]
    assert camel_words("OpenAI GPT") == []


def test_abbreviations_in_camel_case_are_taken_apart_too():
    assert camel_words("MindSQL, EHRServer and OpenEHRTools") == ["Mind-SQL,", "EHR-Server", "Open-EHR-Tools"]
    assert camel_words("LLMs BERTs GPUs OpenAI") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("light-weight models", ["light-", "weight-", "models"]),
        ("state\u2011of\u2011the\u2011art", ["state-", "of-", "the-", "art-"]),
        ("GPT-3 and 1-bit", ["gpt", "3", "and", "1", "bit"]),  # a number makes no compound
        ("a - b, -c d-", ["a", "b", "c", "d"]),
        ("Müller-Lüdenscheidt 悟道", ["muller-", "ludenscheidt-", "悟道"]),
    ],
)
def test_parts_of_compounds_are_marked(text, expected):
    assert marked_words(text) == expected
    assert [word.rstrip("-") for word in expected] == words(text)


@pytest.mark.parametrize(("text", "found"), [("Wu Dao", False), ("悟道", True), ("カナ", True), ("é", False)])
def test_scripts_without_spaces_are_known(text, found):
    assert has_cjk(text) is found


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("悟道", 4), ("e\u0301", 1), ("ｶ", 1), ("Ｇ", 2), ("🤗", 2), ("", 0)]
)
def test_the_width_is_that_of_a_terminal(text, columns):
    assert width(text) == columns


@given(st.text(), st.integers(1, 40))
def test_a_shortened_text_fits(text, columns):
    short = shorten(text, columns)
    assert width(short) <= columns
    if width(text) <= columns:
        assert short == text
    else:
        assert short.endswith("…")
        assert text.startswith(short[:-1])


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "latin-1"])
@pytest.mark.parametrize("text", ["Müller’s café", "naïve", "Peña, Iñaki", "70% – less"])
def test_utf8_misread_is_repaired(text, encoding):
    broken = text.encode().decode(encoding)
    assert broken != text
    assert looks_mojibake(broken)
    assert repair_mojibake(broken) == text


def test_text_misread_twice_is_repaired():
    broken = "Müller".encode().decode("latin-1").encode().decode("latin-1")
    assert repair_mojibake(broken) == "Müller"


def test_broken_words_among_right_ones_are_repaired_alone():
    assert repair_mojibake("悟道 by MÃ¼ller") == "悟道 by Müller"


@pytest.mark.parametrize(
    "text", ["plain", "Müller", "naïve café – “quoted”", "悟道 (Wu Dao)", "Łukasz", "Ä", "日本語", ""]
)
def test_right_text_stays_as_it_is(text):
    assert repair_mojibake(text) == text
    assert not looks_mojibake(text)


def test_a_replacement_character_is_a_sign_of_damage():
    assert looks_mojibake("M\ufffdller")


@given(st.text(alphabet="abc éüñßø悟道", max_size=30))
def test_misreading_as_latin1_can_always_be_undone(text):
    assert repair_mojibake(text.encode().decode("latin-1")) == text


def test_control_characters_go_and_line_breaks_stay():
    assert without_controls("a\x1b[2J\x00b\x85\tc\r\nd\x7f\x9b") == "a[2Jb\tc\r\nd"
