"""Queries by chance, of every kind that people type, on the words of a catalogue."""

from __future__ import annotations

import json
import random

from llmprimer.index import Index
from llmprimer.index.rows import authors_of

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_QUESTIONS = ("how does", "what is", "who wrote about", "why do", "papers on", "news about", "the", "since", "before")


def generated(index: Index, count: int, seed: int = 1) -> list[str]:
    """So many queries: words, typos, beginnings, phrases, fields, alternatives, exclusions, CJK, identifiers, dates, errors."""
    chance = random.Random(seed)
    rows = [json.loads(row) for (row,) in index.connection.execute("SELECT row FROM reference ORDER BY id LIMIT 3000")]
    asked = "SELECT DISTINCT field, value FROM facet WHERE field IN ('topic', 'kind', 'type', 'lang', 'site', 'has') ORDER BY 1, 2"
    values = [f"{field}:{value}" for field, value in index.connection.execute(asked)]
    values += [f"key:{row['citation_key']}" for row in rows[:50]] + [
        f"key:{row['citation_key'][:4]}*" for row in rows[:50]
    ]
    ids = [
        value
        for (value,) in index.connection.execute(
            "SELECT value FROM facet WHERE field IN ('url', 'doi', 'arxiv', 'handle') LIMIT 2000"
        )
    ]

    def texts() -> list[str]:
        row = chance.choice(rows)
        names = [*authors_of(row), row.get("publisher") or row["title"]]
        return (row["title"] if chance.random() < 0.5 else row.get("summary") or chance.choice(names)).split()

    def word() -> str:
        return chance.choice(texts()).strip("()\"'.,:;") or "a"

    def run() -> str:
        parts = texts()
        at = chance.randrange(len(parts))
        return " ".join(parts[at : at + chance.randint(1, 4)]).replace('"', "")

    def typo(text: str) -> str:
        at = chance.randrange(len(text)) if text else 0
        letter = chance.choice(_LETTERS)
        swapped = text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
        return chance.choice(
            (text[:at] + text[at + 1 :], text[:at] + letter + text[at:], text[:at] + letter + text[at + 1 :], swapped)
        )

    def span() -> str:
        low = chance.randint(1990, 2022)
        month = f"{low}-{chance.randint(1, 12):02d}"
        return chance.choice(
            (f"year:{low}..{low + chance.randint(0, 9)}", f"year:>={low}", f"date:<{month}", f"date:{month}..", f"year:<={low}", f"date:>{month}-15", f"slide:{chance.randint(1, 40)}..45")
        )  # fmt: skip

    def beginning() -> str:
        text = word()
        return text[: chance.randint(2, max(2, len(text)))]

    def joined() -> str:
        return "".join(run().split()[:2])

    def apart() -> str:
        text = word()
        at = chance.randint(1, max(1, len(text) - 1))
        return f"{text[:at]} {text[at:]}"

    def of_names() -> str:
        """A name, or the end of one with the beginning of the next."""
        names = authors_of(chance.choice(rows)) or [word()]
        at = chance.randrange(len(names))
        across = " ".join((names[at - 1].split()[-1], names[at].split()[0]))
        return chance.choice((names[at], across)).replace('"', "")

    def initials() -> str:
        return "".join(part[0] for part in texts()[: chance.randint(2, 5)] if part)

    makers = (
        *(lambda: " ".join(word() for _ in range(chance.randint(1, 5))),) * 4, run, run,
        *(lambda: " ".join((typo(word()), *(word() for _ in range(chance.randint(0, 2))))),) * 4,
        lambda: typo(typo(word())), beginning, joined, apart, initials,
        lambda: f'"{run()}" {word()}', lambda: f'"{run()}"', lambda: f"{word()} -{word()}", lambda: f"{word()} OR {word()}",
        lambda: f"({word()} OR {typo(word())}) {word()} NOT {word()}", lambda: f"{chance.choice(values)} {word()}",
        lambda: f"{chance.choice(values)} -{chance.choice(values)}", lambda: f"{word()} {span()}", span,
        lambda: f"{chance.choice(('title', 'author', 'summary', 'organization'))}:{word()}",
        lambda: f'author:"{run()}" {word()}', lambda: f'author:"{of_names()}"', lambda: chance.choice(ids), lambda: f"{chance.choice(ids)} {word()}",
        lambda: f"{chance.choice(_QUESTIONS)} {run()} {chance.choice(('', '?', '2021', 'in march 2022', 'paper', 'tweets'))}",
        lambda: chance.choice(rows)["title"], chance.choice(rows)["title"].lower,
        lambda: "".join(chance.choice('ab ()"-:.OR日本語 é') for _ in range(chance.randint(1, 15))),
    )  # fmt: skip
    return [chance.choice(makers)()[:380] for _ in range(count)]
