"""The table of commands, and the Typer application that imports a command's module only when it is called."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command as _command_of

#: Command -> module of `llmprimer.cli` that has a function of the same name (hyphens as underscores), in help order.
#: Modules are not called `list` or `open`: as attributes of the package they would hide the built-ins in its namespace.
COMMANDS: dict[str, str] = {
    "search": "search",
    "list": "list_",
    "show": "show",
    "open": "open_",
    "topics": "topics",
    "slides": "slides",
    "related": "related",
    "timeline": "timeline",
    "stats": "stats",
    "graph": "graph",
    "export": "export",
    "cite": "cite",
    "check": "check",
    "site": "site",
    "init": "init",
    "import": "import_",
    "add": "add",
    "edit": "edit",
    "tag": "tag",
    "remove": "remove",
    "rename-topic": "rename_topic",
    "lint": "lint",
    "diff": "diff",
    "schema": "schema",
    "mcp": "mcp",
}

Abort = typer.Abort
#: Typer carries its own copy of click, so the class is taken from what Typer raises.
ClickException: type[Any] = typer.BadParameter.__mro__[2]

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _LazyGroup(TyperGroup):
    """Finds commands in COMMANDS, so that a cold `search` does not import what `check` needs."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return build(cmd_name) if cmd_name in COMMANDS else None

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:  # Typer would make a status of it that commands return for their own interruptions
            raise Abort from None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from llmprimer.errors import UsageError
            from llmprimer.suggest import did_you_mean

            near = did_you_mean(args[0], COMMANDS)
            hint = "`llmprimer --help` lists the commands; `llmprimer search WORDS` searches"
            raise UsageError(f'no command "{args[0]}"{near}', hint=hint)
        return super().resolve_command(ctx, args)


def function_of(name: str) -> Any:
    """The function behind a command, whose module is imported now."""
    # `import` cannot be a function's name.
    function_name = f"{name}_" if iskeyword(name) else name.replace("-", "_")
    return getattr(import_module(f"llmprimer.cli.{COMMANDS[name]}"), function_name)


def build(name: str) -> Any:
    """The command as Typer makes it."""
    function = function_of(name)
    one = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    subcommands = getattr(function, "subcommands", None)
    if subcommands is not None:
        one.callback(no_args_is_help=True, context_settings=_SETTINGS)(function)
        for subcommand in subcommands:
            one.command(subcommand.__name__, context_settings=_SETTINGS)(subcommand)
        return _command_of(one)
    # A command whose arguments are not the usual ones brings its own class (`tag KEY +topic -topic`).
    one.command(name, cls=getattr(function, "command_class", None), context_settings=_SETTINGS)(function)
    return _command_of(one)


def _version(wanted: bool) -> None:
    if wanted:
        from llmprimer._version import __version__

        print(f"llmprimer {__version__}")
        raise typer.Exit


def root() -> Any:
    """The whole command."""
    app = typer.Typer(
        cls=_LazyGroup,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        add_completion=True,
        context_settings=_SETTINGS,
    )

    @app.callback()
    def llmprimer(
        catalogue: Annotated[
            Path | None,
            typer.Option(help="Use this catalogue instead of the built-in one.", metavar="FILE"),
        ] = None,
        version: Annotated[
            bool, typer.Option("--version", help="Print the version and exit.", callback=_version, is_eager=True)
        ] = False,
    ) -> None:
        """A curated catalogue of references: search it, cite it, check its links, keep it right."""
        from llmprimer.cli import state

        state.catalogue = catalogue

    return _command_of(app)
