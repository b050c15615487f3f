"""The CSL item of a reference, adapted to the style, and corrections of the text that the style prints.

CSL expects titles in sentence case, from which styles make title case. The catalogue has titles as the works write them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from llmprimer.export._csl import item_of
from llmprimer.export._latex.capitals import sentence_case
from llmprimer.export._work import CitedWork, without_repetition, work_of
from llmprimer.vocabulary import CslType

if TYPE_CHECKING:
    from llmprimer.export import Options
    from llmprimer.model import Header, Reference

_APA = "apa"
_HARVARD = "harvard-cite-them-right"
#: They name the publisher of an encyclopedia after its title; others print it as the author, or look as if it were another site.
_NAME_PUBLISHERS = frozenset({"modern-language-association", "nlm-citation-sequence"})
_CHINESE = "china-national-standard-gb-t-7714"


def item_for_style(reference: Reference, header: Header, options: Options, style: str) -> dict[str, Any]:
    """The CSL item, adapted to the style."""
    r = reference
    work = without_repetition(r, work_of(r, options))
    item = item_of(r, header, options)
    item["title"] = _title(r, work, options, style)
    if len(r.author) == 1 and r.author[0].literal == work.title and not r.and_others:
        # The page of an organisation: styles print the title if there is no author.
        del item["author"]
    item |= _container_and_publisher(work, item, style)
    if style == _APA and work.type in _DESCRIPTIONS:
        item["genre"] = r.genre or _DESCRIPTIONS[work.type].get(
            work.container_title or "", _DESCRIPTIONS[work.type][""]
        )
        if "author" not in item and work.type is CslType.POST:
            # Without an author, the style would print the description after the date.
            item["title"] += f" [{item.pop('genre')}]"
            item["type"] = CslType.POST_WEBLOG.value
    if style == _HARVARD and work.type is CslType.ARTICLE_JOURNAL and work.formal and not (work.volume or work.page):
        # The style takes an article without volume and pages for a preprint.
        item["type"] = CslType.ARTICLE_MAGAZINE.value
    if "issued" not in item and style.startswith(_CHINESE):
        # For other types it prints the year of access as the year of the work.
        item["type"] = "webpage"
        item.pop("publisher", None)
    # Not for print: a style that shows notes or abstracts shows those of the work.
    for private in ("annote", "keyword"):
        item.pop(private, None)
    return {name: value for name, value in item.items() if value}


def _title(r: Reference, work: CitedWork, options: Options, style: str) -> str:
    title = work.title
    if r.title_described:
        # The Publication Manual of the APA, 7th edition, 9.22.
        return f"[{title}]" if style == _APA else title
    if set("<&") & set(title):
        return title
    # Styles add their own full stop, or none. The one of an abbreviation (U.S., Inc., ...) stays.
    if (
        title.endswith(".")
        and re.search(r"(?:\b[A-Z]|\.\.|\b(?:al|Co|Corp|etc|Inc|Jr|Ltd|No|Sr|vs))\.$", title) is None
    ):
        title = title[:-1]
    # The title of a post is its own text.
    if work.type is not CslType.POST:
        title = sentence_case(title, options.names, r.language, byline=not r.author)
        if (r.language or "en").startswith("en"):
            title = _SUBTITLE.sub(lambda match: match[0].upper(), title)
    first, *rest = title.split(" ")
    words = [_with_case(first, r, is_name=first[:1].islower()), *(_with_case(word, r) for word in rest)]
    return " ".join(words)


def _with_case(word: str, r: Reference, *, is_name: bool = False) -> str:
    """The word, marked if a style with title case would change a name: nanoGPT, data_set.txt, BIG-bench."""
    letters = word.strip("\"'()[]\u2018\u2019\u201c\u201d,.:;?!")
    is_name = is_name or (letters[:1].islower() and re.search(r"[A-Z0-9_.]", letters) is not None)
    if not is_name and letters[:1].isalpha() and re.search(r"[-/][a-z]|^[a-z]", letters):
        # An alias of the work, or the name of an account as the address has it.
        account = (r.url or "").rstrip("/").rpartition("/")[2]
        is_name = letters in r.aliases or (word.startswith("(") and letters == account)
    return f'<span class="nocase">{word}</span>' if is_name else word


def _container_and_publisher(work: CitedWork, item: dict[str, Any], style: str) -> dict[str, str | None]:
    """The container and the publisher. For a site or a repository only one of them, because styles print both."""
    container, publisher = work.container_title, work.publisher
    if publisher is None and item.get("publisher") == "arXiv":
        publisher = "arXiv"
    if work.type in _WITHOUT_CONTAINER or (
        style == _APA and work.type in _DESCRIPTIONS and work.type is not CslType.POST
    ):
        # Styles print a program as part of its container: "In GitHub [Computer software]".
        container, publisher = None, publisher or container
    elif container is not None and (work.type in _SITES or (work.type in _ENTRIES and style not in _NAME_PUBLISHERS)):
        publisher = None
    return {"container-title": container, "publisher": publisher}


_WITHOUT_CONTAINER = frozenset({CslType.SOFTWARE, CslType.DATASET})
_SITES = frozenset({CslType.POST, CslType.POST_WEBLOG, CslType.WEBPAGE})
_ENTRIES = frozenset({CslType.ENTRY, CslType.ENTRY_DICTIONARY, CslType.ENTRY_ENCYCLOPEDIA})
#: APA's description in brackets, by site, and for other sites (7th edition, 10.12 to 10.15).
_DESCRIPTIONS: dict[CslType, dict[str, str]] = {
    CslType.POST: {"Twitter": "Tweet", "": "Online forum post"},
    CslType.MOTION_PICTURE: {"": "Video"},
    CslType.BROADCAST: {"": "Video"},
}

_CORRECTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    # The number of a preprint already begins with the name of its archive.
    "ieee": ((r"\barXiv: arXiv:", "arXiv:"), (r"(?<!\])[.,] (?:\[Online\]\. )?Available: ", ". [Online]. Available: ")),
}
#: The first letter after a colon, of a word without other signs: names of programs and files have these.
_SUBTITLE = re.compile(r"(?<=\w: )[a-z](?=[a-z]*(?: |$))")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def corrected(text: str, style: str) -> str:
    """The text that the style printed, with known mistakes corrected."""
    for wrong, right in _CORRECTIONS.get(style, ()):
        text = re.sub(wrong, right, text)
    if style.startswith(_CHINESE):
        text = "".join(map(_without_chinese_words, text.splitlines(keepends=True)))
    # A full stop or comma that American styles put inside a quotation goes inside a nested quotation too.
    return re.sub("\u2019([.,])\u201d", "\\1\u2019\u201d", text)


def _without_chinese_words(line: str) -> str:
    """The entry of a work in a Western language, without the Chinese words of the style (GB/T 7714-2015, 8.1.2)."""
    western = line.replace("\u7b49", "et al").replace(": \u5377 ", ": vol. ")
    return line if _CJK.search(western) else western
