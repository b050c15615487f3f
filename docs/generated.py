"""What the documentation shows of the program itself; cog calls these (see `tasks.py fix` and `tasks.py check`)."""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile

from llmprimer.cli import main
from llmprimer.cli.app import function_of
from llmprimer.cli.commands import COMMANDS

# One width and no colour whoever runs it; a cache of its own, so that nothing of the machine shows.
os.environ.update(COLUMNS="100", NO_COLOR="1", TERMINAL_WIDTH="100", LLMPRIMER_CACHE_DIR=tempfile.mkdtemp())
os.environ.pop("LLMPRIMER_CATALOGUE", None)


def output(*argv: str) -> str:
    """What the command prints on standard output."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        main(list(argv))
    return re.sub(r"[ \t]+$", "", out.getvalue(), flags=re.MULTILINE).strip("\n")


def transcript(*argv: str, lines: int | None = None) -> None:
    """Prints a shell transcript of the command, cut to some lines."""
    import shlex

    shown = output(*argv).splitlines()
    if lines is not None and len(shown) > lines:
        shown = [*shown[:lines], "..."]
    print("```console\n$ llmprimer " + shlex.join(argv).replace("'", "'"))
    print("\n".join(shown) + "\n```")


def terminal(*argv: str, lines: int | None = None) -> None:
    """Prints what the command shows on a terminal: the table, without its colours."""
    shown = output(*argv, "--format", "table").splitlines()
    print("```console\n$ llmprimer " + " ".join(argv))
    print("\n".join(shown[:lines]) + "\n```")


def help_of(*names: str) -> None:
    """Prints the help of the program, of a command, or of a command below it."""
    print("```\n" + output(*names, "--help") + "\n```")


def help_of_all() -> None:
    """Prints the help of the program and of every command, group by group."""
    help_of()
    group = ""
    for name, command in COMMANDS.items():
        if command.group != group:
            group = command.group
            print(f"\n## {group}")
        for names in ((name,), *((name, one.__name__) for one in getattr(function_of(name), "subcommands", ()))):
            print(f"\n### llmprimer {' '.join(names)}\n")
            help_of(*names)


def commands() -> None:
    """Prints the table of commands with their lines of help."""
    print("| | command | what it does |\n|---|---|---|")
    group = ""
    for name, command in COMMANDS.items():
        print(f"| {command.group if command.group != group else ''} | `{name}` | {command.does} |")
        group = command.group


def printed() -> None:
    """Prints what tests/export/test_printed_examples.py read from the PDF: five works in six styles."""
    from pathlib import Path

    shown = Path(__file__).resolve().parents[1] / "tests" / "export" / "printed.md"
    print(shown.read_text(encoding="utf-8").rstrip())


def exit_codes() -> None:
    """Prints the table of exit codes."""
    from llmprimer.errors import ExitCode

    print("| code | meaning |\n|---|---|")
    for code in ExitCode:
        print(f"| {int(code)} | {code.meaning} |")


def extras() -> None:
    """Prints the table of extras with the comment that pyproject.toml has above each, or the packages it brings."""
    import tomllib
    from pathlib import Path

    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    print("| extra | brings |\n|---|---|")
    for name, packages in sorted(project["optional-dependencies"].items()):
        print(f"| `{name}` | {', '.join(re.split('[<>=!~;]', package)[0] for package in packages)} |")


def query_fields() -> None:
    """Prints the table of query fields."""
    from llmprimer.query.fields import FIELDS

    print("| field | finds | example |\n|---|---|---|")
    for field in FIELDS.values():
        print(f"| `{field.name}:` | {field.finds} | `{field.example}` |")


def list_formats() -> None:
    """Prints the table of list formats."""
    from llmprimer.console.rows import FORMATS

    print("| format | prints |\n|---|---|")
    for name, prints in FORMATS.items():
        print(f"| `{name}` | {prints} |")


def model_fields(name: str) -> None:
    """Prints the fields of a model, in file order, with what they hold."""
    import llmprimer.model as models
    from llmprimer.catalogue.schema import json_schema

    model = getattr(models, name)
    schema = json_schema()
    properties = schema["properties"] if name == "Header" else schema["$defs"][name]["properties"]
    print("| field | holds | required |\n|---|---|---|")
    for field, about in model.model_fields.items():
        print(f"| `{field}` | {_shape(properties[field])} | {'yes' if about.is_required() else ''} |")


def _shape(schema: dict) -> str:
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "anyOf" in schema and any(option.get("type") == "integer" for option in schema["anyOf"]):
        return "date"
    match schema.get("type"):
        case "array":
            return "list of " + _shape(schema["items"])
        case "object":
            inner = schema.get("additionalProperties") or next(iter(schema["patternProperties"].values()))
            return "mapping to " + _shape(inner)
        case "string":
            return "text"
        case "boolean":
            return "`true` or `false`"
    return schema.get("type", "")


def topic_counts() -> None:
    """Prints the built-in vocabulary with the number of references of each topic."""
    from llmprimer.catalogue.locate import builtin
    from llmprimer.index import Index
    from llmprimer.index.lookup import topics

    print("| topic | references | meaning |\n|---|---:|---|")
    for node in topics(Index.open(builtin("references.yaml"))):
        print(f"| {'&emsp;' * node.depth}`{node.slug}` | {node.reference_count} | {node.definition} |")


def formats() -> None:
    """Prints the table of export formats."""
    from llmprimer import export

    print("| format | suffix | media type | what it cannot hold |\n|---|---|---|---|")
    for name in export.format_ids():
        exporter = export.get(name)
        fields = ", ".join(f"`{field}`" for field in export.uncarried(exporter))
        limits = "; ".join(part for part in (exporter.limits, fields) if part) or "nothing"
        print(f"| `{name}` | `{exporter.suffix}` | {exporter.media_type} | {limits} |")


def verdicts() -> None:
    """Prints the table of the link checker's verdicts."""
    from llmprimer.links.model import Verdict

    print("| verdict | group | meaning |\n|---|---|---|")
    for verdict in Verdict:
        print(f"| `{verdict}` | {verdict.group} | {verdict.meaning} |")


