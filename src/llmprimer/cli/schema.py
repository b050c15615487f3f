"""`llmprimer schema`."""

from __future__ import annotations

from typing import Annotated

import typer

from llmprimer.errors import ExitCode


def schema(
    name: Annotated[
        str | None, typer.Argument(help="The schema to print; without it, the names.", metavar="NAME")
    ] = None,
) -> int:
    """Print the JSON Schema of an output, or of the catalogue file."""
    import json

    from llmprimer import schemas

    if name is None:
        for known in schemas.schema_names():
            print(f"{known}\t{schemas.printed_by(known)}")
    else:
        print(json.dumps(schemas.schema(name), ensure_ascii=False, indent=2))
    return ExitCode.DONE
