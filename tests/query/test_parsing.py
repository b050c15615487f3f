"""Query text to tree: what each form means, and where an error points."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from llmprimer.errors import QueryError
from llmprimer.query import And, Field, Not, Or, Phrase, Word, conjunction, parse, parse_filter
from llmprimer.query.fields import FIELDS


def bare(node):
    """The tree without positions, as nested tuples that are easy to write down."""
    match node:
        case Word(text):
            return text
        case Phrase(text):
            return ("phrase", text)
        case Field(name, value, low, high):
            return (name, value) if low is None and high is None else (name, value, low, high)
        case Not(inner):
            return ("not", bare(inner))
        case And(nodes):
            return ("and", *map(bare, nodes))
        case Or(nodes):
            return ("or", *map(bare, nodes))


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", ("and",)),
        ("   ", ("and",)),
        ("rlhf", "rlhf"),
        ("walking robots", ("and", "walking", "robots")),
        ('"human feedback"', ("phrase", "human feedback")),
        ("“human feedback” x", ("and", ("phrase", "human feedback"), "x")),
        ("「悟道」", ("phrase", "悟道")),
        ('walk"ing robots"', ("and", "walk", ("phrase", "ing robots"))),
        ("robots -news", ("and", "robots", ("not", "news"))),
        ("robots \u2212news", ("and", "robots", ("not", "news"))),
        ("robots NOT news", ("and", "robots", ("not", "news"))),
        ("--news", ("not", ("not", "news"))),
        ("gpt-3 - x", ("and", "gpt-3", "-", "x")),
        ("a OR b", ("or", "a", "b")),
        ("a | b | c", ("or", "a", "b", "c")),
        ("a b OR c d", ("or", ("and", "a", "b"), ("and", "c", "d"))),
        ("(a OR b) c", ("and", ("or", "a", "b"), "c")),
        ("-(a b)", ("not", ("and", "a", "b"))),
        ("a AND b && c", ("and", "a", "b", "c")),
        ("a or b", ("and", "a", "or", "b")),
        ("ORACLE ANDROID NOTE", ("and", "ORACLE", "ANDROID", "NOTE")),
        ("a OR\u3000b", ("or", "a", "b")),
        ("()", ("and",)),
        ("((a))", "a"),
        ("topic:rlhf", ("topic", "rlhf")),
        ("TOPIC:rlhf", ("topic", "rlhf")),
        ('author:"van den Berg"', ("author", "van den Berg")),
        ("-has:doi", ("not", ("has", "doi"))),
        ("kind:Paper", ("kind", "paper")),
        ("type:article-journal", ("type", "article-journal")),
        ("site:openai.com", ("site", "openai.com")),
        ("key:wu-1998-*", ("key", "wu-1998-*")),
        ("slide:33", ("slide", "33", "33", "33")),
        ("slide:12..14", ("slide", "12..14", "12", "14")),
        ("slide:>=12", ("slide", ">=12", "12", None)),
        ("slide:>12", ("slide", ">12", "13", None)),
        ("slide:<12", ("slide", "<12", None, "11")),
        ("year:2021", ("year", "2021", "2021-01-01", "2021-12-31")),
        ("year:2020..2022", ("year", "2020..2022", "2020-01-01", "2022-12-31")),
        ("year:..2022", ("year", "..2022", None, "2022-12-31")),
        ("year:2020..", ("year", "2020..", "2020-01-01", None)),
        ("date:>=2022-06", ("date", ">=2022-06", "2022-06-01", None)),
        ("date:<=2022-06", ("date", "<=2022-06", None, "2022-06-30")),
        ("date:=2022-06-07", ("date", "=2022-06-07", "2022-06-07", "2022-06-07")),
        ("arXiv:1706.03762", "arXiv:1706.03762"),
        ("doi:10.1000/x", "doi:10.1000/x"),
        ("https://example.org/a", "https://example.org/a"),
        ("what is this: robots", ("and", "what", "is", "this:", "robots")),
    ],
)
def test_a_query_has_this_tree(query, tree):
    assert bare(parse(query)) == tree


@pytest.mark.parametrize(
    ("query", "day", "inside"),
    [
        ("date:>2022-06", "2022-06-30", False),
        ("date:>2022-06", "2022-07-01", True),
        ("date:<2022-06", "2022-06-01", False),
        ("date:<2022-06", "2022-05-31", True),
        ("date:<2022-06-07", "2022-06-07", False),
        ("date:<2022-06-07", "2022-06-06", True),
        ("date:<2022", "2021-12-31", True),
        ("date:<2022", "2022-01-01", False),
        ("year:>2021", "2021-12-31", False),
        ("year:>2021", "2022-01-01", True),
    ],
)
def test_strict_comparisons_leave_out_the_whole_of_what_is_named(query, day, inside):
    field = parse(query)
    assert ((field.low is None or day >= field.low) and (field.high is None or day <= field.high)) is inside


@pytest.mark.parametrize(
    ("query", "position", "reason"),
    [
        ('robots "human feedback', 7, "this quotation mark is never closed"),
        ("(a b", 0, "this parenthesis is never closed"),
        ("a) b", 1, "this parenthesis was never opened"),
        ("OR a", 0, "OR needs something on its left"),
        ("a OR", 2, "OR needs something on its right"),
        ("a OR OR b", 2, "OR needs something on its right"),
        ("a NOT", 2, "an exclusion needs something to exclude"),
        ("a (NOT )", 3, "an exclusion needs something to exclude"),
        ("robots topc:rlhf", 7, 'unknown field "topc"; did you mean "topic"?'),
        ("zzz:1", 0, 'unknown field "zzz"; the fields are topic, author'),
        ("a topic:", 2, "topic: needs a value, such as topic:rlhf"),
        ('topic:" "', 0, "topic: needs a value"),
        ("topic:(a b)", 0, "topic: needs a value"),
        ("kind:papr", 5, 'unknown kind "papr"; did you mean "paper"?'),
        ("has:xyz", 4, 'unknown has "xyz"; it is one of'),
        ("slide:one", 6, '"one" is not a number'),
        ("slide:1..x", 9, '"x" is not a number'),
        ("slide:1234567", 6, "slide has at most 6 digits"),
        ("slide:14..12", 6, "the span 14..12 ends before it begins"),
        ("date:2022-13", 5, "there is no month 13"),
        ("date:>=2022-13", 7, "there is no month 13"),
        ("a date:2020..2022-02-30", 13, "2022-02 has 28 days, not 30"),
        ("year:2022-06", 5, '"2022-06" is more than a year; use date:2022-06'),
        ("date:20..2020", 5, '"20" is not a date'),
        ("date:2020..20", 11, '"20" is not a date'),
        ("year:..", 5, "a span needs a bound, such as 2020..2022"),
        ("date:>=", 5, ">= needs something to compare with"),
        ("year:2022..2020", 5, "the span 2022..2020 ends before it begins"),
        ("date:>=>2020", 7, "is not a date"),
    ],
)
def test_an_error_points_at_its_place(query, position, reason):
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.reason.startswith(reason) or reason in caught.value.reason
    assert caught.value.position == position
    assert caught.value.query == query


def test_the_mark_stands_under_the_place():
    with pytest.raises(QueryError) as caught:
        parse("robots topc:rlhf")
    _, shown, mark = caught.value.message.split("\n")
    assert shown[mark.index("^") :].startswith("topc")


def test_the_mark_stands_under_the_place_behind_wide_characters_and_line_breaks():
    with pytest.raises(QueryError) as caught:
        parse("悟道\nrobots topc:rlhf")
    _, shown, mark = caught.value.message.split("\n")
    assert shown == "  悟道 robots topc:rlhf"
    assert len(mark) - 1 == len("  ") + 4 + len(" robots ")  # two columns for each Chinese character


def test_nesting_is_bounded():
    assert bare(parse("(" * 50 + "a" + ")" * 50)) == "a"
    for opening in ("(", "-", "NOT ", "-("):
        with pytest.raises(QueryError, match="nested more than 50 deep"):
            parse(opening * 100 + "a")


@pytest.mark.parametrize(
    ("name", "value", "tree"),
    [
        ("topic", "rlhf", ("topic", "rlhf")),
        ("kind", "news", ("kind", "news")),
        ("slide", "12..14", ("slide", "12..14", "12", "14")),
        ("since", "2022-06", ("date", ">=2022-06", "2022-06-01", None)),
        ("until", "2022-06", ("date", "<=2022-06", None, "2022-06-30")),
    ],
)
def test_an_option_is_the_field_of_its_name(name, value, tree):
    assert bare(parse_filter(name, value)) == tree


@pytest.mark.parametrize(
    ("name", "value", "position"),
    [
        ("since", "yesterday", 8),
        ("until", "2022-13", 8),
        ("since", "2020..2021", 8),
        ("since", "", 8),
        ("kind", "papr", 7),
        ("slide", "x", 8),
    ],
)
def test_a_wrong_option_is_shown_as_it_was_typed(name, value, position):
    with pytest.raises(QueryError) as caught:
        parse_filter(name, value)
    assert caught.value.query == f"--{name} {value}"
    assert caught.value.position == position


def test_joining_conditions_dissolves_what_is_joined_already():
    joined = conjunction((And((Word("a"), Word("b"))), Or((Word("c"), Word("d"))), And(())))
    assert bare(joined) == ("and", "a", "b", ("or", "c", "d"))


PIECES = st.sampled_from(
    ["a", "悟道", '"', "(", ")", "-", " ", "\u3000", "OR", "NOT", "AND", "|", "..", ">=", "<", "=", "2020", "-13", ":", "“", "”", "\n"]
    + [f"{name}:" for name in FIELDS]
)  # fmt: skip


@given(st.text() | st.lists(PIECES, max_size=25).map("".join))
@example("\x1cNOT")
def test_any_text_is_a_query_or_an_error_with_its_place_inside(text):
    try:
        node = parse(text)
    except QueryError as error:
        assert 0 <= error.position <= len(text)
        assert error.reason
        assert error.message.startswith(error.reason)
    else:
        for position in positions(node):
            assert 0 <= position < len(text)


@given(
    st.sampled_from(["since", "until", "slide", "kind", "has", "topic"]),
    st.text(max_size=12) | st.lists(PIECES, max_size=6).map("".join),
)
def test_any_value_of_an_option_is_a_condition_or_an_error_with_its_place_inside(name, value):
    try:
        assert isinstance(parse_filter(name, value), Field)
    except QueryError as error:
        assert len(name) + 3 <= error.position <= len(error.query)


def positions(node):
    match node:
        case Word() | Phrase() | Field():
            yield node.position
        case Not(inner):
            yield from positions(inner)
        case And(nodes) | Or(nodes):
            for inner in nodes:
                yield from positions(inner)


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True).filter(lambda w: w not in FIELDS), min_size=1, max_size=6))
def test_plain_words_stay_themselves_in_order(parts):
    node = parse(" ".join(parts))
    found = node.nodes if isinstance(node, And) else (node,)
    assert [word.text for word in found] == parts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("w " * 900, "at most 200 words; this one has 900"),
        ("word " * 1000, "at most 2,000 characters; this one has 5,000"),
        ("rlhf " + "a" * 1600, "a word has at most 400 characters; this one has 1,600"),
    ],
    ids=["words", "characters", "letters"],
)
def test_a_query_beyond_its_bounds_says_so_and_is_not_echoed_whole(text, said):
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert said in caught.value.message
    assert len(caught.value.message) < 500


def test_a_long_query_shows_the_place_of_its_fault():
    with pytest.raises(QueryError) as caught:
        parse("word " * 60 + 'then "open ' + "word " * 60)
    _, shown, caret = caught.value.message.split("\n")
    assert shown[caret.index("^")] == '"'
