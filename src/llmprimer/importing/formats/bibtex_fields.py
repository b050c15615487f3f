"""Maps the fields of BibTeX and BibLaTeX to the model's."""

from __future__ import annotations

import re
from typing import Any

from llmprimer.dates import PartialDate
from llmprimer.identifiers import arxiv_id, bare_doi
from llmprimer.latex.decoding import decode, decode_verbatim
from llmprimer.records.people import NameParts, parse_name
from llmprimer.records.people_lists import people_in
from llmprimer.records.written_dates import parse_date

_TYPES = {
    "article": "article-journal",
    "book": "book", "mvbook": "book", "booklet": "pamphlet", "manual": "book",
    "inbook": "chapter", "bookinbook": "chapter", "incollection": "chapter", "suppbook": "chapter",
    "collection": "collection", "mvcollection": "collection", "proceedings": "collection", "mvproceedings": "collection",
    "inproceedings": "paper-conference", "conference": "paper-conference",
    "reference": "collection", "inreference": "entry-encyclopedia",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis",
    "techreport": "report", "report": "report",
    "unpublished": "manuscript", "preprint": "article",
    "software": "software", "dataset": "dataset", "patent": "patent", "video": "motion_picture", "movie": "motion_picture",
    "audio": "song", "artwork": "graphic", "image": "graphic", "periodical": "periodical", "standard": "standard", "review": "review",
}  # fmt: skip
_SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper", "review": "review"}
#: Words for the types of works in `howpublished` and `type`, for entry types that are too general.
_LABELS = {
    "preprint": "article", "arxiv preprint": "article", "book": "book", "broadcast": "broadcast", "book chapter": "chapter", "data set": "dataset",
    "dataset": "dataset", "dictionary entry": "entry-dictionary", "encyclopedia entry": "entry-encyclopedia", "graphic": "graphic", "interview": "interview",
    "manuscript": "manuscript", "video": "motion_picture", "pamphlet": "pamphlet", "conference paper": "paper-conference", "patent": "patent",
    "online post": "post", "tweet": "post", "blog post": "post-weblog", "report": "report", "software": "software", "computer software": "software",
    "audio recording": "song", "newspaper article": "article-newspaper",
    "talk": "speech", "standard": "standard", "thesis": "thesis", "web page": "webpage", "website": "webpage",
}  # fmt: skip
_PLAIN = {
    "booktitle": "container_title", "journal": "container_title", "journaltitle": "container_title", "maintitle": "collection_title",
    "series": "collection_title", "publisher": "publisher", "school": "publisher", "institution": "publisher", "organization": "publisher",
    "address": "publisher_place", "location": "publisher_place", "eventtitle": "event_title", "edition": "edition", "volume": "volume",
    "abstract": "abstract", "annote": "summary", "annotation": "summary", "comment": "summary", "note": "note", "isbn": "isbn", "issn": "issn",
}  # fmt: skip
_LANGUAGES = {
    "english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB", "german": "de", "ngerman": "de", "french": "fr",
    "spanish": "es", "italian": "it", "portuguese": "pt", "brazilian": "pt-BR", "dutch": "nl", "russian": "ru", "polish": "pl", "czech": "cs", "swedish": "sv",
    "danish": "da", "norwegian": "nb", "finnish": "fi", "turkish": "tr", "greek": "el", "hungarian": "hu", "ukrainian": "uk", "japanese": "ja", "korean": "ko",
    "chinese": "zh", "pinyin": "zh", "chinese-hans": "zh-Hans", "chinese-hant": "zh-Hant", "chinese-simplified": "zh-Hans", "chinese-traditional": "zh-Hant",
}  # fmt: skip
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_AND = re.compile(r"[{}]|\s+and\s+", re.IGNORECASE)
_PREPRINT = re.compile(r"(?:arxiv|corr|biorxiv|medrxiv|ssrn)\b", re.IGNORECASE)
_ARXIV_WITHIN = re.compile(
    r"(?:arxiv(?:\.org/(?:abs|pdf)/|[:\s]+(?:preprint\s+arxiv:\s*)?)|abs/)\s*(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})",
    re.IGNORECASE,
)
#: `Accessed 13 January 2023`, at the end of a note.
ACCESSED = re.compile(
    r"(?:^|[.;,]\s*)(?:last\s+)?(?:accessed|visited|retrieved)(?:\s+on)?:?\s+"
    r"(\d{4}(?:-\d\d){0,2}|(?:\d{1,2}\s+)?[a-z]{3,9}\.?,?\s+(?:\d{1,2},\s+)?\d{4})\.?\s*$",
    re.IGNORECASE,
)
_NO_DOI = re.compile(r"https?://(?:dx\.)?doi\.org/?")
#: In words.
_LONGEST_SITE = 8
_URL = re.compile(r"\\url\s*\{([^{}]+)\}|(https?://[^\s{}]+)")


