"""Help that is not cut, examples that work, one voice for all errors, and the hint about quotes."""

from __future__ import annotations

import re
import shlex

import pytest

from cli.screens import screen, spawn, visible
from llmprimer.cli.app import build_command, function_of
from llmprimer.cli.commands import COMMANDS, EXAMPLES
from llmprimer.text import width


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_program_has_a_whole_line_for_each_command(columns):
    lines = visible(screen(None, columns, "--help"))
    assert not [line for line in lines if "..." in line and "COMMAND [ARGS]" not in line]
    assert max(map(width, lines)) <= columns or columns < 80
    text = " ".join(" ".join(lines).split())
    for name, command in COMMANDS.items():
        assert f"{name} {command.does}" in text


def test_commands_stand_in_groups_and_examples_at_the_end(run):
    out = run("--help").out
    heads = re.findall(r"^(\w[\w ]*):$", out, re.MULTILINE)
    assert heads == ["Options", "Find", "Cite", "Curate", "Keep healthy", "Publish and connect", "Examples"]
    assert list(dict.fromkeys(command.group for command in COMMANDS.values())) == heads[1:-1]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_of_a_command_is_its_first_sentence_and_fits(name):
    command = COMMANDS[name]
    assert function_of(name).__doc__.splitlines()[0] == command.does
    assert len(command.does) <= 80 - 2 - max(map(len, COMMANDS)) - 2
    assert command.does.endswith(".")
    assert command.examples
    for subcommand in getattr(function_of(name), "subcommands", ()):
        assert len(subcommand.__doc__.splitlines()[0]) <= 66


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_ends_with_its_examples(run, name):
    out = run(name, "--help").out
    assert out.rstrip().endswith(COMMANDS[name].examples[-1])
    assert max(map(len, out.splitlines())) <= 100


def parts(example: str) -> list[list[str]]:
    """The arguments of each call of the program in an example."""
    found: list[list[str]] = [[]]
    for word in shlex.split(f"llmprimer {example}", comments=True):
        if word in ("|", "&&"):
            found.append([])
        else:
            found[-1].append(word)
    return [call[1:] for call in found if call[0] == "llmprimer"]


@pytest.mark.parametrize("example", [one for command in COMMANDS.values() for one in command.examples] + list(EXAMPLES))
def test_examples_are_command_lines_that_are_understood(example):
    assert len(f"  llmprimer {example}") <= 80
    for name, *arguments in parts(example):
        if name == "COMMAND":
            continue
        assert name in COMMANDS
        command = build_command(name)
        arguments = [word for word in arguments if not word.startswith("$(") and word != "--pick)"]
        if hasattr(command, "commands"):
            subcommand = command.get_command(None, arguments[0])
            subcommand.make_context(arguments[0], arguments[1:])
        else:
            command.make_context(name, arguments)


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["list", "--bogus"], 'there is no option "--bogus"'),
        (["list", "--kid", "x"], 'there is no option "--kid"; did you mean "--fields", "--kind" or "--slide"?'),
        (["show"], "KEY... is missing"),
        (["topic", "add"], "SLUG is missing"),
        (["topic", "ad"], 'there is no command "ad"; did you mean "add"?'),
        (["search", "x", "-n", "-1"], "--limit: -1 is less than 0"),
        (["search", "x", "--limit", "ten"], '--limit: "ten" is not a whole number'),
        (["check", "--timeout", "soon"], '--timeout: "soon" is not a number'),
        (["mcp", "--http", "99999"], "--http: 99999 is not between 1 and 65535"),
        (["search", "--sort"], "--sort needs a value"),
        (["search", "--json=3"], "--json takes no value"),
        (["topics", "a", "b"], "one argument too many: b"),
        (["--bogus"], 'there is no option "--bogus"'),
        (["serach"], 'no command "serach"; did you mean "search"?'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_all_errors_have_one_voice(run, argv, message):
    done = run(*argv)
    assert (done.status, done.out) == (2, "")
    first, *rest = done.err.splitlines()
    assert first == f"llmprimer: {message}"
    assert all(line.startswith("  ") for line in rest)
    assert "--help` " in done.err
    assert "Usage:" not in done.err
    assert "Error" not in done.err


def test_without_anything_the_help_is_shown(run):
    assert run().err.startswith("Usage: llmprimer")
    assert run("topic").err.startswith("Usage: llmprimer topic")


@pytest.mark.parametrize("letter", "abcdefghijklmnopqrstuvwxyz")
@pytest.mark.parametrize("command", ["search", "list", "export", "check"])
def test_an_exclusion_outside_quotes_gets_the_hint_whatever_its_letter(run, command, letter):
    done = run(command, "gpt", f"-{letter}ews")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        f"llmprimer: -{letter}ews is an option here, not an exclusion\n"
        f"  hint: put the whole query in quotes: llmprimer {command} 'gpt -{letter}ews'\n"
    )


@pytest.mark.parametrize("word", ["-kind:news", "-gpt3", "-o'reilly", "-état", "-chat-gpt"])
def test_other_exclusions_get_it_too(run, word):
    assert "put the whole query in quotes" in run("search", "gpt", word).err


def test_what_is_an_option_stays_one(run):
    assert run("list", "-fkeys", "-n1").out == "ai2-blog\n"
    assert run("list", "-n", "2", "-f", "keys").status == 0
    assert run("list", "--sort", "-issued", "-n1", "-fkeys").status == 0
    assert run("list", "--", "gpt", "-news").status == 0
    assert run("search", "'gpt -news'").status in (0, 1)


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_an_error_on_a_terminal_is_one_line_and_a_hint(columns):
    child = spawn(columns, "search", "gpt", "-news")
    child.expect("in quotes")
    child.expect("'gpt -news'")
    child.close()
