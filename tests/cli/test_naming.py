"""What a KEY may be, where keys come from, and which catalogue is meant."""

from __future__ import annotations

import io
import os
import re
import sys

import pexpect
import pytest

from cli.screens import environment, visible
from llmprimer import Catalogue
from llmprimer.errors import NotFoundError

M, A, U, W = "muller-2021-walking", "agency-2022-robots", "user-2022-tweet", "wu-1998-dao"
NAMES = [
    (M, M),
    (M.upper(), M),
    ("muller", M),
    ("m", M),
    ("arXiv:2111.12345v2", M),
    ("https://arxiv.org/pdf/2111.12345", M),
    ("10.1000/example.42", M),
    ("https://doi.org/10.1000/EXAMPLE.42", M),
    ("news.example.com/2022/robots?id=7", A),
    ("1599671496636780546", U),
]


@pytest.fixture
def typed(monkeypatch):
    """Puts bytes on standard input."""

    def put(data: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))

    return put


@pytest.mark.parametrize(("name", "key"), NAMES)
def test_a_key_may_be_an_identifier_an_address_or_a_unique_beginning(run, toy, name, key):
    done = run("show", name, "--catalogue", toy)
    assert done.status == 0
    assert f"\ncitation_key: {key}\n" in done.out
    with Catalogue.open(toy) as catalogue:
        assert catalogue.resolve(name) == key


@pytest.mark.parametrize(
    "argv",
    [
        ["show", "10.1000/example.42"],
        ["open", "10.1000/example.42", "--print"],
        ["related", "10.1000/example.42", "--json"],
        ["cite", "10.1000/example.42", "--bibtex"],
        ["export", "--key", "10.1000/example.42", "-f", "bibtex"],
        ["tag", "10.1000/example.42", "+learning"],
        ["remove", "10.1000/example.42"],
    ],
    ids=lambda argv: argv[0],
)
def test_every_command_takes_an_identifier_for_a_key(run, toy, argv):
    done = run(*argv, "--catalogue", toy)
    assert "no reference" not in done.err
    assert "2111.12345" in done.out or "muller-2021-walking" in done.out or "learning" in done.out


def test_a_beginning_that_several_keys_have_names_them(run, toy):
    text = toy.read_text(encoding="utf-8").replace("  site-nd-home:", "  muller-2022-site:")
    toy.write_text(text, encoding="utf-8")
    done = run("show", "muller", "--catalogue", toy)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith('llmprimer: "muller" begins 2 references: muller-2021-walking, muller-2022-site\n')
    with Catalogue.open(toy) as catalogue, pytest.raises(NotFoundError):
        catalogue.resolve("muller")


def test_what_is_missing_is_told_and_the_rest_is_shown(run, toy):
    done = run("show", "nobody-2020", M, "--catalogue", toy)
    assert done.status == 1
    assert f"citation_key: {M}" in done.out
    assert done.err.startswith('llmprimer: no reference has the key "nobody-2020"')


def test_nothing_is_removed_where_one_key_is_missing(run, toy):
    before = toy.read_bytes()
    done = run("remove", "nobody-2020", M, "--yes", "--catalogue", toy)
    assert (done.status, toy.read_bytes()) == (1, before)
    assert "not every key exists" in done.err


LINES = f"{M}\n{A}\n".encode()
TSV = f"{M}\t2021-11-30\tpaper\tWalking here\thttps://x.example\n{A}\t\t\t\t\n".encode()
NULLS = f"{M}\0{A}\0".encode()


