"""What ranking must know in any catalogue: word forms, compounds, abbreviations, slips, names, questions."""

from __future__ import annotations

import pytest

from llmprimer.index import Index
from llmprimer.search import find

HEAD = """schema_version: 1
title: Made for ranking
topics:
  gardens: {label: Gardens, definition: Where plants are kept.}
  tools: {label: Spades / Rakes, definition: What plants fear.}
  soil-science: {label: Soil science / Water tables, definition: What plants stand in.}
references:
"""


def catalogue(folder, *records: str) -> Index:
    """A catalogue of records given as `key | title | further lines of YAML`."""
    path = folder / "made.yaml"
    lines = []
    for record in records:
        key, title, *more = [part.strip() for part in record.split("|")]
        lines.append(f"  {key}:\n    type: article\n    title: '{title}'\n")
        lines.extend(f"    {line}\n" for line in more)
        if not any(line.startswith("kind:") for line in more):
            lines.append("    kind: paper\n")
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    return Index.open(path)


def keys(index: Index, query: str) -> list[str]:
    return [result.citation_key for result in find(index, query).results]


def test_the_word_itself_comes_before_other_words_of_its_stem(tmp_path):
    index = catalogue(
        tmp_path,
        "a-2020-one | General agents for generalized gardens",
        "b-2020-two | Generated agents of the generals",
        "c-2020-three | Generating with generative models and agents",
        "z-2020-last | Generative Agents: Interactive Simulacra of Gardeners",
    )
    assert keys(index, "generative agents")[0] == "z-2020-last"
    assert keys(index, "general agents")[0] == "a-2020-one"


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("browser", "Browsing the beds"),
        ("browsing", "A browser for beds"),
        ("empathetic", "Empathy of plants"),
        ("empathy", "Empathetic plants"),
        ("optimizer", "Optimization of beds"),
        ("description", "Describing beds"),
        ("RNNs", "An RNN for beds"),
        ("rnn", "RNNs for beds"),
    ],
)
def test_derived_forms_meet(tmp_path, query, title):
    index = catalogue(tmp_path, f"a-2020-one | {title}", "b-2020-two | Hedges", "c-2020-three | Lawns")
    found = find(index, query)
    assert [result.citation_key for result in found.results] == ["a-2020-one"]
    assert found.confident
    assert found.corrections == []


def test_part_of_a_compound_is_less_than_the_word(tmp_path):
    index = catalogue(
        tmp_path, "a-2020-one | Light-weight spades", "b-2020-two | Weight of spades", "c-2020-three | WeightLoss rakes"
    )
    assert keys(index, "weight")[0] == "b-2020-two"
    assert keys(index, "light weight")[0] == "a-2020-one"
    assert keys(index, "lightweight")[0] == "a-2020-one"


def test_a_name_finds_its_versions_and_a_version_no_other(tmp_path):
    index = catalogue(
        tmp_path,
        "a-2020-one | Rakedo2",
        "b-2020-two | Rakedo31",
        "c-2020-three | Rakedo: a rake",
        "d-2020-four | Lawns",
    )
    assert keys(index, "rakedo") == ["c-2020-three", "a-2020-one", "b-2020-two"]
    assert keys(index, "rakedo2") == ["a-2020-one"]


def test_an_abbreviation_that_is_part_of_a_name_is_found(tmp_path):
    index = catalogue(
        tmp_path,
        "a-2020-one | SOILServer",
        "b-2020-two | OpenSOIL",
        "c-2020-three | Soil of lawns",
        "d-2020-four | Beds",
    )
    assert set(keys(index, "soil")) == {"a-2020-one", "b-2020-two", "c-2020-three"}


@pytest.mark.parametrize("query", ["town", "toun", "chatbot", "functions"])
def test_a_right_word_that_the_catalogue_lacks_is_no_other_word(tmp_path, query):
    index = catalogue(
        tmp_path,
        "a-2020-one | Down in the beds",
        "b-2020-two | ChatCoT for bots",
        "c-2020-three | A chat",
        "d-2020-four | Fun otion for beds",
    )
    assert not find(index, query).confident


