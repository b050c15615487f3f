"""Braces around the words whose capitals must survive a style that lowers titles: `{BERT}`, `{GPT-3}`, `{Google}`.

Only those words, never the whole title: a style that wants sentence case must still get it for the rest.
"""

from __future__ import annotations

import re
from functools import lru_cache

from llmprimer.latex.encoding import encode, has_paired_braces

#: Proper names that titles in this field have; a title in title case does not tell them from other words.
_PROPER = frozenset(
    """
    Africa African Alibaba Amazon America American Andrew Apple Arabic Asia Asian Atari Australia Azure Baidu Bayes
    Bayesian Bellman Bing Boltzmann Brazil Britain British California Canada Canadian Cantonese Chicago China Chinese Claude Codex
    Colab Copilot Cohere Czech Dijkstra Dutch Einstein Elon Euclidean Europe European Facebook Fisher Fourier France French
    Galactica Gauss Gaussian Gemini Georgia German Germany Gibbs Google Greek Hamiltonian Harvard Hebbian Hebrew Hessian Hilbert
    Hindi Hopfield Huawei India Indian Intel Internet Israel Italian Italy Jacobian Japan Japanese Java Julia Kaggle Keras
    Kolmogorov Korea Korean Lagrangian Langevin Laplace Latin Lipschitz London Mandarin Markov Meta Microsoft Minecraft
    Minerva Mistral Monte Carlo Moore Nash Netflix Newton Nvidia Oxford Perl Persian Poisson Polish Portuguese Princeton
    Pythia Python Pytorch Reddit Riemannian Rust Russia Russian Salesforce Scala Shannon Siri Socratic Spanish Stanford Swedish Switzerland
    Tensorflow Tesla Thompson Turing Turkish Twitter Ubuntu Unicode Vietnam Vietnamese Wasserstein Wikipedia Wordnet York
    Youtube Zipf
    """.split()
)
_PART = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['\u2019.][^\W_]+)*[#+]*|[\W_]+")
_POSSESSIVE = re.compile(r"['\u2019]s$")
_ENDS_CLAUSE = (":", ".", "?", "!", "\u2014", "\u2013", "|", "\u00b7")


def protect(title: str, *, to_latex: bool) -> str:
    """The title encoded, with braces around the words that keep their capitals; spaces become single."""
    paired = has_paired_braces(title)
    if title.isascii():
        # Of most titles most words are plain lower-case words, which need nothing.
        return " ".join(
            [
                word if word.islower() and word.isalpha() and not keep else _braced(word, keep, to_latex, paired)
                for word, keep in _words(title)
            ]
        )
    return " ".join([_braced(word, keep, to_latex, paired) for word, keep in _words(title)])


def protect_plainly(title: str) -> str:
    """The same without any escape, for a title that has no character which means something to the reader."""
    words = [f"{{{kept}}}".join((before, after)) if kept else before for before, kept, after in split(title)]
    text = " ".join(words)
    # Typst's title case drops the space after braces that a title begins with, but not one within them.
    return re.sub(r"^(\{[^}]*)\} ", r"\1 }", text)


def split(title: str) -> list[tuple[str, str, str]]:
    """Each word in three: what keeps its capitals, before it and after it; all in the first where nothing does."""
    return [_split(word, keep) for word, keep in _words(title)]


def _words(title: str) -> list[tuple[str, bool]]:
    """The words, and whether their place alone says that they keep their case."""
    words = title.split()
    if not words:
        return []
    # A title that begins in lower case, as the names of programs do, is not to be raised either.
    done = [(words[0], words[0][0].islower())]
    if not _is_sentence_case(words):
        return done + [(word, False) for word in words[1:]]
    # In sentence case, a capital that does not begin a clause is a name's.
    begins = words[0].endswith(_ENDS_CLAUSE)
    for word in words[1:]:
        done.append((word, not begins and word[0].isupper()))
        begins = word.endswith(_ENDS_CLAUSE)
    return done


def _is_sentence_case(words: list[str]) -> bool:
    long = [word[0] for word in words[1:] if len(word) > 3 and word[0].isalpha()]
    return len(long) >= 2 and sum(map(str.islower, long)) * 2 > len(long)


@lru_cache(maxsize=8192)  # words recur, titles do not
def _braced(word: str, keep: bool, to_latex: bool, paired: bool) -> str:
    before, inside, after = _split(word, keep)
    if not inside or not has_paired_braces(inside):
        return encode(word, to_latex=to_latex, paired=paired)
    kept = encode(inside, to_latex=to_latex)
    if kept.startswith("\\"):
        # To BibTeX a brace before a backslash begins an accented letter, whose capitals it does change.
        kept = f"{{{kept}}}"
    outside = [encode(part, to_latex=to_latex, paired=paired) for part in (before, after)]
    return f"{{{kept}}}".join(outside)


def _split(word: str, keep: bool) -> tuple[str, str, str]:
    if not keep and word.islower():
        return word, "", ""
    parts = _PART.findall(word)
    keeps = [_keeps_capitals(part) for part in parts]
    if keep and not any(keeps):
        keeps = [part[0].isalnum() for part in parts]
    if not any(keeps):
        return word, "", ""
    first = keeps.index(True)
    last = len(keeps) - 1 - keeps[::-1].index(True)
    # A number or a letter that follows belongs to the name: GPT-3, GPT-3.5, PanGu-α.
    while last + 2 < len(parts) and parts[last + 1] in ("-", ".") and _continues(parts[last + 2]):
        last += 2
    return "".join(parts[:first]), "".join(parts[first : last + 1]), "".join(parts[last + 1 :])


def _continues(part: str) -> bool:
    return part[0].isdigit() or len(part) == 1


def _keeps_capitals(part: str) -> bool:
    """Whether a part of a word has capitals that are spelling, not style: an acronym, a name with inner capitals."""
    if part.islower() or not part[0].isalnum():
        return False
    core = _POSSESSIVE.sub("", part)
    if core in _PROPER:
        return True
    if len(core) == 1:
        return core != "A" and core.isupper()
    if any(character.isupper() for character in core[1:]):
        return True
    return core[0].isupper() and not core.isalpha() and any(c.isdigit() or c in "#+" for c in core)
