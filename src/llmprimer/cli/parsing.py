"""Changes to Typer's parsing and help: exclusions outside quotes, examples."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

from llmprimer.errors import UsageError

#: An argument like an exclusion: a minus and a word. A letter alone is an option, and so is a letter with a number.
_EXCLUSION = re.compile(r"-(?:[^\W\d_]['’]?[^\W\d_][\w'’-]*|[a-z]+:\S+)")


def _write_examples(command: Any, formatter: Any) -> None:
    if command.epilog:
        with formatter.section("Examples"):
            for example in command.epilog.splitlines():
                formatter.write(f"  llmprimer {example}\n")


class PlainCommand(TyperCommand):
    """A command whose epilog is a list of examples, one a line."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the signature of click
        """The examples, as they are typed."""
        _write_examples(self, formatter)


class PlainGroup(TyperGroup):
    """The same with commands below it."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """The examples, as they are typed."""
        _write_examples(self, formatter)


class QueryCommand(PlainCommand):
    """Takes a query. `-news` outside quotes gets a hint, because `-n` would be an option with the value `ews`."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        for param in self.params:
            if param.name == "query":
                # Typer's `autocompletion` keeps only values that begin with the typed text: `author:mü` would not find Müller.
                param.shell_complete = _complete_query  # type: ignore[method-assign]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As in click; UsageError if an argument looks like an exclusion."""
        takes_value = {
            name
            for param in self.params
            for name in param.opts
            if param.param_type_name == "option" and not getattr(param, "is_flag", False)
        }
        before = ""
        for index, arg in enumerate(args):
            if arg == "--":
                break
            if before not in takes_value and _EXCLUSION.fullmatch(arg) and not self._is_short_option(ctx, arg):
                words = [word for word in args[: index + 1] if word == arg or not word.startswith("-")]
                query = " ".join(words).replace("'", "'\\''")
                hint = f"put the whole query in quotes: {ctx.command_path} '{query}'"
                raise UsageError(f"{arg} is an option here, not an exclusion", hint=hint)
            before = arg
        return super().parse_args(ctx, args)

    def _is_short_option(self, ctx: Any, arg: str) -> bool:
        """Whether it is a one-letter option with its value attached, as in `-fjson`, and so not a word."""
        return any(
            offer.value == arg[2:]
            for param in self.params
            if arg[:2] in param.opts and not getattr(param, "is_flag", False)
            for offer in param.shell_complete(ctx, arg[2:])
        )


def _complete_query(ctx: Any, incomplete: str) -> list[Any]:
    from typer._click.shell_completion import CompletionItem

    from llmprimer.cli.completion import query

    return [CompletionItem(value, help=told) for value, told in query(ctx, incomplete)]