def test_a_corrected_word_does_not_outweigh_words_that_are_there(tmp_path):
    index = catalogue(
        tmp_path,
        "a-2020-one | Hedgerows",
        "b-2020-two | Watering lawns in summer",
        *(f"c-2020-{n} | Watering beds {n}" for n in range(5)),
        *(f"d-2020-{n} | Lawns {n}" for n in range(5)),
    )
    found = find(index, "watering lawns hedgerovs")
    assert found.corrections == [("hedgerovs", "hedgerows")]
    assert found.results[0].citation_key == "b-2020-two"
    assert find(index, "hedgerovs").results[0].citation_key == "a-2020-one"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # explained in the text of another record, both ways
        ("IPM", {"a-2020-one", "b-2020-two"}),
        ("integrated pest management", {"a-2020-one", "b-2020-two", "c-2020-three"}),
        # the initials of a title, of which nothing says that they are used
        ("DRIS", {"d-2020-four"}),
        # the initials of a topic, and of a part of its label
        ("WT", {"e-2020-five"}),
    ],
)
def test_abbreviations_work_without_aliases(tmp_path, query, expected):
    index = catalogue(
        tmp_path,
        "a-2020-one | Integrated pest management for lawns",
        "b-2020-two | Aphids | summary: We rely on integrated pest management (IPM).",
        "c-2020-three | IPM in hedges",
        "d-2020-four | Deep root irrigation systems",
        "e-2020-five | Clay | topics: [soil-science]",
    )
    found = find(index, query)
    assert found.confident
    assert expected <= {result.citation_key for result in found.results[: len(expected) + 1]}


def test_a_long_form_counts_without_one_of_its_less_important_words(tmp_path):
    index = catalogue(
        tmp_path,
        "a-2020-one | WQA: Weed question answering",
        "b-2020-two | Flower question answering",
        "c-2020-three | Answering a question on weeds",
        "d-2020-four | Weed killers",
    )
    # The rest of the long form must be adjacent, and a single word of it is too little.
    assert keys(index, "WQA") == ["a-2020-one", "b-2020-two"]


def test_initials_name_one_phrase_and_its_longer_and_shorter_words(tmp_path):
    index = catalogue(
        tmp_path,
        *(f"a-2020-{n} | Recurrent natural networks {n}" for n in range(3)),
        "b-2020-two | Recurrent natural nets",
        "c-2020-three | Rectified natural networks",
        *(f"d-2020-{n} | Natural networks of roots {n}" for n in range(9)),
    )
    found = keys(index, "RNN")
    assert set(found[:4]) == {"a-2020-0", "a-2020-1", "a-2020-2", "b-2020-two"}
    assert "c-2020-three" not in found


@pytest.mark.parametrize(("query", "found"), [("CRF", True), ("ACE", False)])
def test_one_record_explains_initials_without_a_vowel_beside_a_known_word(tmp_path, query, found):
    index = catalogue(
        tmp_path,
        "a-2020-one | Conditional random flowers as hedges",
        "b-2020-two | Beds with CRF",
        "c-2020-three | Aconites cover everything",
        "d-2020-four | The ace of spades",
    )
    assert (len(keys(index, query)) == 2) is found


def test_words_that_meet_in_one_record_beat_one_rare_word(tmp_path):
    common = [f"c-2020-{n} | Pruning {n} | summary: Old roses and pruning." for n in range(6)]
    index = catalogue(
        tmp_path,
        "a-2020-one | Shears",
        "b-2020-two | When to cut | summary: Pruning old roses in winter keeps them healthy.",
        *common,
    )
    assert keys(index, "which shears do old roses need for pruning in winter")[0] == "b-2020-two"


def test_first_names_meet_initials(tmp_path):
    index = catalogue(
        tmp_path,
        "a-2020-one | Beds | author: [{family: He, given: K.}]",
        "b-2020-two | Hedges | author: [{family: Graves, given: A.}]",
        "c-2020-three | AlexNet lawns | author: [{family: Other, given: B.}]",
    )
    assert keys(index, "kaiming he") == ["a-2020-one"]
    assert keys(index, "alex graves")[0] == "b-2020-two"


