"""The Typer application, which imports a command's module only when it is called."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command as _command_of

from llmprimer.cli.commands import COMMANDS, EXAMPLES
from llmprimer.cli.parsing import PlainCommand, PlainGroup
from llmprimer.errors import UsageError

Abort = typer.Abort
#: Typer has its own copy of click, so the class is taken from Typer's exception.
ClickException: type[Any] = typer.BadParameter.__mro__[2]

#: The shells that Typer completes.
_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _LazyGroup(PlainGroup):
    """Finds commands in COMMANDS, so that a cold `search` does not import what `check` needs."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return build_command(cmd_name) if cmd_name in COMMANDS else None

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:  # Typer would return the status that commands return for their own interruptions
            raise Abort from None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from llmprimer.errors import UsageError
            from llmprimer.suggest import did_you_mean

            near = did_you_mean(args[0], COMMANDS)
            hint = "`llmprimer --help` lists the commands; `llmprimer search WORDS` searches"
            raise UsageError(f'no command "{args[0]}"{near}', hint=hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands in their groups, each with its whole line."""
        for group in dict.fromkeys(command.group for command in COMMANDS.values()):
            with formatter.section(group):
                formatter.write_dl([(name, one.does) for name, one in COMMANDS.items() if one.group == group])

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Names of commands with their help; Typer would import every command for that."""
        if incomplete[:1] == "-":
            return super().shell_complete(ctx, incomplete)
        from typer._click.shell_completion import CompletionItem

        names = [name for name in COMMANDS if name.startswith(incomplete)]
        return [CompletionItem(name, help=COMMANDS[name].does) for name in names]


def function_of(name: str) -> Any:
    """The function behind a command, whose module is imported now."""
    # `import` cannot be a function's name.
    function_name = f"{name}_" if iskeyword(name) else name.replace("-", "_")
    return getattr(import_module(f"llmprimer.cli.{COMMANDS[name].module}"), function_name)


def build_command(name: str) -> Any:
    """The command as Typer makes it."""
    function = function_of(name)
    one = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    epilog = "\n".join(COMMANDS[name].examples)
    subcommands = getattr(function, "subcommands", None)
    if subcommands is not None:
        one.callback(cls=PlainGroup, no_args_is_help=True, context_settings=_SETTINGS, epilog=epilog)(function)
        for subcommand in subcommands:
            one.command(subcommand.__name__, cls=PlainCommand, context_settings=_SETTINGS)(subcommand)
        return _command_of(one)
    # A command whose arguments are not the usual ones brings its own class (`tag KEY +topic -topic`).
    command_class = getattr(function, "command_class", PlainCommand)
    one.command(name, cls=command_class, context_settings=_SETTINGS, epilog=epilog)(function)
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
        epilog="\n".join(EXAMPLES),
    )

    @app.callback()
    def llmprimer(
        context: typer.Context,
        catalogue: Annotated[
            Path | None,
            typer.Option(help="Use this catalogue instead of the one found.", metavar="FILE"),
        ] = None,
        version: Annotated[
            bool, typer.Option("--version", help="Print the version and exit.", callback=_version, is_eager=True)
        ] = False,
    ) -> None:
        """A curated catalogue of references: search it, cite it, check its links, keep it right."""
        context.obj = catalogue  # CatalogueOption takes it if the command names no catalogue

    command = _command_of(app)
    for param in command.params:
        if param.name in ("install_completion", "show_completion") and param.callback is not None:
            param.callback = _in_known_shell(param.callback)
    return command


def _in_known_shell(callback: Callable[..., Any]) -> Callable[..., Any]:
    """The callback of an option about completion, as an error in a shell that Typer has no completion for."""

    def checked(context: typer.Context, param: Any, value: Any) -> Any:
        if value and not context.resilient_parsing:
            import shellingham  # type: ignore[import-untyped]  # a dependency of Typer; it has no types

            try:
                shell = str(shellingham.detect_shell()[0])
            except shellingham.ShellDetectionFailure:
                shell = ""
            if shell not in _SHELLS:
                reason = f'there is no completion for the shell "{shell}"' if shell else "the shell cannot be detected"
                raise UsageError(reason, hint=f"run it in one of {', '.join(_SHELLS)}")
        return callback(context, param, value)

    return checked
