"""Search quality on the judged queries, in one process: nDCG@10, first-result success, declined queries, by class.

    python bench/search.py [--queries FILE]... [--worst N] [--catalogue FILE]

The measures are those of shared/search/score.py of this project's source material: gain 2^grade - 1, ten deep.
Without --queries, the queries of tests/search/queries.yaml are scored.
"""

import argparse
import math
import sys
import time
from collections import defaultdict
from pathlib import Path

import yaml

from llmprimer.catalogue.locate import locate
from llmprimer.identifiers import comparable_url
from llmprimer.index import Index
from llmprimer.search import find

HERE = Path(__file__).resolve().parent


def score(judgements: dict[str, int], urls: list[str]) -> tuple[float, float]:
    """nDCG@10 and first-result success of one ranking."""
    grades = {comparable_url(url): grade for url, grade in judgements.items()}
    found = [grades.get(comparable_url(url), 0) for url in urls]
    gain = sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(found[:10]))
    best = sum(
        (2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(sorted(grades.values(), reverse=True)[:10])
    )
    wanted = min(2, max(grades.values()))
    return gain / best, float(bool(found) and found[0] >= wanted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", action="append", type=Path)
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--catalogue")
    options = parser.parse_args()
    files = options.queries or [HERE.parent / "tests" / "search" / "queries.yaml"]
    queries = [query for file in files for query in yaml.safe_load(file.read_text(encoding="utf-8"))]
    index = Index.open(locate(options.catalogue))
    by_class: dict[str, list[tuple[float, float]]] = defaultdict(list)
    declined: list[bool] = []
    wrongly_declined: list[str] = []
    rows = []
    began = time.perf_counter()
    for query in queries:
        found = find(index, query["text"], limit=20)
        urls = [result.row["url"] for result in found.results if result.row["url"]]
        if not query["judgements"]:
            declined.append(not found.confident)
            if found.confident:
                rows.append((-1.0, query, found))
            continue
        if not found.confident:
            wrongly_declined.append(query["text"])
        ndcg, first = score(query["judgements"], urls)
        by_class[query["class"]].append((ndcg, first))
        rows.append((ndcg, query, found))
    took = time.perf_counter() - began
    everything = [pair for pairs in by_class.values() for pair in pairs]
    for name, pairs in [("all", everything), *sorted(by_class.items())]:
        mean = [sum(column) / len(pairs) for column in zip(*pairs, strict=True)]
        print(f"{name:12} {len(pairs):4}  nDCG@10 {mean[0]:.3f}  first result {mean[1]:.3f}")
    print(
        f"no answer    {len(declined):4}  declined {sum(declined)}; wrongly declined {len(wrongly_declined)}: {wrongly_declined}"
    )
    print(f"{1000 * took / len(queries):.1f} ms a query in a warm process")
    for ndcg, query, found in sorted(rows, key=lambda row: row[0])[: options.worst]:
        print(f"\n{query['id']} {query['text']!r} {ndcg:.2f} confident={found.confident} {found.corrections}")
        grades = {comparable_url(url): grade for url, grade in query["judgements"].items()}
        came = {comparable_url(r.row["url"]) for r in found.results[:10]}
        for result in found.results[:10]:
            reasons = " | ".join(f"{w} {p:.0f} {f}" for w, f, p in result.reasons)
            print(
                f"   {grades.get(comparable_url(result.row['url']), 0)} {result.score:6.1f} {result.citation_key:38} {reasons[:150]}"
            )
        for url, grade in grades.items():
            if url not in came and grade > 1:
                print(f"   missed {grade} {url}")


if __name__ == "__main__":
    sys.exit(main())
