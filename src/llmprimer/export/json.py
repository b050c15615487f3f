"""The references in our own fields, as one JSON document with the vocabulary that they use.

{"title": ..., "topics": {slug: {"label": ..., "definition": ...}}, "references": [{"citation_key": ..., ...}]}
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from llmprimer.export import Losses, Options
from llmprimer.export._plain import CARRIED, values
from llmprimer.model import Header, Reference


class Json:
    suffix = ".json"
    media_type = "application/json"
    carries = CARRIED
    limits = ""
    comment: str | None = None
    reads_fields = False

    def write(self, references: Iterable[Reference], header: Header, out: TextIO, options: Options) -> Losses:
        head = header.model_dump(mode="json", exclude={"sources", "outline"}, exclude_none=True)
        text = json.dumps(head, ensure_ascii=False, indent=2)
        out.write(text.removesuffix("\n}") + ',\n  "references": [')
        before = "\n"
        for reference in references:
            item = json.dumps(values(reference), ensure_ascii=False, indent=2).replace("\n", "\n    ")
            out.write(f"{before}    {item}")
            before = ",\n"
        out.write("]\n}\n" if before == "\n" else "\n  ]\n}\n")
        return Losses()

    def recognises(self, beginning: str) -> bool:
        return beginning.startswith('{\n  "schema_version"')


exporter = Json()
