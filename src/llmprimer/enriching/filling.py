"""Which facts go into a record: empty fields are filled, and facts that differ are proposed, never both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from llmprimer.catalogue.entries import validated
from llmprimer.enriching.agreement import same_author, same_initial
from llmprimer.errors import InvalidCatalogueError
from llmprimer.text import fold, repair_mojibake, words
from llmprimer.vocabulary import Confidence

if TYPE_CHECKING:
    from llmprimer.enriching.asking import Seen
    from llmprimer.model import Reference

#: The fields that a preprint takes from its formal publication.
_FORMAL = "type title container_title issued volume issue page publisher publisher_place doi".split()
#: The fields that may be filled, in the order of the model.
FIELDS = (
    "title", "author", "editor", "issued", "container_title", "publisher", "publisher_place", "volume", "issue", "page",
    "doi", "isbn", "issn", "arxiv", "published", "status", "license", "language", "abstract", "url",
)  # fmt: skip
#: Editors count for books only: those of an article handled it and are not cited.
_EDITED = frozenset({"book", "chapter", "collection"})
#: The fields that the record of a publication may take from its preprint.
_OF_ANY_VERSION = frozenset({"author", "arxiv", "status", "abstract"})


class FieldChange(NamedTuple):
    """The old and new value of a field (`author`, `published.doi`), with their sources."""

    field: str
    old: Any
    new: Any
    source: str
    day: date
    confidence: Confidence
    old_source: str = ""


class RoleAnswer(NamedTuple):
    """Facts about a work: about the work as recorded (`own`), or about its formal publication (`formal`)."""

    role: str
    seen: Seen


def changes(reference: Reference, role_answers: Sequence[RoleAnswer]) -> tuple[list[FieldChange], list[FieldChange]]:
    """Values for empty fields of the record, and values that differ from filled ones, in the order of the model.

    The value of the first service in `role_answers` counts. Values that the model refuses are left out.
    """
    values = reference.model_dump(mode="json", exclude_defaults=True)
    found: dict[str, FieldChange] = {}
    for role, seen in role_answers:
        for field, value in _facts(reference, role, seen):
            if field not in found:
                change = _change(reference, values, field, repaired(value), seen)
                if change is not None and _valid(reference, [change]):
                    found[field] = change
    fills = [change for change in found.values() if _is_fill(reference, change)]
    proposals = [change for change in found.values() if not _is_fill(reference, change)]
    # A likely value must not replace one that a person has looked up.
    proposals = [change for change in proposals if change.confidence is Confidence.CERTAIN]
    return sorted(fills, key=_place), sorted(proposals, key=_place)


def applied(reference: Reference, taken: Iterable[FieldChange]) -> Reference:
    """The record with these changes, and with their provenance."""
    values = reference.model_dump(mode="json", exclude_defaults=True)
    key = values.pop("citation_key")
    taken = list(taken)
    for change in taken:
        _put(values, change.field, change.new)
    _note(values, taken, reference)
    return validated(values, key, "")


def _facts(reference: Reference, role: str, seen: Seen) -> Iterable[tuple[str, Any]]:
    fields, writes = seen.facts.fields, seen.facts.writes
    given = {name: fields[name] for name in fields if writes is None or name in writes}
    if role == "formal":
        for name in _FORMAL:
            if name in given and not (name == "title" and words(given[name]) == words(reference.title)):
                yield f"published.{name}", given[name]
        yield from ((name, given[name]) for name in ("status", "abstract") if name in given)
        return
    is_version = seen.service == "arxiv" and reference.doi is not None
    for name in FIELDS:
        if name == "published" or name not in given or (is_version and name not in _OF_ANY_VERSION):
            continue
        if name == "editor" and fields.get("type") not in _EDITED:
            continue
        if name == "arxiv" and reference.arxiv is not None:
            if primary := given["arxiv"].get("primary_class"):
                yield "arxiv.primary_class", primary
        elif name == "title" and seen.service == "github" and not reference.title_described:
            continue  # it is made of name and description, so it does not count as a different title
        elif name == "publisher" and (seen.service == "github" or _is_named(reference, str(given[name]))):
            continue  # citations do not name an account as the publisher
        else:
            yield name, given[name]


def _is_named(reference: Reference, publisher: str) -> bool:
    """Whether the publisher is the container or an author, and is left out."""
    named = [reference.container_title or "", *(name.literal or "" for name in reference.author)]
    return fold(publisher) in {fold(name) for name in named if name}


def _change(reference: Reference, values: Mapping[str, Any], field: str, value: Any, seen: Seen) -> FieldChange | None:
    """The change to that value; None if the record has the same value, or must not be changed."""
    old = _at(values, field)
    new = value
    if field == "author" and old:
        new = _with_the_others(reference, value)
        if new is None or new == old:
            return None
    elif field == "title" and old and reference.title_described:
        old = None
    elif field == "title" and old and words(str(old)) == words(str(value)):
        return None
    elif field in ("doi", "url", "arxiv") and old:
        return None  # the work was found by it; another one would be another work
    elif old is not None and _comparable(old) == _comparable(value):
        return None
    facts = seen.facts
    return FieldChange(
        field, old, new, facts.source, seen.day, facts.confidence, _source_of(reference, field) if old else ""
    )


def _with_the_others(reference: Reference, found: list[dict[str, str]]) -> list[dict[str, str]] | None:
    """The authors of the record with those that it leaves out ("and others"), if its own are the first of those found.

    For other differences, the authors found; None if both are the same people.
    """
    ours = [name.model_dump(exclude_none=True) for name in reference.author]
    alike = len(ours) <= len(found) and all(_same_person(a, b) for a, b in zip(ours, found, strict=False))
    if alike and reference.and_others:
        return [*ours, *found[len(ours) :]]
    return None if alike and len(ours) == len(found) and not _fuller(ours, found) else found


def _same_person(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    a, b = (str(name.get("family") or name.get("literal") or "") for name in (one, other))
    return same_author(a, b) and same_initial(str(one.get("given") or ""), str(other.get("given") or ""))


def _fuller(ours: list[dict[str, str]], found: list[dict[str, str]]) -> bool:
    """Whether the names found have first names for initials in the record."""
    return any(
        len(theirs.get("given", "").strip(".").split(".")[0]) > 1 >= len(own.get("given", "").strip(".").split(".")[0])
        for own, theirs in zip(ours, found, strict=False)
    )


def _is_fill(reference: Reference, change: FieldChange) -> bool:
    if change.old is None:
        return True
    # The authors behind "and others" count as missing.
    if change.field != "author" or not reference.and_others:
        return False
    ours = [name.model_dump(exclude_none=True) for name in reference.author]
    return bool(change.new[: len(ours)] == ours)


def _comparable(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(words(value)) or value
    if isinstance(value, Mapping):
        # A status is compared by type only, because notices change their words.
        return value.get("type", value) if "type" in value else dict(value)
    return value


def _source_of(reference: Reference, field: str) -> str:
    """The source of the record's value."""
    names = {field, field.partition(".")[0]}
    return next((seen.source for seen in reference.provenance if names & {*seen.fields}), "")


