"""BibTeX as files have it: valid but unusual, or with a mistake that must cost nothing beside itself."""

import pytest

from llmprimer.importing.detect import decode, read

NEXT = "@book{next, title={The Next One}, author={Ada Lovelace}}\n"

#: Each is the entry `a` with a title and an author, and with `left` as what is no field.
ENTRIES = {
    "field names that begin with an underscore": "@article{a,\n title={One Work},\n _id = {x},\n author={Bo Lind}\n}",
    "no comma between fields": "@article{a,\n title={One Work}\n author={Bo Lind}\n year=2020\n}",
    "no comma after the key": "@article{a\n title={One Work},\n author={Bo Lind}\n}",
    "a quotation mark that is not closed": '@article{a,\n title="One Work,\n author="Bo Lind",\n year=2020\n}',
    "a brace that is not closed": "@article{a,\n title={One Work,\n author={Bo Lind},\n year=2020\n}",
    "a brace that is not closed in the last field": "@article{a,\n title={One Work},\n author={Bo Lind},\n abstract={it {is,\n}\n",
    "a brace too many": "@article{a,\n title={One Work}},\n author={Bo Lind},\n year=2020\n}",
    "no closing brace": "@article{a, title={One Work}, author={Bo Lind}\n",
    "an escaped brace": "@article{a, title={One Work}, abstract={set \\{1,2}, author={Bo Lind}}",
    "tabs": "@article{a,\n\ttitle\t=\t{One Work},\n\tauthor\t=\t{Bo Lind}\n\t}",
    "upper case": "@ARTICLE{a,\n TITLE={One Work},\n AUTHOR={Bo Lind},\n}",
    "no blanks": "@article{a,title={One Work},author={Bo Lind},year=2020}",
    "concatenation": '@string{x = "One"}\n@article{a,title= x # " Work",author={Bo Lind},month= 1 # "~" # jan}',
    "wrapped values": "@article{a,\n title={One\n     Work},\n author={Bo\n  Lind}}",
    "empty values": "@article{a, title={One Work}, year=, author={Bo Lind}}",
    "words without delimiters": "@article{a,\n title=One Work,\n journal=Nature Physics,\n author={Bo Lind}}",
    "other quotation marks": "@article{a, title=\u201cOne Work\u201d, author='Bo Lind'}",
    "doubled commas": "@article{a,, title={One Work},, author={Bo Lind},,}",
    "semicolons": "@article{a, title={One Work}; author={Bo Lind};}",
    "text behind a value": "@article{a, title={One Work}, year = 2020 (to appear), author={Bo Lind}}",
    "another entry's sign in a value": "@article{a, title={One Work}, abstract={mail\n@foo{bar} {x}@home{y}}, author={Bo Lind}}",
    "a type with a hyphen": "@in-proceedings{a, title={One Work}, author={Bo Lind}}",
    "text before it on its line": "Read @article{a, title={One Work}, author={Bo Lind}}",
    "a comment that has entries": "@comment{\n@article{x, title={Not This}}\n}\n@article{a, title={One Work}, author={Bo Lind}}",
    "a line of a comment": "@comment so it is\n@article{a, title={One Work}, author={Bo Lind}}",
    "comments between fields": "@article{a, title={One Work}, % as printed\n% year = {1920},\n author={Bo Lind}}",
    "a very long value": f"@article{{a, title={{One Work}}, abstract={{{'long words ' * 20_000}}}, author={{Bo Lind}}}}",
}  # fmt: skip


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_an_entry_and_the_next_one_are_read_whole(entry, end):
    data = f"\ufeff{entry}\n{NEXT}".replace("\n", end).encode()
    drafts = read(decode(data, "a.bib"), "a.bib").drafts
    assert [(d.key, d.fields["title"], d.fields["author"]) for d in drafts] == [
        ("a", "One Work", [{"family": "Lind", "given": "Bo"}]),
        ("next", "The Next One", [{"family": "Lovelace", "given": "Ada"}]),
    ]
    assert "1920" not in str(drafts[0].fields)


@pytest.mark.parametrize(
    ("key", "expected"), [("", None), (",", None), ("Lind 2020,", "Lind 2020"), ("O'Hara\"s,", "O'Hara\"s")]
)
def test_a_key_may_be_missing_or_have_any_signs(key, expected):
    drafts = read(f"@article{{{key} title={{One Work}}, year={{2020}}}}\n{NEXT}", "a.bib").drafts
    assert [(d.key, d.fields["title"]) for d in drafts] == [(expected, "One Work"), ("next", "The Next One")]


def test_a_key_that_stands_twice_is_two_entries():
    text = "@article{a, title={One Work}, year=2020}@article{a, title={Another Work}, year=2021}"
    assert [d.title for d in read(text, "a.bib").drafts] == ["One Work", "Another Work"]


def test_what_is_no_field_is_left_over_with_its_line():
    reading = read("@article{a,\n title={One Work},\n Date Added={x},\n % why\n year=2020\n}\n", "a.bib")
    assert [(one.line, one.text) for one in reading.leftovers] == [(3, "Date Added={x}, % why")]
    assert reading.drafts[0].fields["issued"] == "2020"
