"""The sentences of a citation: where its title ends, and what is quoted."""

from __future__ import annotations

import re

from llmprimer.records.venues import is_meeting, is_preprint, names_publication
from llmprimer.records.written_dates import is_date
from llmprimer.text import CAPITAL, SMALL

_SENTENCE_END = re.compile(
    rf"(?<=[^\W\d][^\W\d])[.](?=[\s*_]+[^\W{SMALL}]|\s*$)|(?<=[\d)\]\"”])[.](?=\s+[^\W{SMALL}])|(?<=[?!])\.?[\"”]?\s+(?=[^\W{SMALL}])"
    r"|(?<=[^\W\d][^\W\d])[.](?=\s+\()|(?<=[^\W\d])[.](?=\s+(?:in[:\s]\s*[A-Z]|[a-z]{1,4}[A-Z]|arxiv\b))|。"
)
_ABBREVIATION = re.compile(r"(?:\b(?:vs|etc|cf|e\.g|i\.e|Dr|Mr|Mrs|St|No|Vol|Fig|Ph\.D|Inc|Jr|Sr|al)|\b[A-Z])$")
_OTHER_QUOTES = (
    re.compile(r"``\s*([^`]{3,300}?)\s*''"),
    re.compile(r"«\s*([^«»]{3,300}?)\s*»"),
    re.compile(r"„\s*([^„“”]{3,300}?)\s*[“”]"),
    re.compile(
        rf"(?:(?<=^)|(?<=[,.:)]\s))'(?=[A-Z])((?:[^'“”]|(?<=\w)'(?=\w)){{8,300}})'(?=\s*[.,;:)(\[]|\s+in\b|(?<=[.,?!]')\s+(?:{CAPITAL}|(?:1[5-9]|20)\d\d\b))"
    ),
    re.compile(r"(?:(?<=^)|(?<=[\s.,(]))‘(?=\w)([^‘\"]{8,300}?)’(?=\s*[.,;:)(]|\s+[A-Z(]|$)"),
)
#: `Trans. Amer. Math. Soc. 177,`: words with capitals up to a volume.
_VOLUME_RUN = re.compile(
    r"(?:(?:[A-Z][\w.&'’-]*|of|and|the|for|in|on|&),?\s+){1,9}(?:vol(?:ume)?\.?\s*\d|(?!(?:1[6-9]|20)\d\d\b)\d{1,4}\s*(?:[,(:]|pp|$))"
)
#: `(Publisher, Place, 1978)` at the end.
_PUBLISHED_IN_BRACKETS = re.compile(r"\s*\(([^()]*,[^()]*\b(?:1[6-9]|20)\d\d)\)$")
#: `: Light Letters, 52, 60–71` and `: Light, v. 3, no. 2, p. 5-9`: how geologists part title and journal; the pages show it.
_COLON_BEFORE_JOURNAL = re.compile(
    rf":\s+(?={CAPITAL}[^:;.?!\d]{{0,90}}(?:\.[^:;.?!\d]{{1,20}}){{0,6}},\s+(?:v(?:ol)?\.?\s*)?(?!(?:1[6-9]|20)\d\d\b)\d{{1,4}}(?:\s*\(\d{{1,4}}\))?,\s+"
    r"(?:(?:no?|nr|iss)\.?\s*\d{1,4}(?:[-–/]\d{1,4})?,\s+)?(?:pp?\.?\s*)?[A-Z]{0,3}\d{1,6}\s*[-–—]\s*[A-Z]{0,3}\d)"
)
_STARTS_TAIL = re.compile(r"in:?\s+(?:[A-Z]|\*)")

#: What catalogues write after a title: `(4th ed.)`, `[online]`, `[Doctoral thesis]`.
_EDITION = re.compile(
    r"(?:\s*[(\[]\s*|,\s+)((?:\d+|[A-Za-z]+)(?:st|nd|rd|th|\.)?\s+(?:rev\.?\s+)?edn?\.?)\s*[)\]]?$",
    re.IGNORECASE,
)
_MEDIUM = re.compile(r"\s*\[((?:[^\W\d_]+[\s.-]?){1,4})\]$")


