"""How many faults the printed pages of the built-in catalogue have, in every bibliography style that TeX has.

    python bench/printed.py [STYLE...] [--verbose]

Needs a TeX installation and the `dev` dependencies. The check is that of tests/export/test_pages.py. Without styles it
counts all BibTeX styles (.bst) and all biblatex styles (.bbx with its .cbx) that kpsewhich's trees hold; a name with `.bbx` is
a biblatex style. Prints one line a style: its name, the number of faults and the number of each kind, or why LaTeX stopped.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# In place of this folder, whose export.py would hide the package of the tests.
sys.path[0] = str(ROOT / "tests")

from export import pages  # noqa: E402
from export.faults import faults  # noqa: E402
from export.records import builtin, names_of  # noqa: E402
from llmprimer import export  # noqa: E402

#: Packages whose commands styles of BibTeX write, in the order in which they are tried; natbib first for those that name it.
_PACKAGES = ("", "hyperref", "natbib", "harvard", "apacite")


@cache
def written(form: str):
    """The bibliography, and its works by key, without those that pdfLaTeX cannot print."""
    catalogue = builtin()
    options = export.Options(names=names_of(catalogue))
    text, works = [], {}
    for reference in catalogue:
        out = io.StringIO()
        losses = export.get(form).write(iter([reference]), catalogue.header, out, options)
        if not any("pdflatex" in what for what in losses.counts):
            text.append(out.getvalue())
            works[reference.citation_key] = reference
    return "\n".join(text), works


def counted(style: pages.Style) -> list[str]:
    """The faults of all works; AssertionError if a program stops."""
    text, works = written("biblatex" if style.biblatex else "bibtex")
    with tempfile.TemporaryDirectory() as folder:
        shown = pages.printed(Path(folder), text, style, "pdflatex")
    return [
        f"{key}: {fault} | {shown[key].citation} | {shown[key].entry}"
        for key, work in works.items()
        for fault in faults(shown[key], work, dated=False)
    ]


def tried(name: str) -> list[str] | str:
    """The faults, or why there are none to count."""
    if name.endswith(".bbx"):
        stem = name.removesuffix(".bbx")
        candidates = [pages.Style(stem, (), rf"\usepackage[style={stem}]{{biblatex}}")]
    else:
        stem = name.removesuffix(".bst")
        found = subprocess.run(["kpsewhich", f"{stem}.bst"], capture_output=True, text=True).stdout.strip()
        if not found:
            return "no such style"
        names_natbib = re.search("natbib|natexlab", Path(found).read_text(encoding="utf-8", errors="replace"))
        packages = sorted(_PACKAGES, key=lambda package: package != "natbib") if names_natbib else _PACKAGES
        loaded = [rf"\usepackage{{{package}}}" if package else "" for package in packages]
        candidates = [pages.Style(stem, (), packages=package) for package in loaded]
    reason = ""
    for style in candidates:
        try:
            return counted(style)
        except (AssertionError, subprocess.TimeoutExpired) as error:
            found = re.search(r"^! .*$", str(error), re.MULTILINE)
            reason = reason or (found[0] if found else str(error).partition("\n")[0])[:90]
    return reason


def installed() -> list[str]:
    """All styles of the TeX trees."""
    trees = subprocess.run(["kpsewhich", "-var-value", "TEXMFDIST"], capture_output=True, text=True, check=True)
    root = Path(trees.stdout.strip())
    biblatex = sorted(p.name for p in root.rglob("*.bbx") if any(root.rglob(f"{p.stem}.cbx")))
    return biblatex + sorted(p.stem for p in root.rglob("*.bst"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("styles", nargs="*")
    parser.add_argument("--verbose", action="store_true", help="print each fault with its entry")
    args = parser.parse_args()
    for name in args.styles or installed():
        found = tried(name)
        if isinstance(found, str):
            print(f"{name}\tstopped\t{found}", flush=True)
            continue
        kinds = Counter(fault.partition(": ")[2].partition(" | ")[0].partition(":")[0] for fault in found)
        print(f"{name}\t{len(found)}\t{', '.join(f'{kind} {n}' for kind, n in kinds.most_common())}", flush=True)
        if args.verbose:
            print("\n".join(f"  {fault}" for fault in found))


if __name__ == "__main__":
    main()
