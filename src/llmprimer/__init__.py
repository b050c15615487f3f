"""llmprimer: a curated catalogue of references, and the tool to search, cite, check and keep such catalogues.

    from llmprimer import Catalogue
    from llmprimer.search import search

    catalogue = Catalogue.read("references.yaml")     # every reference, validated
    found = search("rlhf")                            # ranked, from the built-in catalogue's index

Names are loaded when they are first used, so importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from llmprimer._version import __version__
    from llmprimer.catalogue import Catalogue
    from llmprimer.dates import PartialDate
    from llmprimer.errors import (
        CatalogueError,
        InvalidCatalogueError,
        LlmprimerError,
        NotFoundError,
        QueryError,
    )
    from llmprimer.index import Index
    from llmprimer.model import Name, Reference, Topic
    from llmprimer.search import Found, Result, find

_HOMES = {
    "Catalogue": "catalogue",
    "CatalogueError": "errors",
    "Found": "search",
    "Index": "index",
    "InvalidCatalogueError": "errors",
    "LlmprimerError": "errors",
    "Name": "model",
    "NotFoundError": "errors",
    "PartialDate": "dates",
    "QueryError": "errors",
    "Reference": "model",
    "Result": "search",
    "Topic": "model",
    "__version__": "_version",
    "find": "search",
}

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Found",
    "Index",
    "InvalidCatalogueError",
    "LlmprimerError",
    "Name",
    "NotFoundError",
    "PartialDate",
    "QueryError",
    "Reference",
    "Result",
    "Topic",
    "__version__",
    "find",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
