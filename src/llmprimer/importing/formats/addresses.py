"""Text files of addresses, one or more per line, with or without a title; arXiv ids and DOIs count as addresses."""

from __future__ import annotations

import re

from llmprimer.identifiers import arxiv_id, bare_doi
from llmprimer.importing.document.outline import addresses
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.titles import clean_title
from llmprimer.records.written_dates import date_at_start

_AROUND = ' \t-–—|:,;*•<>()[]"'
_COMMENT = re.compile(r"^\s*(?:#|;|//)")


def read(text: str, name: str) -> Reading:  # noqa: ARG001 - all forms are read the same way
    """A draft of each address; the other text on a line with one address is its title."""
    reading = Reading()
    heading: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if not stripped:
            continue
        if _COMMENT.match(line):
            heading = (stripped.lstrip("#;/ "),) if stripped.lstrip("#;/ ") and len(stripped) < 80 else ()
            continue
        found = addresses(line[:100_000])
        if not found:
            if (arxiv := arxiv_id(stripped)) is not None:
                reading.drafts.append(Draft(number, {"url": f"https://arxiv.org/abs/{arxiv}"}, headings=heading))
            elif (doi := bare_doi(stripped)) is not None:
                reading.drafts.append(Draft(number, {"url": f"https://doi.org/{doi}", "doi": doi}, headings=heading))
            elif re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?", stripped, re.IGNORECASE):
                reading.drafts.append(Draft(number, {"url": f"https://{stripped}"}, headings=heading))
            else:
                reading.leave(number, stripped, "no address")
            continue
        beside = (
            re.sub(r"\s+", " ", line.replace(found[0], " ", 1)).strip(_AROUND)
            if len(found) == 1 and len(line) < 2000
            else ""
        )
        if beside and (noted := date_at_start(beside)) is not None and beside[noted[1] :].strip():
            # The day on which somebody noted the address is not its date.
            reading.leave(number, beside[: noted[1]], "a date before a title")
            beside = beside[noted[1] :].strip(_AROUND)
        for address in found:
            fields = {"url": address}
            if beside and (title := clean_title(beside, address)):
                fields["title"] = title
            reading.drafts.append(Draft(number, fields, headings=heading))
    return reading
