"""A small catalogue as a person would write it: comments, several quoting styles, a block list, an odd layout."""

from __future__ import annotations

from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.writing import CatalogueFile


def committed(file: CatalogueFile) -> CatalogueContent:
    """The catalogue that the file is after its changes are written."""
    file.commit()
    return CatalogueContent.read(file.path)


SAMPLE = """\
# Our reading list.
schema_version: 1
title: "A list"   # shown on the page

topics:
  # the two that matter
  alignment:
    label: Alignment
    definition: Doing what people want.
  rlhf:
    label: RLHF   # an acronym
    definition: Learning from people.
    broader: alignment

references:
  # --- papers ---

  # The first of its kind.
  christiano-2017-preferences:
    type: article
    kind: paper
    title: "Deep reinforcement learning from human preferences"   # arXiv's own title
    author:
    - {family: Christiano, given: Paul F.}
    # second by lot
    - family: Leike
      given: 'Jan'
    issued: 2017-06-12
    published:
      # the proceedings
      container_title: 'Advances in NIPS'
      issued: 2017
    topics:
      - rlhf      # of course
      - alignment
    summary: >
      Learns what people want
      from comparisons.

  ouyang-2022-instructgpt:
    type: article
    kind: paper
    title: Training language models to follow instructions
    topics: [rlhf]   # more to come
    relations:
    - {type: builds-on, target: christiano-2017-preferences}

  vaswani-2017-attention: {type: article, kind: paper, title: Attention, topics: [alignment]}
# the end
"""


def reference(key: str = "lee-2020-study", **fields: object) -> dict[str, object]:
    """The fields of a small valid reference, with those given."""
    return {"citation_key": key, "type": "article", "kind": "paper", "title": "A study", **fields}
