"""How well pages are judged, and what each table of words contributes: it is taken away, and the pages are judged again.

    python bench/judging.py                 the pages of tests/links/pages_*.py
    python bench/judging.py FOLDER          stored pages as well: FOLDER/missing/*.html are not-found pages that a server sent
                                            with status 200, FOLDER/innocent/*.html are ordinary pages

Prints for each set how many pages get the right verdict, then the same without each table. For stored pages it also prints
how many not-found pages are found when the host answers a made-up path with the same page, as such hosts do.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

# The folder of this file would hide tests/links behind bench/links.py; so the path is set before these imports.
sys.path[:1] = [str(Path(__file__).resolve().parent.parent / "tests")]

from links import pages_a, pages_b, pages_c, pages_d, pages_e  # noqa: E402
from links.pages import DEEP, Case, judged  # noqa: E402
from llmprimer.links.judging import challenge, drift, not_found_words, parked, soft_404  # noqa: E402
from llmprimer.links.judging.catch_all import is_catch_all  # noqa: E402
from llmprimer.links.judging.page import parse  # noqa: E402
from llmprimer.links.model import Hop, Probe  # noqa: E402

NEVER = re.compile(r"(?!)")
#: Table -> the module that has it, and its attributes.
TABLES = {
    **{name: (not_found_words, name) for name in ("_NEGATIONS", "_EXISTENCE", "_REMOVALS", "_SUFFICIENT", "_NOUNS", "_ADDRESSING")},
    **{name: (not_found_words, name) for name in ("_FILLER", "_HINTS", "_UNSPACED_ABSENCE", "_CONDITIONS", "_DEFINES")},
    **{name: (soft_404, name) for name in ("_SOFTWARE",)},
    **{name: (parked, name) for name in ("_PARKED", "_PARKED_TITLES", "_FOR_SALE", "_PARKING_HOSTS")},
    **{name: (challenge, name) for name in ("_CHALLENGE_MARKERS", "_GUARD_MARKERS", "_CHALLENGE_TITLES", "_AMBIGUOUS_TITLES", "_CHALLENGE_TEXT")},
    **{name: (challenge, name) for name in ("_LOGIN_PATH", "_LOGIN_TITLE", "_LOGIN_TEXT", "_LOGIN_PHRASE")},
    **{name: (drift, name) for name in ("_UNINFORMATIVE_TITLES", "_COMMON")},
}  # fmt: skip


def stored(folder: Path) -> dict[str, list[Case]]:
    return {
        kind: [
            Case(path.name, verdict, path.read_text("utf-8", "replace")) for path in sorted((folder / kind).iterdir())
        ]
        for kind, verdict in (("missing", "soft_404"), ("innocent", "ok"))
    }


def right(cases: list[Case]) -> int:
    return sum(judged(case).verdict == case.verdict for case in cases)


def score(sets: dict[str, list[Case]]) -> str:
    return "  ".join(f"{name} {right(cases)}/{len(cases)}" for name, cases in sets.items())


def probe_of(case: Case, url: str) -> Probe:
    return Probe(url, hops=[Hop(url, 200)], status_code=200, final_url=url, page=parse(case.body))


def found_with_made_up_path(cases: list[Case]) -> int:
    made_up = DEEP.replace("some-article", "d41d8cd98f00")
    return sum(
        judged(case).verdict == "soft_404" or is_catch_all(probe_of(case, DEEP), probe_of(case, made_up))
        for case in cases
    )


@contextmanager
def without(module: object, name: str) -> Iterator[None]:
    table = getattr(module, name)
    empty = NEVER if isinstance(table, re.Pattern) else type(table)()
    not_found_words._vocabulary.cache_clear()
    with patch.object(module, name, empty):
        yield
    not_found_words._vocabulary.cache_clear()


def main() -> None:
    sets: dict[str, list[Case]] = {
        "written": [c for m in (pages_a, pages_b, pages_c, pages_d, pages_e) for c in m.CASES]
    }
    if len(sys.argv) > 1:
        sets |= stored(Path(sys.argv[1]))
    print(f"{'all tables':20} {score(sets)}")
    if "missing" in sets:
        cases = sets["missing"]
        print(f"{'and a made-up path':20} missing {found_with_made_up_path(cases)}/{len(cases)}")
        for case in [*sets["missing"], *sets["innocent"]]:
            if (result := judged(case)).verdict != case.verdict:
                print(f"  wrong: {case.name}: {result.verdict}, {result.reason}")
    for name, (module, attribute) in TABLES.items():
        with without(module, attribute):
            print(f"without {name:12} {score(sets)}")


if __name__ == "__main__":
    main()
