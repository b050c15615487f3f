"""How much text of its own a page has, and what its title and headings are about; for all judgements of pages."""

from __future__ import annotations

import re
from functools import lru_cache

from llmprimer.links.judging import not_found_words as absence
from llmprimer.links.model import PageFacts

#: More words than this are not counted: such a page has content.
MOST = 250
#: A page with no more words of its own may be a challenge, a form or a notice.
NOTICE = 120
FEW = 60
#: Notices and titles are not longer, in characters; what a hostile page sends beyond is not read.
NOTICE_TEXT = 5000
LINE = 500
#: A line of fewer words is a label.
LABEL = 5

_SEPARATOR = re.compile(r"\s*[|·•»›‹]\s*|\s+[-–—~]\s+|\s*&middot;\s*")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


def count(text: str) -> int:
    """The number of words up to a bound; of pairs of characters in scripts without spaces."""
    spaced = len(text[: 8 * MOST].split(None, MOST))
    if text.isascii() or spaced >= MOST:
        return spaced
    return max(spaced, sum(map(len, _UNSPACED.findall(text[: 3 * MOST]))) // 2)


def _count_prose(main: str) -> int:
    """The same for lines longer than labels: menus that are not lists of links have short lines."""
    total = 0
    for line in main[: 16 * MOST].split("\n", MOST):
        if (here := count(line)) >= LABEL:
            total += here
            if total >= MOST:
                break
    return total


def sizes(page: PageFacts) -> tuple[int, int]:
    """How many words the page has, and how many of its own (up to a bound of some hundreds); counted once."""
    if page.size is None:
        own = _count_prose(page.main) if page.main else count(page.text)
        page.size = (own if own >= MOST or not page.main else count(page.text), own)
    return page.size


@lru_cache(maxsize=64)
def parts(title: str) -> tuple[str, ...]:
    """The pieces of a title between the separators before the name of the site."""
    return tuple(piece for piece in (part.strip(" .!\u2026") for part in _SEPARATOR.split(title[:LINE])) if piece)


#: A title that only says that something went wrong.
WENT_WRONG = re.compile(
    r"(?:an? |server )?(?:error|oops|ooops|ups|oups|sorry|whoops|uh[- ]?oh|fehler|erreur|erro|errore|fout|well, this is awkward|"
    r"something went wrong|ошибка|エラー|오류|错误|出错了)[\s!.…:]*(?:\d{3})?[\s!.…]*",
    re.IGNORECASE,
)


def has_topic(page: PageFacts) -> bool:
    """Whether the title has a heading that is more than a label: then the page has a topic of its own."""
    title = page.title[:LINE].lower()
    pieces = [piece.lower() for piece in parts(page.title) if len(piece) > 3]
    return any(
        (
            (low := heading[:LINE].lower()) in title
            or any(low.startswith(f"{piece}:") or (piece in low and 2 * len(piece) > len(low)) for piece in pieces)
        )
        and not WENT_WRONG.fullmatch(heading[:LINE])
        and not absence.is_whole(heading)
        for heading in page.headings
    )


def is_active(page: PageFacts, total: int) -> bool:
    """Whether scripts may produce the page: only then its source is searched."""
    return bool(page.scripts) or total <= 15 or "frame" in page.raw[:50_000]
