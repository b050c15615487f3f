"""What single rules take for a mistake, and what they must not."""

from __future__ import annotations

import pytest

from catalogue.samples import committed
from llmprimer.catalogue.writing import CatalogueFile
from llmprimer.lint import apply_fixes, lint, select_rules

HEAD = "title: A list\nreferences:\n  lee-2020-study:\n    type: article\n    kind: paper\n"


def found(code: str, *fields: str) -> list[str]:
    """The messages of one rule about a record with these lines."""
    text = HEAD + "".join(f"    {line}\n" for line in fields)
    return [finding.message for finding in lint(text, "x", select_rules([code]))]


@pytest.mark.parametrize(
    ("title", "fields", "better"),
    [
        ("A study - The New York Times", [], "A study"),
        ("A study – The Verge", ["url: https://www.theverge.com/a"], "A study"),
        ("A study - Jalammar", ["url: https://jalammar.github.io/a"], "A study"),
        ("A study | Lab News | The Lab", ["container_title: Lab News", "publisher: The Lab"], "A study"),
        ("[1706.03762] A study", [], "A study"),
        ("GitHub - owner/name: A study", [], "owner/name: A study"),
        ("A study : r/MachineLearning", ["container_title: r/MachineLearning"], "A study"),
        ("BERT: Pre-training of Deep Models", [], None),
        ("Models - a survey of what is known", [], None),
        ("Science", ["container_title: Science"], None),
        ("Attention - Science of looking away", [], None),
        ("GPT-3 : the model", ["publisher: OpenAI"], None),
    ],
)
def test_sites_in_titles(title, fields, better):
    order = [f"title: '{title}'", *fields]
    expected = [] if better is None else [f'the title without the site: "{better}"']
    assert found("S401", *order) == expected


def test_a_name_behind_a_bar_is_told_even_if_nobody_knows_it():
    assert found("S401", "title: A study | Some Blog") == ['"Some Blog" looks like the name of a site']
    assert found("S401", "title: A study | Some Blog", "title_described: true") == []


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("{family: P. F., given: Christiano}", 1),
        ("{family: Ashish Vaswani}", 1),
        ("{family: Vaswani, given: 'Ashish, Jr.'}", 1),
        ("{family: van der Berg}", 0),
        ("{family: De Freitas, given: Daniel}", 0),
        ("{family: Plato}", 0),
        ("{literal: 'Barnes, Noble and Co.'}", 0),
        ("{family: Li, given: Y.}", 0),
        ("{family: E, given: Weinan}", 1),
        ("{family: 吴, given: 伟}", 0),
    ],
)
def test_names_in_the_wrong_order(name, count):
    assert len(found("N302", "title: A", "author:", f"- {name}")) == count


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("{family: KIMURA, given: Bo}", 1),
        ("{family: LI, given: WEI}", 1),
        ("{family: MARTÍNEZ-LÓPEZ, given: A.}", 1),
        ("{family: Wu, given: J. J.}", 0),
        ("{family: LI, given: Wei}", 0),
        ("{literal: NASA}", 0),
        ("{family: 吴吴吴吴, given: 伟}", 0),
    ],
)
def test_names_in_capitals(name, count):
    assert len(found("N301", "title: A", "author:", f"- {name}")) == count


@pytest.mark.parametrize(
    ("issued", "number", "count"),
    [
        ("2017-06-12", "1706.03762", 0),
        ("2017-06", "1706.03762", 0),
        ("2017", "1706.03762", 0),
        ("2017-05-31", "1706.00001", 0),
        ("2017-05-30", "1706.00001", 1),
        ("2017-05", "1706.00001", 1),
        ("2016", "1706.00001", 1),
        ("1999-01-05", "hep-th/9901001", 0),
        ("1998", "hep-th/9901001", 1),
        ("2006-12", "math/0612001", 0),
    ],
)
def test_dates_before_arxiv(issued, number, count):
    assert len(found("D203", "title: A", f"issued: {issued}", f"arxiv: {{id: '{number}'}}")) == count


def test_dates_that_are_in_order():
    assert found("D202", "title: A", "issued: 2017-01-02") == []
    assert found("D202", "title: A", "published: {issued: 2017-01-01}") != []
    assert found("D205", "title: A", "issued: 2023", "accessed: 2023-01-13") == []
    assert found("D204", "title: A", "issued: 2999") == ["2999 is in the future"]
    assert found("D201", "title: A") == ["`issued` is missing (kind: paper)"]
    assert found("D201", "title: A", "published: {issued: 2017}") == []


