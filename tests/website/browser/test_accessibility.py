"""axe-core over every kind of page, in both schemes, with results and without."""

from __future__ import annotations

from pathlib import Path

import pytest

AXE = Path(__file__).parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"
if not AXE.exists():
    pytest.skip("axe-core is missing: npm install --prefix tests/website/node", allow_module_level=True)

PAGES = [
    "", "?q=rlhf", "?q=sourdough+bread", "?q=topic%3A", "?topic=rlhf&kind=paper&sort=title", "all/", "topics/", "topics/rlhf/",
    "years/", "years/2022/", "kinds/", "authors/", "organizations/", "timeline/", "slides/", "new/", "r/vaswani-2017-attention/",
    "r/lee-chatgpt/", "404.html",
]  # fmt: skip


def violations(page):
    # What fades in has the colours of neither state; axe looks at one moment.
    page.wait_for_function("document.getAnimations().every(one => one.playState !== 'running')")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(open_page, built_in_url, scheme):
    page = open_page(built_in_url, color_scheme=scheme, bypass_csp=True)
    for path in PAGES:
        page.goto(built_in_url + path)
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_menus_and_help_open_and_rows_selected(open_page, built_in_url, scheme):
    page = open_page(
        f"{built_in_url}?q=rlhf", color_scheme=scheme, bypass_csp=True, viewport={"width": 360, "height": 800}
    )
    page.wait_for_selector("#results:not(.waiting) .row")
    page.click(".filters > summary")
    page.check(".choose >> nth=1")
    page.click(".row .menu summary >> nth=0")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    assert violations(page) == []
