"""Searching a site as a person does: typing, facets, the way back, keys, and what is said aloud."""

from __future__ import annotations

from datetime import UTC, datetime

from llmprimer.api.catalogue import Catalogue
from llmprimer.links.history.store import History
from llmprimer.links.model import Link, LinkResult, Probe, Verdict
from llmprimer.site.build import build_site


def keys(page):
    return page.eval_on_selector_all("#results .row", "rows => rows.map(row => row.dataset.key)")


def heading(page):
    return page.inner_text("#found")


def search(page, text):
    page.fill("form.search input", text)
    page.wait_for_function("text => document.title.startsWith(text)", arg=text.strip())
    page.wait_for_selector("#results:not([aria-busy]) .tools, #results .note")
    page.wait_for_selector("#facets:not([aria-busy])", state="attached")


def test_typing_finds_what_the_command_line_finds(open_page, built_in_url):
    page = open_page(built_in_url)
    with Catalogue.open() as catalogue:
        for text in ("rlhf", "how much does a chat cost", "arXiv:1706.03762", "kind:paper year:2020 scaling"):
            search(page, text)
            assert keys(page) == catalogue.search(text, limit=20).keys, text


def test_the_first_words_show_results_and_no_words_the_start_page_again(open_page, built_in_url):
    page = open_page(built_in_url)
    first = keys(page)
    page.locator("form.search input").press_sequentially("benchmrk")
    page.wait_for_selector("text=“benchmrk” read as “benchmark”")
    assert page.locator("#results mark").count() > 0
    page.fill("form.search input", "")
    page.wait_for_selector("#found:text-is('Newest')")
    assert keys(page) == first
    assert page.url == built_in_url


def test_a_word_that_is_still_being_typed_is_read_as_the_beginning_of_others(open_page, built_in_url):
    page = open_page(built_in_url)
    with Catalogue.open() as catalogue:
        for text in ("reinforc", "large language mod"):
            begun = catalogue.search(text, limit=20, unfinished=True).keys
            search(page, text)
            assert keys(page) == begun, text
        page.keyboard.press("Enter")
        page.wait_for_selector("#results:not([aria-busy])")
        assert keys(page) == catalogue.search("large language mod", limit=20).keys


def test_no_key_waits_for_the_network_where_the_index_is_small(open_page, built_in_url):
    page = open_page(built_in_url)
    page.focus("form.search input")
    page.wait_for_selector("html[data-search=ready]", state="attached")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    search(page, "benchmrk")
    search(page, "how much does a chat cost")
    assert [url for url in asked if url.endswith((".bin", ".js"))] == []


def test_what_is_typed_is_one_entry_of_the_history_once_typing_pauses(open_page, built_in_url):
    page = open_page(built_in_url)
    before = page.evaluate("history.length")
    page.locator("form.search input").press_sequentially("rlhf")
    page.wait_for_url("**/?q=rlhf")
    page.locator("form.search input").press_sequentially(" paper")
    page.wait_for_url("**/?q=rlhf+paper")
    assert page.evaluate("history.length") == before + 1


def test_facets_come_behind_the_results_and_match_them(open_page, built_in_url):
    page = open_page(built_in_url)
    search(page, "rlhf")
    counted = page.eval_on_selector_all(
        "#facets input[data-facet=kind]",
        "all => all.map(one => Number(one.closest('label').querySelector('.count').textContent))",
    )
    assert heading(page).split()[0] == str(sum(counted))


def test_words_that_say_nothing_are_not_marked_alone(open_page, built_in_url):
    page = open_page(f"{built_in_url}?q=rlhf")
    page.wait_for_selector("#results mark")
    marked = {
        text.lower() for text in page.eval_on_selector_all("#results mark", "all => all.map(one => one.textContent)")
    }
    assert "human" in marked
    assert "from" not in marked


def test_a_question_without_an_answer_is_told_so(open_page, built_in_url):
    page = open_page(f"{built_in_url}?q=sourdough+bread+recipe")
    page.wait_for_selector("#found:text('Nothing fits')")
    page.wait_for_selector("#facets:empty", state="attached")
    assert "fewer words" in page.inner_text("#results .note")


def test_a_query_that_cannot_be_understood_says_why(open_page, built_in_url):
    page = open_page(f"{built_in_url}?q=topic%3Arhlf")
    page.wait_for_selector('#results .note:has-text("unknown topic")')
    assert "did you mean" in page.inner_text("#results .note")


