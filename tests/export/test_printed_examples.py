"""The examples of docs/export.md: five works in six styles, as TeX prints them; `pytest --update-golden` renews them."""

from __future__ import annotations

import io

import pytest

from export import pages
from export.records import HERE, builtin, names_of
from llmprimer import export

pytestmark = [pytest.mark.tools, pytest.mark.slow]

SHOWN = HERE / "printed.md"
#: A preprint that was published, a post with and a page without a date, news without an author, a repository.
WORKS = (
    "vaswani-2017-attention",
    "openai-2022-chatgpt",
    "deepmind-alphago",
    "datanami-2022-palm",
    "karpathy-nanogpt",
)
STYLES = {
    "authoryear": "biblatex, authoryear",
    "apa": "biblatex, apa",
    "ieee": "biblatex, ieee",
    "plain": "BibTeX, plain",
    "plainnat": "BibTeX, plainnat",
    "apalike": "BibTeX, apalike",
}


def printed_in(folder, name: str) -> str:
    style = pages.STYLES[name]
    out = io.StringIO()
    options = export.Options(names=names_of(builtin()))
    form = "biblatex" if style.biblatex else "bibtex"
    export.get(form).write((builtin()[key] for key in WORKS), builtin().header, out, options)
    shown = pages.printed(folder, out.getvalue(), style, "pdflatex")
    lines = [f"**{STYLES[name]}**", ""]
    lines += [f"- {shown[key].entry.replace('<', '&lt;')}" for key in WORKS]
    return "\n".join(lines) + "\n"


def test_the_documents_show_what_is_printed(tmp_path, request):
    for name in STYLES:
        pages.needs(pages.STYLES[name], "pdflatex")
    found = []
    for name in STYLES:
        folder = tmp_path / name
        folder.mkdir()
        found.append(printed_in(folder, name))
    text = "\n".join(found)
    if request.config.getoption("update_golden"):
        SHOWN.write_text(text, encoding="utf-8")
    assert text == SHOWN.read_text(encoding="utf-8")
