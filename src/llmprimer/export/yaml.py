"""A catalogue again, canonical and byte-stable: what `llmprimer --catalogue` reads.

Relations to references that are not selected would point nowhere, so they are left out. That needs all keys before the
first record is written: this format alone keeps the selection in memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from llmprimer.catalogue.emitting import emit_header, emit_record
from llmprimer.export import Losses, Options
from llmprimer.export._plain import CARRIED
from llmprimer.model import Header, Reference


class Yaml:
    suffix = ".yaml"
    media_type = "application/yaml"
    carries = CARRIED
    limits = "relations to references that are not selected"
    comment: str | None = "# {}"
    reads_fields = False

    def write(self, references: Iterable[Reference], header: Header, out: TextIO, options: Options) -> Losses:
        losses = Losses()
        selected = list(references)
        keys = {reference.citation_key for reference in selected}
        out.write(emit_header(header))
        out.write("references:\n" if selected else "references: {}\n")
        before = ""
        for reference in selected:
            relations = tuple(r for r in reference.relations if r.target is None or r.target in keys)
            if len(relations) < len(reference.relations):
                losses.add("relations to references that are not selected", reference.citation_key)
            public = reference.model_copy(update={"relations": relations, "provenance": (), "private_note": None})
            out.write(before + emit_record(public))
            before = "\n"
        return losses

    def recognises(self, beginning: str) -> bool:
        return {"schema_version", "title"} <= {line.partition(":")[0] for line in beginning.splitlines()}


exporter = Yaml()
