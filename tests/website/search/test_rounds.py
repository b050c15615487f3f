"""How often a key waits for files that could be asked for only when others had come."""

from __future__ import annotations

from llmprimer.index import Index
from website.search.conftest import answers, lay_out, made_by_chance

#: A word that is there, one that is misspelt, one that is nowhere, several of them, a date.
TYPED = ["dabi", "dabbi", "benchmrk", "la ki du", "fougo 2012"]
#: Milliseconds; more than unpacking a file takes.
QUIET = 150


def test_a_key_waits_for_few_rounds_of_files(tmp_path):
    index = Index.open(made_by_chance(tmp_path, 600))
    site = lay_out(index, tmp_path / "site")
    how = {"unfinished": True, "limit": 6, "counts": []}
    rounds = []
    for text in TYPED:
        keys = [(text[:end], how) for end in range(1, len(text) + 1)]
        rounds += [answer["rounds"] for answer in answers(site, keys, QUIET)]
    # What the words need, what their corrections need, and the rows.
    assert max(rounds) <= 3
    assert sum(rounds) / len(rounds) < 1.5
