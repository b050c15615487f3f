"""The models: frozen, closed to unknown fields, and the same after a round trip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from llmprimer.catalogue import CatalogueContent
from llmprimer.model import Arxiv, Header, Name, Record, Reference, Relation

MINIMAL = {"type": "webpage", "kind": "website", "title": "A page"}


def reference(**fields) -> Reference:
    return Reference.model_validate({"citation_key": "page-home", **MINIMAL, **fields})


def test_a_reference_needs_only_its_type_kind_and_title():
    found = reference()
    assert (found.author, found.issued, found.topics, found.title_described) == ((), None, (), False)


@pytest.mark.parametrize("field", ["type", "kind", "title", "citation_key"])
def test_a_reference_without_one_of_these_is_refused(field):
    fields = {"citation_key": "page-home", **MINIMAL}
    del fields[field]
    with pytest.raises(ValidationError, match=field):
        Reference.model_validate(fields)


def test_models_cannot_be_changed_and_take_no_unknown_field():
    with pytest.raises(ValidationError, match="frozen"):
        reference().title = "Another"
    with pytest.raises(ValidationError, match="autor"):
        reference(autor=[])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "paper"),
        ("kind", "article"),
        ("title", "  "),
        ("issued", "June 2017"),
        ("issued", 2017),
        ("doi", "https://doi.org/10.1000/x"),
        ("doi", "10.1/x"),
        ("arxiv", {"id": "1706.03762v1"}),
        ("arxiv", {"id": "arXiv:1706.03762"}),
        ("arxiv", {"id": "1706.03762", "primary_class": "cs CL"}),
        ("url", "example.org"),
        ("url", "https://example.org/a b"),
        ("language", "English"),
        ("topics", ["Large Models"]),
        ("slides", [0]),
        ("slides", ["a"]),
        ("relations", [{"type": "cites", "target": "a"}]),
        ("aliases", [""]),
        ("citation_key", "müller-2021"),
        ("citation_key", "-a"),
        ("citation_key", "a" * 121),
        ("listed", {"position": 0}),
    ],
)
def test_a_value_of_the_wrong_form_is_refused(field, value):
    with pytest.raises(ValidationError):
        reference(**{field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("doi", "10.18653/v1/N19-1423"),
        ("arxiv", {"id": "hep-th/9901001"}),
        ("arxiv", {"id": "math.GT/0309136", "primary_class": "math.GT"}),
        ("arxiv", {"id": "2111.12345", "primary_class": "stat.ML"}),
        ("url", "https://example.org/?q=悟道"),
        ("language", "zh-Hans"),
        ("language", "pt-BR"),
        ("issued", "1998"),
        ("citation_key", "DBLP:conf/nips/2017+a_b.c"),
    ],
)
def test_a_value_of_an_odd_but_right_form_is_taken(field, value):
    assert reference(**{field: value}).model_dump(exclude_unset=True)[field] is not None


def test_space_around_text_is_dropped():
    assert reference(title="  A page ").title == "A page"


@pytest.mark.parametrize(
    ("parts", "display", "family_name"),
    [
        ({"family": "Müller", "given": "Jürgen"}, "Jürgen Müller", "Müller"),
        ({"family": "Berg", "given": "Anna", "non_dropping_particle": "van den"}, "Anna van den Berg", "van den Berg"),
        ({"family": "King", "given": "Martin Luther", "suffix": "Jr."}, "Martin Luther King Jr.", "King"),
        ({"family": "王", "given": "小明"}, "王小明", "王"),
        ({"family": "김", "given": "철수"}, "김철수", "김"),
        ({"family": "王", "given": "Xiaoming"}, "Xiaoming 王", "王"),
        ({"family": "Humboldt", "given": "A.", "dropping_particle": "von"}, "A. von Humboldt", "Humboldt"),
        ({"family": "Plato"}, "Plato", "Plato"),
        ({"literal": "The News Agency"}, "The News Agency", "The News Agency"),
    ],
)
def test_a_name_as_it_is_read_and_sorted(parts, display, family_name):
    name = Name(**parts)
    assert (name.display, name.family_name) == (display, family_name)


@pytest.mark.parametrize(
    "parts", [{}, {"given": "Anna"}, {"family": "A", "literal": "B"}, {"literal": "B", "given": "A"}]
)
def test_a_name_is_a_person_or_a_body(parts):
    with pytest.raises(ValidationError, match="name"):
        Name(**parts)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"target": "a-2020-b", "title": "A work"},
        {"target": "a-2020-b", "doi": "10.1000/x"},
        {"arxiv": "2111.12345"},
    ],
)
def test_a_relation_has_one_target(fields):
    with pytest.raises(ValidationError, match=r"relation|title"):
        Relation(type="implements", **fields)


def test_a_relation_may_lead_outside_the_catalogue():
    relation = Relation(type="announces", title="A paper", arxiv="2111.12345")
    assert relation.target is None
    assert relation.type.inverse == "announced by"


def test_every_reference_of_the_toy_catalogue_survives_the_round_trip(toy):
    catalogue = CatalogueContent.read(toy)
    for found in catalogue:
        text = found.model_dump_json(exclude_defaults=True)
        assert Reference.model_validate_json(text) == found
        assert "null" not in text
    header = catalogue.header.model_dump_json(exclude_defaults=True)
    assert Header.model_validate_json(header) == catalogue.header


def test_a_record_is_a_reference_without_its_key():
    assert set(Reference.model_fields) - set(Record.model_fields) == {"citation_key"}


TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)
REFERENCES = st.builds(
    reference,
    title=TEXTS,
    summary=st.none() | TEXTS,
    issued=st.none() | st.sampled_from(["1998", "2021-11", "2021-11-30"]),
    author=st.lists(st.builds(dict, family=TEXTS, given=TEXTS) | st.builds(dict, literal=TEXTS), max_size=3),
    aliases=st.lists(TEXTS, max_size=3),
    slides=st.lists(st.integers(1, 400), max_size=3),
    arxiv=st.none() | st.just({"id": "2111.12345"}) | st.just(Arxiv(id="2111.12345", primary_class="cs.RO")),
)


@given(REFERENCES)
def test_any_reference_survives_the_round_trip(found):
    assert Reference.model_validate_json(found.model_dump_json(exclude_defaults=True)) == found
    assert Reference.model_validate(found.model_dump()) == found


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "A \x1b]0;x\x07 study"),
        ("summary", "\x9b2J"),
        ("url", "https://example.org/\x1b[2J"),
        ("keywords", ("a\x00b",)),
        ("author", ({"family": "Lee\x7f"},)),
    ],
)
def test_control_characters_are_refused(field, value):
    with pytest.raises(ValidationError, match=field):
        Reference.model_validate({"citation_key": "page-home", **MINIMAL, field: value})


def test_a_note_may_have_paragraphs_and_tabs():
    note = "One\n\n\ttwo"
    assert Reference.model_validate({"citation_key": "page-home", **MINIMAL, "note": note}).note == note
