"""Classifies the links of one item, and the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from llmprimer.importing.document.hrefs import is_link, with_scheme
from llmprimer.importing.document.labels import column, is_resource, plain
from llmprimer.importing.document.outline import BREAK, Block, Span
from llmprimer.records.links import is_note
from llmprimer.records.people_lists import leading_people
from llmprimer.records.titles import strip_decoration
from llmprimer.records.venues import is_meeting
from llmprimer.records.written_dates import date_at_start, is_date
from llmprimer.text import has_cjk

PROSE = re.compile(
    r"\b(?:please|see|check|visit|refer|read|the|we|our|you|your|if|with|for|this|these|that|which|is|are|was|were|has|have|had|can|will|"
    r"based|using|used|use|follow|thanks?|feel|click|go|a(?!\.)|an|it|its|to|in|of|on|as|be|via|from|into|also|find|more|at|were|i|my|me)\b|请|我们|本|可以|如果|欢迎|参考",
    re.IGNORECASE,
)
LANGUAGES = frozenset(
    "english en eng chinese zh cn 中文 简体中文 繁體中文 繁体中文 英文 japanese 日本語 korean 한국어 español spanish français french deutsch german русский "
    "russian português português(brasil) italiano arabic العربية türkçe tiếng\u00a0việt".split()
)
PROFILE = re.compile(
    r"https?://(?:www\.)?(?:(?:twitter|x)\.com/\w+|github\.com/[\w-]+|linkedin\.com/in/[\w%-]+|scholar\.google\.\w+/citations\?(?!\S*view_op=view_citation)\S*|zhihu\.com/people/[^/\s]+|weibo\.com/u?/?\w+|orcid\.org/[\dX-]+|instagram\.com/\w+|t\.me/\w+)/?",
    re.IGNORECASE,
)
ADDRESSED = re.compile(
    r"(?:please|we (?:have|are|also|will|re|release|just|now|provide|add|update|propose|present|recommend|thank)|our (?!\w+:)|you can|if you|feel free|thanks|see (?:also|the|our)|check (?:out|the)|for more|more (?:details|info)|this (?:list|repo|repository|page|project|work) (?:is|was|has|contains)|contributions? )\b|我们|请|欢迎|如果",
    re.IGNORECASE,
)
CHAT = re.compile(
    r"https?://(?:www\.)?(?:discord\.(?:gg|com/invite)|t\.me|join\.slack\.com|gitter\.im|opencollective\.com|patreon\.com|buymeacoffee\.com|ko-fi\.com|paypal\.(?:me|com)|star-history\.com|contrib\.rocks|api\.star-history\.com|twitter\.com/(?:home|share|intent)|x\.com/(?:share|intent)|facebook\.com/shar|plus\.google\.com/share|linkedin\.com/shareArticle|starchart\.cc|img\.shields\.io|badge\.fury\.io|badgen\.net|awesome\.re|travis-ci\.(?:org|com))\b|https?://github\.com/[^/\s]+/[^/\s]+/(?:pulls|issues(?!/\d)|edit|new|fork|stargazers|graphs|compare)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Links:
    """The links of one item, classified."""

    titled: list[tuple[int, Span]] = field(default_factory=list)
    resources: list[tuple[int, Span]] = field(default_factory=list)
    relative: list[Span] = field(default_factory=list)


def all_items(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "item":
            yield block
            yield from all_items(block.children)


def has_links(block: Block) -> bool:
    return any(is_link(s.href) for s in block.spans)


#: The license of a work, whatever the link is called: `[MIT](https://github.com/a/b/blob/main/LICENSE.md)`.
LICENSE = re.compile(r"/(?:(?:LICEN[CS]E|COPYING)(?:[.-]\w{1,8})?|[Ll]icen[cs]e\.(?:md|txt|rst))$")
#: An identifier or an address as the text of a link: `10.1000/182`, `doi:10.1000/182`, `example.org/a/b`.
_ADDRESS_TEXT = re.compile(
    r"(?:doi:?\s*)?10\.\d{4,9}/\S+|(?:https?://|www\.)\S+|(?:[\w-]+\.)+[a-z]{2,6}/\S*", re.IGNORECASE
)


def links_of(spans: Sequence[Span]) -> Links:
    links = Links()
    for at, span in enumerate(spans):
        if span.href is None:
            continue
        if not is_link(span.href):
            links.relative.append(span)
            continue
        span = with_scheme(span)
        is_label = is_resource(span.text) or LICENSE.search(span.href or "") is not None
        if span.image or span.text == span.href or is_label or _ADDRESS_TEXT.fullmatch(span.text.strip()):
            links.resources.append((at, span))
        else:
            in_brackets = (
                at > 0
                and spans[at - 1].text.rstrip().endswith("[")
                and at + 1 < len(spans)
                and spans[at + 1].text.lstrip().startswith("]")
            )
            is_label = in_brackets and len(span.text.split()) <= 3 and at > 1
            # `Title [[Cornell]](...)`
            bracketed = span.text.startswith("[") and span.text.endswith("]") and len(span.text.split()) <= 4
            is_label = is_label or (bracketed and re.search(r"\w", words_outside_links(spans[:at])) is not None)
            (links.resources if is_label else links.titled).append((at, span))
    if any(not s.text.startswith("@") for _, s in (*links.titled, *links.resources)):
        links.titled = [(at, s) for at, s in links.titled if not s.text.startswith("@")]  # who made it, beside the work
    return links


def lines_of(spans: Sequence[Span]) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for span in spans:
        if span.is_break:
            lines.append([])
        else:
            lines[-1].append(span)
    return lines


def line_leads(spans: Sequence[Span]) -> bool:
    """Whether a titled link comes first, after at most marks, numbers, dates and tags."""
    links = links_of(spans)
    bare = [(at, s) for at, s in links.resources if s.text == s.href]
    if not links.titled and not bare:
        return False
    at, _ = (links.titled or bare)[0]
    return not lead_words("".join(s.text for s in spans[:at] if not s.image))


def is_label_line(spans: Sequence[Span]) -> bool:
    """Whether a line consists of labels in brackets, `[[Bonus Animation]](...)`."""
    links = [s for s in spans if s.href and not s.image]
    return all(re.fullmatch(r"\[[^\[\]]+\]", s.text.strip()) and len(s.text.split()) <= 4 for s in links)


def leads_with_link(block: Block) -> bool:
    """Whether the item, or one nested in it, begins with a link or is a citation."""
    links = links_of(block.spans)
    if links.titled and len(lead_words("".join(s.text for s in block.spans[: links.titled[0][0]])).split()) <= 4:
        return True
    if (
        links.resources
        and not links.titled
        and len(words_outside_links(block.spans).split()) >= 3
        and (not PROSE.match(words_outside_links(block.spans)) or re.search(r"\((?:19|20)\d\d\)", block.text))
        and not re.search(
            r"\b(?:the|a|an|our|their|its|in|see|from|by|with|and|this)$",
            _words_before(block.spans, links.resources[0][0]),
        )
    ):
        return True
    return any(leads_with_link(child) for child in block.children if child.kind == "item")


def _words_before(spans: Sequence[Span], at: int) -> str:
    return words_outside_links(spans[:at]).rstrip()


def lead_words(text: str) -> str:
    """The words before a link, without dates, tags in brackets, numbers and marks."""
    text = without_tags(text.replace(BREAK, " "))
    text = re.sub(r"^\s*(?:\(?\d{1,4}[.)、:]\s*)+", "", text)
    if is_date(text):
        return ""
    words = plain(text)
    return "" if is_date(words) or words.lower() in ("new", "updated", "recommended", "must read", "hot") else words


def without_tags(text: str) -> str:
    """The text without `[CVPR 2020]`, `(2017)`, `【论文】` and `` `code` `` at its beginning."""
    while True:
        shorter = strip_decoration(text.lstrip(" *_·•-–—|>"))
        shorter = re.sub(
            r"^\s*(?:\[[^\[\]]{1,40}\]|【[^【】]{1,40}】|\(\s*(?:19|20)\d\d[^()]{0,20}\)|\((?:[A-Z][A-Za-z]{1,12}(?:[ -][A-Za-z]{2,12})?['’ ]{0,2}(?:19|20)?\d\d|[^\W\d_][^()\d]{2,60}[ ,'’](?:19|20)\d\d(?:[-./]\d{1,2})?\b)[^()]{0,20}\)|（[^（）]{1,30}）)\s*[:：|-]?\s*",
            "",
            shorter,
        )
        shorter = re.sub(
            r"^\s*(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])(?:[-./]\d{1,2})?(?=[\s:：|,])\s*[:：|,-]?\s*", "", shorter
        )
        if shorter == text or not shorter:
            return shorter
        text = shorter


def without_dates(text: str) -> str:
    """The text without the date, tags and marks at its beginning."""
    text = strip_decoration(without_tags(text))
    found = date_at_start(text)
    return text[found[1] :].lstrip(" :：,.-–—|") if found else text


def words_outside_links(spans: Sequence[Span]) -> str:
    return " ".join("".join(s.text for s in spans if s.href is None and not s.image).split())


def is_gallery(row: Block) -> bool:
    """Whether every link is a picture or a profile, as in galleries of contributors."""
    if any(row.header):
        return False
    linked = [s for cell in row.cells for s in cell if s.href]
    pictures = any(s.image for s in linked) or any(s.image for cell in row.cells for s in cell)
    return (
        bool(linked)
        and all(s.image or (pictures and PROFILE.fullmatch(s.href or "")) for s in linked)
        and not any(len(words_outside_links(cell).split()) >= 3 for cell in row.cells)
    )


def is_detail(item: Block) -> bool:
    """Whether a nested item only has links of the work above: `Paper: ...`, `[code]`, `Data: [A](...), [B](...)`."""
    links = links_of(item.spans)
    words = words_outside_links(item.spans)
    label = plain(words.partition(":")[0].partition("：")[0])
    if any(child.kind == "item" and has_links(child) for child in item.children):
        return False
    bare = words.strip(" []()|,/:：-*.")
    if links.titled and all(
        re.fullmatch(r"\s*\[[^\[\]]+\]\s*", s.text) and len(s.text.split()) <= 5 for _, s in links.titled
    ):
        return not bare or is_meeting(bare) or is_date(bare)  # `[[Python KarateClub]](...)`
    if not links.titled:
        if not links.resources:
            return False
        says_when = not links.relative and (is_meeting(bare) or is_date(bare))
        return not bare or is_resource(label) or not plain(words) or says_when
    if not bare and all(is_note(s.text) for _, s in links.titled):
        return True  # `[my note](...)/[code](...)`
    before = "".join(s.text for s in item.spans[: links.titled[0][0]] if s.href is None)
    if (
        _ONLY_LABEL.fullmatch(before)
        and all(len(s.text.split()) <= 3 for _, s in links.titled)
        and _ENDS.fullmatch(words)
    ):
        return True  # `Discussions: [HN](...)`, `Other editions: [Lamps in C](...), [Lamps in Java](...)`
    kind = column(label)
    # `Related work: [Large Lamps of Small Rooms](...)` is another work; `Full title: ...` names the one above.
    is_other = (
        kind == "title"
        and not is_resource(label)
        and not TITLE_LABEL.search(label)
        and (" " in label or has_cjk(label))
        and len(links.titled[0][1].text.split()) > _MOST_OF_LABEL
    )
    is_label = (
        re.search(r"[^\W\d_]", label) is not None
        and re.search(r"[:：]", before)
        and (is_resource(label) or (kind is not None and not is_other))
        and len(label.split()) <= 3
    )
    return (
        bool(is_label)
        and (":" in words or "：" in words)
        and words.lstrip(" *_").startswith(words.partition(":")[0][:3])
    )


#: What a full title is called below a short one.
TITLE_LABEL = re.compile(r"(?:\b(?:title|name|titre|titel|titulo|título|titolo)|标题|题目|名称)$", re.IGNORECASE)
#: How many words the text of a link has that may be a label rather than a title.
_MOST_OF_LABEL = 3
_ONLY_LABEL = re.compile(r"[\s*_]*[A-Z][a-z]+(?:\s[a-z]+)?\s*:[\s*_]*")
_ENDS = re.compile(r"[*_\s]*[^:]*:[\s,;|/.*_&]*(?:and\b[\s.]*)?")
_LABELLED = re.compile(r"[\s*_]*((?:[^\W\d_][\w/'-]* ?){1,3})[*_\s]*[:：]")


def is_labelled(item: Block, *, may_be_any: bool = False) -> bool:
    """Whether an item is a labelled fact about the work above it: `Keywords: ...`, `Authors: ...`, or with any label."""
    # `[Book: Digital Design](...)` is a title, with what it is before it; so is a link of several words over labels.
    first = next((s for s in item.spans if s.text.strip() and not s.image), None)
    if first is not None and first.href and len(first.text.split()) > 2 and not is_resource(first.text):
        return False
    match = _LABELLED.match("".join(s.text for s in item.spans if s.href is None)[:80])
    return match is not None and (may_be_any or column(match[1]) not in (None, "title") or is_resource(match[1]))


def has_cells(spans: Sequence[Span]) -> bool:
    """Whether pipes separate the text before the first titled link: `2017 | Title | Authors | [Venue](...)`."""
    at = next((n for n, s in enumerate(spans) if s.href and not s.image), len(spans))
    cells = [cell.strip() for cell in "".join(s.text for s in spans[:at] if not s.image).split(" | ")]
    return len(cells) >= 2 and any(len(c.split()) >= 3 and not is_date(c) for c in cells)


def set_off(spans: Sequence[Span], before: int) -> tuple[int, int] | None:
    """The range of the spans of the bold, else italic, title before the links."""
    first = next((at for at, s in enumerate(spans[:before]) if s.text.strip() and not s.image), None)
    if first is not None and (href := spans[first].href) and not is_link(href) and not href.startswith("#"):
        return first, first + 1  # `[Title](notes.md) [arxiv](...)`: notes beside the list, and the work
    runs = _bold_runs(spans, before)
    outside = words_outside_links(spans[:before])
    for begin, end in runs:
        text = "".join(span.text for span in spans[begin:end]).strip()
        if is_date(text) or is_resource(text) or len(text) < 2 or is_meeting(text) or not re.search(r"[^\W\d_]", text):
            continue
        if text.startswith(("(", "[")) and text.endswith((")", "]")):
            continue
        before_run = "".join(span.text for span in spans[:begin]).strip()
        if before_run.endswith(("(", "（")) or before_run in ("[", "【"):
            continue  # `(**Chapter 2**)`, `[**GLOW**] Large Lamps`
        if text.endswith((":", "：")) and len(text.split()) <= 3 and outside != text:
            continue
        return begin, end
    if runs:
        return None
    for at, span in enumerate(spans[:before]):
        if span.italic and span.href is None and len(span.text.split()) >= 3:
            if outside.startswith(span.text.strip()) and leading_people(span.text) is None:
                return at, at + 1
            return None
    return None


def _bold_runs(spans: Sequence[Span], before: int) -> list[tuple[int, int]]:
    """The ranges of neighbouring bold spans: `**A `code` B**` is one title."""
    runs: list[tuple[int, int]] = []
    for at, span in enumerate(spans[:before]):
        if not span.bold or span.href is not None or span.image:
            continue
        if runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


_PERSONAL = re.compile(
    r"https?://(?:[\w-]+\.github\.io/?(?:(?:publications?|pubs|about|research|home)/?)?(?:[?#].*)?$|(?:www\.)?(?:twitter|x|linkedin)\.com/|(?:www\.)?github\.com/[\w-]+/?$|scholar\.google\.|[^/]+/(?:~|people/|staff/|users?/|homes?/|faculty/|profile))|https?://[^/]+/?$",
    re.IGNORECASE,
)


def without_people_links(spans: Sequence[Span], *, is_below: bool = False) -> list[Span]:
    """The spans, with links on names in a line of authors turned into text: they lead to people."""
    made: list[Span] = []
    are_personal = any if is_below else all
    ends = [s for s in spans if s.is_break]
    for number, line in enumerate(lines_of(spans)):
        linked = [s for s in line if s.href and not s.image]
        if (
            (number or is_below)
            and linked
            and all(not is_resource(s.text) and len(s.text.split()) <= 5 for s in linked)
        ):
            led = leading_people("".join(s.text for s in line if not s.image).strip(" *_,."), sure=False)
            is_whole = led is not None and not led[1].strip(" .,;*_")
            if (
                led is not None
                and is_whole
                and (len(linked) < len(led[0].names) or are_personal(_PERSONAL.match(s.href or "") for s in linked))
            ):
                line = [s._replace(href=None) if s in linked else s for s in line]
        made += line
        made += ends[number : number + 1]
    return made


def is_variant(one: str, other: str) -> bool:
    """Whether two titles differ only in brackets, such as a language."""
    bare = [re.sub(r"\s*[(\[（【][^)\]）】]*[)\]）】]\s*", "", text).strip().lower() for text in (one, other)]
    return (bool(bare[0]) and bare[0] == bare[1]) or other.strip().lower().replace(" ", "") in LANGUAGES
