"""English word forms brought to one stem: the English stemmer of Snowball ("Porter 2"), and a root for derived forms.

Specification: https://snowballstem.org/algorithms/english/stemmer.html (steps 1a to 5). Our own code,
because a package of thirty languages would slow the import, and because the website needs the same in JavaScript. Unlike
Porter's first algorithm, it does not give "general" and "generate" the same stem.
"""

from __future__ import annotations

from functools import cache

_VOWELS = "aeiouy"
_DOUBLES = ("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")
#: The letters allowed before -li.
_BEFORE_LI = "cdeghkmnrt"
#: After these prefixes the first region starts at once, so that "general" is not cut to "gener".
_PREFIXES = ("arsen", "commun", "emerg", "gener", "inter", "later", "organ", "past", "univers")
_IRREGULAR = {
    "skis": "ski", "skies": "sky", "idly": "idl", "gently": "gentl", "ugly": "ugli", "early": "earli", "only": "onli",
    "singly": "singl", "sky": "sky", "news": "news", "howe": "howe", "atlas": "atlas", "cosmos": "cosmos",
    "bias": "bias", "andes": "andes",
}  # fmt: skip
#: Not shortened further once the plural ending is removed.
_UNCHANGED = frozenset(["inning", "outing", "canning", "herring", "earring", "evening", "proceed", "exceed", "succeed"])

_STEP_2 = [
    ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"),
    ("tional", "tion"), ("biliti", "ble"), ("lessli", "less"), ("entli", "ent"), ("ation", "ate"), ("alism", "al"),
    ("aliti", "al"), ("ousli", "ous"), ("iviti", "ive"), ("fulli", "ful"), ("enci", "ence"), ("anci", "ance"),
    ("abli", "able"), ("izer", "ize"), ("ator", "ate"), ("alli", "al"), ("bli", "ble"), ("ogist", "og"), ("ogi", "og"),
    ("li", ""),
]  # fmt: skip
_STEP_3 = [
    ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ative", ""),
    ("ical", "ic"), ("ness", ""), ("ful", ""),
]  # fmt: skip
_STEP_4 = [
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion",
    "al", "er", "ic",
]  # fmt: skip
#: Ends of stems that change between a verb and its noun: reduce and reduction, invert and inversion, analyze and analysis.
_ALTERNATIVES = [
    ("uct", "uc"), ("ript", "rib"), ("miss", "mit"), ("umpt", "um"), ("olut", "olv"), ("ers", "ert"), ("ns", "nd"),
    ("lyz", "lys"),
]  # fmt: skip


@cache
def stem(word: str) -> str:
    """The stem of a folded word; words in other scripts, with digits, or of one or two letters are unchanged."""
    if len(word) < 3 or not word.isascii() or not word.isalpha():
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    word = _marked(word)
    first, second = _regions(word)
    word = _plural(word)
    if word in _UNCHANGED:
        return word
    word = _past_and_progressive(word, first)
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in _VOWELS:
        word = word[:-1] + "i"
    word = _step_3(_step_2(word, first), first, second)
    word = _final(_step_4(word, second), first, second)
    return word.replace("Y", "y")


@cache
def root(word: str) -> str:
    """What a word's derived forms share beyond its stem: `brows` of browsing and browser, `empath` of empathy and empathetic.

    A name with a version has the root of the name: `bowtie2`, `yolov3`. It also joins some unrelated words, so a match by
    root scores less than a match by stem.
    """
    found = stem(word)
    if not word.isascii() or not word.isalpha():
        name = _without_version(word)
        return root(name) if name else found
    for suffix, replacement in _ALTERNATIVES:
        if found.endswith(suffix) and len(found) > 4:
            found = found[: -len(suffix)] + replacement
            break
    for suffix in ("ic", "er", "or", "et", "it", "ist", "istri", "al"):
        base = found.removesuffix(suffix)
        if base != found and len(base) >= 4 and base not in _PREFIXES:
            found = base
            break
    return found[:-1] if len(found) > 4 and found[-1] in "ieo" else found


def _without_version(word: str) -> str:
    """The name of three letters or more before a number of one or two digits; empty if the word is no such name."""
    name = word.rstrip("0123456789")
    if not 1 <= len(word) - len(name) <= 2 or len(name) < 3 or not name.isascii() or not name.isalpha():
        return ""
    return name[:-1] if name[-1] == "v" and len(name) > 4 else name


