"""RIS files, as EndNote, Zotero, Mendeley and publishers write them.

The tags: https://en.wikipedia.org/wiki/RIS_(file_format). The grammar is one regular expression, so no library stands
between a line and its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from llmprimer.dates import PartialDate
from llmprimer.identifiers import arxiv_id, bare_doi
from llmprimer.importing.formats.values import account_values, untag
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.people import NameParts, parse_name
from llmprimer.records.written_dates import valid_date

_LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$")
_TYPES = {
    "UNPB": "article", "JOUR": "article-journal", "JFULL": "article-journal", "EJOUR": "article-journal", "MGZN": "article-magazine",
    "NEWS": "article-newspaper", "BILL": "bill", "BOOK": "book", "EBOOK": "book", "CHAP": "chapter", "ECHAP": "chapter", "CLSWK": "classic",
    "EDBOOK": "collection", "SER": "collection", "DATA": "dataset", "DBASE": "dataset", "AGGR": "dataset", "DICT": "entry-dictionary",
    "ENCYC": "entry-encyclopedia", "FIGURE": "figure", "ART": "graphic", "HEAR": "hearing", "CASE": "legal_case", "STAT": "legislation",
    "VIDEO": "motion_picture", "MPCT": "motion_picture", "MAP": "map", "MUSIC": "musical_score", "PAMP": "pamphlet", "CPAPER": "paper-conference",
    "CONF": "paper-conference", "PAT": "patent", "PCOMM": "personal_communication", "ELEC": "webpage", "WEB": "webpage", "ICOMM": "post", "BLOG": "post-weblog",
    "RPRT": "report", "GOVDOC": "report", "COMP": "software", "SOUND": "song", "STAND": "standard", "THES": "thesis", "SLIDE": "speech", "INPR": "article-journal",
    "MANSCPT": "manuscript", "GEN": "document",
}  # fmt: skip
_SIMPLE = {
    "VL": "volume", "IS": "issue", "ET": "edition", "M3": "genre", "PB": "publisher", "CY": "publisher_place", "PP": "publisher_place",
    "AB": "abstract", "N2": "abstract",
}  # fmt: skip
_ACCESSED = re.compile(r"(?:^|\s)Accessed (\d{4}(?:-\d\d){0,2})\.?$")
#: The values of `M3`, for record types that are too general.
_LABELS = {
    "newspaper article": "article-newspaper", "computer software": "software", "web page": "webpage", "online post": "post", "blog post": "post-weblog", "software": "software", "video": "motion_picture", "talk": "speech",
    "preprint": "article", "encyclopedia entry": "entry-encyclopedia", "data set": "dataset",
}  # fmt: skip
#: Tags whose values are translated to our vocabulary.
_TRANSLATED = {
    "TY": "type",
    "LA": "language",
    "DA": "issued",
    "PY": "issued",
    "Y1": "issued",
    "Y2": "accessed",
}
_PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})


def read(text: str, name: str) -> Reading:  # noqa: ARG001 - all forms are read the same way
    """A draft of each record; lines outside records are left over."""
    reading = Reading()
    for line, tags in _records(text, reading):
        fields, key, keywords = _fields(tags)
        untag(fields)
        if "title" in fields or "url" in fields:
            named = (label for label, type_ in _LABELS.items() if type_ == fields.get("type"))
            draft = Draft(line, fields, key, keywords, restated=" ".join(("arXiv class", *named)))
            reading.drafts.append(draft)
            account_values(reading, draft, tags, _TRANSLATED)
        else:
            reading.leave(line, "; ".join(f"{tag}  - {value}" for tag, value in tags), "neither a title nor an address")
    return reading


def _records(text: str, reading: Reading) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Line and tags of each record; a line without a tag continues the one before."""
    tags: list[tuple[str, str]] | None = None
    begins = 0
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r")
        match = _LINE.match(line)
        if match is None:
            if tags and line.strip():
                tag, value = tags[-1]
                tags[-1] = (tag, f"{value} {line.strip()}" if len(value) < 100_000 else value)
                if len(value) >= 100_000:
                    reading.leave(number, line, "too long for a value")
            elif line.strip():
                reading.leave(number, line, "not within a record")
            continue
        tag, value = match[1], (match[2] or "").strip()
        if tag == "TY":
            if tags is not None:
                yield begins, tags
            tags, begins = [(tag, value)], number
        elif tags is None:
            reading.leave(number, line, "not within a record")
        elif tag == "ER":
            yield begins, tags
            tags = None
        else:
            tags.append((tag, value))
    if tags is not None:
        reading.leave(begins, "TY  - ...", "the record has no end (`ER  -`); taken as far as it goes")
        yield begins, tags