def test_facets_combine_stand_in_the_address_and_go_with_it(open_page, built_in_url):
    page = open_page(f"{built_in_url}?q=gpt")
    page.check("input[data-facet=kind][data-value=paper]")
    page.wait_for_selector("#results:not([aria-busy]) .chip")
    page.check("input[data-facet=year][data-value='2022']")
    page.wait_for_selector(".chip >> nth=1")
    assert page.url.endswith("?q=gpt&kind=paper&year=2022")
    with Catalogue.open() as catalogue:
        assert set(keys(page)) == set(catalogue.search("gpt kind:paper year:2022", limit=20).keys)
    page.wait_for_selector("#facets:not([aria-busy])")
    number = page.inner_text("label:has(input[data-facet=year][data-value='2022']) .count")
    assert heading(page).split()[0] == number
    other = open_page(page.url)
    other.wait_for_selector(".chip >> nth=1")
    assert keys(other) == keys(page)
    page.click(".chip >> nth=0")
    page.wait_for_function("() => document.querySelectorAll('.chip').length === 1")
    assert page.url.endswith("?q=gpt&year=2022")


def test_the_facet_of_identifiers_counts_what_has_doi_finds(open_page, built_in_url):
    page = open_page(f"{built_in_url}?has=doi")
    with Catalogue.open() as catalogue:
        found = catalogue.search("has:doi", limit=100).keys
    page.wait_for_selector("#facets:not([aria-busy]) input[data-facet=has]", state="attached")
    assert sorted(keys(page)) == sorted(found)
    assert page.text_content("label:has(input[data-facet=has][data-value=doi]) .count") == str(len(found))


def test_results_warn_of_dead_links_as_lists_do(open_page, serve, toy, tmp_path):
    url = "https://news.example.com/2022/robots?id=7"
    opened = History(tmp_path / "links.sqlite3", datetime(2026, 11, 23, tzinfo=UTC))
    opened.begin([url])
    opened.add(
        LinkResult(Link(url), Verdict.NOT_FOUND, "404 Not Found", "test", Probe(url, status_code=404, final_url=url))
    )
    opened.finish()
    opened.close()
    with Catalogue.open(toy) as catalogue:
        build_site(catalogue, tmp_path / "out", history=tmp_path / "links.sqlite3")
    page = open_page(f"{serve(tmp_path / 'out').url}?sort=title")
    page.wait_for_selector("#facets:not([aria-busy])")
    assert len(keys(page)) == 5
    assert page.locator(".row .state").all_text_contents() == ["link dead"]
    page.click(".row[data-key=agency-2022-robots] .state")
    assert page.url.endswith("/links/#dead")


def test_a_facet_of_the_start_page_narrows_down_in_place(open_page, built_in_url):
    page = open_page(built_in_url)
    page.click("#facets a[data-value=rlhf]")
    page.wait_for_selector(".chip")
    assert page.url == f"{built_in_url}?topic=rlhf"
    with Catalogue.open() as catalogue:
        assert keys(page) == catalogue.select("topic:rlhf", sort="-issued").keys


def test_back_and_forward_lead_through_the_views(open_page, built_in_url):
    page = open_page(built_in_url)
    page.locator("form.search input").press_sequentially("rlhf")
    page.wait_for_selector("#found:text('8 references')")
    page.keyboard.press("Enter")
    page.check("input[data-facet=kind][data-value=paper]")
    page.wait_for_selector(".chip")
    page.click("#results .row h3 a >> nth=0")
    page.wait_for_selector("article")
    page.go_back()
    page.wait_for_selector(".chip")
    page.go_back()
    page.wait_for_selector("#found:text('8 references')")
    assert page.input_value("form.search input") == "rlhf"
    page.go_back()
    page.wait_for_selector("#found:text-is('Newest')")
    assert page.input_value("form.search input") == ""
    page.go_forward()
    page.wait_for_selector("#found:text('8 references')")


def test_results_can_be_put_in_another_order(open_page, built_in_url):
    page = open_page(f"{built_in_url}?q=topic%3Arlhf")
    page.wait_for_selector(".sort select")
    page.select_option(".sort select", "title")
    page.wait_for_function("() => location.search.includes('sort=title')")
    page.wait_for_selector("#results:not([aria-busy]) .row")
    titles = page.eval_on_selector_all("#results cite", "all => all.map(one => one.textContent)")
    assert titles == sorted(titles, key=str.casefold)


