"""Every reading command: status, standard output and standard error, each for itself."""

from __future__ import annotations

import json
import os
import webbrowser
from pathlib import Path

import pytest

from llmprimer.index import Index

KEYS = ["agency-2022-robots", "muller-2021-walking", "site-nd-home", "user-2022-tweet", "wu-1998-dao"]
A, M, S, U, W = KEYS


@pytest.fixture
def call(run, toy):
    """Runs a command on the toy catalogue."""

    def on_toy(*argv):
        return run(*argv, "--catalogue", toy)

    on_toy.toy = toy
    return on_toy


def lines(outcome) -> list[list[str]]:
    return [line.split("\t") for line in outcome.out.splitlines()]


def test_search_prints_tab_separated_lines_into_a_pipe(call):
    outcome = call("search", "wudao")
    assert outcome == (0, f"{W}\t1998\tbook\t悟道 (Wu Dao)\t\n", "")


def test_search_takes_several_words_as_one_query(call):
    assert call("search", "news", "about", "robots") == call("search", "news about robots")


def test_search_in_json_has_the_documented_shape(call):
    outcome = call("search", "wlaking", "--json", "--limit", "2")
    found = json.loads(outcome.out)
    assert {name: found[name] for name in ("shape", "query", "confident", "corrections")} == {
        "shape": "llmprimer.search/1",
        "query": "wlaking",
        "confident": True,
        "corrections": [{"typed": "wlaking", "read": "walking"}],
    }
    assert found["total"] >= 3
    assert len(found["results"]) == 2
    for result in found["results"]:
        assert {"citation_key", "url", "title", "issued", "topics", "score"} <= set(result)
    assert outcome.err == 'llmprimer: "wlaking" read as "walking"\n'
    assert outcome.status == 0


def test_search_in_json_lines_has_one_result_a_line(call):
    rows = [json.loads(line) for line in call("search", "walking", "--jsonl").out.splitlines()]
    assert [row["citation_key"] for row in rows] == [
        row["citation_key"] for row in json.loads(call("search", "walking", "--json").out)["results"]
    ]
    assert all("score" in row for row in rows)


def test_search_declines_with_status_1_as_grep_does(call):
    outcome = call("search", "chocolate cake recipe")
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err == "llmprimer: nothing fits 'chocolate cake recipe'\n"
    as_json = call("search", "chocolate cake recipe", "--json")
    assert as_json.status == 1
    assert json.loads(as_json.out)["confident"] is False
    assert json.loads(as_json.out)["results"] == []


def test_search_shows_the_nearest_where_nothing_fits(call):
    outcome = call("search", "chocolate cake recipe with walking", "--format", "keys")
    assert outcome.status == 1
    assert outcome.err == "llmprimer: nothing fits 'chocolate cake recipe with walking'; the nearest are these:\n"
    assert 1 <= len(outcome.out.splitlines()) <= 5


def test_search_explains_itself(call):
    outcome = call("search", "walknet", "--explain")
    assert "walknet (aliases)" in outcome.out
    found = json.loads(call("search", "walknet", "--explain", "--json").out)
    reason = found["results"][0]["reasons"][0]
    assert set(reason) == {"what", "where", "points"}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], KEYS),
        (["--kind", "news"], [A]),
        (["--kind", "news", "--kind", "book"], [A, W]),
        (["--topic", "learning"], [M, W]),
        (["--topic", "learning", "--topic", "robots"], [M]),
        (["--author", "muller"], [M]),
        (["--type", "post"], [U]),
        (["--site", "example.com"], [A]),
        (["--lang", "zh"], [W]),
        (["--slide", "1..2"], [A]),
        (["--has", "doi"], [M]),
        (["--since", "2022"], [A, U]),
        (["--until", "2021"], [M, W]),
        (["--since", "2021", "--until", "2022-06"], [A, M]),
        (["robots", "--sort", "-issued", "--limit", "1"], [U]),
        (["walking", "-kind:news"], [M, U]),
        (["--sort", "issued"], [W, M, A, U, S]),
    ],
)
def test_list_takes_queries_and_options(run, toy, options, expected):
    argv = ["list", "--catalogue", toy, "--format", "keys"]
    query = [option for option in options if option == "-kind:news"]
    rest = [option for option in options if option not in query]
    outcome = run(*argv, *rest, "--", *query) if query else run(*argv, *rest)
    assert [key for key in outcome.out.splitlines() if key in KEYS] == expected
    assert (outcome.status, outcome.err) == (0, "")


def test_an_excluded_word_stands_in_quotes(call):
    assert call("list", "walking -kind:news", "--format", "keys").out.split() == [M, U]


