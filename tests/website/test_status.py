"""A page says what became of its work."""

from __future__ import annotations

import pytest

from catalogues import create_catalogue
from llmprimer.model import Header, Reference, Status
from website.conftest import build


@pytest.mark.parametrize(
    ("status", "told", "address"),
    [
        (Status(type="retracted", issued="2010-02-06", doi="10.1000/n"), "The notice", "https://doi.org/10.1000/n"),
        (Status(type="superseded", arxiv="2406.00780"), "The later work", "https://arxiv.org/abs/2406.00780"),
        (
            Status(type="withdrawn", note="An <b>error</b> in section 3."),
            "An &lt;b&gt;error&lt;/b&gt; in section 3.",
            "",
        ),
    ],
)
def test_a_page_says_what_became_of_its_work(tmp_path, status, told, address):
    path = tmp_path / "own.yaml"
    work = Reference(
        citation_key="one", type="article", kind="paper", title="One", url="https://example.org/1", status=status
    )
    create_catalogue(path, Header(title="Mine"), [work])
    build(path, tmp_path / "out")
    (page,) = (p for p in (tmp_path / "out").rglob("*.html") if "one" in str(p.relative_to(tmp_path / "out")))
    text = page.read_text(encoding="utf-8")
    assert f"This work was <strong>{status.type}</strong>" in text
    assert told in text
    assert not address or f'href="{address}"' in text
