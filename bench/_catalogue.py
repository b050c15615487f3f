"""A large catalogue made by chance from a seed: the shape of the real one, words with a natural skew."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

_SYLLABLES = [c + v for c in "b d f g k l m n p r s t v z br tr st pl gr".split() for v in "a e i o u ai ou".split()]
_TOPICS = [f"topic-{n}" for n in range(40)]
_KINDS = ["paper"] * 6 + ["blog", "news", "repository", "docs"]
_TYPES = {
    "paper": "article",
    "blog": "post-weblog",
    "news": "article-newspaper",
    "repository": "software",
    "docs": "webpage",
}


def vocabulary(chance: random.Random, count: int) -> list[str]:
    """So many distinct made-up words, the shorter ones first, as the commoner words of a language are."""
    words: set[str] = set()
    while len(words) < count:
        words.add("".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 4)))))
    return sorted(words, key=lambda word: (len(word), word))


def lines(count: int, seed: int = 1) -> Iterator[str]:
    """The text of a catalogue of `count` references, in pieces."""
    chance = random.Random(seed)
    words = vocabulary(chance, 30_000)
    # Added up once: `choices` would do so for every reference.
    weights = list(itertools.accumulate(1 / (rank + 10) for rank in range(len(words))))
    families = [word.capitalize() for word in words[2_000:12_000]]
    yield "schema_version: 1\ntitle: Made by chance\ntopics:\n"
    for topic in _TOPICS:
        yield f"  {topic}: {{label: {topic}, definition: Made by chance.}}\n"
    yield "references:\n"
    for number in range(count):
        text = chance.choices(words, cum_weights=weights, k=42)
        kind = chance.choice(_KINDS)
        year, month, day = chance.randint(1990, 2022), chance.randint(1, 12), chance.randint(1, 28)
        authors = "".join(
            f"    - {{family: {chance.choice(families)}, given: {chance.choice(families)}}}\n"
            for _ in range(chance.randint(1, 6))
        )
        topics = ", ".join(sorted(chance.sample(_TOPICS, chance.randint(1, 4))))
        yield (
            f"  {text[0]}-{year}-{text[1]}-{number}:\n"
            f"    type: {_TYPES[kind]}\n    kind: {kind}\n"
            f"    title: {' '.join(text[:9]).capitalize()}\n    author:\n{authors}"
            f"    issued: {year}-{month:02d}-{day:02d}\n    publisher: {chance.choice(families)}\n"
            f"    doi: 10.{chance.randint(1000, 9999)}/{text[2]}.{number}\n    language: en\n    topics: [{topics}]\n"
            f"    summary: {' '.join(text[9:38]).capitalize()}.\n    aliases: [{text[38]}, {text[39]} {text[40]}]\n"
            f"    url: https://{text[3]}.example.org/{year}/{text[4]}-{number}\n    accessed: 2023-01-13\n"
            f"    slides: [{chance.randint(1, 49)}]\n    provenance:\n"
            f"    - {{source: made by chance, fields: [title, author, issued], confidence: certain}}\n"
        )


def write(path: Path, count: int, seed: int = 1) -> Path:
    """Writes the catalogue, unless the file is there already."""
    if not path.exists():
        with path.open("w", encoding="utf-8") as file:
            file.writelines(lines(count, seed))
    return path


def queries(count: int, seed: int = 2) -> list[str]:
    """Queries as people type them on such a catalogue: one to four words, some misspelt, some with a filter."""
    chance = random.Random(seed)
    words = vocabulary(random.Random(1), 30_000)
    weights = [1 / (rank + 10) for rank in range(len(words))]
    made = []
    for _ in range(count):
        chosen = chance.choices(words, weights, k=chance.randint(1, 4))
        if chance.random() < 0.2:
            word = chosen[0]
            at = chance.randrange(len(word))
            chosen[0] = word[:at] + chance.choice("aeioubcdf") + word[at + 1 :]
        if chance.random() < 0.2:
            chosen.append(chance.choice(("kind:paper", "year:2010..2015", "topic:topic-7")))
        made.append(" ".join(chosen))
    return made
