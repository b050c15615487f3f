"""llmprimer: a curated catalogue of references, and the tool to search, cite, check and keep such catalogues.

    from llmprimer import Catalogue

    with Catalogue.open() as catalogue:
        hits = catalogue.search("rlhf")
        print(hits[0].reference.author)

Names are loaded when they are first used, so importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from llmprimer._version import __version__
    from llmprimer.api.catalogue import Catalogue
    from llmprimer.api.references import (
        References,
        RelatedReference,
        RelatedReferences,
        SearchHit,
        SearchHits,
    )
    from llmprimer.dates import PartialDate
    from llmprimer.errors import (
        CatalogueError,
        InvalidCatalogueError,
        LlmprimerError,
        NetworkError,
        NotFoundError,
        Problem,
        QueryError,
        UsageError,
        WriteError,
    )
    from llmprimer.index.lookup import TopicNode
    from llmprimer.model import Header, Name, Reference, Topic
    from llmprimer.search.score import Reason

_HOMES = {
    "Catalogue": "api.catalogue",
    "CatalogueError": "errors",
    "Header": "model",
    "InvalidCatalogueError": "errors",
    "LlmprimerError": "errors",
    "Name": "model",
    "NetworkError": "errors",
    "NotFoundError": "errors",
    "PartialDate": "dates",
    "Problem": "errors",
    "QueryError": "errors",
    "Reason": "search.score",
    "Reference": "model",
    "References": "api.references",
    "RelatedReference": "api.references",
    "RelatedReferences": "api.references",
    "SearchHit": "api.references",
    "SearchHits": "api.references",
    "Topic": "model",
    "TopicNode": "index.lookup",
    "UsageError": "errors",
    "WriteError": "errors",
    "__version__": "_version",
}

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Header",
    "InvalidCatalogueError",
    "LlmprimerError",
    "Name",
    "NetworkError",
    "NotFoundError",
    "PartialDate",
    "Problem",
    "QueryError",
    "Reason",
    "Reference",
    "References",
    "RelatedReference",
    "RelatedReferences",
    "SearchHit",
    "SearchHits",
    "Topic",
    "TopicNode",
    "UsageError",
    "WriteError",
    "__version__",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
