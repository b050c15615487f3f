"""The amount of own text of a page, and whether its title and headings name a topic; for all judgements."""

from __future__ import annotations

import re
from functools import lru_cache

from llmprimer.links.judging import not_found_words as absence
from llmprimer.links.model import PageFacts

#: Words are counted up to this number: a page with more has content.
MAX_COUNTED = 250
#: A page with no more words of its own may be a challenge, a form or a notice.
MAX_NOTICE = 120
FEW_WORDS = 60
#: Notices and titles are read up to these lengths in characters, also on hostile pages.
MAX_NOTICE_TEXT = 5000
MAX_TITLE = 500
#: A line with fewer words is a label.
MIN_PROSE = 5

_SEPARATOR = re.compile(r"\s*[|·•»›‹]\s*|\s+[-–—~]\s+|\s*&middot;\s*")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


def word_count(text: str) -> int:
    """The number of words up to a bound; of pairs of characters in scripts without spaces."""
    spaced = len(text[: 8 * MAX_COUNTED].split(None, MAX_COUNTED))
    if text.isascii() or spaced >= MAX_COUNTED:
        return spaced
    return max(spaced, sum(map(len, _UNSPACED.findall(text[: 3 * MAX_COUNTED]))) // 2)


def _count_prose(main: str) -> int:
    """The same for lines longer than labels: menus without links have short lines."""
    total = 0
    for line in main[: 16 * MAX_COUNTED].split("\n", MAX_COUNTED):
        if (words := word_count(line)) >= MIN_PROSE:
            total += words
            if total >= MAX_COUNTED:
                break
    return total


def word_counts(page: PageFacts) -> tuple[int, int]:
    """The number of words of the page, and of those of its own (each up to a bound); counted once."""
    if page.size is None:
        own = _count_prose(page.main) if page.main else word_count(page.text)
        page.size = (own if own >= MAX_COUNTED or not page.main else word_count(page.text), own)
    return page.size


@lru_cache(maxsize=64)
def parts(title: str) -> tuple[str, ...]:
    """The pieces of a title between the separators before the name of the site."""
    return tuple(piece for piece in (part.strip(" .!\u2026") for part in _SEPARATOR.split(title[:MAX_TITLE])) if piece)


#: A title that only says that something went wrong.
WENT_WRONG = re.compile(
    r"(?:an? |server )?(?:error|oops|ooops|ups|oups|sorry|whoops|uh[- ]?oh|fehler|erreur|erro|errore|fout|well, this is awkward|"
    r"something went wrong|ошибка|エラー|오류|错误|出错了)[\s!.…:]*(?:\d{3})?[\s!.…]*",
    re.IGNORECASE,
)


def has_topic(page: PageFacts) -> bool:
    """Whether the page has a topic of its own: the title contains a heading that is more than a label."""
    title = page.title[:MAX_TITLE].lower()
    pieces = [piece.lower() for piece in parts(page.title) if len(piece) > 3]
    return any(
        (
            (lowered := heading[:MAX_TITLE].lower()) in title
            or any(
                lowered.startswith(f"{piece}:") or (piece in lowered and 2 * len(piece) > len(lowered))
                for piece in pieces
            )
        )
        and not WENT_WRONG.fullmatch(heading[:MAX_TITLE])
        and not absence.is_only_absence(heading)
        for heading in page.headings
    )


def is_active(page: PageFacts, total: int) -> bool:
    """Whether scripts may produce the page; only then its source is searched."""
    return bool(page.scripts) or total <= 15 or "frame" in page.raw[:50_000]
