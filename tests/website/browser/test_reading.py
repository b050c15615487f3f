"""Reading where little works: without scripts, without a network, from a file, on a small screen, on paper."""

from __future__ import annotations

import shutil

import pytest

from llmprimer.api.catalogue import Catalogue
from website.conftest import build


def until(page, promise, wanted):
    """Waits until the promise gives what is wanted: `wait_for_function` takes the promise itself for an answer."""
    for _ in range(100):
        if page.evaluate(promise) == wanted:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate(promise))


def test_without_scripts_every_reference_is_reached_by_links(open_page, built_in_url):
    page = open_page(built_in_url, java_script_enabled=False)
    assert not page.is_visible("form.search input")
    assert "The search needs JavaScript" in page.inner_text("noscript .note")
    page.click("#facets a[data-value=rlhf]")
    assert page.inner_text("h1") == "Reinforcement learning from human feedback"
    page.click(".row h2 a >> nth=0")
    assert page.is_visible("article h1")
    page.click("summary:text-is('RIS')")
    assert "TY  - " in page.inner_text("pre[data-format=ris]")


def test_a_site_is_read_from_files(open_page, built_in_folder):
    page = open_page((built_in_folder / "r" / "vaswani-2017-attention" / "index.html").as_uri())
    assert page.inner_text("h1") == "Attention Is All You Need"
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    page.goto((built_in_folder / "index.html").as_uri())
    assert page.is_visible("text=Its search needs a web server")
    page.click("#facets a[data-value=rlhf]")
    assert page.inner_text("h1") == "Reinforcement learning from human feedback"
    page.click(".row h2 a >> nth=0")
    assert page.is_visible("article h1")
    page.goto((built_in_folder / "timeline" / "index.html").as_uri())
    page.locator(".chart a").last.click()
    assert "/index.html#m20" in page.url
    page.click(".site a")
    assert page.url == (built_in_folder / "index.html").as_uri()


def test_what_was_visited_is_there_without_a_network_and_the_search_too(open_page, built_in_folder, serve, tmp_path):
    served = serve(built_in_folder)
    page = open_page(served.url, service_workers="allow", may_fail="Failed to (load|fetch)|ERR_|network")
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.goto(f"{served.url}r/vaswani-2017-attention/")
    page.goto(f"{served.url}?q=rlhf")
    page.wait_for_selector("#found:text('8 references')")
    page.context.set_offline(True)
    served.close()
    page.goto(f"{served.url}r/vaswani-2017-attention/")
    assert page.inner_text("h1") == "Attention Is All You Need"
    page.goto(served.url)
    page.fill("form.search input", "rlhf")
    page.wait_for_selector("#found:text('8 references')")
    page.goto(f"{served.url}r/bai-2022-helpful/")
    assert page.inner_text("h1") == "Offline"


def test_after_one_visit_the_whole_search_of_a_small_catalogue_works_without_a_network(
    open_page, built_in_folder, serve
):
    served = serve(built_in_folder)
    page = open_page(
        f"{served.url}topics/rlhf/", service_workers="allow", may_fail="Failed to (load|fetch)|ERR_|network"
    )
    until(
        page,
        """async () => {
            const found = [];
            for (const name of await caches.keys()) found.push(...(await (await caches.open(name)).keys()));
            return found.filter((request) => request.url.endsWith(".bin")).length;
        }""",
        2,  # the directory of the index, and all its files as one
    )
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.context.set_offline(True)
    served.close()
    page.goto(served.url)
    with Catalogue.open() as catalogue:
        for text in ("benchmrk", "how much does a chat cost", "gpt"):
            page.fill("form.search input", text)
            page.wait_for_selector(
                f"#results:not([aria-busy]) .row[data-key='{catalogue.search(text)[0].citation_key}']"
            )


def test_after_a_release_nothing_old_is_served(open_page, toy, serve, tmp_path):
    out = tmp_path / "out"
    build(toy, out)
    served = serve(out)
    page = open_page(served.url, service_workers="allow")
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    page.goto(f"{served.url}r/agency-2022-robots/")
    toy.write_text(
        toy.read_text().replace("Robots walk out of the lab", "Robots run out of the lab")
        .replace("outline:", "site: {color: '#aa0000'}\noutline:", 1)
    )  # fmt: skip
    build(toy, out)
    page.reload()
    assert page.inner_text("h1") == "Robots run out of the lab"
    assert page.evaluate("getComputedStyle(document.querySelector('.go a')).color") == "rgb(170, 0, 0)"
    page.goto(f"{served.url}?q=run")
    page.wait_for_selector("#results .row[data-key=agency-2022-robots] mark:text-is('run')")
    until(page, "() => caches.keys().then(names => names.length)", 1)


PAGES = [
    "",
    "?q=rlhf",
    "all/",
    "topics/",
    "topics/rlhf/",
    "authors/",
    "timeline/",
    "slides/",
    "new/",
    "r/vaswani-2017-attention/",
]


