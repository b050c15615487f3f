"""The numbers that pictures are drawn of, against tests/charts/numbers.json; `pytest --update-golden` rewrites it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

FILE = Path(__file__).parent / "numbers.json"
COMMANDS = [
    ["timeline"],
    ["timeline", "--by", "month"],
    ["timeline", "kind:paper"],
    *(["stats", "--by", field] for field in ("topic", "kind", "type", "year", "author", "organization", "host")),
    *(["stats", "--by", field] for field in ("lang", "slide", "field")),
    ["stats", "--by", "author", "-n", "2"],
    ["stats", "--by", "topic", "--over", "year"],
    ["stats", "--by", "kind", "--over", "slide"],
]


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_the_numbers_are_those_of_the_file(run, toy, request, argv):
    done = run(*argv, "--json", "--catalogue", toy)
    assert done.status == 0
    printed = json.loads(done.out)
    tables = [printed] if "counts" in printed else printed["tables"]
    rows = [
        {
            **{name: table[name] for name in ("total", "missing", "left_out")},
            "counts": [" | ".join(map(str, filter(None, cell.values()))) for cell in table["counts"]],
        }
        for table in tables
    ]
    golden = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    if request.config.getoption("update_golden"):
        golden[" ".join(argv)] = rows
        FILE.write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert rows == golden[" ".join(argv)]