@pytest.mark.parametrize("data", [LINES, TSV, NULLS, LINES.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + LINES])
@pytest.mark.parametrize(
    ("argv", "shows"),
    [
        (["show", "-"], ["citation_key: muller", "citation_key: agency"]),
        (["open", "-", "--print"], ["arxiv.org/abs/2111.12345", "news.example.com"]),
        (["cite", "-", "--bibtex"], ["{muller-2021-walking,", "{agency-2022-robots,"]),
        (["export", "-", "-f", "bibtex"], ["{muller-2021-walking,", "{agency-2022-robots,"]),
        (["list", "-", "-f", "keys"], [M, A]),
        (["search", "-", "walking", "-f", "keys"], [M, A]),
        (["stats", "-", "--by", "kind"], ["news\t1", "paper\t1"]),
        (["timeline", "-", "--by", "year"], ["2021", "2022"]),
        (["graph", "-", "-f", "mermaid"], ["Robots walk", "with GPT-3"]),
        (["tag", "-", "+learning"], ["+    topics: [robots, learning]", "+    topics: [feedback, robots, learning]"]),
        (["remove", "-"], ["-  muller-2021-walking:", "-  agency-2022-robots:"]),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_a_minus_reads_keys_in_every_form(run, toy, typed, argv, shows, data):
    typed(data)
    done = run(*argv, "--catalogue", toy)
    for part in shows:
        assert part in done.out, done
    assert W not in done.out


def test_related_takes_one_key_from_standard_input(run, toy, typed):
    typed(b"10.1000/example.42\n")
    assert run("related", "-", "--catalogue", toy).status == 0
    typed(LINES)
    done = run("related", "-", "--catalogue", toy)
    assert (done.status, done.err) == (2, "llmprimer: one key is expected on standard input, not 2\n")
    typed(b"")
    assert run("related", "-", "--catalogue", toy).err == "llmprimer: standard input has no keys\n"


def test_a_link_check_takes_keys_or_a_text_from_standard_input(run, toy, typed):
    options = ("--no-history", "--format", "jsonl", "--timeout", "0.1", "--retries", "0", "--catalogue", toy)
    text = toy.read_text(encoding="utf-8").replace("https://gait.example.org/", "http://127.0.0.1:9/x")
    toy.write_text(text, encoding="utf-8")
    typed(b"site-nd-home\n")
    assert '"citation_key": "site-nd-home", "url": "http://127.0.0.1:9/x"' in run("check", "-", *options).out
    typed(b"see http://127.0.0.1:9/y\n")
    assert '"citation_key": null, "url": "http://127.0.0.1:9/y"' in run("check", "-", *options).out


def test_a_site_is_built_of_the_keys_on_standard_input(run, toy, typed, tmp_path):
    pytest.importorskip("jinja2")
    typed(LINES)
    assert run("site", "build", "-", "-o", tmp_path / "site", "--catalogue", toy).status == 0
    built = {path.parent.name for path in (tmp_path / "site").rglob("index.html")}
    assert {M, A} <= built
    assert W not in built


def test_the_history_of_a_link_is_asked_for_by_any_name(run, toy):
    done = run("check", "--history-of", "10.1000/example.42", "--catalogue", toy)
    assert done.err == "llmprimer: 10.1000/example.42 has not been checked yet\n"
    assert "no reference has the key" in run("check", "--history-of", "nobody", "--catalogue", toy).err


# -- numbers -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def shell(toy, tmp_path):
    """A shell on a terminal of its own, that knows the program and the toy catalogue."""
    program = tmp_path / "bin" / "llmprimer"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nfrom llmprimer.cli import run\nrun()\n", encoding="utf-8")
    program.chmod(0o755)
    opened = []

    def start() -> pexpect.spawn:
        more = {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "LLMPRIMER_CATALOGUE": str(toy)}
        child = pexpect.spawn("sh", env=environment(**more, TERM="dumb", PS1="", ENV=""), encoding="utf-8", timeout=30)
        child.setecho(False)
        opened.append(child)
        return child

    yield start
    for child in opened:
        child.close(force=True)


def said(child: pexpect.spawn, command: str) -> str:
    child.sendline(f"{command}; echo end''ed")
    child.expect_exact("ended")
    return "\n".join(visible(child.before))


def test_a_number_is_a_place_in_the_last_list_of_this_terminal(shell):
    first, second = shell(), shell()
    listed = said(first, "llmprimer list --sort key")
    assert "3  site-nd-home" in listed
    assert re.search(r"citation_key +site-nd-home", said(first, "llmprimer show 3"))
    assert "https://news.example.com/2022/robots?id=7" in said(first, "llmprimer open 1 --print")
    assert "has the numbers 1 to 5, not 6" in said(first, "llmprimer show 6")
    assert "site-nd-home" in said(first, "llmprimer search robots -f keys | head -1; llmprimer show 3 | cat")
    assert "no list was shown on this terminal" in said(second, "llmprimer show 3")
    said(second, "llmprimer list kind:book")
    assert W in said(second, "llmprimer show 1")
    assert re.search(r"citation_key +agency-2022-robots", said(first, "llmprimer show 1"))


def test_a_list_of_yesterday_is_no_last_list(shell, monkeypatch):
    child = shell()
    said(child, "llmprimer list")
    folder = os.path.join(os.environ["XDG_STATE_HOME"], "llmprimer", "lists")
    (name,) = os.listdir(folder)
    place = os.path.join(folder, name)
    with open(place, encoding="utf-8") as file:
        text = file.read()
    at = text.partition('"at": ')[2].partition(",")[0]
    with open(place, "w", encoding="utf-8") as file:
        file.write(text.replace(at, str(float(at) - 13 * 3600)))
    assert "no list was shown on this terminal" in said(child, "llmprimer show 1")


def test_a_number_of_another_catalogue_means_nothing(shell, tmp_path):
    child = shell()
    said(child, "llmprimer list")
    other = tmp_path / "other.yaml"
    other.write_text("title: O\nreferences:\n", encoding="utf-8")
    assert "of another catalogue" in said(child, f"llmprimer show 1 --catalogue {other}")


def test_a_pipe_is_no_last_list(run, toy):
    assert run("list", "--catalogue", toy).status == 0
    done = run("show", "3", "--catalogue", toy)
    assert done.status == 1
    assert not os.path.exists(os.path.join(os.environ["XDG_STATE_HOME"], "llmprimer", "lists"))


# -- which catalogue ---------------------------------------------------------------------------------------------------


@pytest.fixture
def project(toy, tmp_path, monkeypatch):
    """A folder with a catalogue and a folder below it, in which the commands run."""
    folder = tmp_path / "project"
    (folder / "sub" / "deep").mkdir(parents=True)
    (folder / "references.yaml").write_bytes(toy.read_bytes())
    monkeypatch.chdir(folder / "sub" / "deep")
    return folder


def keys(run, *argv) -> list[str]:
    return run("list", "-f", "keys", *argv).out.split()


def test_a_catalogue_in_this_folder_or_above_is_found(run, project, monkeypatch):
    assert len(keys(run)) == 5
    with Catalogue.open() as catalogue:
        assert catalogue.path == project / "references.yaml"
    monkeypatch.chdir(project)
    assert len(keys(run)) == 5


def test_pyproject_says_where_it_is_and_goes_before_the_file_beside_it(run, project, toy):
    (project / "docs").mkdir()
    text = toy.read_text(encoding="utf-8").replace("  wu-1998-dao:", "  wu-1998-way:")
    (project / "docs" / "list.yaml").write_text(text, encoding="utf-8")
    (project / "pyproject.toml").write_text('[tool.llmprimer]\ncatalogue = "docs/list.yaml"\n', encoding="utf-8")
    assert "wu-1998-way" in keys(run)
    with Catalogue.open() as catalogue:
        assert catalogue.path == project / "docs" / "list.yaml"


def test_the_option_and_the_variable_go_before_what_is_found(run, project, toy, tmp_path, monkeypatch):
    other = tmp_path / "other.yaml"
    other.write_text(toy.read_text(encoding="utf-8").replace("  wu-1998-dao:", "  wu-1998-way:"), encoding="utf-8")
    assert "wu-1998-way" in keys(run, "--catalogue", other)
    monkeypatch.setenv("LLMPRIMER_CATALOGUE", str(other))
    assert "wu-1998-way" in keys(run)
    assert "wu-1998-dao" in keys(run, "--catalogue", toy)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.llmprimer]\n", "[tool.llmprimer] names no catalogue"),
        ('[tool.llmprimer]\ncatalogue = "gone.yaml"\n', "names gone.yaml, and there is no such file"),
        ('[tool.llmprimer]\ncatalogue = "x\n', "not valid TOML"),
    ],
)
def test_a_table_that_cannot_be_followed_is_an_error(run, project, text, message):
    (project / "pyproject.toml").write_text(text, encoding="utf-8")
    done = run("list")
    assert (done.status, done.out) == (3, "")
    assert message in done.err
    assert str(project / "pyproject.toml") in done.err


