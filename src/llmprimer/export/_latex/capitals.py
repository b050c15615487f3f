"""Braces around what must keep its capitals in a style that lowers titles: `{BERT}`, `{GPT-3}`, `{Alibaba Cloud}`.

Never around the whole title: a style with sentence case must still lower the rest. Names come from the catalogue itself
(llmprimer.propernames); the rules here are for spellings that no common word has.
"""

from __future__ import annotations

import re
from functools import lru_cache

from llmprimer.latex.encoding import encode, has_paired_braces
from llmprimer.propernames import ProperNames, is_sentence_case

NO_NAMES = ProperNames()

#: Not names, even with `'s`.
_NEVER_NAMES = frozenset(
    """
    Author Beginner Child Children City Country Day Developer Driver Engineer Everybody Everyone Expert He Here How It
    Layman Let Man Men Mother Newcomer Nobody One Parent People Person Practitioner Programmer Reader Researcher Scientist
    She Somebody Someone Student Teacher That There Today Tomorrow User What When Where Who Woman Women World Writer Year
    Yesterday
    """.split()
)
_WORD_PART = re.compile(r"(?:[A-Z]\.)+(?![a-z])|[^\W_]+(?:['\u2019.][^\W_]+)*[#+]*|[\W_]+")
_POSSESSIVE = re.compile(r"['\u2019]s$")
_ENDS_CLAUSE = (":", ".", "?", "!", "\u2014", "\u2013", "|", "\u00b7")
#: In brackets, with letters of both cases: a name of its own, unlike NLP.
_MIXED_ABBREVIATION = re.compile(r"\((\w*[a-z]\w*)\)[:.,;]?")
_INITIALS = re.compile(r"(?:[A-Z]\.)+")
_CLOSING_MARKS = "\"'\u2019\u201d)]\u00bb"
_MAY_END_CLAUSE = frozenset((*_ENDS_CLAUSE, *_CLOSING_MARKS))
#: Words that show that a title is German, whose nouns have capitals, if the record has no language.
_GERMAN = frozenset(
    "auf aus bei beim das dem ein eine einem einen einer eines f\u00fcr im ist mit nach nicht \u00fcber und vom zum zur".split()
)
_IN_BYLINES = frozenset("& al al. and de der di du et la van von".split())

# How much of a word keeps its case because of its position; with _SPELLING only what its own letters demand.
_SPELLING, _FIRST_LETTER, _WHOLE = range(3)

#: How many words are remembered, so that memory stays flat in catalogues of any size.
_MOST_WORDS = 16384


def protect(
    title: str, *, to_latex: bool, names: ProperNames = NO_NAMES, language: str | None = None, byline: bool = False
) -> str:
    """The title encoded, with braces around what keeps its capitals; spaces become single.

    `byline`: the record has no author, so the title may name one: `Silent Spring by Rachel Carson`.
    """
    paired = has_paired_braces(title)
    words = title.split()
    levels = _levels(words, language, byline=byline)
    braced = _braced_words(to_latex, paired, names)
    runs = names.runs(words)
    if not runs:
        return " ".join([braced[level][word] for word, level in zip(words, levels, strict=True)])
    done: list[str] = []
    at = 0
    for begin, end in runs:
        done += [braced[level][word] for word, level in zip(words[at:begin], levels[at:begin], strict=True)]
        done.append(_with_braces(_without_marks(" ".join(words[begin:end])), to_latex, paired))
        at = end
    done += [braced[level][word] for word, level in zip(words[at:], levels[at:], strict=True)]
    return " ".join(done)


def protect_plainly(title: str, names: ProperNames = NO_NAMES, language: str | None = None) -> str:
    """The same without escapes, for a title without markup characters."""
    words = [
        f"{{{kept}}}".join((before, after)) if kept else before
        for before, kept, after in _kept_parts(title, names, language)
    ]
    text = " ".join(words)
    # Typst's title case drops the space after braces that a title begins with, but not one within them.
    return re.sub(r"^(\{[^}]*)\} ", r"\1 }", text)