def labels_of(type_: str | None) -> str:
    """The words by which notes call works of that type."""
    return " ".join(label for label, named in _LABELS.items() if named == type_)


def fields_of(kind: str, given: dict[str, str]) -> tuple[dict[str, Any], tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The fields of a draft, the keywords, and further addresses."""
    fields: dict[str, Any] = {}
    if (type_ := _TYPES.get(kind)) is not None:
        fields["type"] = type_
    if (subtype := _SUBTYPES.get(given.get("entrysubtype", "").strip().lower())) is not None:
        fields["type"] = subtype
    if title := decode(given.get("title", "")):
        subtitle = decode(given.get("subtitle", ""))
        fields["title"] = f"{title.rstrip(':')}: {subtitle}" if subtitle else title
    for role in ("author", "editor"):
        people = names(given.get(role, ""))
        if known := [name for name in people if name is not OTHERS]:
            fields[role] = known
            if len(known) < len(people) and role == "author":
                fields["and_others"] = True
    for name, ours in _PLAIN.items():
        value = decode(given[name]) if name in given else ""
        if value and ours not in fields:
            fields[ours] = value
    _number(kind, given, fields)
    if pages := decode(given.get("pages", "")):
        fields["page"] = re.sub(r"\s*[–—-]+\s*", "-", pages)
    if (date := _date(given)) is not None:
        fields["issued"] = str(date)
    _addresses(given, fields)
    _published(kind, given, fields)
    _accessed(given, fields)
    language = (given.get("langid") or given.get("language") or given.get("hyphenation") or "").strip().lower()
    if language:
        tag = _LANGUAGES.get(language) or (language if re.fullmatch(r"[a-z]{2}(-[a-z]{2,4})?", language) else None)
        if tag:
            fields["language"] = tag
    if kind in ("mastersthesis", "phdthesis") or given.get("type"):
        genre = decode(given.get("type", ""))
        fixed = {
            "phdthesis": "PhD thesis",
            "mathesis": "Master's thesis",
            "mastersthesis": "Master's thesis",
            "techreport": "",
        }
        genre = fixed.get(genre, genre) or fixed.get(kind, "")
        if genre and _LABELS.get(genre.lower()) != fields.get("type"):
            fields["genre"] = genre
        if genre.lower() in _LABELS and kind in ("misc", "online"):
            fields["type"] = _LABELS[genre.lower()]
            fields.pop("genre", None)
    keywords = tuple(
        k
        for k in (decode(part) for part in re.split(r"[,;]", given.get("keywords") or given.get("keyword") or ""))
        if k
    )
    return fields, keywords, ()


def _number(kind: str, given: dict[str, str], fields: dict[str, Any]) -> None:
    if issue := decode(given.get("issue", "")):
        fields["issue"] = issue
    if number := decode(given.get("number", "")):
        fields["issue" if kind == "article" and "issue" not in fields else "number"] = number


def _date(given: dict[str, str]) -> PartialDate | None:
    text = given.get("date", "").strip()
    if text:
        match = re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|[/T~?])", text)
        try:
            return PartialDate.parse(match[0]) if match else None
        except ValueError:
            return None
    year = re.search(r"\d{4}", given.get("year", ""))
    if year is None:
        return None
    month = decode(given.get("month", "")).lower()
    number = (
        int(found[0])
        if (found := re.match(r"\d{1,2}", month))
        else _MONTHS.index(month[:3]) + 1
        if month[:3] in _MONTHS
        else None
    )
    day = re.match(r"\d{1,2}", given.get("day", "").strip())
    for parts in ((number, int(day[0]) if day and number else None), (number, None), (None, None)):
        try:
            return PartialDate(int(year[0]), *parts)
        except ValueError:
            continue
    return None


def _addresses(given: dict[str, str], fields: dict[str, Any]) -> None:
    for name in ("url", "link", "howpublished", "note", "ee"):
        text = given.get(name, "")
        if "\\allowbreak" in text:
            # An address that our own export wrote as text, because `\\url` would break on its signs.
            text = text.replace("\\allowbreak ", "").replace("\\textasciitilde{}", "~")
        match = _URL.search(text)
        # `https://doi.org/` before a DOI that was empty is no address.
        if match is not None and not _NO_DOI.fullmatch(match[1] or match[2]):
            fields["url"] = (
                decode_verbatim(match[1] or match[2]).rstrip(".,;")
                if name != "url"
                else decode_verbatim(text).split()[0]
            )
            break
    if (doi := bare_doi(decode_verbatim(given.get("doi", "")))) is not None:
        fields["doi"] = doi
    eprint = decode_verbatim(given.get("eprint", ""))
    kind = (given.get("eprinttype") or given.get("archiveprefix") or "").strip().lower()
    arxiv = arxiv_id(eprint) if eprint and kind in ("arxiv", "") else None
    if arxiv is None and fields.get("doi", "").startswith("10.48550/"):
        arxiv = arxiv_id(fields["doi"])
    if arxiv is None:
        for name in ("journal", "journaltitle", "note", "howpublished", "volume", "url", "number"):
            if (match := _ARXIV_WITHIN.search(given.get(name, ""))) is not None and (
                arxiv := arxiv_id(match[1])
            ) is not None:
                break
    if arxiv is not None:
        fields["arxiv"] = {"id": arxiv}
        primary = decode_verbatim(given.get("primaryclass") or given.get("eprintclass") or "")
        if primary:
            fields["arxiv"]["primary_class"] = primary
        if fields.get("doi", "").startswith("10.48550/"):
            del fields["doi"]


def _published(kind: str, given: dict[str, str], fields: dict[str, Any]) -> None:
    """The publication, for preprints and for types that BibTeX lacks."""
    container = fields.get("container_title", "")
    if kind == "article" and (_PREPRINT.match(container) or (not container and "arxiv" in fields)):
        fields["type"] = "article"
        fields.pop("container_title", None)
        if str(fields.get("volume", "")).startswith("abs/"):
            del fields["volume"]
    if kind in ("online", "misc") and "organization" in given and "publisher" in fields:
        fields["container_title"] = fields.pop("publisher")
        if "publisher" in given:
            fields["publisher"] = decode(given["publisher"])
        if "arxiv" in fields:
            fields["type"] = "article"
    how = decode(given.get("howpublished", ""))
    if how and not _URL.search(given.get("howpublished", "")):
        _described(how, fields)
    elif kind in ("misc", "online") and (note := fields.get("note", "")):
        # Where the address stands in `howpublished`, or APA is to print it, the note says what it is.
        first, _, rest = note.partition(". ")
        if _described(first.rstrip("."), fields, only_labelled=not how):
            fields["note"] = rest
    if "type" not in fields and "arxiv" in fields:
        fields["type"] = "article"


def _described(text: str, fields: dict[str, Any], *, only_labelled: bool = False) -> bool:
    """Parses `Blog post, OpenAI Blog` as type and container; without a type the whole text is the container."""
    label, comma, where = text.partition(", ")
    if label.lower() not in _LABELS:
        if only_labelled or len(text.split()) > _LONGEST_SITE or ACCESSED.search(text):
            return False
        fields.setdefault("container_title", text)
        return True
    fields["type"] = _LABELS[label.lower()]
    if comma:
        within = fields["type"] in (
            "post-weblog",
            "article-newspaper",
            "article-magazine",
            "post",
            "article",
            "entry-encyclopedia",
        )
        fields.setdefault("container_title" if within else "publisher", where)
    return True


def _accessed(given: dict[str, str], fields: dict[str, Any]) -> None:
    note = fields.get("note", "")
    visited = ACCESSED.search(decode(given.get("addendum", "")))
    accessed = re.match(r"\d{4}-\d\d-\d\d", given.get("urldate", "").strip())
    if accessed:
        fields["accessed"] = accessed[0]
    elif visited and (day := parse_date(visited[1])):
        fields["accessed"] = str(day)
    elif (match := ACCESSED.search(note)) and (day := parse_date(match[1])):
        fields["accessed"] = str(day)
        note = note[: match.start()].strip()
    if re.fullmatch(r"(?:https?://\S+|arxiv:\S+|arxiv preprint.*)", note, re.IGNORECASE):
        note = ""
    if note:
        fields["note"] = note
    else:
        fields.pop("note", None)


OTHERS: NameParts = {}
_ET_AL = re.compile(r"(?:^|[\s,~]+)\{?et\.?[\s~]+al\b\.?\}?$", re.IGNORECASE)


def names(text: str) -> list[NameParts]:
    """The names of an `author` field; OTHERS at the end where it ends in `and others`."""
    people: list[NameParts] = []
    if " & " in (text := text.replace(r" \& ", " & ")) and "{" not in text and _AND.search(text) is None:
        # `Ada Stern, Bo Lind & Max Roe` is no list of names in BibTeX, but files have it; `Stern & Lind` may be a company.
        listed = people_in(text)
        if listed is not None and all("given" in name for name in listed.names):
            return listed.names
    for part in _split_at_and(text):
        if part.lower() == "others":
            people.append(OTHERS)
        elif (short := _ET_AL.search(part)) is not None:
            # `Froyland et al.` says in one name what BibTeX says with `and others`.
            people += [*names(part[: short.start()]), OTHERS]
        elif part.startswith("{") and part.endswith("}") and _is_one_group(part):
            people.append({"literal": decode(part)})
        elif "=" in part and re.match(r"\s*(?:family|given|prefix|suffix)\s*=", part):
            people.append(_extended(part))
        elif (name := _person(part)) is not None:
            people.append(name)
    return [name for name in people if name or name is OTHERS]


def _person(part: str) -> NameParts | None:
    if "," in part and part.count(",") == 1 and re.search(r",\s*\{", part) is None and part.strip().endswith(","):
        return {"literal": decode(part.strip(" ,"))}
    if re.search(r"\s\\?&\s", part):
        return {"literal": decode(part)}  # `Simon \& Schuster`
    name = parse_name(decode(part))
    # A single word in BibTeX is a family name, as nothing else can stand alone there.
    return (
        {"family": name["literal"]}
        if name is not None and "literal" in name and not re.search(r"[.\d]|[A-Z].*[A-Z]", name["literal"])
        else name
    )


def _extended(part: str) -> NameParts:
    """Biblatex's `family=Maaten, given=Laurens, prefix=van der`."""
    ours = {"family": "family", "given": "given", "prefix": "non_dropping_particle", "suffix": "suffix"}
    found: NameParts = {}
    for piece in part.split(","):
        name, _, value = piece.partition("=")
        if (field := ours.get(name.strip().lower())) and decode(value):
            found[field] = decode(value.strip().strip('"'))
    return found


def _split_at_and(text: str) -> list[str]:
    parts: list[str] = []
    depth = begin = 0
    for match in _AND.finditer(text):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
        elif depth <= 0:
            parts.append(text[begin : match.start()])
            begin = match.end()
    parts.append(text[begin:])
    return [part.strip() for part in parts if part.strip()]


def _is_one_group(part: str) -> bool:
    depth = 0
    for index, sign in enumerate(part):
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and index < len(part) - 1:
            return False
    return True
