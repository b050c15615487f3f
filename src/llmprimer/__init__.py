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
    from llmprimer.api.adding import AddPlan
    from llmprimer.api.catalogue import Catalogue
    from llmprimer.api.changes import Changes, Edit, ImportPlan
    from llmprimer.api.checking import LinkCheck
    from llmprimer.api.enriching import EnrichPlan
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
        FileChangedError,
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
    from llmprimer.links import LinkResult, Settings, Verdict
    from llmprimer.lint import Finding
    from llmprimer.model import Header, Name, Reference, Topic
    from llmprimer.search.score import Reason

_HOMES = {
    "Catalogue": "api.catalogue",
    "CatalogueError": "errors",
    "Changes": "api.changes",
    "Edit": "api.changes",
    "EnrichPlan": "api.enriching",
    "Finding": "lint",
    "Header": "model",
    "ImportPlan": "api.changes",
    "AddPlan": "api.adding",
    "FileChangedError": "errors",
    "InvalidCatalogueError": "errors",
    "LinkCheck": "api.checking",
    "LinkResult": "links",
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
    "Settings": "links",
    "Topic": "model",
    "TopicNode": "index.lookup",
    "UsageError": "errors",
    "Verdict": "links",
    "WriteError": "errors",
    "__version__": "_version",
}

__all__ = [
    "AddPlan",
    "Catalogue",
    "CatalogueError",
    "Changes",
    "Edit",
    "EnrichPlan",
    "FileChangedError",
    "Finding",
    "Header",
    "ImportPlan",
    "InvalidCatalogueError",
    "LinkCheck",
    "LinkResult",
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
    "Settings",
    "Topic",
    "TopicNode",
    "UsageError",
    "Verdict",
    "WriteError",
    "__version__",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
