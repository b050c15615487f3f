"""Every field of the query language on the toy catalogue, with results found by reading it."""

from __future__ import annotations

import pytest

from llmprimer.errors import NotFoundError, QueryError
from llmprimer.index import SORTS, Index
from llmprimer.query import conjunction, parse, parse_filter
from llmprimer.query.fields import FIELDS, HAS
from llmprimer.search import find

KEYS = {
    "A": "agency-2022-robots",
    "M": "muller-2021-walking",
    "S": "site-nd-home",
    "U": "user-2022-tweet",
    "W": "wu-1998-dao",
}
LETTERS = {key: letter for letter, key in KEYS.items()}


@pytest.fixture
def index(toy):
    opened = Index.open(toy)
    yield opened
    opened.close()


def found(index: Index, node) -> str:
    """The letters of the references found, in order; records that other tests add to the catalogue are left out."""
    return "".join(LETTERS.get(row["citation_key"], "") for row in index.rows(node))


EXAMPLES = [
    ("", "AMSUW"),
    # topic: by slug, label, alias; narrower topics included
    ("topic:robots", "AMSU"),
    ("topic:learning", "MW"),
    ("topic:feedback", "M"),
    ("topic:rlhf", "M"),
    ("topic:RLHF", "M"),
    ('topic:"human feedback"', "M"),
    ('topic:"Reinforcement learning from human feedback"', "M"),
    ("topic:robotics", "AMSU"),
    ("topic:learning topic:robots", "M"),
    ("topic:robots -topic:learning", "ASU"),
    # author, without accents, with particles, organisations too
    ("author:muller", "M"),
    ("author:Müller", "M"),
    ('author:"van den Berg"', "M"),
    ("author:jürgen", "M"),
    ('author:"news agency"', "A"),
    ("author:吴", "W"),
    ("author:吴伟", "W"),
    ("author:walking", ""),
    # title and summary, in any form of a word
    ("title:walking", "AMU"),
    ("title:walks", "AMU"),
    ("title:gait", "S"),
    ("title:悟道", "W"),
    ("title:twitter", ""),
    ("summary:teach", "M"),
    ("summary:chinese", "W"),
    # kind, type, organization, site, lang
    ("kind:news", "A"),
    ("kind:organization", "S"),
    ("-kind:news", "MSUW"),
    ("type:article", "M"),
    ("type:post", "U"),
    ("organization:gait", "M"),
    ("site:example.com", "A"),
    ("site:news.example.com", "A"),
    ("site:www.example.com", "A"),
    ("site:example.org", "S"),
    ("site:arxiv.org", "M"),
    ("site:https://twitter.com/", "U"),
    ("site:le.com", ""),
    ("lang:en", "AM"),
    ("lang:zh", "W"),
    ("lang:zh-Hans", "W"),
    ("-lang:en", "SUW"),
    # slide
    ("slide:3", "AM"),
    ("slide:1", "A"),
    ("slide:2", ""),
    ("slide:1..2", "A"),
    ("slide:2..", "AM"),
    ("slide:>1", "AM"),
    ("slide:<3", "A"),
    # dates: an imprecise one is in a span if it may be; what has none is in no span
    ("year:2021", "M"),
    ("year:2022", "AU"),
    ("year:2021..2022", "AMU"),
    ("year:<2000", "W"),
    ("date:2022-03", "A"),
    ("date:2022-03-15", "A"),
    ("date:2022-04", ""),
    ("date:1998-06-01", "W"),
    ("date:>=2022-04", "U"),
    ("date:>2022-03", "U"),
    ("date:>2022-03-15", "AU"),
    ("date:<=2022-03-01", "AMW"),
    ("date:<2022-03", "MW"),
    ("date:0001..9999", "AMUW"),
    ("-year:2022", "MSW"),
    ("-date:>=2000", "SW"),
    ("NOT date:0001..9999", "S"),
    ("--year:2022", "AU"),
    # has
    ("has:doi", "M"),
    ("has:issued", "AMUW"),
    ("-has:issued", "S"),
    ("has:url", "AMSU"),
    ("has:slides", "AM"),
    ("has:relations", "A"),
    ("has:published", "M"),
    ("has:container_title", "AU"),
    ("has:abstract", ""),
    # key
    ("key:wu-1998-dao", "W"),
    ("key:WU-1998-Dao", "W"),
    ("key:wu-*", "W"),
    ("key:*", "AMSUW"),
    ("key:wu", ""),
    # words must be there in any form and spelling, anywhere
    ("walknet", "M"),
    ("wudao", "W"),
    ("wu-dao", "W"),
    ("gpt3", "M"),
    ("GPT-3", "M"),
    ("gpt-4", ""),
    ("悟道", "W"),
    ("walking -title:walking", ""),
    ("robots daily", "A"),
    # phrases
    ('"walking robots"', "A"),
    ('"robots walking"', "A"),
    ('"lab robots"', ""),
    ('"human feedback"', "M"),
    # identifiers in the place of words
    ("arXiv:2111.12345v2", "M"),
    ("https://arxiv.org/pdf/2111.12345", "M"),
    ("10.1000/EXAMPLE.42", "M"),
    ("doi:10.1000/example.42 kind:paper", "M"),
    ("https://www.news.example.com/2022/robots/?id=7&utm_source=x", "A"),
    ("https://news.example.com/2022/robots?id=8", ""),
    ("@JaneDoe", "U"),
    ("1599671496636780546", "U"),
    ("https://x.com/janedoe/status/1599671496636780546", "U"),
    ("gait.example.org", "S"),
    # combinations
    ("kind:news OR kind:book", "AW"),
    ("(kind:news OR kind:paper) slide:1", "A"),
    ("topic:robots -(kind:news OR has:doi)", "SU"),
    ("-(topic:robots year:2022)", "MSW"),
    ("chinese OR tweet", "UW"),
]


