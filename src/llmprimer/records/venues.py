"""Parses the part of a citation after the title: publication, volume, issue, pages, date and identifiers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from llmprimer.identifiers import arxiv_id, bare_doi
from llmprimer.records.people_lists import people_in
from llmprimer.records.written_dates import is_date, parse_date, stated_date

_ARXIV = re.compile(
    r"(?:\bin:?\s+)?(?:\barxiv\s+(?:e-?print|preprint)s?[\s,:]*)?(?:\barxiv\s*[:\s]\s*|\b(?:https?://(?:www\.)?arxiv\.org/)?(?:abs|pdf)/)(?P<id>\d{4}\.\d{4,5}|[a-z-]{2,9}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,2})?(?:\s*\[[a-z-]{2,8}(?:\.[A-Za-z-]{2,8})?\])?",
    re.IGNORECASE,
)
_DOI = re.compile(
    r"(?:\bdoi\s*[:\s]\s*|\bhttps?://(?:dx\.)?doi\.org/|(?<![\w/.]))(10\.\d{4,9}/[^\s,;\"'<>“”«»\x1f]{2,200})",
    re.IGNORECASE,
)
_ISBN = re.compile(r"\bISBN(?:-1[03])?\s*:?\s*([\d-]{9,16}[\dX])\b", re.IGNORECASE)
#: Records have no field for the numbers of PubMed; what is taken out here is listed as left over.
_PUBMED = re.compile(r"[\s;,]*\b(?:PubMed\s+(?:Central\s+)?)?(?:PMID:?\s*\d+|PMCID:?\s*PMC\d+)")
_PAGE = r"(?P<page>[A-Za-z]?\d{1,6}(?:\s?[-–—]{1,2}\s?[A-Za-z]?\d{1,6})?|e\d{1,8})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
#: The styles of volume, issue and pages, the most specific first.
_NUMBERS = (
    # Vancouver: `2015 May 28;521(7553):436-44`
    re.compile(
        rf"\b{_YEAR}(?:\s+[A-Z][a-z]{{2,8}}(?:\s+\d{{1,2}})?)?\s*;\s*(?P<volume>\d{{1,4}})(?:\s*\((?P<issue>[^()]{{1,12}})\))?(?:\s*:\s*{_PAGE})?"
    ),
    # MLA: `313.5786 (2006): 504-507`, `521 (2015): 436`
    re.compile(
        rf"(?<![\w.–—-])(?P<volume>\d{{1,4}})(?:\.(?P<issue>\d{{1,5}}(?:-\d{{1,5}})?))?,?\s*\((?:[A-Z][a-z]{{2,8}}\.?\s+)?{_YEAR}\)(?:\s*[:,]\s*(?:pp?\.\s*)?{_PAGE})?"
    ),
    # APA and plain: `13(3), 43-55`, `521(7553):436`
    re.compile(
        rf"(?<![\w.])(?P<volume>\d{{1,4}})\s*\((?:no\.?\s*)?(?P<issue>(?!(?:19|20)\d\d\))\d{{1,5}}(?:[-–/]\d{{1,5}})?)\)(?:\s*[:,]\s*(?:pp?\.\s*)?{_PAGE}\b)?",
        re.IGNORECASE,
    ),
    # IEEE: `vol. 86, no. 11, pp. 2278-2324`
    re.compile(
        rf"\bvol(?:ume)?\.?\s*(?P<volume>\d{{1,4}})(?:\s*,?\s*(?:no|issue|number)\.?\s*(?P<issue>\d{{1,5}}))?(?:\s*,?\s*(?:art\.\s*|pp?\.?\s*|pages?\s*){_PAGE}\b)?",
        re.IGNORECASE,
    ),
    # `15:1929-1958`
    re.compile(r"(?<![\w.:/])(?P<volume>\d{1,4})\s*:\s*(?P<page>\d{1,6}\s?[-–—]{1,2}\s?\d{1,6})\b"),
    re.compile(rf"[(,.]?\s*\b(?:pp?\.|pages?)\s*{_PAGE}\b\)?", re.IGNORECASE),
    # `..., 86, 2278-2324` and `..., 5998-6008`
    re.compile(r",\s*(?P<volume>\d{1,4})\s*,\s*(?P<page>[A-Za-z]?\d{1,6}\s?[-–—]{1,2}\s?[A-Za-z]?\d{1,6})\b(?!-)"),
    re.compile(
        r"[,:]\s*(?P<page>(?!(?:19|20)\d\d\s?[-–—]\s?(?:(?:19|20)\d\d|[01]\d\b)|(?:0[1-9]|1[0-2])-(?:19|20)\d\d\b)\d{1,6}\s?[-–—]{1,2}\s?\d{1,6})\b(?!-)"
    ),
)
_PREPRINT = re.compile(
    r"\s*(?:in\s+)?(?:(?:arxiv(?:\.org)?|bioarxiv|(?:bio|med|chem|psy|soc)a?rxiv|ssrn)(?:\s+(?:e-?print|preprint)s?)?(?:\s?\(v\d{1,2}\)?)?|pre-?prints?|corr|unpublished(?:\s+manuscript)?|under\s+review|submitted|openreview|techreport)[\s,]*(?:['’‘]\s?\d\d|(?:19|20)\d\d)?\s*",
    re.IGNORECASE,
)
#: Words of names of publications, meetings and publishers, in any field of science.
_PUBLICATION = re.compile(
    r"\b(?:proceedings|proc\.?|journal|j\.|transactions|trans\.|conference|conf\.|workshops?|symposium|advances\s+in|annals|annual|letters|bulletin|magazine|"
    r"quarterly|archives|lecture\s+notes|acta|revue|zeitschrift|findings\s+of|international|press|publishers?|publishing|springer|elsevier|wiley|technical\s+report|"
    r"tech\.?\s+rep\.?|(?:phd|ph\.d\.|master'?s|doctoral|bachelor'?s)\s+thesis|thesis|dissertation)(?!\w)|学报|期刊|会议|出版社|杂志",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"(?:.{0,60}\s|[\u4e00-\u9fff]{0,20})?(?:press|publishers?|publishing|springer(?:[-\s]\w+)?|elsevier|wiley(?:[-\s&]+\w+)?|acm|ieee|usenix|association\s+for\s.*|books?|o'reilly(?:\s+media)?|inc|llc|verlag|出版社)\.?",
    re.IGNORECASE,
)
#: `NeurIPS 2023`, `CVPR'22`, `ICML2019`, `EMNLP-Findings 2023 (Oral)`, `NIPS Workshop, 2016`; a name with capitals and a year.
_MEETING = re.compile(
    r"(?:[Ii]n:?\s+|@\s*)?(?P<name>(?:the\s+)?(?:[A-Z0-9][\w&/+-]*[A-Z][\w&/+-]*|[A-Z][a-z]{2,})(?:[\s:-]+(?:(?:of|on|and|the|for|in|&)\s+)?[A-Z][\w&/+-]*){0,7})"
    r"[\s,:.]*['’‘]?\s*(?P<year>(?:19|20)\d\d|(?<=['’‘])\d\d|(?<=['’‘]\s)\d\d)(?P<more>(?:\s*[-,:]?\s*[(\[]?(?:[A-Z][A-Za-z-]{2,}|[a-z]{4,})(?:\s+[A-Za-z][\w-]*){0,4}[)\]]?)?)\.?",
)
_GLUED = re.compile(
    r"(?P<name>[A-Z][A-Za-z]{1,11}[A-Z][A-Za-z]*|[a-z]{1,3}[A-Z]{2,8}|[A-Z]{2,10})[-_'’‘ ]?(?P<year>(?:19|20)\d\d|\d\d)(?P<more>\s*[-,:]?\s*[(\[]?(?:[A-Z][A-Za-z-]{2,}|[a-z]{4,})(?:\s+[A-Za-z][\w-]*){0,4}[)\]]?)?\.?"
)
#: `(Oral)`, `Best Paper Award`: how it was presented; not part of the name.
_PRESENTED = re.compile(
    r"[\s,(\[:-]*\b((?:oral|spotlight|poster|highlights?|(?:best|outstanding|distinguished)\s+(?:student\s+)?paper(?:\s+(?:award|runner.up|candidate|honou?rable mention))?|tutorial|long paper|short paper)(?:\s+presentation)?)\b[\s)\]]*",
    re.IGNORECASE,
)


_ABBREVIATED = re.compile(
    r"\b(?:Proc|Conf|Int|Intl|Trans|Symp|Adv|Ann|Dept|Univ|Vol|No|Lect|Comput|Sci|Phys|Soc|Assoc|Natl|Acad)\.(?=\s+(?:[A-Z\d]|of\b|on\b|the\b|for\b))"
)
#: `Lamp. Lang. Syst`: several short words in a row with stops behind them are one name.
_ABBREVIATIONS = re.compile(r"\b(?:[A-Z][a-z]{0,8}[.\ue000]\s+){2,8}(?=[A-Z][a-z]{0,9}\b)")
_NO_STOP = "\ue000"


_PART_OF_MEETING = re.compile(
    r"(?:findings|workshops?|demos?|companion|(?:industry|datasets? and benchmarks?|short|long|main|demo)(?: papers?)?(?: track| conference)?)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Tail:
    """The parsed fields of the model, and the rest of the text."""

    fields: dict[str, Any] = field(default_factory=dict)
    rest: str = ""


def take_identifiers(text: str, fields: dict[str, Any]) -> str:
    """The text without the arXiv identifiers, DOIs, ISBNs and PMIDs in it; the first of each but the last becomes a field."""
    if not any(c.isdigit() for c in text):
        return text

    def arxiv(match: re.Match[str]) -> str:
        found = arxiv_id(match["id"])
        if found is None:
            return match[0]
        fields.setdefault("arxiv", {"id": found})
        return " "

    def doi(match: re.Match[str]) -> str:
        raw = match[1].rstrip(".,;:*_")
        while raw.endswith((")", "]")) and raw.count(")") + raw.count("]") > raw.count("(") + raw.count("["):
            raw = raw[:-1].rstrip(".,;:")
        found = bare_doi(raw)
        if found is None:
            return match[0]
        if (preprint := arxiv_id(found)) is not None:
            fields.setdefault("arxiv", {"id": preprint})
        else:
            fields.setdefault("doi", found)
        return " " + match[0][match[0].find(raw) + len(raw) :]

    text = _ARXIV.sub(arxiv, text)
    if "10." in text:
        text = re.sub(r"\s*[(\[]\s*[)\]]", "", _DOI.sub(doi, text))

    def isbn(match: re.Match[str]) -> str:
        fields.setdefault("isbn", match[1])
        return " "

    text = _ISBN.sub(isbn, text) if "ISBN" in text or "isbn" in text else text
    return _PUBMED.sub(" ", text) if "PM" in text else text


def is_preprint(text: str) -> bool:
    """Whether the text only says that the work is a preprint."""
    return _PREPRINT.fullmatch(text.strip(" .,;:()[]*_")) is not None


def is_meeting(text: str) -> bool:
    """Whether the whole text is a meeting or publication with its year: `NeurIPS 2023`, `CVPR'22 (Oral)`."""
    text = text.strip(" .,;:()[]*_|-–—")
    if len(text) > 120:
        return False
    without = _PRESENTED.sub(" ", text).strip(" ,.-")
    return _MEETING.fullmatch(without) is not None or _GLUED.fullmatch(without) is not None


def names_publication(text: str) -> bool:
    """Whether the text looks like the part after a title: a publication, pages, a meeting with its year."""
    text = text.strip()
    if not text or len(text) > 400:
        return False
    if is_meeting(text) or is_preprint(text) or _ARXIV.match(text):
        return True
    # `EMNLP 2023 - Oct 2023`
    parts = re.split(r"\s+[-–—]+\s+", text)
    if (
        len(parts) > 1
        and is_date(parts[-1])
        and (is_preprint(parts[0]) or is_meeting(_GLUED_YEAR.sub(_split_year, parts[0])))
    ):
        return True
    if (
        _PUBLICATION.search(text)
        and len(text.split()) <= 24
        and not re.search(r"\b(?:we|is|are|this|that|our|you)\b", text)
    ):
        return True
    head = re.match(r"[^,.:;\d]{2,80}", text)
    return any(form.search(text) for form in _NUMBERS[:5]) and head is not None and len(text.split()) <= 24


#: `NIPS2022`, `CVPR-19`, `ACL'21`
_GLUED_YEAR = re.compile(
    r"\b(?:([A-Z][A-Za-z]*[A-Z][A-Za-z]*)(?:(?:[-_'’‘]\s?)?((?:19|20)\d\d)|-(\d\d)|\s(\d\d)(?=\s*(?:$|[,.)–-])))|([A-Za-z]{3,})['’‘]\s?(\d\d))\b"
)


def _split_year(match: re.Match[str]) -> str:
    short = match[3] or match[4] or match[6] or ""
    year = match[2] or f"{'20' if int(short) < 50 else '19'}{short}"
    return f"{match[1] or match[5]} {year}"


#: `Lamps2021`, `3DV2020`, `Lamp Week2019`, and in short `CHI25`, where nothing else is said.
_NAME_AND_YEAR = re.compile(
    r"(?P<name>(?:[A-Z][\w&-]*\s){0,3}(?:\d?[A-Z][A-Za-z]{1,11}|[a-z]{2,4}A?[Rr]?[Xx]iv))(?P<year>(?:19|20)\d\d|[0-2]\d)"
)


def _with_year_apart(text: str, *, is_short: bool) -> str:
    """The name of a publication with its year apart, if the whole text is that; two digits are a year where a publication must be."""
    found = _NAME_AND_YEAR.fullmatch(text.strip(" .,;()[]*_"))
    if found is None or (len(found["year"]) == 2 and not is_short):
        return text
    return f"{found['name']} {found['year'] if len(found['year']) > 2 else '20' + found['year']}"


def read_tail(text: str, *, is_certain: bool = False) -> Tail:
    """The fields in the text after a title; with `is_certain`, a short remaining text is the name of the publication."""
    tail = Tail()
    fields = tail.fields
    text = _without_editors(take_identifiers(" ".join(text.split()), fields), fields)
    text = _GLUED_YEAR.sub(_split_year, text)
    text = _with_year_apart(text, is_short=is_certain)
    presented: list[str] = []

    def present(match: re.Match[str]) -> str:
        presented.append(match[1])
        return " "

    text = _PRESENTED.sub(present, text)
    for form in _NUMBERS:
        match = form.search(text)
        if match is None:
            continue
        found = match.groupdict()
        new = {name: value for name in ("volume", "issue", "page") if (value := found.get(name)) and name not in fields}
        if not new:
            continue
        fields.update(new)
        if found.get("year"):
            fields.setdefault("issued", found["year"])
        text = f"{text[: match.start()]} , {text[match.end() :]}"
    if "page" in fields:
        fields["page"] = re.sub(r"\s*[–—-]+\s*", "-", fields["page"])
    text = _dated(text, fields)
    text = _ABBREVIATED.sub(lambda m: m[0][:-1] + _NO_STOP, text)
    text = _ABBREVIATIONS.sub(lambda m: m[0].replace(".", _NO_STOP), text)
    pieces = [
        piece.replace(_NO_STOP, ".").strip(' ,;:.()[]*_“”"')
        for piece in re.split(r"(?:(?<=[^\W\d_]{3})\.|\s[|·]|[;\x1f\n])(?=\s|$)|\s+,|\s[-–—]+\s|\(\s*\)|\[\s*\]", text)
    ]
    rest: list[str] = []
    pieces = [f"{piece})" if piece.count("(") > piece.count(")") else piece for piece in pieces]
    for piece in pieces:
        _read_piece(piece, fields, rest, is_certain=is_certain)
    if presented:
        fields["note"] = ", ".join(dict.fromkeys(presented))
    tail.rest = ". ".join(rest)
    return tail


#: `In J. Doe & R. Roe (Eds.), Lamps`, and `, edited by J. Doe` behind the name of a book.
_EDITORS_FIRST = re.compile(
    r"\W*(?:in:?\s+)?(?P<who>(?-i:[^\W\d_a-z])[^\d\"“]{4,200}?)[\s,]*\(?\b(?:eds?|editors?)\b\.?\)?[.,:]*\s+",
    re.IGNORECASE,
)
_EDITORS_LAST = re.compile(
    r",?\s+(?:edited\s+by|ed\.\s+by)\s+(?P<who>[^;:()\d\"“]{4,200}?)(?=[.,]?\s*(?:\(|pp?\.|\d|$))", re.IGNORECASE
)


def _without_editors(text: str, fields: dict[str, Any]) -> str:
    """The text without the editors of the book that holds the work, who become a field."""
    if not re.search(r"\bed(?:s|ited|itors?)?\b", text[:400], re.IGNORECASE):
        return text
    for match in (_EDITORS_FIRST.match(text), _EDITORS_LAST.search(text)):
        people = people_in(match["who"], sure=True) if match is not None else None
        if match is None or people is None or any("literal" in name for name in people.names):
            continue
        fields.setdefault("editor", people.names)
        return f"{text[: match.start()]} {text[match.end() :]}".strip()
    return text


def _dated(text: str, fields: dict[str, Any]) -> str:
    """The text without its date, which becomes `issued`."""
    date = stated_date(text) or parse_date(text)
    if date is None:
        return text
    fields.setdefault("issued", str(date))
    year = str(date)[:4]
    pattern = rf"[(\[（]?\s*(?:\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s*(?:\d{{1,2}}(?:st|nd|rd|th)?)?(?:\s*[-–]\s*\d{{1,2}})?,?\s+)?(?<!\d){year}[a-z]?(?![\d])(?:[-./]\d{{1,2}}){{0,2}}(?:年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?)?(?:,\s*[A-Z][a-z]{{2,8}}\.?(?:\s+\d{{1,2}}(?:[-–]\d{{1,2}})?)?)?\s*[)\]）]?"
    shortened = re.sub(pattern, " , ", text, count=2, flags=re.IGNORECASE)
    if shortened == text:
        shortened = re.sub(rf"['’‘]\s?{year[2:]}\b", " , ", text, count=1)
        if shortened == text:
            shortened = re.sub(rf"(?<=[A-Z]){year[2:]}\b", " , ", text, count=1)
    return shortened


#: `2nd ed`, `Third edition`, `rev. ed`
_EDITION = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)?\.?|[a-z]{4,9}|rev\.?)\s+(?:rev(?:ised|\.)\s+)?(?:ed(?:ition|n)?|aufl(?:age)?)\.?",
    re.IGNORECASE,
)
#: `New York, London: Lamp House`, `Cambridge, MA: MIT press`
_PLACE_AND_PUBLISHER = re.compile(
    r"(?P<place>[A-Z][^\W\d_]+[^\W\d_.]*(?:(?:[ /-]|,\s)[A-Z][\w.]*|\setc\.|\sam\s[A-Z][a-z]+){0,6}|NY):\s+(?P<name>[^\W\da-z_][\w.'’&-]*(?:\s(?:[A-Z&][\w.'’&-]*|of|and|et|de|the|für|press)){0,5})"
)


def _read_piece(piece: str, fields: dict[str, Any], rest: list[str], *, is_certain: bool) -> None:
    piece = re.sub(
        r"^(?:in|at|published\s+in|appears\s+in|to\s+appear\s+in|accepted\s+(?:by|to|at)|presented\s+at)\s*:?\s+(?=\S)",
        "",
        piece,
        flags=re.IGNORECASE,
    ).strip(" ,")
    if not piece or is_date(piece) or is_preprint(piece):
        return
    piece = re.sub(r"\s+\d{1,2}$", "", piece) if re.match(r"advances\s+in", piece, re.IGNORECASE) else piece
    words = piece.split()
    if not re.search(r"[^\W\d_]{2}", piece):
        rest.append(piece)
        return
    if _EDITION.fullmatch(piece):
        fields.setdefault("edition", piece)
        return
    if is_certain and "publisher" not in fields and (placed := _PLACE_AND_PUBLISHER.fullmatch(piece)) is not None:
        journal = _PUBLICATION.search(placed["name"]) is not None and not _PUBLISHER.fullmatch(placed["name"])
        # `Light Reviews: MR2877343` is the number of a database.
        is_number = re.fullmatch(r"[A-Z]*\d{4,}", placed["name"]) is not None
        if not journal and not is_number and ("container_title" in fields or not {"volume", "page"} & fields.keys()):
            fields["publisher_place"], fields["publisher"] = placed["place"], placed["name"]
            return
    # `ACL (Volume 1: Long Papers), ACM`: the text after a comma is the publisher if it has a typical name.
    preceding, comma, following = piece.rpartition(", ")
    if (
        comma
        and _PUBLISHER.fullmatch(following.strip())
        and "publisher" not in fields
        and preceding
        and not _PUBLISHER.fullmatch(piece)
    ):
        fields["publisher"] = following.strip(" .")
        piece, words = preceding.strip(" ,"), preceding.split()
    publication = _PUBLICATION.search(piece) is not None
    if "container_title" in fields:
        if _PART_OF_MEETING.fullmatch(piece):
            fields["container_title"] += f" {piece}"
            return
        if "publisher" not in fields and (_PUBLISHER.fullmatch(piece) or publication) and len(words) <= 8:
            fields["publisher"] = piece
        else:
            rest.append(piece)
        return
    if (
        _PUBLISHER.fullmatch(piece)
        and len(words) <= 5
        and "page" not in fields
        and "volume" not in fields
        and not re.fullmatch(r"(?:acm|ieee|usenix)", piece, re.IGNORECASE)
    ):
        location, colon, name = piece.rpartition(": ")
        fields.setdefault("publisher", name)
        if colon:
            fields["publisher_place"] = location
        return
    plausible = len(words) <= (24 if publication else 10) and (
        piece[:1].isupper() or piece[:1].isdigit() or is_certain or not piece[:1].isascii()
    )
    sentence = re.search(r"\b(?:we|is|are|was|were|this|that|which|our|you|your|it|can|has|have)\b", piece)
    acronym = re.fullmatch(r"(?:[A-Z0-9][\w&/+-]*[A-Z][\w&/+-]*)(?:\s+[A-Z][\w-]*){0,3}", piece)
    if plausible and not sentence and (publication or is_certain or acronym or "volume" in fields or "page" in fields):
        fields["container_title"] = piece
    else:
        rest.append(piece)


def type_of(fields: dict[str, Any]) -> str | None:
    """The CSL type by the publication details, or None."""
    container = str(fields.get("container_title") or "")
    if re.search(r"\bthesis|dissertation\b", container, re.IGNORECASE):
        return "thesis"
    if not container:
        return None
    if re.search(
        r"\b(?:proceedings|proc\b|conference|conf\b|workshops?|symposium|findings of|advances in neural)",
        container,
        re.IGNORECASE,
    ):
        return "paper-conference"
    if "volume" in fields or re.search(
        r"\b(?:journal|transactions|letters|annals|review|magazine|bulletin|quarterly)\b", container, re.IGNORECASE
    ):
        return "article-journal"
    letters = sum(c.isupper() for c in container)
    if letters >= 2 and letters >= 0.3 * len(container.replace(" ", "")):
        return "paper-conference"
    return None