def test_the_pyproject_of_another_tool_is_no_matter(run, project):
    (project / "pyproject.toml").write_text("[tool.ruff]\n# llmprimer\n", encoding="utf-8")
    assert len(keys(run)) == 5
    (project / "pyproject.toml").write_text("[tool.ruff\nllmprimer", encoding="utf-8")
    assert len(keys(run)) == 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "references:\n- id: vaswani2017\n  type: article\n",
        "---\nreferences:\n  # a bibliography of pandoc\n  - id: x\n",
        "references: []\n",
        "title: Somebody else's file\nentries: {}\n",
        "netwok:\n  type: article\n  title: A hayagriva file\n",
    ],
)
def test_a_stray_file_of_that_name_is_passed_over_and_named(run, project, text):
    (project / "sub" / "references.yaml").write_text(text, encoding="utf-8")
    done = run("list", "-f", "keys")
    assert (done.status, len(done.out.split())) == (0, 5)
    assert done.err == (
        "llmprimer: ../references.yaml is not a catalogue (it has no `references:` with entries below); "
        "using ../../references.yaml\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "title: A\nreferences:\n",
        "title: A\nreferences: {}\n",
        '{"title": "A", "references": {}}',
        "title: A\nreferences: # none yet\n\n  # really\n",
    ],
)
def test_an_empty_catalogue_is_one(run, project, text):
    (project / "sub" / "references.yaml").write_text(text, encoding="utf-8")
    done = run("list", "-f", "keys")
    assert (done.status, done.out) == (1, "")
    assert "no catalogue" not in done.err