def test_list_counts_all_that_fit_also_beyond_the_limit(call):
    found = json.loads(call("list", "topic:robots", "--json").out)
    assert (found["shape"], found["query"]) == ("llmprimer.list/1", "topic:robots")
    assert found["total"] == len(found["results"]) >= 4
    cut = json.loads(call("list", "topic:robots", "--json", "--limit", "2").out)
    assert (cut["total"], len(cut["results"])) == (found["total"], 2)
    assert call("list", "--limit", "0") == (0, "", "")


def test_list_says_when_nothing_fits(call):
    assert call("list", "kind:course") == (1, "", "llmprimer: nothing fits 'kind:course'\n")
    assert call("list", "--kind", "course") == (1, "", "llmprimer: nothing fits\n")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("keys", f"{A}\n"),
        ("urls", "https://news.example.com/2022/robots?id=7\n"),
        ("titles", "Robots walk out of the lab\n"),
        ("markdown", "- [Robots walk out of the lab](https://news.example.com/2022/robots?id=7) (2022-03)\n"),
        ("tsv", f"{A}\t2022-03\tnews\tRobots walk out of the lab\thttps://news.example.com/2022/robots?id=7\n"),
    ],
)
def test_the_formats(call, form, expected):
    assert call("list", "kind:news", "--format", form) == (0, expected, "")


def test_a_reference_without_an_address_has_no_line_among_addresses(call):
    assert call("list", "kind:book", "--format", "urls").out == ""
    assert call("list", "kind:book", "--format", "markdown").out == "- 悟道 (Wu Dao) (1998)\n"


def test_show_prints_names_and_values(call):
    outcome = call("show", M)
    assert (outcome.status, outcome.err) == (0, "")
    shown = dict(line.split(": ", 1) for line in outcome.out.splitlines())
    assert shown["title"] == "{Walking} with GPT-3: 70% less & more"
    assert shown["author"] == "Jürgen Müller, Anna van den Berg, Martin Luther King Jr."
    assert shown["arxiv"] == "2111.12345 [cs.RO]"
    assert shown["published"] == "Proceedings of Walking, pp. 1-9, 2022"
    assert shown["reported on by"] == f"{A}: Robots walk out of the lab"
    assert "private_note" not in shown


def test_show_marks_a_title_of_our_own(call):
    assert call("show", U).out.startswith("title: A remark on the cost of walking (our description)\n")


def test_show_takes_several_keys_in_any_case(call):
    assert [line for line in call("show", W.upper(), A).out.splitlines() if line.startswith("citation_key")] == [
        f"citation_key: {W}",
        f"citation_key: {A}",
    ]


def test_show_in_json_gives_whole_records(call):
    found = json.loads(call("show", M, "--json").out)
    assert found["shape"] == "llmprimer.show/1"
    assert found["results"][0]["citation_key"] == M
    assert found["results"][0]["author"][1]["non_dropping_particle"] == "van den"


def test_open_prints_addresses(call):
    assert call("open", A, M, "--print") == (
        0,
        "https://news.example.com/2022/robots?id=7\nhttps://arxiv.org/abs/2111.12345\n",
        "",
    )


def test_open_starts_the_browser(call, monkeypatch):
    opened = []
    monkeypatch.setattr(webbrowser, "open", lambda url: opened.append(url) or True)
    assert call("open", A) == (0, "", "")
    assert opened == ["https://news.example.com/2022/robots?id=7"]


def test_open_says_when_no_browser_starts(call, monkeypatch):
    monkeypatch.setattr(webbrowser, "open", lambda url: False)
    outcome = call("open", A)
    assert (outcome.status, outcome.out) == (1, "https://news.example.com/2022/robots?id=7\n")
    assert "no browser could be started" in outcome.err


def test_open_says_when_there_is_no_address(call):
    assert call("open", W) == (1, "", f"llmprimer: {W} has no address\n")


def test_topics_are_a_tree_with_counts(call):
    assert lines(call("topics"))[:3] == [
        ["learning", "2", "Learning", ""],
        ["feedback", "1", "Reinforcement learning from human feedback", "learning"],
        ["robots", "4", "Robots", ""],
    ]
    assert call("topics", "--format", "keys").out.split()[:3] == ["learning", "feedback", "robots"]
    found = json.loads(call("topics", "--json").out)
    assert found["shape"] == "llmprimer.topics/1"
    assert found["results"][1]["aliases"] == ["RLHF", "human feedback"]


def test_topics_shows_one_by_any_of_its_names(call):
    for name in ("feedback", "RLHF", "human feedback"):
        assert [line[0] for line in lines(call("topics", name))] == [M]
    found = json.loads(call("topics", "learning", "--json").out)
    assert found["topic"]["slug"] == "learning"
    assert [row["citation_key"] for row in found["results"]] == [M, W]


