"""The results of the API: references with their rows, scores and reasons; each reference is loaded on use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

if TYPE_CHECKING:
    from llmprimer.model import Header, Reference
    from llmprimer.search.score import Reason


class ReferenceLoader:
    """Loads whole references for results, because a search does not need them."""

    def __init__(self, reference: Callable[[str], Reference], header: Callable[[], Header]) -> None:
        self.reference = reference
        self.header = header


class ReferenceResult:
    """One reference among results. `row` is a dictionary of plain values; `reference` is loaded on first use."""

    def __init__(self, row: dict[str, Any], score: float, loader: ReferenceLoader) -> None:
        #: The fields of a list: citation_key, title, url, issued, topics and, if known, type, kind, author, summary ...
        self.row = row
        #: Higher is better; comparable within one list only.
        self.score = score
        self._loader = loader

    @property
    def citation_key(self) -> str:
        """The key of the reference."""
        return str(self.row["citation_key"])

    @property
    def title(self) -> str:
        """The title of the reference."""
        return str(self.row["title"])

    @cached_property
    def reference(self) -> Reference:
        """The whole reference; NotFoundError if it was removed from the catalogue since."""
        return self._loader.reference(self.citation_key)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.citation_key} {self.score:g}>"

    def _repr_html_(self) -> str:
        return References([self.row], self._loader)._repr_html_()


class SearchHit(ReferenceResult):
    """One result of a search; `reasons` are the parts of its score, in points before weighting."""

    def __init__(self, row: dict[str, Any], score: float, reasons: Sequence[Reason], loader: ReferenceLoader) -> None:
        super().__init__(row, score, loader)
        self.reasons = tuple(reasons)


class RelatedReference(ReferenceResult):
    """One reference related to another; `how` has the reasons, typed relations first."""

    def __init__(self, row: dict[str, Any], score: float, how: tuple[str, ...], loader: ReferenceLoader) -> None:
        super().__init__(row, score, loader)
        self.how = how


class References(Sequence["Reference"]):
    """References in a fixed order. Length, keys and rows need no loading; each `Reference` is loaded on use."""

    def __init__(self, rows: Sequence[dict[str, Any]], loader: ReferenceLoader) -> None:
        self._rows = rows
        self._loader = loader

    @property
    def rows(self) -> list[dict[str, Any]]:
        """One dictionary of plain values per reference, as in `llmprimer list --json`."""
        return list(self._rows)

    @property
    def keys(self) -> list[str]:
        """The citation keys."""
        return [row["citation_key"] for row in self._rows]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Reference: ...
    @overload
    def __getitem__(self, index: slice) -> References: ...
    def __getitem__(self, index: int | slice) -> Reference | References:
        if isinstance(index, slice):
            return References(self._rows[index], self._loader)
        return self._loader.reference(self._rows[index]["citation_key"])

    def __iter__(self) -> Iterator[Reference]:
        return (self._loader.reference(key) for key in self.keys)

    def to_dict(self) -> list[dict[str, Any]]:
        """The whole records as plain values (dates as text), without empty fields, as in `llmprimer show --json`."""
        return [reference.model_dump(mode="json", exclude_defaults=True) for reference in self]

    def to_csl(self, *, prefer: str = "published") -> list[dict[str, Any]]:
        """CSL items, as in `llmprimer export --format csl-json`; `prefer` is "published" or "preprint"."""
        from llmprimer.export import Options
        from llmprimer.export._csl import item_of

        header = self._loader.header()
        return [item_of(reference, header, Options(prefer=prefer)) for reference in self]

    def to_frame(self, library: Literal["pandas", "polars"] | None = None) -> Any:
        """The rows as a data frame of `library`, or of the installed one (pandas before polars) if it is None.

        UsageError if it is not installed. The columns are always the same.
        """
        from llmprimer.api.frames import frame

        return frame(self._rows, library)

    def __repr__(self) -> str:
        return f"<{len(self)} references>"

    def _repr_html_(self) -> str:
        from llmprimer.api.notebook import table

        return table(self._rows)


Hit = TypeVar("Hit", bound=ReferenceResult)


class _Hits(Sequence[Hit], Generic[Hit]):
    def __init__(self, hits: Sequence[Hit], loader: ReferenceLoader) -> None:
        self._hits = hits
        self._loader = loader

    @property
    def references(self) -> References:
        """The hits as References in the same order, for `to_csl()`, `to_dict()` and `to_frame()`."""
        return References([hit.row for hit in self._hits], self._loader)

    @property
    def keys(self) -> list[str]:
        """The citation keys, best first."""
        return [hit.citation_key for hit in self._hits]

    def __len__(self) -> int:
        return len(self._hits)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Hit]: ...
    def __getitem__(self, index: int | slice) -> Hit | Sequence[Hit]:
        return self._hits[index]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {', '.join(self.keys)}>"

    def _repr_html_(self) -> str:
        return self.references._repr_html_()


class SearchHits(_Hits[SearchHit]):
    """The results of a search, best first (ties by key).

    `confident` is False if no reference fits the query and the hits are only the nearest; `total` also counts the matches
    beyond the limit; `corrections` are pairs (as typed, as understood).
    """

    def __init__(
        self,
        hits: Sequence[SearchHit],
        loader: ReferenceLoader,
        *,
        query: str,
        confident: bool,
        total: int,
        corrections: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(hits, loader)
        self.query = query
        self.confident = confident
        self.total = total
        self.corrections = tuple(corrections)


class RelatedReferences(_Hits[RelatedReference]):
    """The references related to one, nearest first (ties by key)."""