def test_a_broken_catalogue_is_an_error_and_not_passed_over(run, project):
    (project / "sub" / "references.yaml").write_text("title: A\nreferences:\n  a: {type: x\n", encoding="utf-8")
    assert run("list").status == 3


def test_a_person_is_told_which_catalogue_is_used(toy, project):
    def first_line(*argv, **more) -> str:
        env = environment(**more)
        child = pexpect.spawn(
            sys.executable, ["-m", "llmprimer", *argv], env=env, encoding="utf-8", timeout=30, dimensions=(40, 80)
        )
        child.expect(pexpect.EOF)
        child.close()
        return visible(child.before)[0]

    assert first_line("list") == "llmprimer: catalogue ../../references.yaml"
    assert first_line("list", LLMPRIMER_CATALOGUE="../../references.yaml") == (
        "llmprimer: catalogue ../../references.yaml (from LLMPRIMER_CATALOGUE)"
    )
    assert "catalogue" not in first_line("list", "--catalogue", str(toy)).replace("citation_key", "")
    os.unlink(project / "references.yaml")
    assert first_line("search", "rlhf", "-f", "keys") == "bai-2022-helpful"


def test_a_pipe_is_not_told(run, project):
    assert run("list").err == ""


def test_a_new_catalogue_is_found_at_once(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("init", "reading")
    assert done.out.splitlines() == [
        str(tmp_path / "reading" / name) for name in ("references.yaml", "catalogue.schema.json", "README.md")
    ]
    assert "cd reading" in done.err
    monkeypatch.chdir(tmp_path / "reading")
    assert run("topic", "add", "walking", "-d", "Putting one foot before the other.", "--yes").status == 0
    assert "walking" in run("topics").out
