"""A catalogue of attacks in a real browser: nothing runs and nothing is asked of others, with the policy and without."""

from __future__ import annotations

import re
import shutil

import pytest

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


@pytest.fixture(params=["with the policy", "without the policy"])
def url(request, hostile_folder, serve, tmp_path):
    folder = hostile_folder
    if request.param == "without the policy":
        folder = tmp_path / "out"
        shutil.copytree(hostile_folder, folder)
        for path in folder.rglob("*.html"):
            text, count = _POLICY.subn("", path.read_text(encoding="utf-8"))
            assert count == 1
            path.write_text(text, encoding="utf-8")
    return serve(folder).url


def test_nothing_of_a_hostile_catalogue_runs(open_page, url, hostile_folder):
    page = open_page(url)
    outside = []
    page.on("request", lambda request: None if request.url.startswith((url, "blob:")) else outside.append(request.url))
    page.on("dialog", lambda dialog: outside.append(dialog.message))
    kinds = [
        "",
        "all/",
        "topics/",
        "topics/evil/",
        "years/2020/",
        "authors/",
        "organizations/",
        "timeline/",
        "slides/",
        "404.html",
    ]
    references = sorted(path.parent.name for path in (hostile_folder / "r").glob("*/index.html"))
    for path in [*kinds, *(f"r/{name}/" for name in references)]:
        page.goto(url + path)
        assert page.evaluate("window.hacked") is None, path
    assert outside == []


def test_nothing_runs_when_it_is_found_selected_and_cited(open_page, url):
    page = open_page(url, permissions=["clipboard-read", "clipboard-write"])
    for query in (
        "script",
        "svg",
        "topic:evil",
        '"><img src=x onerror="window.hacked=1">',
        "</script><script>window.hacked=1</script>",
    ):
        page.fill("form.search input", query)
        page.wait_for_selector("#results:not([aria-busy]) .row, #results .note")
        page.wait_for_timeout(150)
        assert page.evaluate("window.hacked") is None
    page.fill("form.search input", "topic:evil")
    page.wait_for_selector("#results:not(.waiting) .row")
    assert page.locator("#results img, #results script, #results svg").count() == 0
    for summary in page.locator(".why summary").all()[:3]:
        summary.click()
    page.locator(".tools .menu summary").first.click()
    page.locator(".tools .menu[open] button:text-is('BibTeX')").click()
    page.wait_for_selector(".status:text('copied as BibTeX')")
    assert page.evaluate("window.hacked") is None


def test_the_first_title_of_a_hundred_thousand_letters_does_not_break_the_layout(open_page, url):
    page = open_page(f"{url}all/", viewport={"width": 320, "height": 600})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_no_link_of_another_scheme_can_be_followed(open_page, url):
    page = open_page(f"{url}all/")
    for path in ("all/", *(f"r/k00{number}~2F..~2F..~2F..~3A{number}/" for number in range(7))):
        page.goto(url + path)
        schemes = set(page.eval_on_selector_all("a[href]", "all => all.map(a => a.protocol)"))
        assert schemes <= {"http:", "https:"}, path