def _at(values: Mapping[str, Any], field: str) -> Any:
    name, _, part = field.partition(".")
    value = values.get(name)
    return value.get(part) if part and isinstance(value, dict) else None if part else value


def _put(values: dict[str, Any], field: str, value: Any) -> None:
    name, _, part = field.partition(".")
    if part:
        values[name] = {**(values.get(name) or {}), part: value}
        return
    values[name] = value
    if name == "author":
        values.pop("and_others", None)
    elif name == "title":
        values.pop("title_described", None)


def _note(values: dict[str, Any], taken: list[FieldChange], before: Reference) -> None:
    """Adds the source of the new values to the provenance, and removes that of the replaced ones."""
    replaced = {
        change.field
        for change in taken
        if change.old is not None and not (change.field == "author" and change.new[: len(change.old)] == change.old)
    }
    entries = []
    for entry in values.get("provenance", ()):
        left = [name for name in entry["fields"] if name not in replaced]
        if left:
            entries.append({**entry, "fields": left})
    # A new publication from one source is one entry.
    parts = {change.source for change in taken if change.field.startswith("published.")}
    whole = before.published is None and len(parts) == 1
    by_source: dict[tuple[str, str, str], list[str]] = {}
    for change in taken:
        fields = by_source.setdefault((change.source, str(change.confidence), change.day.isoformat()), [])
        field = "published" if whole and change.field.startswith("published.") else change.field
        if field not in fields:
            fields.append(field)
    for (source, confidence, day), fields in by_source.items():
        entries.append({"source": source, "fields": fields, "confidence": confidence, "accessed": day})
    if entries:
        values["provenance"] = entries
    else:
        values.pop("provenance", None)


def _valid(reference: Reference, taken: list[FieldChange]) -> bool:
    try:
        applied(reference, taken)
    except InvalidCatalogueError:
        return False
    return True


def _place(change: FieldChange) -> tuple[int, int]:
    from llmprimer.model import Publication, Reference

    name, _, part = change.field.partition(".")
    parts = list(Publication.model_fields)
    return list(Reference.model_fields).index(name), parts.index(part) if part in parts else 0


def repaired(value: Any) -> Any:
    """The value with every text in it repaired of mojibake."""
    if isinstance(value, str):
        return repair_mojibake(value)
    if isinstance(value, Mapping):
        return {name: repaired(inner) for name, inner in value.items()}
    return [repaired(inner) for inner in value] if isinstance(value, list | tuple) else value


def within(fields: Sequence[str]) -> Callable[[FieldChange], bool]:
    """Whether a change concerns one of the fields; all where none is named."""
    return lambda change: not fields or change.field in fields or change.field.partition(".")[0] in fields