@pytest.mark.parametrize(
    ("key", "kind", "count"),
    [
        ("lee-nd-study", "paper", 0),
        ("lee-study", "paper", 1),
        ("zdnet-2020-study", "news", 1),
        ("zdnet-study", "news", 0),
        ("zdnet-20201-study", "news", 0),
        ("zdnet-home", "website", 0),
    ],
)
def test_a_key_says_whether_a_date_was_looked_for_in_vain(key, kind, count):
    text = HEAD.replace("lee-2020-study", key).replace("kind: paper", f"kind: {kind}") + "    title: A\n"
    assert len(lint(text, "x", select_rules(["D201"]))) == count


def test_https_that_is_recorded_elsewhere():
    text = (
        "title: T\nreferences:\n"
        "  a: {type: webpage, kind: website, title: A, url: http://example.org/a, listed: {url: https://example.org/a}}\n"
        "  b: {type: webpage, kind: website, title: B, url: http://example.org/b}\n"
        "  c: {type: webpage, kind: website, title: C, url: http://example.net/c}\n"
    )
    findings = lint(text, "x", select_rules(["A502"]))
    assert [(finding.key, finding.fixable) for finding in findings] == [("a", True), ("b", False)]


def test_duplicates_name_the_first():
    text = (
        "title: T\nreferences:\n"
        "  a: {type: article, kind: paper, title: Attention Is All You Need, author: [{family: Vaswani}]}\n"
        "  b: {type: article, kind: paper, title: 'Attention is all you need!', author: [{family: VASWANI}]}\n"
        "  c: {type: article, kind: paper, title: X, arxiv: {id: '1706.03762'}}\n"
        "  d: {type: article, kind: paper, title: Y, url: 'http://arxiv.org/pdf/1706.03762v2'}\n"
        "  e: {type: post-weblog, kind: blog, title: Attention Is All You Need, author: [{family: Vaswani}]}\n"
    )
    findings = lint(text, "x", select_rules(["W701"]))
    assert [(finding.line, finding.key) for finding in findings] == [(4, "b"), (6, "d")]
    assert findings[0].message.endswith("as a (line 3)")


def test_dois_that_contradict():
    assert found("I602", "title: A", "doi: 10.1000/a", "url: https://doi.org/10.1000/b") == [
        "the address is of the DOI 10.1000/b"
    ]
    acl = "url: https://aclanthology.org/N19-1424/"
    assert found("I602", "title: A", "doi: 10.18653/v1/n19-1423", acl) == [
        "the address is of N19-1424 in the ACL Anthology"
    ]
    assert found("I602", "title: A", "doi: 10.18653/v1/n19-1424", acl) == []


@pytest.mark.parametrize(
    ("field", "count"),
    [
        ("isbn: 0-306-40615-2", 0),
        ("isbn: 0-8044-2957-X", 0),
        ("isbn: 0-306-40615-3", 1),
        ("isbn: '9780306406157, 9780306406158'", 1),
        ("issn: 0378-5955", 0),
        ("issn: 0378-5954", 1),
        ("isbn: unknown", 1),
    ],
)
def test_check_digits(field, count):
    assert len(found("I606", "title: A", field)) == count


def test_mojibake_is_found_in_every_text_and_mended_in_its_place():
    text = HEAD + "    title: A\n    author:\n    - {family: Lee, given: Ann}\n    - {family: GÃ¶del, given: Kurt}\n"
    (finding,) = lint(text, "x", select_rules(["S402"]))
    assert (finding.line, finding.message) == (9, 'misread encoding, should be "Gödel"')
    assert found("S402", "title: Müller über große Modelle – „so“") == []