def singular(word: str) -> str:
    """The word without the ending of an English plural, if it has one."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and len(word) > 2 and (not word.endswith(("ss", "us", "is")) or _is_plural_in_us(word)):
        return word[:-1]
    return word


def _is_plural_in_us(word: str) -> bool:
    return len(word) == 4 and word.endswith("us") and not _has_vowel(word[:2])


def _marked(word: str) -> str:
    """The word with Y for each y that is a consonant: at the start, and after a vowel."""
    if "y" not in word:
        return word
    letters = list(word)
    for i, letter in enumerate(letters):
        if letter == "y" and (i == 0 or letters[i - 1] in _VOWELS):
            letters[i] = "Y"
    return "".join(letters)


def _after_syllable(word: str, start: int) -> int:
    """The index after the first consonant that follows a vowel, searching from `start`."""
    for i in range(start + 1, len(word)):
        if word[i] not in _VOWELS and word[i - 1] in _VOWELS:
            return i + 1
    return len(word)


def _regions(word: str) -> tuple[int, int]:
    prefix = next((b for b in _PREFIXES if word.startswith(b)), None)
    first = len(prefix) if prefix else _after_syllable(word, 0)
    return first, _after_syllable(word, first)


def _has_vowel(part: str) -> bool:
    return any(letter in _VOWELS for letter in part)


def _ends_short(word: str) -> bool:
    """Whether the word ends in a short syllable: consonant, vowel, consonant other than w, x, Y; or vowel, consonant as the whole word."""
    if word == "past":
        return True
    if len(word) == 2:
        return word[0] in _VOWELS and word[1] not in _VOWELS
    return len(word) > 2 and word[-3] not in _VOWELS and word[-2] in _VOWELS and word[-1] not in _VOWELS + "wxY"


def _plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    # Plurals of abbreviations ("RNNs", "GPUs"): the only difference from the specification.
    if word.endswith("s") and (not _has_vowel(word) or _is_plural_in_us(word)):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")) and _has_vowel(word[:-2]):
        return word[:-1]
    return word


def _past_and_progressive(word: str, first: int) -> str:
    for suffix in ("eedly", "eed"):
        if word.endswith(suffix):
            return word[: -len(suffix)] + "ee" if len(word) - len(suffix) >= first else word
    for suffix in ("ingly", "edly", "ing", "ed"):
        if not word.endswith(suffix):
            continue
        base = word[: -len(suffix)]
        if suffix == "ing" and len(base) == 2 and base[1] == "y" and base[0] not in _VOWELS:
            return base[0] + "ie"
        if not _has_vowel(base):
            return word
        if base.endswith(("at", "bl", "iz")):
            return base + "e"
        if base.endswith(_DOUBLES):
            return base if len(base) == 3 and base[0] in "aeo" else base[:-1]
        return base + "e" if first >= len(base) and _ends_short(base) else base
    return word


def _step_2(word: str, first: int) -> str:
    for suffix, new in _STEP_2:
        if not word.endswith(suffix):
            continue
        base = word[: -len(suffix)]
        fits = {"ogi": base.endswith("l"), "li": bool(base) and base[-1] in _BEFORE_LI}.get(suffix, True)
        return base + new if len(base) >= first and fits else word
    return word


def _step_3(word: str, first: int, second: int) -> str:
    for suffix, new in _STEP_3:
        if word.endswith(suffix):
            start = len(word) - len(suffix)
            return word[:start] + new if start >= (second if suffix == "ative" else first) else word
    return word


def _step_4(word: str, second: int) -> str:
    for suffix in _STEP_4:
        if word.endswith(suffix):
            base = word[: -len(suffix)]
            fits = suffix != "ion" or base.endswith(("s", "t"))
            return base if len(base) >= second and fits else word
    return word


def _final(word: str, first: int, second: int) -> str:
    end = len(word) - 1
    if word.endswith("e"):
        return word[:-1] if end >= second or (end >= first and not _ends_short(word[:-1])) else word
    return word[:-1] if word.endswith("ll") and end >= second else word
