"""Hayagriva's YAML, the bibliography format of Typst.

Its types and fields: https://github.com/typst/hayagriva/blob/main/docs/file-format.md
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from llmprimer.export import Losses, Options, uncarried
from llmprimer.export._latex.capitals import protect_plainly
from llmprimer.export._work import CitedWork, sentences, work_of
from llmprimer.propernames import ProperNames
from llmprimer.vocabulary import CslType

if TYPE_CHECKING:
    from llmprimer.model import Header, Name, Reference

_TYPES = {
    CslType.ARTICLE_JOURNAL: "article",
    CslType.ARTICLE_MAGAZINE: "article",
    CslType.ARTICLE_NEWSPAPER: "article",
    CslType.BILL: "legislation",
    CslType.BOOK: "book",
    CslType.BROADCAST: "video",
    CslType.CHAPTER: "chapter",
    CslType.CLASSIC: "book",
    CslType.COLLECTION: "anthology",
    CslType.DATASET: "repository",
    CslType.ENTRY: "entry",
    CslType.ENTRY_DICTIONARY: "entry",
    CslType.ENTRY_ENCYCLOPEDIA: "entry",
    CslType.GRAPHIC: "artwork",
    CslType.FIGURE: "artwork",
    CslType.LEGAL_CASE: "case",
    CslType.LEGISLATION: "legislation",
    CslType.MANUSCRIPT: "manuscript",
    CslType.MOTION_PICTURE: "video",
    CslType.PAPER_CONFERENCE: "article",
    CslType.PATENT: "patent",
    CslType.PERFORMANCE: "performance",
    CslType.PERIODICAL: "periodical",
    CslType.POST: "post",
    CslType.POST_WEBLOG: "article",
    CslType.REPORT: "report",
    CslType.REVIEW: "article",
    CslType.REVIEW_BOOK: "article",
    CslType.SOFTWARE: "repository",
    CslType.SONG: "audio",
    CslType.SPEECH: "misc",
    CslType.THESIS: "thesis",
    CslType.WEBPAGE: "web",
}
_PARENTS = {
    CslType.ARTICLE_JOURNAL: "periodical",
    CslType.ARTICLE_MAGAZINE: "periodical",
    CslType.ARTICLE_NEWSPAPER: "newspaper",
    CslType.CHAPTER: "anthology",
    CslType.ENTRY: "reference",
    CslType.ENTRY_DICTIONARY: "reference",
    CslType.ENTRY_ENCYCLOPEDIA: "reference",
    CslType.PAPER_CONFERENCE: "proceedings",
    CslType.POST_WEBLOG: "blog",
    CslType.REVIEW: "periodical",
    CslType.REVIEW_BOOK: "periodical",
}
_NUMBER = re.compile(r"-?\d+", re.ASCII)
_PAGE_RANGE = re.compile(r"(\d+)\s*(?:[-\u2010-\u2015]+\s*(\d+))?", re.ASCII)
_PLAIN_NAME = re.compile(r"[^\W\d_a-z][^,]*")


class Hayagriva:
    suffix = ".yml"
    media_type = "application/yaml"
    carries = frozenset(
        "type title author and_others editor issued container_title collection_title publisher publisher_place event_title genre number "
        "edition volume issue page doi isbn issn arxiv language abstract note url accessed".split()
    )
    limits = ""
    comment: str | None = "# {}"
    reads_fields = True

    def write(self, references: Iterable[Reference], header: Header, out: TextIO, options: Options) -> Losses:
        losses = Losses()
        lost = uncarried(self)
        before = ""
        for reference in references:
            work = work_of(reference, options)
            out.write(f"{before}{_scalar(reference.citation_key)}:\n")
            out.write("".join(_lines(_entry(reference, work, options), 1)))
            before = "\n"
            losses.add_fields(reference, lost)
        if not before:
            out.write("{}\n")
        return losses

    def recognises(self, beginning: str) -> bool:
        return re.match(r"\s*\S+:\n {2}type: |\{\}\n", beginning) is not None


exporter = Hayagriva()


def _entry(r: Reference, work: CitedWork, options: Options) -> dict[str, Any]:
    parent: dict[str, Any] = {}
    top: dict[str, Any] = {
        "type": _TYPES.get(work.type, "misc"),
        "title": _title(work.title, options.names, r.language),
    }
    container = work.container_title or (r.event_title if work.type is CslType.PAPER_CONFERENCE else None)
    if container is not None:
        parent = {"type": _PARENTS.get(work.type, "web"), "title": _title(container, options.names, r.language)}
    if r.author:
        top["author"] = [*map(_name, r.author), *(["others"] if r.and_others else [])]
    inner = parent if parent and work.type in _PARENTS else top
    if r.editor:
        inner["editor"] = [_name(name) for name in r.editor]
    if work.issued is not None:
        top["date"] = str(work.issued)
    publication = {
        "publisher": _text(work.publisher),
        "location": _text(work.publisher_place),
        "issue": _number(work.issue),
        "volume": _number(work.volume),
        "edition": _number(r.edition),
    }
    inner |= {name: value for name, value in publication.items() if value is not None}
    if work.page is not None and (match := _PAGE_RANGE.fullmatch(work.page)):
        top["page-range"] = "-".join(part for part in match.groups() if part)
    if r.event_title is not None and r.event_title != container:
        event = {"type": "conference", "title": _text(r.event_title)}
        parent = {**parent, "parent": event} if parent else event
    if r.collection_title is not None:
        series = {"type": "anthology", "title": _text(r.collection_title)}
        if not parent:
            parent = series
        elif "parent" not in parent:
            parent["parent"] = series
    if work.url is not None:
        top["url"] = {"value": work.url, "date": str(work.accessed)} if work.accessed is not None else work.url
    serial = {
        "serial": r.number,
        "doi": work.doi,
        "isbn": r.isbn,
        "issn": r.issn,
        "arxiv": r.arxiv.id if r.arxiv is not None else None,
    }
    if found := {name: value for name, value in serial.items() if value is not None}:
        top["serial-number"] = found
    page = f"p. {work.page}" if work.page is not None and "page-range" not in top else None
    described = {
        "language": r.language,
        "genre": _text(r.genre),
        "abstract": _text(r.abstract) if options.annotations else None,
        "note": _text(sentences(r.note, page)),
    }
    top |= {name: value for name, value in described.items() if value is not None}
    if parent:
        top["parent"] = parent
    return top


def _title(title: str, names: ProperNames, language: str | None) -> Any:
    """The title with braces around what keeps its capitals, because styles lower even `LaMDA`."""
    return protect_plainly(title, names, language) if _is_plain(title) else _text(title)


def _text(text: str | None) -> Any:
    """Text that hayagriva prints as it is: without `verbatim`, braces, dollars and backslashes are markup."""
    if text is None or _is_plain(text):
        return text
    return {"value": {"value": text, "verbatim": True}}


def _is_plain(text: str) -> bool:
    return not any(character in text for character in "{}$\\")


def _number(text: str | None) -> Any:
    return int(text) if text is not None and _NUMBER.fullmatch(text) else _text(text)


def _name(name: Name) -> Any:
    """`Family, Given` if it is unambiguous, else the parts with their names."""
    if name.literal is not None:
        return {"name": name.literal}
    assert name.family is not None
    particles = " ".join(part for part in (name.dropping_particle, name.non_dropping_particle) if part)
    given = name.given or ""
    if given and not particles and not name.suffix and _PLAIN_NAME.fullmatch(name.family) and "," not in given:
        words = name.family.split()
        if not any(word[0].islower() for word in words):
            return f"{name.family}, {given}"
    parts = {"name": name.family, "given-name": name.given, "prefix": particles or None, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value is not None}


def _lines(mapping: dict[str, Any], depth: int) -> Iterable[str]:
    indent = "  " * depth
    for name, value in mapping.items():
        if isinstance(value, dict):
            yield f"{indent}{name}:\n"
            yield from _lines(value, depth + 1)
        elif isinstance(value, list):
            yield f"{indent}{name}:\n"
            for item in value:
                yield f"{indent}- {_flow(item)}\n"
        else:
            yield f"{indent}{name}: {_scalar(value)}\n"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_scalar(part)}" for name, part in value.items()) + "}"
    return _scalar(value)


_PLAIN_WORD = re.compile(r"[A-Za-z][A-Za-z-]*|\d{4}-\d\d(-\d\d)?", re.ASCII)
_RESERVED_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def _scalar(value: Any) -> str:
    """JSON's quoted strings are YAML's; only plain words, dates and numbers go without quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if _PLAIN_WORD.fullmatch(text) and text.lower() not in _RESERVED_WORDS:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub(r"[\x7f-\x9f\u2028\u2029\ufeff]", lambda match: f"\\u{ord(match[0]):04x}", quoted)