@pytest.mark.parametrize(("query", "letters"), EXAMPLES, ids=[query or "(empty)" for query, _ in EXAMPLES])
def test_a_query_selects_these_references(index, query, letters):
    assert found(index, parse(query)) == letters


def test_every_field_is_among_the_examples():
    named = {name for query, _ in EXAMPLES for name in FIELDS if f"{name}:" in query}
    assert named == set(FIELDS)


@pytest.mark.parametrize("query", [query for query, _ in EXAMPLES if query])
def test_what_is_excluded_is_the_rest(index, query):
    everything = {row["citation_key"] for row in index.rows()}
    chosen = {row["citation_key"] for row in index.rows(parse(query))}
    others = {row["citation_key"] for row in index.rows(parse(f"-({query})"))}
    assert chosen | others == everything
    assert not chosen & others


@pytest.mark.parametrize(
    ("name", "value", "query"),
    [
        ("topic", "rlhf", "topic:rlhf"),
        ("kind", "news", "kind:news"),
        ("type", "post", "type:post"),
        ("author", "van den Berg", 'author:"van den Berg"'),
        ("site", "example.com", "site:example.com"),
        ("lang", "zh", "lang:zh"),
        ("slide", "1..2", "slide:1..2"),
        ("has", "doi", "has:doi"),
        ("since", "2022-03", "date:>=2022-03"),
        ("until", "2022-03", "date:<=2022-03"),
    ],
)
def test_an_option_selects_what_its_field_does(index, name, value, query):
    assert found(index, conjunction([parse_filter(name, value)])) == found(index, parse(query)) != ""


@pytest.mark.parametrize("field", HAS)
def test_what_has_a_field_is_what_has_it_in_its_record(index, field):
    chosen = {row["citation_key"] for row in index.rows(parse(f"has:{field}"))}
    assert chosen == {reference.citation_key for reference in index.references() if getattr(reference, field)}


def test_an_unknown_topic_is_an_error_at_its_place(index):
    with pytest.raises(QueryError) as caught:
        index.rows(parse("walking topic:robts"), query="walking topic:robts")
    assert caught.value.reason == 'unknown topic "robts"; did you mean "robots"?'
    assert caught.value.position == len("walking topic:")
    with pytest.raises(QueryError) as caught:
        index.rows(conjunction([parse_filter("topic", "robts")]), query="walking")
    assert (caught.value.query, caught.value.position) == ("--topic robts", len("--topic "))


ORDERS = {
    "key": "AMSUW",
    "file": "AMSUW",
    "issued": "WMAUS",
    "-issued": "UAMWS",
    "title": "UMSAW",
    "slide": "AMSUW",
}


@pytest.mark.parametrize("sort", SORTS)
def test_the_orders(index, sort):
    rows = index.rows(sort=sort)
    letters = "".join(LETTERS.get(row["citation_key"], "") for row in rows)
    if sort == "title":
        assert sorted(letters) == sorted("AMSUW")
        shown = [row["title"].lower() for row in rows]
        assert shown == sorted(shown)
    else:
        assert letters == ORDERS[sort]


def test_a_limit_takes_the_first(index):
    assert [row["citation_key"] for row in index.rows(limit=2)] == [KEYS["A"], KEYS["M"]]
    assert index.rows(limit=0) == []