def sentence_case(
    title: str, names: ProperNames = NO_NAMES, language: str | None = None, *, byline: bool = False
) -> str:
    """The title with capitals only where a sentence has them: at its beginning and that of its clauses, and in names."""
    words = title.split()
    if not words or _only_names_have_capitals(words, language):
        return title
    done = [
        f"{before.lower()}{kept}{after.lower()}"
        for before, kept, after in _kept_parts(title, names, language, byline=byline)
    ]
    if done[0] != words[0]:
        # The first letter of the title keeps its case.
        first = next((index for index, sign in enumerate(words[0]) if sign.isalnum()), 0)
        done[0] = done[0][:first] + words[0][first] + done[0][first + 1 :]
    return " ".join(done)


def _kept_parts(
    title: str, names: ProperNames, language: str | None, *, byline: bool = False
) -> list[tuple[str, str, str]]:
    """For each word, and each name of several words: what stands before the part that keeps its capitals, that part, and the rest."""
    words = title.split()
    levels = _levels(words, language, byline=byline)
    done: list[tuple[str, str, str]] = []
    at = 0
    for begin, end in [*names.runs(words), (len(words), len(words))]:
        done += [_split_word(word, level, names) for word, level in zip(words[at:begin], levels[at:begin], strict=True)]
        if end > begin:
            done.append(_without_marks(" ".join(words[begin:end])))
        at = end
    return done


def _only_names_have_capitals(words: list[str], language: str | None) -> bool:
    """True if only names have capitals in the title: in sentence case, and in languages without title case."""
    if language is not None and not language.startswith("en"):
        return True
    return is_sentence_case(words) or not _GERMAN.isdisjoint(words) or words[0].lower() in _GERMAN


def _levels(words: list[str], language: str | None, *, byline: bool) -> list[int]:
    """How much of each word keeps its case because of its position."""
    if not words:
        return []
    if _only_names_have_capitals(words, language):
        levels = [_WHOLE if word[0].isupper() else _SPELLING for word in words]
    else:
        levels = [_SPELLING] * len(words)
    # A title that begins in lower case (the name of a program) must keep it.
    levels[0] = _WHOLE if words[0][0].islower() else _SPELLING
    if len(words) > 1 and not words[0].isalnum() and not any(map(str.isalnum, words[0])):
        # After an emoji or a mark, BibTeX does not take the next word for the beginning of the title.
        levels[1] = _FIRST_LETTER
    for index, word in enumerate(words[:-1]):
        if word[-1] in _MAY_END_CLAUSE and _ends_clause(word):
            # Some styles lower the word after a full stop or a question mark too, some even after a colon.
            levels[index + 1] = _FIRST_LETTER
    for index in [index for index, word in enumerate(words) if word[0] == "("]:
        if abbreviation := _MIXED_ABBREVIATION.fullmatch(words[index]):
            _keep_what_it_stands_for(abbreviation[1], words[:index], levels)
    if byline and "by" in words:
        begin = len(words) - words[::-1].index("by")
        if begin > 1 and all(word[0].isupper() or word in _IN_BYLINES for word in words[begin:]):
            levels[begin:] = [_WHOLE if word[0].isupper() else _SPELLING for word in words[begin:]]
    return levels


def _keep_what_it_stands_for(abbreviation: str, before: list[str], levels: list[int]) -> None:
    """Marks the words before an abbreviation that is a name, if it is made of their first letters: Pathways Language Model (PaLM)."""
    initials = [sign for sign in abbreviation if sign.isupper()]
    if [word[0] for word in before[-len(initials) :]] == initials:
        levels[len(before) - len(initials) : len(before)] = [_WHOLE] * len(initials)


def _ends_clause(word: str) -> bool:
    word = word.rstrip(_CLOSING_MARKS)
    return word.endswith(_ENDS_CLAUSE) and _INITIALS.fullmatch(word) is None


