"""What is emitted is read back as what went in, and looks as a curator expects."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalogue.strategies import AWKWARD, headers, references, texts
from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.emitting import emit_catalogue, emit_record, scalar
from llmprimer.model import Header, Reference

unique = st.lists(references(), max_size=3, unique_by=lambda reference: reference.citation_key.lower())


@given(headers, unique)
def test_a_catalogue_survives_being_written_and_read(header, entries):
    catalogue = CatalogueContent.parse(emit_catalogue(header, entries))
    assert catalogue.header == header
    assert list(catalogue) == entries


@given(texts)
def test_any_text_survives_in_block_and_flow_with_both_of_pyyamls_scanners(text):
    document = (
        f"{scalar(text)}: {scalar(text)}\nb: [{scalar(text, in_flow=True)}, {{a: {scalar(text, in_flow=True)}}}]\n"
    )
    for loader in (yaml.BaseLoader, yaml.CBaseLoader, yaml.SafeLoader):
        assert yaml.load(document, loader) == {text: text, "b": [text, {"a": text}]}


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_survives(text):
    assert yaml.safe_load(f"- {scalar(text)}\n- [{scalar(text, in_flow=True)}]\n") == [text, [text]]


@pytest.mark.parametrize(
    ("text", "block", "flow"),
    [
        ("BERT: Pre-training", "'BERT: Pre-training'", "'BERT: Pre-training'"),
        ("https://example.org/a", "https://example.org/a", "https://example.org/a"),
        ("https://example.org/?v=1", "https://example.org/?v=1", "'https://example.org/?v=1'"),
        ("1706.03762", "'1706.03762'", "'1706.03762'"),
        ("4299-4307", "4299-4307", "4299-4307"),
        ("Bommasani, Rishi", "Bommasani, Rishi", "'Bommasani, Rishi'"),
        ("it's", "it's", "it's"),
        ("'90s", "'''90s'", "'''90s'"),
        ("a\nb", '"a\\nb"', '"a\\nb"'),
        ("语言模型", "语言模型", "语言模型"),
        ("C# and F#", "C# and F#", "C# and F#"),
    ],
)
def test_text_is_quoted_only_where_it_must_be(text, block, flow):
    assert (scalar(text), scalar(text, in_flow=True)) == (block, flow)


def test_a_record_has_the_canonical_form():
    reference = Reference.model_validate(
        {
            "citation_key": "christiano-2017-preferences",
            "type": "article",
            "kind": "paper",
            "title": "Deep reinforcement learning from human preferences",
            "author": [
                {"family": "Christiano", "given": "Paul F."},
                {"family": "Freitas", "given": "Daniel", "non_dropping_particle": "De"},
                {"literal": "OpenAI, L.P."},
            ],
            "issued": "2017-06-12",
            "arxiv": {"id": "1706.03741", "primary_class": "stat.ML"},
            "published": {"container_title": "Advances in NIPS", "issued": "2017", "volume": "30", "page": "4299-4307"},
            "topics": ["rlhf", "alignment"],
            "listed": {"position": 1, "title": "[1706.03741] Deep RL", "url": "https://arxiv.org/abs/1706.03741"},
            "slides": [33, 34],
            "relations": [{"type": "announces", "target": "other-2022-thing"}],
            "provenance": [{"source": "https://arxiv.org", "fields": ["title"], "confidence": "certain"}],
        }
    )
    assert (
        emit_record(reference)
        == """\
  christiano-2017-preferences:
    type: article
    kind: paper
    title: Deep reinforcement learning from human preferences
    author:
    - {family: Christiano, given: Paul F.}
    - {family: Freitas, given: Daniel, non_dropping_particle: De}
    - {literal: 'OpenAI, L.P.'}
    issued: 2017-06-12
    arxiv: {id: '1706.03741', primary_class: stat.ML}
    published:
      container_title: Advances in NIPS
      issued: 2017
      volume: '30'
      page: 4299-4307
    topics: [rlhf, alignment]
    listed: {position: 1, title: '[1706.03741] Deep RL', url: https://arxiv.org/abs/1706.03741}
    slides: [33, 34]
    relations:
    - {type: announces, target: other-2022-thing}
    provenance:
    - {source: https://arxiv.org, fields: [title], confidence: certain}
"""
    )


def test_a_header_has_the_canonical_form():
    header = Header.model_validate(
        {
            "title": "A list",
            "sources": {"primer": {"title": "The primer", "author": [{"literal": "Someone"}], "issued": "2023-01-13"}},
            "outline": [{"slide": 1, "title": "Start: here"}],
            "topics": {"rlhf": {"label": "RLHF", "definition": "Learning, from people.", "aliases": ["a", "b, c"]}},
        }
    )
    assert (
        emit_catalogue(header, [])
        == """\
schema_version: 1
title: A list
sources:
  primer:
    title: The primer
    author:
    - {literal: Someone}
    issued: 2023-01-13
outline:
- {slide: 1, title: 'Start: here'}
topics:
  rlhf:
    label: RLHF
    definition: Learning, from people.
    aliases: [a, 'b, c']
references: {}
"""
    )
