"""How much `llmprimer enrich` fills in imported lists, and how much better they are searched afterwards.

    python bench/enriched_search.py --lists FOLDER --works FILE.jsonl [--split dev|test|all] [--keep FOLDER] [--brief]

The lists are those of bench/search.py. Every line of the file of works is a JSON object with the fields of
tests/enriching/world.py's Paper (title, authors, arxiv, submitted, abstract, doi, published, venue): what public dumps say of
works in the lists, and of others that must not be taken for them. A server on loopback plays arXiv, Crossref and Semantic
Scholar with them, `llmprimer enrich --yes` runs against it without waiting between requests, and search is measured before
and after. With --keep, the catalogues are left in that folder.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parent.parent / "tests"))

from _judged import catalogues, load
from enriching.world import SERVICES, Paper, World
from llmprimer.index import Index
from llmprimer.net import client
from search import evaluate, show

_COUNTED = ("author", "issued", "container_title", "doi", "arxiv", "published", "abstract")


def world_of(path: Path) -> World:
    world = World()
    for line in path.read_text("utf-8").splitlines():
        fields = json.loads(line)
        world.papers.append(Paper(**{**fields, "authors": tuple(fields.get("authors", ()))}))
    for name in SERVICES:
        os.environ[f"LLMPRIMER_{name.upper()}_URL"] = f"{world.url}/{name}"
    client._sleep = lambda _: None
    return world


def enrich(path: Path) -> str:
    """Enriches the catalogue; the last lines that the command prints."""
    from llmprimer.cli import main

    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        main(["enrich", "--yes", "--catalogue", str(path)])
    said = [line for line in err.getvalue().splitlines() if line.startswith("llmprimer:")]
    return "\n  ".join(said[:4])


def filled(path: Path) -> Counter[str]:
    return Counter(name for record in Index.open(path).records() for name in _COUNTED if record.get(name))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", type=Path, required=True)
    parser.add_argument("--works", type=Path, required=True)
    parser.add_argument("--split", choices=("dev", "test", "all"), default="all")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--brief", action="store_true")
    options = parser.parse_args()
    world = world_of(options.works)
    with tempfile.TemporaryDirectory() as folder:
        for name, path, queries in catalogues(options.lists, Path(folder)):
            if name == "built-in":
                continue
            bare = path.with_name("bare.yaml")
            shutil.copy(path, bare)
            before = filled(bare)
            world.asked.clear()
            said = enrich(path)
            after = filled(path)
            print(f"{name}, {len(Index.open(path))} references\n  {said}")
            print("  " + ", ".join(f"{field} {before[field]} -> {after[field]}" for field in _COUNTED))
            print("  requests: " + ", ".join(f"{service} {count}" for service, count in sorted(world.asked.items())))
            for label, one in (("bare", bare), ("enriched", path)):
                index = Index.open(one)
                by_class, _, declined = evaluate(index, load(queries, index, options.split, enriched=one is path))
                print(f"  {label:14}  n  nDCG@10 FTS5   more     first result")
                show("all", [triple for triples in by_class.values() for triple in triples])
                for kind, triples in sorted(by_class.items()) if not options.brief else ():
                    show(kind, triples)
                print(f"  {declined}")
            if options.keep:
                shutil.copytree(path.parent, options.keep / path.parent.name, dirs_exist_ok=True)
            print()
    world.close()


if __name__ == "__main__":
    main()
