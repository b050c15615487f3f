"""Search quality on the judged queries: nDCG@10 by class beside plain FTS5, first results, declined queries.

    python bench/search.py [--lists FOLDER] [--split dev|test|all] [--class NAME] [--worst N] [--brief] [--enriched]

The built-in catalogue is scored on tests/search/queries.yaml. With --lists, so is every list NAME.md of the folder (imported
afresh) or catalogue NAME.yaml that has judged queries in tests/search/judged/NAME.yaml. Weights are tuned on the half
`dev` alone; the half `test` is what counts. A query's half is given by a hash of its text.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from _judged import Plain, Query, catalogues, load, measure
from llmprimer.index import Index
from llmprimer.search import SearchResults, find

Row = tuple[float, Query, SearchResults]


def evaluate(index: Index, queries: list[Query]) -> tuple[dict[str, list[tuple[float, float, float]]], list[Row], str]:
    """By class: (ours, first result, plain FTS5) of each query; the rows; a line on what was declined."""
    plain = Plain(index)
    by_class: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    rows: list[Row] = []
    declined = []
    wrongly = []
    for query in queries:
        found = find(index, query.text, limit=20)
        if not query.grades:
            declined.append(not found.confident)
            if found.confident:
                rows.append((-1.0, query, found))
            continue
        if not found.confident:
            wrongly.append(query.text)
        ndcg, first = measure(query.grades, [result.citation_key for result in found.results])
        by_class[query.kind].append((ndcg, first, measure(query.grades, plain.find(query.text))[0]))
        rows.append((ndcg, query, found))
    return (
        by_class,
        rows,
        f"declined {sum(declined)} of {len(declined)} without an answer; wrongly {len(wrongly)}: {wrongly}",
    )


def show(name: str, pairs: list[tuple[float, float, float]]) -> None:
    ours, first, plain = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
    print(f"  {name:12} {len(pairs):4}  {ours:.3f}  {plain:.3f}  {ours - plain:+.3f}   {first:.3f}")


def show_worst(rows: list[Row], count: int) -> None:
    for ndcg, query, found in sorted(rows, key=lambda row: row[0])[:count]:
        print(f"\n{query.id} {query.text!r} {ndcg:.2f} confident={found.confident} {found.corrections}")
        for result in found.results[:8]:
            reasons = " | ".join(f"{w} {p:.1f} {f}" for w, f, p in result.reasons)
            print(
                f"   {query.grades.get(result.citation_key, 0)} {result.score:6.1f} {result.citation_key:32.32} {reasons[:170]}"
            )
        came = {result.citation_key for result in found.results[:10]}
        missed = [f"{grade} {key}" for key, grade in query.grades.items() if key not in came and grade > 1]
        if missed:
            print(f"   missed {', '.join(missed[:8])}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", type=Path)
    parser.add_argument("--split", choices=("dev", "test", "all"), default="all")
    parser.add_argument("--class", dest="kind")
    parser.add_argument("--only", help="a part of the names of the catalogues to score")
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--brief", action="store_true")
    parser.add_argument("--enriched", action="store_true", help="judge what enriching has added to the records too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, path, file in catalogues(options.lists, Path(folder)):
            if options.only and options.only not in name:
                continue
            index = Index.open(path)
            queries = load(file, index, options.split, enriched=options.enriched)
            if options.kind:
                queries = [query for query in queries if query.kind == options.kind]
            missing = {title for query in queries for title in query.missing}
            began = time.perf_counter()
            by_class, rows, declined = evaluate(index, queries)
            took = time.perf_counter() - began
            print(
                f"{name}, {len(index)} references, {options.split}: {len(queries)} queries, {1000 * took / max(len(queries), 1):.1f} ms each"
            )
            print("                  n  nDCG@10 FTS5   more     first result")
            everything = [triple for triples in by_class.values() for triple in triples]
            if everything:
                show("all", everything)
            for kind, triples in sorted(by_class.items()) if not options.brief else ():
                show(kind, triples)
            print(f"  {declined}")
            if missing:
                print(f"  {len(missing)} judged works are not in the catalogue: {'; '.join(sorted(missing)[:5])}")
            show_worst(rows, options.worst)
            print()


if __name__ == "__main__":
    sys.exit(main())
