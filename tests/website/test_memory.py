"""What a build holds in memory does not grow with the number of references: lists lie in files."""

from __future__ import annotations

import gc
import tracemalloc
from io import TextIOBase
from itertools import chain
from pathlib import Path

from catalogues import create_catalogue
from llmprimer.api.catalogue import Catalogue
from llmprimer.model import Header, Reference
from llmprimer.site.content import Content
from llmprimer.site.files import other_files, reference_files

LIMITS = {
    "citations.MOST_FOR_APA": 0,
    "pages.groups._PER_PAGE": 20,
    "pages.lists.PER_PAGE": 20,
    "search_index._WHOLE": 0,
    "search_index.columns._IN_MEMORY": 50,
    "search_index.postings._KEPT": 100,
    "search_index.postings._RUN": 5_000,
}


class Nowhere(TextIOBase):
    """A file that keeps nothing."""

    def write(self, text: str) -> int:
        return len(text)


def catalogue(folder: Path, count: int) -> Path:
    """References that share their words, but neither titles, keys, addresses nor authors."""
    path = folder / f"{count}.yaml"
    header = Header.model_validate({"title": "Many", "topics": {"a": {"label": "A", "definition": "A topic."}}})
    names = [f"{first}{second}" for first in "BCDFGHKLMN" for second in "aeiou"]
    found = [
        Reference.model_validate(
            {
                "citation_key": f"key-{number:05}",
                "type": "article",
                "kind": "paper",
                "title": f"On {names[number % 50]} and {names[number // 50 % 50]}",
                "author": [
                    {"family": f"{names[at % 50]}{names[at // 50 % 50].lower()}", "given": names[at // 2500 % 50]}
                    for at in (3 * number, 3 * number + 1, 3 * number + 2)
                ],
                "issued": f"{1990 + number % 30}-{1 + number % 12:02}-{1 + number % 28:02}",
                "topics": ["a"],
                "url": f"https://{names[number % 50]}{names[number // 50 % 50]}.example/",
                "accessed": "2023-01-13",
            }
        )
        for number in range(count)
    ]
    create_catalogue(path, header, found)
    return path


def peak(path: Path) -> int:
    """The most bytes that Python held at once while all files were made but the pages of references, of which it knows what
    they depend on.
    """
    with Catalogue.open(path) as opened:
        opened.count()
        gc.collect()
        tracemalloc.start()
        try:
            content = Content(opened)
            for file in chain(other_files(content, lambda _: []), reference_files(content)):
                if file.make is not None and not file.path.startswith("r/"):
                    file.make()
                elif file.write is not None:
                    file.write(Nowhere())
            content.close()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_a_further_reference_takes_few_bytes_of_memory(tmp_path, monkeypatch):
    # What is kept up to a limit is full with few references.
    for name, limit in LIMITS.items():
        monkeypatch.setattr(f"llmprimer.site.{name}", limit)
    few, many = (catalogue(tmp_path, count) for count in (100, 400))
    peak(few)  # what is loaded once
    growth = (peak(many) - peak(few)) / 300
    # It was 3,900 bytes when authors, titles, words and names of groups were in lists and dictionaries, and is 1,100.
    assert growth < 1_500