@pytest.mark.parametrize("width", [320, 640])
def test_nothing_is_wider_than_a_small_screen(open_page, built_in_url, width):
    page = open_page(built_in_url, viewport={"width": width, "height": 640})
    for path in PAGES:
        page.goto(built_in_url + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_timeline_on_a_phone_begins_with_the_newest_and_keeps_its_labels(open_page, built_in_url):
    page = open_page(f"{built_in_url}timeline/", viewport={"width": 360, "height": 800})
    bars, labels = page.locator(".chart a"), page.locator(".chart .labels")
    for number in range(page.locator(".chart").count()):
        chart = page.locator(".chart").nth(number)
        edges = chart.locator("a").evaluate_all("bars => bars.map(bar => bar.getBoundingClientRect().right)")
        assert 300 < max(edges) <= 360, number
        assert round(labels.nth(number).bounding_box()["x"]) == round(chart.bounding_box()["x"]), number
    assert bars.first.bounding_box()["x"] < 0


def test_a_printed_list_is_a_bibliography(open_page, built_in_url):
    page = open_page(f"{built_in_url}topics/rlhf/")
    page.emulate_media(media="print")
    assert page.is_visible(".row .printed >> nth=0")
    for hidden in ("form.search", "nav", ".tools", ".row h2", ".row .menu", "footer"):
        assert not page.locator(hidden).first.is_visible(), hidden
    text = page.inner_text(".row[data-key=christiano-2017-preferences]")
    assert text.startswith("Paul Christiano, Jan Leike, Tom B. Brown et al. (2017-06-12). Deep reinforcement learning")
    if page.context.browser.version:
        assert page.pdf().startswith(b"%PDF")
    page.goto(f"{built_in_url}all/")
    texts = page.locator(".row .printed").all_inner_texts()
    assert any("Teach With It. " in text for text in texts)
    assert not any("Teach With It.." in text for text in texts)


def test_a_printed_timeline_shows_its_bars_and_nothing_in_colour(open_page, built_in_url):
    page = open_page(f"{built_in_url}timeline/", viewport={"width": 640, "height": 800})
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.chart .bar')).fill") == "rgb(0, 0, 0)"
    assert page.locator(".chart svg:not(.labels) >> nth=1").bounding_box()["width"] <= 640


def test_on_a_phone_the_first_result_is_seen_without_scrolling(open_page, built_in_url):
    page = open_page(f"{built_in_url}?q=rlhf", viewport={"width": 360, "height": 640})
    title = page.wait_for_selector("#results .row[data-key] h3 mark")
    assert title.bounding_box()["y"] < 640


def test_nothing_moves_where_people_ask_for_that(open_page, built_in_url):
    page = open_page(built_in_url, reduced_motion="reduce")
    page.wait_for_selector(".tools")
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.querySelector('dialog')).animationName") == "none"


def test_with_forced_colours_bars_and_marks_are_seen(open_page, built_in_url):
    page = open_page(f"{built_in_url}timeline/", forced_colors="active")
    color, ground = page.evaluate(
        "[getComputedStyle(document.querySelector('.bar')).fill, getComputedStyle(document.body).backgroundColor]"
    )
    assert color != ground


def test_titles_in_other_scripts_have_their_language_and_direction(open_page, tmp_path, serve, toy):
    toy.write_text(
        toy.read_text()
        .replace("title: Robots walk out of the lab", "title: תרבות GPT-3 (2021)")
        .replace("language: en", "language: he", 1)
    )
    build(toy, tmp_path / "out")
    page = open_page(f"{serve(tmp_path / 'out').url}all/")
    title = ".row[data-key=agency-2022-robots] cite"
    assert page.evaluate(f"getComputedStyle(document.querySelector('{title}')).direction") == "rtl"
    assert page.get_attribute(title, "lang") == "he"
    assert page.get_attribute(".row[data-key=wu-1998-dao] cite", "lang") == "zh-Hans"


def test_the_page_of_a_lost_address_leads_back(open_page, built_in_folder, serve, tmp_path):
    shutil.copytree(built_in_folder, tmp_path / "out")
    page = open_page(f"{serve(tmp_path / 'out').url}404.html")
    page.click("main a:text-is('The start page')")
    assert page.is_visible("#found")


def test_a_page_that_is_served_shows_what_was_built_since(open_page, toy, tmp_path):
    from llmprimer.site.serving import serving

    build(toy, tmp_path / "out")
    with serving(tmp_path / "out", 0) as server:
        page = open_page(f"{server.url}r/agency-2022-robots/")
        toy.write_text(toy.read_text().replace("Robots walk out", "Robots run out"))
        build(toy, tmp_path / "out")
        server.tell()
        page.wait_for_selector("h1:has-text('Robots run out')")
        page.close()  # it would go on asking the server, and say so when that is gone