@pytest.mark.parametrize("query", ["", "kind:paper", "year:2020..2022", "-topic:robots", '"walking"'])
@pytest.mark.parametrize("sort", SORTS)
def test_pages_of_any_size_follow_each_other(index, query, sort):
    whole = index.rows(parse(query), sort=sort)
    pages = [row for start in range(0, 6, 2) for row in index.rows(parse(query), sort=sort, limit=2, offset=start)]
    assert pages == whole
    assert index.count(parse(query)) == len(whole)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Enough references for SQLite to weigh one plan against another."""
    path = tmp_path_factory.mktemp("many") / "references.yaml"
    kinds = [("article", "paper"), ("post-weblog", "blog")]
    records = [
        f"  key-{n:04}: {{type: {kinds[n % 3 // 2][0]}, kind: {kinds[n % 3 // 2][1]}, title: Title {n}, issued: '{1990 + n % 30}'}}\n"
        for n in range(2000)
    ]
    path.write_text("title: Many\nreferences:\n" + "".join(records), encoding="utf-8")
    opened = Index.open(path)
    yield opened
    opened.close()


@pytest.mark.parametrize("sort", ["key", "issued", "-issued", "title"])
def test_a_first_page_is_read_in_its_order_and_not_sorted(many, sort):
    statements: list[str] = []
    many.connection.set_trace_callback(statements.append)
    rows = many.rows(parse("kind:paper"), sort=sort, limit=2)
    many.connection.set_trace_callback(None)
    assert len(rows) == 2
    plan = [step for *_, step in many.connection.execute(f"EXPLAIN QUERY PLAN {statements[-1]}")]
    # The two that are chosen are sorted; what they are chosen from is not.
    assert [step for step in plan if "TEMP B-TREE" in step] == plan[-1:], plan


def test_an_old_arxiv_id_is_found_whatever_the_case_of_its_class(toy):
    text = toy.read_text(encoding="utf-8").replace("id: '2111.12345'", "id: math.GT/0309136")
    toy.write_text(text, encoding="utf-8")
    index = Index.open(toy)
    for spelling in ("math.GT/0309136", "arXiv:math.gt/0309136v2", "https://arxiv.org/abs/math.GT/0309136"):
        assert found(index, parse(spelling)) == "M"
    index.close()


def test_references_come_whole_and_in_the_order_of_the_file(index):
    references = list(index.references())
    assert [reference.citation_key for reference in references] == [
        row["citation_key"] for row in index.rows(sort="file")
    ]
    assert references[1].author[0].family == "Müller"
    assert len(index) == len(references)


def test_single_references(index, toy):
    assert index.record("WU-1998-dao")["citation_key"] == "wu-1998-dao"
    assert index.row("wu-1998-dao")["title"] == "悟道 (Wu Dao)"
    line = index.line("wu-1998-dao")
    assert toy.read_text(encoding="utf-8").splitlines()[line - 1] == "  wu-1998-dao:"
    with pytest.raises(NotFoundError, match=r'no reference has the key "wu-1998-doa"; did you mean "wu-1998-dao"'):
        index.record("wu-1998-doa")


def test_rows_have_what_the_documented_shape_promises(index):
    for row in index.rows():
        assert list(row)[:5] == ["citation_key", "url", "title", "issued", "topics"]
    assert index.row("site-nd-home")["issued"] is None
    assert index.row("wu-1998-dao")["url"] is None


NEIGHBOURS = """\
title: Neighbours
references:
  a-2020-x:
    type: article
    kind: paper
    title: One
    author: [{family: Jack, given: Mary}, {family: Lee, given: Clark}, {family: de Freitas, given: Daniel}]
    editor: [{family: Moss, given: Kate}]
    organizations: [Open Robotics, AI Institute]
    aliases: [Big Red, Dog House]
    keywords: [neural network, training data]
  b-2020-x:
    type: article
    kind: paper
    title: Two
    author: [{family: Clark, given: Jack}, {literal: Wu Dao Lab}]
    publisher: DeepMind
    aliases: [Red Dog]
    keywords: [network training]
"""


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ('author:"Jack Clark"', ["b-2020-x"]),
        ('author:"Clark, Jack"', ["b-2020-x"]),
        ('author:"Mary Jack"', ["a-2020-x"]),
        ('author:"Daniel Freitas"', ["a-2020-x"]),
        ('author:"Kate Moss"', ["a-2020-x"]),
        ('author:"Moss Mary"', []),
        ('author:"wudao lab"', ["b-2020-x"]),
        ("author:jack", ["a-2020-x", "b-2020-x"]),
        ('-author:"Jack Clark"', ["a-2020-x"]),
        ('author:"Jack Clark" OR author:"Mary Jack"', ["a-2020-x", "b-2020-x"]),
        ('organization:"Robotics AI"', []),
        ('organization:"open robotics"', ["a-2020-x"]),
        ('organization:"deep mind"', ["b-2020-x"]),
        ('"red dog"', ["b-2020-x"]),
        ('"network training"', ["b-2020-x"]),
        ('"jack lee"', []),
    ],
)
def test_words_of_two_neighbours_are_no_name(tmp_path, query, keys):
    path = tmp_path / "neighbours.yaml"
    path.write_text(NEIGHBOURS, encoding="utf-8")
    index = Index.open(path)
    assert [row["citation_key"] for row in index.rows(parse(query))] == keys
    assert index.count(parse(query)) == len(keys)
    assert [row["citation_key"] for row in index.rows(parse(query), limit=9)] == keys
    ranked = find(index, f"{query} network")
    assert {result.citation_key for result in ranked.results} <= set(keys)