def test_papers_of_a_body_come_before_news_about_it(tmp_path):
    index = catalogue(
        tmp_path,
        "a-2020-one | Kew opens a new house | kind: news | summary: A paper tells how Kew was planned.",
        "b-2020-two | Ferns | organizations: [Kew]",
        "c-2020-three | Kew | kind: organization | organizations: [Kew]",
        "d-2020-four | Mosses",
    )
    assert keys(index, "kew papers")[0] == "b-2020-two"


def test_a_word_for_a_kind_before_a_noun_belongs_to_the_subject(tmp_path):
    index = catalogue(
        tmp_path,
        "a-2020-one | Book binding with twine",
        "b-2020-two | A garden | kind: book",
        "c-2020-three | Binding of twine",
        "d-2020-four | Twine | kind: book",
        "e-2020-five | Rakes of steel",
    )
    assert keys(index, "book binding")[0] == "a-2020-one"
    # A record that has only the noun is no answer if the catalogue lacks the other word.
    assert not find(index, "video rakes").confident
    # Plurals, and words before function words or dates, mean the kind.
    assert keys(index, "books twine")[0] == "d-2020-four"
    assert keys(index, "book on twine")[0] == "d-2020-four"


def test_an_abstract_is_searched_and_weighs_little(tmp_path):
    index = catalogue(
        tmp_path,
        "a-2020-one | Beds | abstract: Here we study mulching of beds at length.",
        "b-2020-two | Mulching",
        "c-2020-three | Rakes | summary: For mulching.",
        *(f"d-2020-{n} | Hedges {n}" for n in range(9)),
    )
    assert keys(index, "mulching") == ["b-2020-two", "c-2020-three", "a-2020-one"]


def test_a_word_of_every_record_is_worth_something(tmp_path):
    lines = [f"r{n}-2020-one | Notes {n} | abstract: 'What was seen in deep beds in the year {n}.'" for n in range(8)]
    index = catalogue(tmp_path, *lines, "z-2020-last | Deep beds")
    found = find(index, "deep beds in spring").results
    assert found[0].citation_key == "z-2020-last"
    assert all(reason.points > 0.2 for reason in found[0].reasons)


def test_a_part_of_a_topics_name_is_less_than_the_word_in_a_title(tmp_path):
    index = catalogue(
        tmp_path,
        "a-2020-one | On lettuce | topics: [tools]",
        "b-2020-two | Rakes for lettuce",
        *(f"c{n}-2020-some | Lettuce {n}" for n in range(4)),
    )
    assert keys(index, "rakes") == ["b-2020-two", "a-2020-one"]


def test_half_of_a_long_question_is_enough_and_half_of_two_words_is_not(tmp_path):
    index = catalogue(tmp_path, "a-2020-one | Water for lettuce", "b-2020-two | Weeding beds", "c-2020-three | Sowing")
    assert find(index, "can clever robots water lettuce").confident
    assert not find(index, "clever lettuce").confident


def test_half_of_two_words_is_enough_if_the_catalogue_has_both(tmp_path):
    index = catalogue(tmp_path, "a-2020-one | Water for lettuce", "b-2020-two | Clever beds", "c-2020-three | Sowing")
    assert find(index, "clever lettuce").confident
    assert not find(index, "velvet lettuce").confident
    assert not find(index, "lettuce sewing").confident  # read as "sowing"


def test_the_correction_of_a_word_that_only_an_abstract_has_is_no_answer(tmp_path):
    abstract = "abstract: 'Weeding takes a whole day in any bed of lettuce.'"
    index = catalogue(
        tmp_path, f"a-2020-one | Beds of lettuce | {abstract}", "b-2020-two | Sowing", "c-2020-three | Weeds"
    )
    found = find(index, "lettuce taxes")
    assert found.corrections
    assert not found.confident
    assert find(index, "letuce beds").confident