def _fields(tags: list[tuple[str, str]]) -> tuple[dict[str, Any], str | None, tuple[str, ...]]:
    first: dict[str, str] = {}
    for tag, value in tags:
        if value:
            first.setdefault(tag, value)
    fields: dict[str, Any] = {}
    kind = _TYPES.get(first.get("TY", "").upper())
    if kind is not None and kind != "document":
        fields["type"] = kind
    if title := next((first[tag] for tag in ("TI", "T1", "CT", "BT") if tag in first), None):
        fields["title"] = title
    for role, role_tags in (("author", ("AU", "A1")), ("editor", ("ED", "A2" if "ED" not in first else "ED"))):
        people = [person for tag, value in tags if tag in role_tags and value and (person := _person(value))]
        if people and people[-1] == OTHERS and role == "author":
            del people[-1]
            fields["and_others"] = bool(people)
        if people:
            fields[role] = people
    if container := next(
        (
            first[tag]
            for tag in ("T2", "JO", "JF", "JA", "J2", "BT")
            if tag in first and first[tag] != fields.get("title")
        ),
        None,
    ):
        fields["container_title"] = container
    if series := first.get("T3"):
        fields["event_title" if kind == "paper-conference" else "collection_title"] = series
    for tag, ours in _SIMPLE.items():
        if tag in first and ours not in fields:
            fields[ours] = first[tag]
    if (said := _LABELS.get(fields.get("genre", "").lower())) is not None:
        fields["type"] = said
        del fields["genre"]
    if kind == "report" and "M1" in first:
        fields["number"] = first["M1"]
    if kind not in _PERIODICALS and "issue" in fields:
        fields["number"] = fields.pop("issue")
    if "SP" in first:
        fields["page"] = f"{first['SP']}-{first['EP']}" if first.get("EP") and "-" not in first["SP"] else first["SP"]
    if (date := _date(first.get("DA", "")) or _date(first.get("PY", "")) or _date(first.get("Y1", ""))) is not None:
        fields["issued"] = str(date)
    if (accessed := _date(first.get("Y2", ""))) is not None:
        fields["accessed"] = str(accessed)
    if language := first.get("LA"):
        fields["language"] = language
    _identifiers(first, tags, fields)
    return fields, first.get("ID"), tuple(value for tag, value in tags if tag == "KW" and value)


def _identifiers(first: dict[str, str], tags: list[tuple[str, str]], fields: dict[str, Any]) -> None:
    if (doi := bare_doi(first.get("DO", ""))) is not None:
        fields["doi"] = doi
    if url := next((first[tag] for tag in ("UR", "L1", "L2", "LK") if tag in first), None):
        fields["url"] = url.split()[0].rstrip(";")
    for tag in ("AN", "M1", "C7", "DO"):
        value = first.get(tag, "")
        if "arxiv" in value.lower() and (arxiv := arxiv_id(value)) is not None:
            fields["arxiv"] = {"id": arxiv}
            if fields.get("doi", "").startswith("10.48550/"):
                del fields["doi"]
            break
    number = first.get("SN", "")
    if number:
        fields["issn" if re.fullmatch(r"\d{4}-?\d{3}[\dXx]", number) else "isbn"] = number
    texts = []
    for text in (value for tag, value in tags if tag == "N1" and value):
        if match := re.fullmatch(r"arXiv class: (\S+)", text):
            fields.setdefault("arxiv", {})["primary_class"] = match[1]
        elif match := re.fullmatch(r"(ISSN|Event): (.+)", text):
            fields["issn" if match[1] == "ISSN" else "event_title"] = match[2]
        else:
            texts.append(text)
    note = " ".join(texts)
    if match := _ACCESSED.search(note):
        fields.setdefault("accessed", match[1])
        note = note[: match.start()].strip()
    # What programs with citation keys write there is what they say about the work.
    if note:
        fields["summary" if "ID" in first and len(note) <= 320 else "note"] = note
    if "arxiv" in fields and "id" not in fields["arxiv"]:
        del fields["arxiv"]


#: How our own export writes "et al.".
OTHERS: NameParts = {"literal": "others"}


def _person(text: str) -> NameParts | None:
    """A name: family first; without a comma, or with a comma at the end, it is an organization or a single name."""
    if text.endswith(",") and text.count(",") == 1:
        return {"literal": text.rstrip(", ").replace("\u201a", ",")}
    if "," in text:
        return parse_name(text)
    return {"literal": text}


def _date(text: str) -> PartialDate | None:
    """`2017/06/12/`, `2017/06//` or `2017`, as precise as it is."""
    match = re.match(r"\s*(\d{4})(?:[/-](\d{1,2})?(?:[/-](\d{1,2})?)?)?", text)
    if match is None:
        return None
    numbers = [int(part) for part in match.groups() if part]
    return valid_date(numbers)
