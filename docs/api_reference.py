"""The reference of the Python API, from the signatures and docstrings of its public names; cog calls it in docs/api.md."""

from __future__ import annotations

import enum
import inspect
import re

import llmprimer
from llmprimer.model import Model


def print_all() -> None:
    """Prints every public name, in alphabetical order."""
    for name in sorted(llmprimer.__all__, key=str.lower):
        if not name.startswith("__"):
            _print_class(name, getattr(llmprimer, name))


def _print_class(name: str, cls: type) -> None:
    print(f"\n## {name}\n")
    bases = [base.__name__ for base in cls.__mro__[1:] if base.__name__ in llmprimer.__all__]
    if bases:
        print(f"A `{bases[0]}`.\n")
    print(_text(inspect.getdoc(cls)) or "")
    if issubclass(cls, enum.Enum):
        print("\nMembers: " + ", ".join(f"`{member.value}`" for member in cls))
    elif issubclass(cls, Model):
        print(f"\nFields: {', '.join(f'`{field}`' for field in cls.model_fields)}.")
        print("[The file format](file-format.md) explains them.")
    elif fields := getattr(cls, "_fields", ()):
        print("\nFields: " + ", ".join(f"`{field}`" for field in fields))
    for member, value in sorted(_members(cls).items()):
        function = value.__func__ if isinstance(value, classmethod | staticmethod) else value
        if member.startswith(("_", "model_")) or issubclass(cls, enum.Enum):
            continue
        if isinstance(function, property):
            print(f"\n### {name}.{member}\n\n{_text(inspect.getdoc(function)) or ''}")
        elif inspect.isfunction(function):
            print(f"\n### {name}.{member}\n\n```python\n{_signature(member, function)}\n```\n")
            print(_text(inspect.getdoc(function)) or "")


def _members(cls: type) -> dict[str, object]:
    """The members of the class, and of those of its bases in the package that have no chapter of their own."""
    inner = [base for base in cls.__mro__ if base.__module__.startswith("llmprimer.api.")]
    public = [base for base in inner if base is not cls and base.__name__ in llmprimer.__all__]
    own = [base for base in inner if not any(issubclass(one, base) for one in public)]
    return {name: value for base in reversed(own or [cls]) for name, value in vars(base).items()}


def _signature(name: str, function: object) -> str:
    signature = inspect.signature(function)
    shown = []
    named_only = False
    for parameter in signature.parameters.values():
        if parameter.name in ("self", "cls"):
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not named_only:
            named_only = True
            shown.append("*")
        stars = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        named_only |= stars == "*"
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        shown.append(f"{stars}{parameter.name}: {parameter.annotation}{default}")
    returned = "" if signature.return_annotation is signature.empty else f" -> {signature.return_annotation}"
    # Three brackets in a row would end cog's block.
    return f"{name}({', '.join(shown)}){returned}".replace("]]]", "]] ]")


def _text(documentation: str | None) -> str | None:
    """The docstring as Markdown: indented examples are code already, other indentation is not."""
    return re.sub(r"(?m)^(>>> .*)$", r"    \1", documentation) if documentation else None
