"""The references in our own fields, one JSON object to a line (https://jsonlines.org/)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from llmprimer.export import Losses, Options
from llmprimer.export._plain import CARRIED, values
from llmprimer.model import Header, Reference


class Jsonl:
    suffix = ".jsonl"
    media_type = "application/jsonl"
    carries = CARRIED
    limits = "the vocabulary: topics are slugs"
    comment: str | None = None
    reads_fields = False

    def write(self, references: Iterable[Reference], header: Header, out: TextIO, options: Options) -> Losses:
        out.writelines(json.dumps(values(reference), ensure_ascii=False) + "\n" for reference in references)
        return Losses()

    def recognises(self, beginning: str) -> bool:
        return beginning.startswith('{"citation_key":')


exporter = Jsonl()