def link_formats() -> None:
    """Prints the list of the formats of link checks."""
    from importlib import import_module

    from llmprimer.report_formats import format_names

    for name in format_names("links"):
        described = import_module(f"llmprimer.links.formats.{name}").__doc__ or ""
        print(f"- `{name}`: {described.splitlines()[0]}")


def sites() -> None:
    """Prints the table of the sites that link checks ask where they answer."""
    from urllib.parse import urlsplit

    from llmprimer.links.sites import SITES

    print("| site | asked | what it can tell |\n|---|---|---|")
    for site in SITES:
        batch_size = f", {site.batch_size} at a time" if site.batch_size > 1 else ""
        print(
            f"| `{site.name}` | {urlsplit(site.address).netloc}{batch_size} | {site.meaning[:1].upper()}{site.meaning[1:]}. |"
        )


def services() -> None:
    """Prints the table of the services that records are filled from."""
    from llmprimer.sources import all_services

    print(
        "| service | `--source` | works in a request | what it gives | what it may be asked |\n|---|---|---:|---|---|"
    )
    for service in all_services():
        gives = " ".join((service.__doc__ or "").split()).split(" Identifiers are ")[0].rstrip(".")
        print(f"| {service.label} | `{service.name}` | {service.batch_size} | {gives} | {service.limits} |")


def schemas() -> None:
    """Prints the table of JSON shapes."""
    from llmprimer import schemas as identified

    print("| shape | printed by | schema |\n|---|---|---|")
    for name in identified.schema_names():
        shape = f"`{identified.ALL[name].shape}`" if name in identified.ALL else "the file itself"
        print(f"| {shape} | {identified.printed_by(name).rstrip('.')} | `llmprimer schema {name}` |")


def drawn(*argv: str) -> None:
    """Prints what a command draws on a terminal of 80 columns, without colours."""
    os.environ.update(COLUMNS="80", FORCE_COLOR="1")
    del os.environ["NO_COLOR"]
    try:
        shown = output(*argv)
    finally:
        os.environ.update(COLUMNS="100", NO_COLOR="1")
        del os.environ["FORCE_COLOR"]
    print("```console\n$ llmprimer " + " ".join(argv) + "\n" + shown + "\n```")


def browser_keys() -> None:
    """Prints the table of the keys of the terminal browser."""
    from llmprimer.tui.commands import COMMANDS as KEYS

    print("| key | command | what it does |\n|---|---|---|")
    for command in KEYS:
        print(f"| `{command.shown}` | {command.name} | {command.does} |")


def mcp_tools() -> None:
    """Prints the table of the MCP server's tools with the first sentence of their descriptions."""
    import asyncio

    from llmprimer.api.catalogue import Catalogue
    from llmprimer.mcp.server import build_server

    with Catalogue.open("data/references.yaml") as catalogue:
        tools = asyncio.run(build_server(catalogue, allow_writes=True).list_tools())
    print("| tool | what it does | changes the catalogue |\n|---|---|---|")
    for tool in tools:
        writes = "" if tool.annotations and tool.annotations.read_only_hint else "yes"
        print(f"| `{tool.name}` | {(tool.description or '').split('. ')[0].rstrip('.')}. | {writes} |")
