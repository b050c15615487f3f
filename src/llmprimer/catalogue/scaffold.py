"""A new catalogue: the file itself, the schema for editors, and a README with the next steps."""

from __future__ import annotations

from pathlib import Path

from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.atomic import create_file
from llmprimer.catalogue.emitting import scalar
from llmprimer.errors import WriteError

CATALOGUE = "references.yaml"
SCHEMA = "catalogue.schema.json"
README = "README.md"

_CATALOGUE_TEXT = """\
# yaml-language-server: $schema={schema}
schema_version: 1
title: {title}
# description: What this list is about, and for whom.
# license: CC-BY-4.0

# The vocabulary: every topic that references use. An example:
#
#   evaluation:
#     label: Evaluation
#     definition: How well models work, and how that is measured.
#     aliases: [benchmarks, evals]
topics: {{}}

# Sorted by citation key. `llmprimer add` and `llmprimer import` add references; an example:
#
#   vaswani-2017-attention:
#     type: article
#     kind: paper
#     title: Attention Is All You Need
#     author:
#     - {{family: Vaswani, given: Ashish}}
#     issued: 2017-06-12
#     arxiv: {{id: '1706.03762', primary_class: cs.CL}}
#     topics: [evaluation]
#     url: https://arxiv.org/abs/1706.03762
references: {{}}
"""

_README_TEXT = """\
# {title}

A catalogue of references, kept with [llmprimer](https://pypi.org/project/llmprimer/). All of it is in `{catalogue}`.

```sh
# In this folder, and in folders below it, every command means this catalogue.
llmprimer import LIST.md                   # a Markdown list, BibTeX, RIS, CSL-JSON, bookmarks: the diff comes first
llmprimer add arXiv:1706.03762             # one more, by arXiv identifier, DOI or address
llmprimer lint                             # what is wrong or missing; --fix applies the safe fixes
llmprimer search attention                 # find
llmprimer export --format bibtex           # cite
llmprimer check                            # which links still work
llmprimer site build                       # a website with search, in the folder `site`; `site serve` previews it
```

- `llmprimer topic add SLUG --definition "What it means."` adds a topic; `llmprimer tag KEY +topic` gives it to references.
- `{schema}` lets editors complete and check the file as you type.
- `llmprimer edit KEY`, `llmprimer remove KEY`, `llmprimer diff` and `llmprimer undo` do what they say.
"""


def start_catalogue(folder: Path, title: str) -> list[Path]:
    """Writes the three files of a new catalogue and returns their paths; WriteError, before it writes, if there is a catalogue."""
    from llmprimer.catalogue.schema import json_schema_text

    texts = {
        CATALOGUE: _CATALOGUE_TEXT.format(schema=SCHEMA, title=scalar(title)),
        SCHEMA: json_schema_text(),
        README: _README_TEXT.format(title=" ".join(title.split()), catalogue=CATALOGUE, schema=SCHEMA),
    }
    CatalogueContent.parse(texts[CATALOGUE], name=CATALOGUE)
    if (folder / CATALOGUE).exists():
        raise WriteError(f"{folder / CATALOGUE}: there is a catalogue already; nothing was written")
    # An existing README is kept.
    wanted = [name for name in texts if not (folder / name).exists()]
    for name in wanted:
        create_file(folder / name, texts[name].encode("utf-8"))
    return [folder / name for name in wanted]
