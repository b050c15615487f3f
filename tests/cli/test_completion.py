"""Completion as the shells ask for it, and in a real bash."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pexpect
import pytest

PROGRAM = [sys.executable, "-m", "llmprimer"]


@pytest.fixture
def offered(toy):
    """What a shell is given for a command line that ends in an unfinished word."""

    def ask(shell: str, line: str, catalogue=toy) -> list[str]:
        words = line.split(" ")
        settings = {
            "bash": {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)},
            "zsh": {"_TYPER_COMPLETE_ARGS": line},
            "fish": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
        }[shell]
        environment = {**os.environ, **settings, "_LLMPRIMER_COMPLETE": f"complete_{shell}"}
        if catalogue is not None:
            environment["LLMPRIMER_CATALOGUE"] = str(catalogue)
        done = subprocess.run(
            [*PROGRAM[:1], "-c", "from llmprimer.cli import run; run()"],
            capture_output=True,
            text=True,
            env=environment,
            timeout=30,
        )
        assert done.stderr == ""
        return done.stdout.splitlines()

    return ask


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("llmprimer sho", ["show"]),
        ("llmprimer show wu", ["wu-1998-dao"]),
        ("llmprimer show wu-1998-dao mu", ["muller-2021-walking"]),
        ("llmprimer open agency", ["agency-2022-robots"]),
        ("llmprimer related site", ["site-nd-home"]),
        ("llmprimer topics r", ["robots"]),
        ("llmprimer list --topic fee", ["feedback"]),
        ("llmprimer search robots --topic fee", ["feedback"]),
        ("llmprimer list --kind rep", ["report", "repository"]),
        ("llmprimer list --has arch", ["archive_url"]),
        ("llmprimer list --kin", ["--kind"]),
        ("llmprimer show zzz", []),
        ("llmprimer search topic:fee", ["topic:feedback"]),
        ("llmprimer search robots topic:r", ["topic:robots"]),
        ("llmprimer list kind:rep", ["kind:report", "kind:repository"]),
        ("llmprimer list has:arch", ["has:archive_url"]),
        ("llmprimer list author:M", ["author:Müller"]),
        ("llmprimer list author:mü", ["author:Müller"]),
        ("llmprimer list site:news", ["site:news.example.com"]),
        ("llmprimer list lang:zh", ["lang:zh", "lang:zh-hans"]),
        ("llmprimer search top", ["topic:"]),
        ("llmprimer list --author K", ["King"]),
        ("llmprimer list --site gait", ["gait.example.org"]),
        ("llmprimer list -f js", ["json", "jsonl"]),
        ("llmprimer search --format t", ["table", "tsv", "titles"]),
        ("llmprimer list --sort is", ["issued"]),
        ("llmprimer list --fields ti", ["title"]),
        ("llmprimer export -f csl", ["csl-json"]),
        ("llmprimer cite --style ap", ["apa"]),
        ("llmprimer cite -f ht", ["html"]),
        ("llmprimer check --fail-on s", ["suspect"]),
        ("llmprimer check -f ju", ["junit"]),
        ("llmprimer lint -f ma", ["markdown"]),
        ("llmprimer lint --explain S40", ["S401", "S402", "S403", "S404"]),
        ("llmprimer diff -f pa", ["patch"]),
        ("llmprimer tag wu-1998-dao +fe", ["+feedback"]),
        ("llmprimer tag wu", ["wu-1998-dao"]),
        ("llmprimer topic rename rob", ["robots"]),
        ("llmprimer topic re", ["rename", "remove"]),
    ],
)
def test_bash_is_offered_what_begins_so(offered, line, expected):
    shown = [word for word in offered("bash", line) if word]
    if line.endswith(("S40", "--style ap")):  # more than these, as rules and styles are added
        assert shown[: len(expected)] == expected
    else:
        assert shown == expected


def test_bash_breaks_words_at_colons(offered):
    """As bash gives them: `topic:fee` is three words, and the offer replaces the last one alone."""
    assert [one for one in offered("bash", "llmprimer search topic : fee") if one] == ["feedback"]
    assert [one for one in offered("bash", "llmprimer search robots kind : rep") if one] == ["report", "repository"]
    assert {"feedback", "robots"} <= set(offered("bash", "llmprimer search topic :"))


def test_zsh_and_fish_are_offered_fields_and_their_values(offered):
    assert offered("fish", "llmprimer search topic:fee") == [
        "topic:feedback\tReinforcement learning from human feedback"
    ]
    (line,) = offered("zsh", "llmprimer search topic:fee")
    assert line.count("topic") == 1
    assert "feedback" in line
    (line,) = offered("fish", "llmprimer tag wu-1998-dao +ro")
    assert line == "+robots\tRobots"
    assert offered("fish", "llmprimer list --site gait") == ["gait.example.org\t1 reference"]
    assert offered("fish", "llmprimer li") == [
        "list\tList the references that fit a query in a fixed order.",
        "lint\tCheck a catalogue against the rules of docs/lint.md.",
    ]


def test_zsh_and_fish_are_offered_titles_too(offered):
    assert offered("fish", "llmprimer show wu") == ["wu-1998-dao\t悟道 (Wu Dao)"]
    (line,) = offered("zsh", "llmprimer show wu")
    assert '"wu-1998-dao":"悟道 (Wu Dao)"' in line
    assert offered("fish", "llmprimer list --topic fee") == ["feedback\tReinforcement learning from human feedback"]


def test_the_catalogue_on_the_command_line_is_the_one_completed_from(offered, toy):
    assert offered("bash", f"llmprimer show --catalogue {toy} wu", catalogue="/none.yaml") == ["wu-1998-dao"]
    assert offered("bash", f"llmprimer --catalogue {toy} show wu", catalogue="/none.yaml") == ["wu-1998-dao"]


def test_a_catalogue_that_cannot_be_read_offers_nothing_quietly(offered, toy):
    assert [word for word in offered("bash", "llmprimer show wu", catalogue="/none.yaml") if word] == []
    toy.write_text("references: [", encoding="utf-8")
    assert [word for word in offered("bash", "llmprimer list --topic r") if word] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_each_shell_is_printed(shell):
    environment = {**os.environ, "_LLMPRIMER_COMPLETE": f"source_{shell}"}
    done = subprocess.run(
        [sys.executable, "-c", "from llmprimer.cli import run; run()"],
        capture_output=True,
        text=True,
        env=environment,
        timeout=30,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "_LLMPRIMER_COMPLETE=complete_" in done.stdout
    if shutil.which(shell):
        checked = subprocess.run([shell, "-n"], input=done.stdout, capture_output=True, text=True, timeout=30)
        assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash: apt-get install bash")
def test_tab_in_a_real_bash_completes_keys_and_topics(toy, tmp_path):
    program = tmp_path / "bin" / "llmprimer"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nfrom llmprimer.cli import run\nrun()\n", encoding="utf-8")
    program.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "LLMPRIMER_CATALOGUE": str(toy),
        "INPUTRC": "/dev/null",
        "TERM": "dumb",
    }
    bash = pexpect.spawn("bash", ["--norc", "--noprofile", "-i"], env=environment, encoding="utf-8", timeout=20)
    try:
        bash.sendline("PS1='ready> '; bind 'set enable-bracketed-paste off'")
        bash.expect("\nready> ")
        bash.sendline("source <(_LLMPRIMER_COMPLETE=source_bash llmprimer); echo source''d")
        bash.expect_exact("sourced")
        bash.expect("ready> ")
        bash.send("llmprimer show wu\t")
        bash.expect_exact("wu-1998-dao")
        bash.sendline("| grep '^kind'")
        bash.expect(r"kind: book \(book\)")
        bash.expect("ready> ")
        bash.send("llmprimer list --topic fee\t")
        bash.expect_exact("feedback")
        bash.sendline("--format keys")
        bash.expect_exact("muller-2021-walking")
        bash.expect("ready> ")
        bash.send("llmprimer list topic:fee\t")
        bash.expect_exact("feedback")
        bash.sendline("--format keys")
        bash.expect_exact("muller-2021-walking")
        bash.expect("ready> ")
        bash.send("llmprimer tag wu-1998-dao +fee\t")
        bash.expect_exact("dback")
    finally:
        bash.close(force=True)


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
def test_a_shell_without_completion_is_an_error_that_names_those_with_one(tmp_path, monkeypatch, option):
    monkeypatch.setenv("HOME", str(tmp_path))
    # `sh` stays the parent: a command that comes last would replace it.
    command = ["sh", "-c", '"$@"; exit $?', "sh", *PROGRAM, option]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (2, "", [])
    assert done.stderr.splitlines() == [
        'llmprimer: there is no completion for the shell "sh"',
        "  hint: run it in one of bash, zsh, fish, powershell, pwsh",
    ]