def test_more_results_come_below_and_the_focus_goes_to_the_first_of_them(open_page, built_in_url):
    page = open_page(f"{built_in_url}?q=kind%3Apaper")
    page.wait_for_selector("#results:not(.waiting) .row")
    assert len(keys(page)) == 20
    page.click("button:has-text('Show more')")
    page.wait_for_function("() => document.querySelectorAll('#results .row').length > 20")
    page.wait_for_function("() => document.activeElement.closest('.row')")
    assert page.evaluate("[...document.querySelectorAll('.row')].indexOf(document.activeElement.closest('.row'))") == 20


def test_the_keyboard_alone_suffices(open_page, built_in_url):
    page = open_page(f"{built_in_url}topics/rlhf/")
    page.wait_for_selector(".tools")
    page.keyboard.press("/")
    page.keyboard.type("scaling laws")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=scaling+laws")
    page.wait_for_selector("#results .row mark")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    focused = "document.activeElement.closest('.row')?.dataset.key"
    assert page.evaluate(focused) == keys(page)[1]
    page.keyboard.press("x")
    assert page.inner_text(".tools .which") == "1 selected"
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == keys(page)[0]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Escape")
    page.wait_for_selector("#found:text-is('Newest')")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    page.keyboard.press("/")
    page.keyboard.type("attention is all you need")
    page.wait_for_selector("#results:not([aria-busy]) .row:first-child[data-key=vaswani-2017-attention]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/r/vaswani-2017-attention/")


def test_a_result_in_focus_stays_so_when_a_late_answer_comes(open_page, built_in_url):
    page = open_page(built_in_url)

    def answer_late(text):
        page.eval_on_selector(
            "form.search input",
            "(input, text) => { input.value = text; input.dispatchEvent(new Event('input', { bubbles: true })); }",
            text,
        )
        page.wait_for_selector("#results:not([aria-busy]) .row")
        return page.evaluate("document.activeElement.closest('.row')?.dataset.key ?? document.activeElement.name")

    search(page, "attention")
    page.focus("#results .row[data-key=vaswani-2017-attention] h3 a")
    assert answer_late("attention is all you need") == "vaswani-2017-attention"
    in_focus = answer_late("chain of thought")
    assert "vaswani-2017-attention" not in keys(page)
    assert in_focus == "q"


def test_what_is_found_is_said_aloud_once_typing_pauses(open_page, built_in_url):
    page = open_page(built_in_url)
    page.fill("form.search input", "rlhf")
    page.wait_for_function(
        "() => [...document.querySelectorAll('[role=status]')].some(e => e.textContent.startsWith('8 references'))"
    )
    page.fill("form.search input", "sourdough bread recipe")
    page.wait_for_function(
        "() => [...document.querySelectorAll('[role=status]')].some(e => e.textContent.startsWith('Nothing fits'))"
    )


def test_reasons_are_those_of_explain(open_page, built_in_url):
    page = open_page(f"{built_in_url}?q=scaling+laws")
    page.click(".why summary >> nth=0")
    with Catalogue.open() as catalogue:
        hit = catalogue.search("scaling laws")[0]
    assert page.eval_on_selector_all(".why >> nth=0 >> li", "all => all.map(one => one.textContent)") == [
        f"{reason.points:.1f} {reason.what} ({reason.where})" for reason in hit.reasons
    ]


def test_narrower_topics_stand_further_in(open_page, built_in_url):
    page = open_page(f"{built_in_url}topics/")
    left = "all => all.map(one => one.firstElementChild.getBoundingClientRect().left)"
    assert len(set(page.eval_on_selector_all(".facet > li", left))) > 1


def test_where_no_worker_can_be_started_the_page_itself_searches(open_page, built_in_url):
    page = open_page("about:blank")
    page.add_init_script(
        "window.Worker = class extends EventTarget {"
        " constructor() { super(); setTimeout(() => this.dispatchEvent(new Event('error', {cancelable: true}))); }"
        " postMessage() {} }"
    )
    page.goto(built_in_url)
    page.wait_for_selector("html[data-scripts=ready]", state="attached")
    search(page, "rlhf")
    with Catalogue.open() as catalogue:
        assert keys(page) == catalogue.search("rlhf", limit=20).keys
