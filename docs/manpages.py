"""Man pages from the program's own help: `python3 tasks.py site` writes them to build/man/man1, through pandoc.

One page for llmprimer and one for each command, with the same words as `--help`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypandoc
import typer

from llmprimer import __version__
from llmprimer.cli.app import root
from llmprimer.cli.commands import COMMANDS
from llmprimer.errors import ExitCode


def main(folder: Path) -> list[Path]:
    """Writes the pages below the folder and returns their paths."""
    made = [_write(folder, "llmprimer", _overview())]
    context = typer.Context(root(), info_name="llmprimer")
    for name in COMMANDS:
        command = root().get_command(context, name)
        assert command is not None
        made += _pages(folder, context, f"llmprimer {name}", command)
    return made


def _pages(folder: Path, above: typer.Context, title: str, command: object) -> list[Path]:
    """The page of a command and of the commands below it."""
    context = typer.Context(command, info_name=title.rpartition(" ")[2], parent=above)
    name = title.split()[1]
    examples = COMMANDS[name].examples if title.count(" ") == 1 else ()
    made = [_write(folder, title.replace(" ", "-"), _page(title, command, context, examples))]
    for sub in getattr(command, "commands", {}).values():
        made += _pages(folder, context, f"{title} {sub.name}", sub)
    return made


def _page(title: str, command: object, context: typer.Context, examples: tuple[str, ...]) -> str:
    first, _, rest = (command.help or "").partition("\n")
    options = []
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is None and parameter.param_type_name == "argument":
            record = (parameter.make_metavar(context), getattr(parameter, "help", "") or "")
        if record is not None:
            options.append(f"`{record[0]}`\n:   {record[1] or ' '}\n")
    usage = " ".join(command.collect_usage_pieces(context))
    parts = [
        f"# NAME\n\n{title} - {first.rstrip('.')}",
        f"# SYNOPSIS\n\n`{title} {usage}`",
        f"# DESCRIPTION\n\n{first}{rest}",
        "# OPTIONS\n\n" + "\n".join(options),
    ]
    if examples:
        parts.append("# EXAMPLES\n\n" + "\n\n".join(f"    llmprimer {example}" for example in examples))
    return "\n\n".join((*parts, _exit_codes(), "# SEE ALSO\n\nllmprimer(1)"))


def _overview() -> str:
    listed = "\n".join(f"`{name}`\n:   {command.does}\n" for name, command in COMMANDS.items())
    text = "Searches, cites, exports, checks and keeps a catalogue of references."
    return f"# NAME\n\nllmprimer - {text}\n\n# SYNOPSIS\n\n`llmprimer COMMAND ...`\n\n# COMMANDS\n\n{listed}\n\n{_exit_codes()}"


def _exit_codes() -> str:
    return "# EXIT STATUS\n\n" + "\n".join(f"{int(code)}\n:   {code.meaning}\n" for code in ExitCode)


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.1"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"---\ntitle: {name.upper()}\nsection: 1\nfooter: llmprimer {__version__}\n---\n\n"
    pypandoc.convert_text(
        head + text, "man", format="markdown-smart", extra_args=["--standalone"], outputfile=str(path)
    )
    return path


if __name__ == "__main__":
    for made in main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/man/man1")):
        print(made)