def test_slides_are_the_outline(call):
    assert [line[:3] for line in lines(call("slides"))] == [
        ["1", "Where it began", A],
        ["3", "What became of it", A],
        ["3", "What became of it", M],
    ]
    assert [line[2] for line in lines(call("slides", "3"))] == [A, M]
    assert call("slides", "1..2", "--format", "keys").out == f"{A}\n"
    found = json.loads(call("slides", "--json").out)
    assert found["shape"] == "llmprimer.slides/1"
    assert [slide["slide"] for slide in found["results"]] == [1, 2, 3]
    assert found["results"][1]["references"] == []


def test_slides_says_what_is_not_there(call):
    assert call("slides", "2") == (1, "", "llmprimer: no reference is cited there\n")
    outcome = call("slides", "9")
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err == "llmprimer: there is no slide 9\n  hint: the outline has 1 to 3\n"
    outcome = call("slides", "first")
    assert outcome.status == 2
    assert '"first" is not a slide' in outcome.err


def test_related_puts_typed_relations_first(call):
    outcome = call("related", M)
    assert outcome.status == 0
    assert lines(outcome)[0][0] == A
    assert lines(outcome)[0][-1].startswith("reported on by, ")
    found = json.loads(call("related", M, "--json").out)
    assert (found["shape"], found["citation_key"]) == ("llmprimer.related/1", M)
    assert all({"how", "score"} <= set(row) for row in found["results"])
    scores = [row["score"] for row in found["results"]]
    assert scores == sorted(scores, reverse=True)
    assert M not in [row["citation_key"] for row in found["results"]]


@pytest.mark.parametrize(
    ("argv", "status", "message"),
    [
        (["show", "wu-1998-doa"], 1, 'llmprimer: no reference has the key "wu-1998-doa"; did you mean "wu-1998-dao"'),
        (["open", "wu-1998-doa"], 1, 'llmprimer: no reference has the key "wu-1998-doa"; did you mean "wu-1998-dao"'),
        (["related", "wu-1998-doa"], 1, 'llmprimer: no reference has the key "wu-1998-doa"; did you mean'),
        (["topics", "robts"], 1, 'llmprimer: unknown topic "robts"; did you mean "robots"?'),
        (
            ["list", "--topic", "robts"],
            2,
            'llmprimer: unknown topic "robts"; did you mean "robots"?\n  --topic robts\n',
        ),
        (["search", "topic:robts"], 2, 'llmprimer: unknown topic "robts"; did you mean "robots"?\n  topic:robts\n'),
        (["list", "topc:robots"], 2, 'llmprimer: unknown field "topc"; did you mean "topic"?\n  topc:robots\n  ^\n'),
        (["list", "--since", "2022-13"], 2, "llmprimer: there is no month 13\n  --since 2022-13\n          ^\n"),
        (["list", "--kind", "papr"], 2, 'llmprimer: unknown kind "papr"; did you mean "paper"?\n  --kind papr\n'),
        (["list", "--format", "tvs"], 2, 'llmprimer: unknown format "tvs"; did you mean "tsv"?'),
        (["list", "--json", "--jsonl"], 2, "llmprimer: two formats requested: json and jsonl"),
        (["list", "--sort", "date"], 2, 'llmprimer: unknown order "date"; it is one of key, file, issued'),
        (["topics", "--format", "urls"], 2, "llmprimer: topics are printed as table, tsv, keys or json, not as urls"),
        (["serach", "x"], 2, 'llmprimer: no command "serach"; did you mean "search"?'),
        (["search", '"robots'], 2, 'llmprimer: this quotation mark is never closed\n  "robots\n  ^\n'),
        (
            ["search", "robots", "--limit", "-1"],
            2,
            "llmprimer: --limit: -1 is less than 0\n  hint: `llmprimer search --help`",
        ),
        (["list", "--bogus"], 2, 'llmprimer: there is no option "--bogus"\n  hint: `llmprimer list --help`'),
        (["show"], 2, "llmprimer: KEY... is missing\n  hint: `llmprimer show --help`"),
    ],
)
def test_what_cannot_be_done_is_said_on_standard_error(call, argv, status, message):
    outcome = call(*argv)
    assert (outcome.status, outcome.out) == (status, "")
    assert outcome.err.startswith(message), outcome.err


def test_a_query_of_bytes_that_are_no_text_finds_nothing(call):
    for command in ("search", "list"):
        outcome = call(command, "caf\udce9 zzz")
        assert outcome.status == 1
        assert "nothing fits" in outcome.err
    assert call("show", "caf\udce9").status == 1
    assert call("topics", "caf\udce9").status == 1
    assert call("list", "--topic", "caf\udce9").status == 2
    assert call("list", "--author", "caf\udce9").status == 1