def split_annotations(title: str) -> tuple[str, str, str]:
    """The title, and the edition and the medium that stand in brackets after it; empty where there is none."""
    if (edition := _EDITION.search(title)) is not None:
        return title[: edition.start()], edition[1], ""
    if (medium := _MEDIUM.search(title)) is not None and medium.start() > 0:
        return title[: medium.start()], "", medium[1]
    return title, "", ""


def split_publication(title: str) -> tuple[str, str]:
    """The title, and the publication that stands behind it after a dash: `On Light -- Transactions on Lamps`; else empty."""
    before, dash, behind = (
        re.split(r"(\s[-–—]{1,3}\s+)(?=[^-–—]*$)", title, maxsplit=1) if _DASH.search(title) else (title, "", "")
    )
    if (
        not dash
        or len(before.split()) < 2
        or not (is_preprint(behind) or is_meeting(behind) or names_publication(behind))
    ):
        return title, ""
    return before.rstrip(" .,"), behind


def split_organization(title: str) -> tuple[str, list[str]]:
    """The title, and the organization behind it after a comma, `On Light, Harbour Labs`; none where it may be part of the title."""
    before, _, behind = title.rpartition(", ")
    if len(before.split()) < 3 or _ORGANIZATION_ALONE.fullmatch(behind) is None:
        return title, []
    return before, [behind]


_DASH = re.compile(r"\s[-–—]{1,3}\s+[^-–—]*$")
_ORGANIZATION_ALONE = re.compile(
    r"(?:[A-Z][\w&.-]*\s){1,3}(?:Inc|Ltd|LLC|GmbH|Corp|Corporation|Labs?|Research|University|Institute)\.?|University of (?:[A-Z]\w+ ?){1,3}"
)


def with_same_quotes(text: str) -> str:
    """The text with the first pair of other marks around a title (TeX, German, single ones) made “ and ”."""
    text = _with_usual_commas(text)
    for marks in _OTHER_QUOTES:
        match = marks.search(text)
        if match is None or re.search(r"[\"“]", text[: match.start()]):
            continue
        inner = re.sub(r'"([^"]*)"', r"‘\1’", match[1].replace("“", "‘").replace("”", "’"))
        return f"{text[: match.start()]}“{inner}” {text[match.end() :].lstrip()}".rstrip()
    return text


def _with_usual_commas(text: str) -> str:
    """The text with a space behind its commas, `Title of It,2024.[]`, and without brackets that a link has left empty."""
    text = re.sub(r"，\s*(?=[A-Za-z])", ", ", re.sub(r"\s*\[\s*\]", "", text))
    return re.sub(r"(?<=[^\W\d_]),(?=(?:19|20)\d\d(?!\w))", ", ", text)


def split_title(text: str) -> tuple[str, str]:
    """The first sentence, which is the title, and what follows."""
    text = text.strip(" .,:;")
    if (end := _PUBLISHED_IN_BRACKETS.search(text)) is not None:
        return text[: end.start()].strip(" .,"), end[1]
    if (colon := _COLON_BEFORE_JOURNAL.search(text)) is not None:
        return text[: colon.start()], text[colon.end() :]
    ends = [
        match
        for match in _SENTENCE_END.finditer(text)
        if _depth(text[: match.start()]) <= 0
        and not (text[match.start()] == "." and _ABBREVIATION.search(text[: match.start()]))
    ]
    if ends and (comma := _comma_before_publication(text[: ends[0].start()], text)) is not None:
        return text[: comma.start()], text[comma.end() :]
    for at, match in enumerate(ends):
        before, behind = text[: match.start()].rstrip(), text[match.end() :]
        if before.endswith("!") and " " not in before:
            continue  # `Oh! What lamps do`
        if before.endswith(("?", "!")) and at + 1 < len(ends):
            # `Does it matter? A comparison of two lists. Journal 3`: the title goes on until a publication follows.
            sentence = text[match.end() : ends[at + 1].start()]
            if len(sentence.split()) >= 3 and not names_publication(sentence) and not _STARTS_TAIL.match(sentence):
                continue
        if before.endswith(("?", "!")) and _is_subtitle(behind):
            continue
        return before.strip(" .,"), behind
    if (comma := _comma_before_publication(text)) is not None:
        return text[: comma.start()], text[comma.end() :]
    start = re.search(r"\s+\(?(?=in:?\s+(?:proc|the\s+\d|advances)\b)", text, re.IGNORECASE)
    if start is not None:
        return text[: start.start()], text[start.end() :]
    if (year := re.search(r",\s+((?:1[6-9]|20)\d\d)[.\s]*$", text)) is not None and year.start() > 0:
        return text[: year.start()], year[1]
    return text.rstrip(" ,"), ""


