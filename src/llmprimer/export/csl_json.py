"""CSL-JSON: what Zotero, pandoc and every CSL processor read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from llmprimer.export import Losses, Options, uncarried
from llmprimer.export._csl import CARRIED, item_of

if TYPE_CHECKING:
    from llmprimer.model import Header, Reference


class CslJson:
    suffix = ".json"
    media_type = "application/vnd.citationstyles.csl+json"
    carries = CARRIED
    limits = ""
    comment: str | None = None
    reads_fields = True

    def write(self, references: Iterable[Reference], header: Header, out: TextIO, options: Options) -> Losses:
        losses = Losses()
        lost = uncarried(self)
        before = "[\n"
        for reference in references:
            item = item_of(reference, header, options)
            out.write(before + json.dumps(item, ensure_ascii=False, indent=2))
            before = ",\n"
            losses.add_fields(reference, lost)
        out.write("[]\n" if before == "[\n" else "\n]\n")
        return losses

    def recognises(self, beginning: str) -> bool:
        # Zotero indents with tabs, pandoc by more and with the keys in the order of the alphabet.
        return beginning == "[]\n" or beginning.startswith('[\n{\n  "id": ')


exporter = CslJson()