def test_help_and_version(run):
    from llmprimer import __version__

    assert run("--version") == (0, f"llmprimer {__version__}\n", "")
    outcome = run("--help")
    assert outcome.status == 0
    assert "search" in outcome.out
    for command in ("search", "list", "show", "open", "topics", "slides", "related"):
        helped = run(command, "--help")
        assert (helped.status, helped.err) == (0, "")
        assert "--catalogue" in helped.out


@pytest.mark.parametrize(
    "argv", [["list", "--format", "keys"], ["show", A], ["topics"], ["slides"], ["search", "robots"]]
)
def test_the_catalogue_may_be_named_before_the_command_after_it_or_in_the_environment(run, toy, monkeypatch, argv):
    after = run(*argv, "--catalogue", toy)
    before = run("--catalogue", toy, *argv)
    monkeypatch.setenv("LLMPRIMER_CATALOGUE", str(toy))
    named = run(*argv)
    assert after == before == named
    assert after.status == 0


def test_what_is_named_on_the_command_line_beats_the_environment(run, toy, tmp_path, monkeypatch):
    monkeypatch.setenv("LLMPRIMER_CATALOGUE", str(tmp_path / "none.yaml"))
    assert run("list", "--catalogue", toy).status == 0
    assert run("--catalogue", toy, "list").status == 0
    assert run("--catalogue", tmp_path / "none.yaml", "list", "--catalogue", toy).status == 0
    assert run("list").status == 3


def test_a_missing_or_invalid_catalogue_has_status_3(run, toy, tmp_path):
    outcome = run("list", "--catalogue", tmp_path / "none.yaml")
    assert (outcome.status, outcome.out) == (3, "")
    assert outcome.err.startswith(f"llmprimer: {tmp_path / 'none.yaml'}: no such file\n")
    toy.write_text(toy.read_text(encoding="utf-8").replace("kind: news", "kind: newz"), encoding="utf-8")
    outcome = run("search", "robots", "--catalogue", toy)
    assert (outcome.status, outcome.out) == (3, "")
    assert f'{toy}:16: {A}: unknown kind "newz"; did you mean "news"?' in outcome.err


@pytest.mark.parametrize("argv", [["search", "robots"], ["list"], ["show", M], ["related", M]])
def test_an_index_damaged_in_its_middle_is_made_again(call, argv):
    whole = call(*argv)
    (cached,) = Path(os.environ["LLMPRIMER_CACHE_DIR"]).glob("*.sqlite3")
    data = cached.read_bytes()
    begin = 4096 * 5  # what is read on opening stands before it
    cached.write_bytes(data[:begin] + bytes(len(data) - begin))
    index = Index.open(call.toy)  # opening it shows nothing
    index.close()
    assert cached.read_bytes()[begin:] == bytes(len(data) - begin)
    assert call(*argv) == whole
    assert cached.read_bytes() == data


HOSTILE_RECORD = """
  zz-2020-hostile:
    type: webpage
    kind: website
    title: '<img src=x onerror=alert(1)> [x](javascript:alert(2)) | `y`'
    url: javascript:alert(3)
"""


@pytest.fixture
def hostile(toy) -> Path:
    """A catalogue with markup in a title, and an address that a browser would run."""
    toy.write_text(toy.read_text(encoding="utf-8") + HOSTILE_RECORD, encoding="utf-8")
    return toy


def rendered(markdown: str) -> str:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).render(markdown)


def test_a_markdown_list_has_no_markup_and_no_script_of_the_catalogue(run, hostile):
    html = rendered(run("list", "key:zz-2020-hostile", "--format", "markdown", "--catalogue", hostile).out)
    assert "<img" not in html
    assert "<a" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_a_markdown_diff_has_no_markup_and_no_script_of_the_catalogue(run, hostile, tmp_path):
    old = tmp_path / "old.yaml"
    old.write_text(hostile.read_text(encoding="utf-8").removesuffix(HOSTILE_RECORD), encoding="utf-8")
    html = rendered(run("diff", old, hostile, "--format", "markdown", "--catalogue", hostile).out)
    assert "zz-2020-hostile" in html
    assert "<img" not in html
    assert "<a" not in html


def test_open_gives_the_browser_only_addresses_of_the_web(run, hostile, monkeypatch):
    opened = []
    monkeypatch.setattr(webbrowser, "open", lambda url: opened.append(url) or True)
    outcome = run("open", "zz-2020-hostile", "--catalogue", hostile)
    assert (outcome.status, outcome.out, opened) == (1, "javascript:alert(3)\n", [])
    assert "only http, https, ftp and mailto addresses are opened" in outcome.err