def test_all_of_many_names_are_mended_at_once(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(
        HEAD + "    title: A\n    author:\n" + "    - {family: GÃ¶del, given: Kurt}\n" * 20, encoding="utf-8"
    )
    file = CatalogueFile.open(path)
    assert apply_fixes(file, select_rules(["S402"])) == 20
    assert {name.family for name in committed(file)["lee-2020-study"].author} == {"Gödel"}


def test_summaries():
    assert found("S407", "title: Attention is all", "summary: Attention is all, a paper.") == [
        "the summary repeats the title"
    ]
    assert found("S407", "title: BERT", "summary: BERT is the model that all encoders are compared with since.") == []
    abstract = "We show that a model can be trained by its own mistakes, and how."
    assert found("S407", "title: A", f"summary: {abstract}", f"abstract: '{abstract} More.'") != []


def test_unused_topics_but_for_those_above_a_used_one():
    text = (
        "title: T\ntopics:\n  a: {label: A, definition: a}\n  b: {label: B, definition: b, broader: a}\n"
        "  c: {label: C, definition: c, broader: b}\n  d: {label: D, definition: d, broader: a}\n"
        "references:\n  k: {type: webpage, kind: website, title: K, topics: [c], url: https://example.org/}\n"
    )
    assert [finding.message for finding in lint(text, "x", select_rules(["T101"]))] == [
        'no reference has the topic "d"'
    ]


def test_the_formal_publication_is_looked_at_too(tmp_path):
    path = tmp_path / "x.yaml"
    lines = [
        "title: A",
        "issued: 2017",
        "published:",
        "  doi: 10.1000/ABC",
        "  url: https://example.org/?utm_source=x&v=1",
    ]
    path.write_text(HEAD + "".join(f"    {line}\n" for line in lines))
    rules = select_rules(["A501", "I603"])
    assert [finding.line for finding in lint(path.read_text(), "x", rules)] == [9, 10]
    file = CatalogueFile.open(path)
    assert apply_fixes(file, rules) == 2
    published = committed(file)["lee-2020-study"].published
    assert published is not None
    assert (published.doi, published.url) == ("10.1000/abc", "https://example.org/?v=1")


def test_two_records_with_one_doi_name_each_other():
    text = (
        "title: T\nreferences:\n"
        "  a: {type: article, kind: website, title: A, doi: 10.1000/x}\n"
        "  b: {type: article, kind: website, title: B, published: {doi: 10.1000/X}}\n"
    )
    assert [finding.message for finding in lint(text, "x", select_rules(["I602"]))] == [
        "b has 10.1000/x too",
        "a has 10.1000/x too",
    ]


def test_an_arxiv_doi_without_identifier_says_what_to_write():
    assert found("I604", "title: A", "doi: 10.48550/arxiv.1706.03762") == ["write `arxiv: {id: '1706.03762'}` instead"]


def test_latex_in_text_is_told_but_not_guessed_at():
    assert found("S404", r"title: 'On G\"{o}del'") == ['LaTeX in text: "\\"{o}"']
    assert found("S404", "title: Questions & answers", "summary: Costs $5 {more} or less.") == []


def test_a_control_character_is_named_with_its_field_and_its_character():
    (message,) = found("E002", r'title: "A \e[2J study"')
    assert message == "`title`: the control character U+001B at character 3"


def test_the_joiners_that_scripts_and_emoji_need_are_no_finding():
    assert found("S408", "title: \u0645\u06cc\u200c\u0631\u0648\u0645 \U0001f469\u200d\U0001f52c") == []
    assert found("S408", 'keywords: ["a\\u200Bb"]') == ["the invisible character U+200B"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (["aliases: [BERT]", "keywords: [bert]"], '"bert" is in `aliases`'),
        (["organizations: [Google]", "keywords: [Google]"], '"Google" is in `organizations`'),
        (["author: [{given: Ann, family: Lee}]", "keywords: [Ann Lee]"], '"Ann Lee" is in `author`'),
        (["keywords: [BERT, bert]"], '"bert" is in `keywords`'),
    ],
)
def test_keywords_that_another_field_has(fields, message):
    assert found("T103", "title: A", *fields) == [message]


def test_a_repeated_keyword_is_removed_once(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(HEAD + "    title: A\n    keywords: [bert, moe, bert]\n", encoding="utf-8")
    file = CatalogueFile.open(path)
    apply_fixes(file, select_rules(["T103"]))
    assert "keywords: [bert, moe]" in file.text


def test_the_site_in_a_title_is_known_from_other_records():
    other = (
        "  x-2020-other:\n    type: webpage\n    kind: website\n    title: B\n    container_title: The Small Paper\n"
    )
    text = HEAD + "    title: A study - The Small Paper\n" + other
    (finding,) = lint(text, "x", select_rules(["S401"]))
    assert finding.message == 'the title without the site: "A study"'
