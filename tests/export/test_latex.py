"""Characters, capitals and names in BibTeX's form."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprimer.dates import PartialDate
from llmprimer.export._latex.capitals import protect, protect_plainly
from llmprimer.export._latex.entries import access_note, pages, printed_url, verbatim, verbatim_url
from llmprimer.export._latex.names import names
from llmprimer.latex.encoding import encode, has_paired_braces, is_printable
from llmprimer.model import Name

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
NASTY = st.text(st.sampled_from(" aBé\\{}$&%#_^~<>|`'\"-–ễ大🤗and,."), max_size=30)

_COMMANDS = {
    r"\textbackslash{}": "\\", r"\textasciicircum{}": "^", r"\textasciitilde{}": "~", r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}", r"\{": "{", r"\}": "}", r"\$": "$", r"\&": "&", r"\%": "%", r"\#": "#", r"\_": "_",
    r"\textless{}": "<", r"\textgreater{}": ">", r"\textbar{}": "|", r"\textasciigrave{}": "`", "{}": "",
}  # fmt: skip
_COMMAND = re.compile("|".join(map(re.escape, _COMMANDS)))


def decoded(latex: str) -> str:
    """What the escapes of ASCII characters say."""
    return _COMMAND.sub(lambda match: _COMMANDS[match[0]], latex)


def is_balanced(text: str) -> bool:
    """As BibTeX counts: a backslash hides nothing."""
    depth = 0
    for character in text:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0


@given(NASTY | TEXT, st.booleans())
def test_encoded_text_has_balanced_braces(text, to_latex):
    assert is_balanced(encode(text, to_latex=to_latex))


@given(NASTY | TEXT)
def test_an_escape_loses_nothing_and_says_nothing_else(text):
    assert decoded(encode(text, to_latex=False)) == text


@given(st.text(st.characters(max_codepoint=126, min_codepoint=32), max_size=40))
def test_ascii_comes_back_from_both_encodings(text):
    assert decoded(encode(text, to_latex=True)) == text


@given(NASTY | TEXT)
def test_nothing_special_is_left_unescaped(text):
    left = re.sub(
        r"\\textasciicircum|\\textasciitilde|\\textbackslash|\\textbrace(left|right)|\\[{}$&%#_]",
        "",
        encode(text, to_latex=False),
    )
    assert not re.search(r"[\\$&%#_^~]", left)


@given(st.text(st.sampled_from("áàâäãåçéèêëíñóöøúüýÿčďěňřšťžłőűąężğşæœßÁÉÍÓÚÄÖÜČŠŽŁØÅİı–—“”‘’…«»"), max_size=20))
def test_the_latin_letters_and_quotes_of_europe_become_ascii(text):
    assert encode(text, to_latex=True).isascii()


@given(NASTY | TEXT, st.booleans())
def test_titles_keep_their_braces_balanced(title, to_latex):
    assert is_balanced(protect(title, to_latex=to_latex))


@given(NASTY | TEXT)
def test_protection_changes_nothing_but_braces_and_spaces(title):
    text = protect(title, to_latex=False)
    assert decoded(text).replace("{", "").replace("}", "") == " ".join(title.split()).replace("{", "").replace("}", "")


@pytest.mark.parametrize(
    ("title", "protected"),
    [
        ("Attention Is All You Need", "Attention Is All You Need"),
        ("BERT: Pre-training of Deep Bidirectional Transformers", "{BERT}: {P}re-training of Deep Bidirectional Transformers"),
        ("GPT-4 technical report", "{GPT-4} technical report"),
        ("On GPT-3.5 and InstructGPT", "On {GPT-3.5} and {InstructGPT}"),
        ("BERT-based models for T5 and M6", "{BERT}-based models for {T5} and {M6}"),
        ("C# and C++ and F#", r"{C\#} and {C++} and {F\#}"),
        ("PanGu-α: Pretrained Models", "{PanGu-α}: {P}retrained Models"),
        ("word2vec explained", "{word2vec} explained"),
        ("galactica research model by Meta", "{galactica} research model by {Meta}"),
        ("Google's New Model Explains Jokes", "{Google's} New Model Explains Jokes"),
        ("A new thing that Anthropic has made for Claude", "A new thing that {Anthropic} has made for {Claude}"),
        ("Text-To-Text Transfer Transformer", "Text-To-Text Transfer Transformer"),
        ("A.I. Is Here", "{A.I.} Is Here"),
        ("Ändern der ÄPFEL", r"Ändern der {ÄPFEL}"),
        ("What is {LaTeX}?", r"What is \{{LaTeX}\}?"),
        ("", ""),
    ],
)  # fmt: skip
def test_only_capitals_that_are_spelling_are_protected(title, protected):
    assert protect(title, to_latex=False) == protected


def test_a_protected_word_does_not_become_an_accent_of_bibtex():
    assert protect("The #MeTOO tag", to_latex=True) == r"The \#{MeTOO} tag"
    assert not re.search(r"(?<!\{)\{\\#", protect("#1GPT", to_latex=True))


def test_plain_protection_escapes_nothing():
    assert protect_plainly("The 100% & GPT-3") == "The 100% & {GPT-3}"
    assert protect_plainly("LaMDA & GPT-3") == "{LaMDA }& {GPT-3}"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name(family="Vaswani", given="Ashish"), "Vaswani, Ashish"),
        (Name(family="King", given="Martin Luther", suffix="Jr."), "King, Jr., Martin Luther"),
        (Name(family="Berg", given="Jan", non_dropping_particle="van den"), "van den Berg, Jan"),
        (Name(family="Humboldt", given="Alexander", dropping_particle="von"), "von Humboldt, Alexander"),
        (Name(family="Freitas", given="Daniel", non_dropping_particle="De"), "De Freitas, Daniel"),
        (Name(family="Ortega y Gasset", given="José"), "{Ortega y Gasset}, José"),
        (Name(family="García Márquez", given="Gabriel"), "García Márquez, Gabriel"),
        (Name(family="hooks", given="bell"), "hooks, bell"),
        (Name(family="Plato"), "Plato"),
        (Name(family="Madonna Ciccone"), "{Madonna Ciccone}"),
        (Name(family="King", suffix="Jr."), "{King Jr.}"),
        (Name(literal="OpenAI"), "{OpenAI}"),
        (Name(literal="Barnes and Noble"), "{Barnes and Noble}"),
        (Name(literal="Simon & Schuster, Inc."), r"{Simon \& Schuster, Inc.}"),
        (Name(family="And", given="Others"), "{And}, {Others}"),
        (Name(family="Smith, the elder", given="John"), "{Smith, the elder}, John"),
        (Name(family="Élysée", given="Jean-Éric"), r"{\'E}lysée, Jean-{\'E}ric"),
        (Name(family="山田", given="太郎"), "山田, 太郎"),
    ],
)
def test_names_have_the_form_that_bibtex_takes_apart_rightly(name, written):
    assert names([name], to_latex=False, classic=True) == written


PART = st.text(st.sampled_from("aBcé山 ,{}\\&and"), min_size=1, max_size=12).filter(lambda text: text.strip())


@given(
    st.lists(st.builds(Name, family=PART, given=PART) | st.builds(Name, literal=PART), min_size=1, max_size=4),
    st.booleans(),
)
def test_a_list_divides_into_as_many_names_as_there_are(people, to_latex):
    text = names(people, to_latex=to_latex, classic=True)
    assert is_balanced(text)
    outside = ""
    depth = 0
    for character in text:
        depth += {"{": 1, "}": -1}.get(character, 0)
        outside += character if depth == 0 else "x"
    assert len(re.split(r"\sand\s", outside, flags=re.IGNORECASE)) == len(people)
    for written, name in zip(re.split(r"\sand\s", outside, flags=re.IGNORECASE), people, strict=True):
        assert written.count(",") == (0 if name.literal else 1)


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.org/~a_b%20c?q=1&x=2#f", "https://example.org/~a_b%20c?q=1&x=2#f"),
        ("https://example.org/{a}\\", "https://example.org/%7Ba%7D%5C"),
        ("https://example.org/日", "https://example.org/%E6%97%A5"),
    ],
)
def test_addresses_become_ascii_and_lead_to_the_same_place(url, written):
    assert verbatim_url(url) == written


def test_the_day_of_access_has_no_hyphens_at_which_a_line_could_break():
    written = [access_note(PartialDate.parse(date)) for date in ("2023-01-13", "2023-01", "2023")]
    assert written == ["Accessed 13 January 2023", "Accessed January 2023", "Accessed 2023"]
    assert access_note(None) is None


def test_an_address_that_is_no_argument_of_url_breaks_where_url_would():
    assert printed_url("https://x.org/a-b_c?d=1%20e") == (
        r"\texttt{https://\allowbreak x.\allowbreak org/\allowbreak a-\allowbreak b\_\allowbreak c?\allowbreak d=\allowbreak 1\%20e}"
    )


def test_identifiers_stay_as_they_are_unless_they_would_break_the_entry():
    assert verbatim("10.1000/a_b<c>") == "10.1000/a_b<c>"
    assert verbatim("10.1000/a{b") == "10.1000/a%7Bb"


@pytest.mark.parametrize(("page", "written"), [("1-9", "1--9"), ("1–9", "1--9"), ("A1", "A1"), ("1—9, 12", "1--9, 12")])
def test_page_ranges_have_two_hyphens(page, written):
    assert pages(page) == written


def test_what_pdflatex_cannot_print_is_known():
    assert is_printable("Łódź – “naïve” Șerban")
    for text in ("大", "🤗", "ữ", "α", "ễ"):
        assert not is_printable(text)
        assert not is_printable(unicodedata.normalize("NFD", text))


@given(TEXT)
def test_paired_braces_are_those_that_bibtex_counts_as_such(text):
    assert has_paired_braces(text) == is_balanced(text)


def test_letters_that_bibtex_cuts_off_are_commands():
    people = [Name(family="Akın", given="Éva"), Name(family="Öz-Çelik", given="A."), Name(family="García", given="B.")]
    written = r"""Ak{\i}n, {\'E}va and {\"O}z-{\c{C}}elik, A. and García, B."""
    assert names(people, to_latex=False, classic=True) == written


@pytest.mark.parametrize("to_latex", [True, False])
def test_a_long_list_with_one_odd_name_takes_no_longer_than_it_must(to_latex):
    # With a pattern that tries everything twice, this never ends.
    people = [Name(family="Kowalska Lewandowska", given="Anna Maria")] * 400 + [Name(family="hooks", given="bell")]
    assert names(people, to_latex=to_latex, classic=True).endswith(" and hooks, bell")


def test_a_name_behind_by_keeps_its_capitals_where_nobody_else_names_the_author():
    title = "Gene Cloning and Analysis by T. A. Brown"
    assert protect(title, to_latex=False, byline=True) == "Gene Cloning and Analysis by {T.} {A.} {Brown}"
    assert protect("Learning by Gradient Descent", to_latex=False) == "Learning by Gradient Descent"