def _without_marks(text: str) -> tuple[str, str, str]:
    """The marks before the text, the text without them, and the marks after it."""
    letters = [index for index, sign in enumerate(text) if sign.isalnum()]
    begin, end = letters[0], letters[-1] + 1
    return text[:begin], text[begin:end], text[end:]


class _BracedWords(dict[str, str]):
    """Words of titles with their braces, computed on first use: words recur, titles do not."""

    def __init__(self, level: int, to_latex: bool, paired: bool, names: ProperNames) -> None:
        self._level = level
        self._to_latex = to_latex
        self._paired = paired
        self._names = names

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = braced = _with_braces(_split_word(word, self._level, self._names), self._to_latex, self._paired)
        return braced


@lru_cache(maxsize=8)
def _braced_words(to_latex: bool, paired: bool, names: ProperNames) -> tuple[_BracedWords, ...]:
    """The words with their braces, one mapping for each position."""
    return tuple(_BracedWords(level, to_latex, paired, names) for level in (_SPELLING, _FIRST_LETTER, _WHOLE))


def _with_braces(parts: tuple[str, str, str], to_latex: bool, paired: bool) -> str:
    before, inside, after = parts
    if not inside or not has_paired_braces(inside):
        return encode(before + inside + after, to_latex=to_latex, paired=paired)
    kept = encode(inside, to_latex=to_latex)
    if kept.startswith("\\"):
        # BibTeX takes a brace before a backslash for an accented letter, and changes its case.
        kept = f"{{{kept}}}"
    outside = [encode(part, to_latex=to_latex, paired=paired) for part in (before, after)]
    return f"{{{kept}}}".join(outside)


def _split_word(word: str, level: int, names: ProperNames) -> tuple[str, str, str]:
    """Before the part that keeps its capitals, that part, and the rest; all in the first if nothing keeps them."""
    if level != _WHOLE and (word.islower() or word.isdecimal()):
        return word, "", ""
    if level == _SPELLING and word[0].isupper() and word[1:].islower() and word.isalpha():
        # Most words: only a name keeps such a capital.
        return ("", word, "") if word in names else (word, "", "")
    parts = _WORD_PART.findall(word)
    keeps = [_keeps_capitals(part, names) for part in parts]
    if level == _WHOLE and not any(keeps):
        keeps = [part[0].isalnum() for part in parts]
    if not any(keeps):
        return _first_letter(word) if level == _FIRST_LETTER else (word, "", "")
    first = keeps.index(True)
    last = len(keeps) - 1 - keeps[::-1].index(True)
    # A number or a letter that follows belongs to the name: GPT-3, GPT-3.5, PanGu-α.
    while last + 2 < len(parts) and parts[last + 1] in ("-", ".") and _continues(parts[last + 2]):
        last += 2
    if level == _FIRST_LETTER and any(part[0].isupper() for part in parts[:first]):
        first = 0
    return "".join(parts[:first]), "".join(parts[first : last + 1]), "".join(parts[last + 1 :])


def _first_letter(word: str) -> tuple[str, str, str]:
    for index, sign in enumerate(word):
        if sign.isalnum():
            return (word[:index], sign, word[index + 1 :]) if sign.isupper() else (word, "", "")
    return word, "", ""


def _continues(part: str) -> bool:
    return part[0].isdigit() or len(part) == 1


def _keeps_capitals(part: str, names: ProperNames) -> bool:
    """Whether a part of a word has capitals that are spelling, not style: a name, an acronym, inner capitals."""
    if part.islower() or not part[0].isalnum():
        return False
    core = _POSSESSIVE.sub("", part)
    if core in names or part in names:
        return True
    if len(core) == 1:
        return core != "A" and core.isupper()
    if _INITIALS.fullmatch(part):
        return True
    if any(character.isupper() for character in core[1:]):
        return True
    if core != part:
        # A word with `'s` is usually a name: Alzheimer's disease, Darwin's finches.
        return core[0].isupper() and core not in _NEVER_NAMES
    return core[0].isupper() and not core.isalpha() and any(c.isdigit() or c in "#+" for c in core)
