"""The usage errors of the parser, in the form of all other errors."""

from __future__ import annotations

import re
from typing import Any

from llmprimer.errors import UsageError

#: Typer's message -> llmprimer's message. The options that Typer suggests follow in our own words.
_WORDING = (
    (r"No such option: (\S+)(?: \(Possible options: .*\))?", r'there is no option "\1"'),
    (r"Missing argument '(.*)'.*", r"\1 is missing"),
    (r"Missing option '(.*)'", r"\1 is missing"),
    (r"Invalid value for '(.+?)': (.*)", r"\1: \2"),
    (r"Option '(.*)' requires an argument", r"\1 needs a value"),
    (r"Option '(.*)' does not take a value", r"\1 takes no value"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", r"one argument too many: \1"),
    (r"No such command '([^']*)'\.? ?(.*)", r'there is no command "\1". \2'),
)


def as_usage_error(error: Any) -> UsageError:
    """The error of Typer as one of ours."""
    message = " ".join(error.format_message().split()).rstrip(".")
    message = re.sub(r"'(-[\w-]+)' / '(-[\w-]+)'", r"'\1'", message)
    for pattern, replacement in _WORDING:
        message = re.sub(f"^{pattern}$", replacement, message)
    message = re.sub(r"\. Did you mean '(.*)'\?$", r'; did you mean "\1"?', message).removesuffix(". ")
    message = re.sub(r"'([^']*)' is not a valid int(?:eger)?(?: range)?$", r'"\1" is not a whole number', message)
    message = re.sub(r"'([^']*)' is not a valid float(?: range)?$", r'"\1" is not a number', message)
    message = re.sub(r"(\S+) is not in the range x>=(\S+)", r"\1 is less than \2", message)
    message = re.sub(r"is not in the range (\S+)<=x<=(\S+)", r"is not between \1 and \2", message)
    if possible := getattr(error, "possibilities", None):
        *rest, last = sorted(f'"{one}"' for one in possible)
        message += f"; did you mean {', '.join(rest) + ' or ' if rest else ''}{last}?"
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "llmprimer"
    return UsageError(message, hint=f"`{command} --help` shows what it takes")