def _is_subtitle(text: str) -> bool:
    """Whether what follows a question belongs to the title, `Why Lamps? Lighting Rooms without Windows`: the words of a title, no publication."""
    words = text.split()
    long = [word for word in words if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long)
    is_long = len(words) >= 4 or (len(words) > 1 and words[0] in ("A", "An"))  # `Why Lamps? A Study`
    is_title = is_long and capitals >= 0.7 * len(long) and not re.search(r"[.!?,;\d]", text)
    return is_title and not names_publication(text) and not is_preprint(text) and not _STARTS_TAIL.match(text)


def _comma_before_publication(sentence: str, text: str = "") -> re.Match[str] | None:
    """The comma in a sentence of a text that its publication follows: `Title, NeurIPS 2020`, `Title, in Proceedings of ...`."""
    commas = [
        comma
        for comma in re.finditer(r",\s+(?=[A-Zi])", sentence)
        if len(sentence[: comma.start()].split()) >= 2 and _depth(sentence[: comma.start()]) <= 0
    ]
    for comma in commas:
        behind = (text or sentence)[comma.end() :]
        if _STARTS_TAIL.match(behind) or _VOLUME_RUN.match(behind) or names_publication(behind.split(", ")[0]):
            return comma
    return next((comma for comma in commas if not text and names_publication(sentence[comma.end() :])), None)


def _depth(text: str) -> int:
    """How many brackets are open at the end of a text."""
    return text.count("(") - text.count(")")


def title_and_tail(text: str) -> tuple[str, str]:
    """A title and where it was published, which stands in brackets or behind a comma or a full stop; no authors."""
    text = text.strip(" .")
    if (end := re.search(r"\s*[(\[（]([^()\[\]（）]{2,80})[)\]）]$", text)) is not None and (
        is_meeting(end[1]) or is_preprint(end[1]) or is_date(end[1])
    ):
        return text[: end.start()], end[1]
    for stop in re.finditer(r"[,.]\s+(?=\S)", text):
        behind = text[stop.end() :]
        if (is_meeting(behind) or is_preprint(behind) or names_publication(behind)) and " " in text[: stop.start()]:
            return text[: stop.start()], behind
    return text, ""


def sentences_of(text: str) -> list[str]:
    parts: list[str] = []
    at = 0
    for match in _SENTENCE_END.finditer(text):
        if text[match.start() : match.start() + 1] == "." and _ABBREVIATION.search(text[: match.start()]):
            continue
        end = match.start()
        if text[at:end].strip(" ."):
            parts.append(text[at:end].strip(" "))
        at = match.end()
    if text[at:].strip(" ."):
        parts.append(text[at:].strip(" ."))
    return parts


def without_tail(title: str, tail: str) -> tuple[str, str]:
    """A title without the sentence that names its publication; `tail` is the text that follows, such as the year."""
    shorter, rest = split_title(title)
    is_venue = is_preprint(rest) or names_publication(rest) or is_meeting(f"{rest}, {tail}")
    return (shorter, rest) if rest and is_venue else (title, "")
