"""Decides which facts go into a record: empty fields are filled, and facts that differ are proposed."""

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
    from llmprimer.enriching.asking import ServiceAnswer
    from llmprimer.model import Reference

#: The fields that a preprint takes from its formal publication.
_FORMAL = "type title container_title issued volume issue page publisher publisher_place doi".split()
#: The fields that may be filled, in order.
FIELDS = (
    "title", "author", "editor", "issued", "container_title", "publisher", "publisher_place", "volume", "issue", "page",
    "doi", "isbn", "issn", "arxiv", "published", "status", "license", "language", "abstract", "url",
)  # fmt: skip
#: The types whose editors are cited; the editors of an article are not.
_TYPES_WITH_EDITORS = frozenset({"book", "chapter", "collection"})
#: The fields that a publication's record may take from its preprint.
_FROM_PREPRINT = frozenset({"author", "arxiv", "status", "abstract"})


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
    """An answer about the work as recorded (role `own`) or about its formal publication (`formal`)."""

    role: str
    answer: ServiceAnswer


def changes(reference: Reference, role_answers: Sequence[RoleAnswer]) -> tuple[list[FieldChange], list[FieldChange]]:
    """Two lists in the order of the model: values for empty fields, and values that differ from the record's.

    For each field, the first value in `role_answers` is used. Values that the model rejects are left out.
    """
    values = reference.model_dump(mode="json", exclude_defaults=True)
    found: dict[str, FieldChange] = {}
    for role, answer in role_answers:
        for field, value in _facts(reference, role, answer):
            if field not in found:
                change = _change(reference, values, field, repaired(value), answer)
                if change is not None and _valid(reference, [change]):
                    found[field] = change
    fills = [change for change in found.values() if _is_fill(reference, change)]
    proposals = [change for change in found.values() if not _is_fill(reference, change)]
    # A likely value must not replace a value that a person has checked.
    proposals = [change for change in proposals if change.confidence is Confidence.CERTAIN]
    return sorted(fills, key=_model_order), sorted(proposals, key=_model_order)


def with_changes(reference: Reference, accepted: Iterable[FieldChange]) -> Reference:
    """The record with these changes and their provenance."""
    values = reference.model_dump(mode="json", exclude_defaults=True)
    key = values.pop("citation_key")
    accepted = list(accepted)
    for change in accepted:
        _set(values, change.field, change.new)
    _update_provenance(values, accepted, reference)
    return validated(values, key, "")


def _facts(reference: Reference, role: str, answer: ServiceAnswer) -> Iterable[tuple[str, Any]]:
    fields, writes = answer.facts.fields, answer.facts.writes
    writable = {name: fields[name] for name in fields if writes is None or name in writes}
    if role == "formal":
        for name in _FORMAL:
            if name in writable and not (name == "title" and words(writable[name]) == words(reference.title)):
                yield f"published.{name}", writable[name]
        yield from ((name, writable[name]) for name in ("status", "abstract") if name in writable)
        return
    is_version = answer.service == "arxiv" and reference.doi is not None
    for name in FIELDS:
        if name == "published" or name not in writable or (is_version and name not in _FROM_PREPRINT):
            continue
        if name == "editor" and fields.get("type") not in _TYPES_WITH_EDITORS:
            continue
        if name == "arxiv" and reference.arxiv is not None:
            if primary := writable["arxiv"].get("primary_class"):
                yield "arxiv.primary_class", primary
        elif name == "title" and answer.service == "github" and not reference.title_described:
            continue  # made of name and description, so not a different title
        elif name == "publisher" and (
            answer.service == "github" or _is_container_or_author(reference, str(writable[name]))
        ):
            continue  # a GitHub account is not cited as the publisher
        else:
            yield name, writable[name]


def _is_container_or_author(reference: Reference, publisher: str) -> bool:
    """Whether the publisher is also the container or an author; then it is left out."""
    named = [reference.container_title or "", *(name.literal or "" for name in reference.author)]
    return fold(publisher) in {fold(name) for name in named if name}


def _change(
    reference: Reference, values: Mapping[str, Any], field: str, value: Any, answer: ServiceAnswer
) -> FieldChange | None:
    """The change to that value; None if the record has the same value or must keep its own."""
    old = _get(values, field)
    new = value
    if field == "author" and old:
        new = _complete_authors(reference, value)
        if new is None or new == old:
            return None
    elif field == "title" and old and reference.title_described:
        old = None
    elif field == "title" and old and words(str(old)) == words(str(value)):
        return None
    elif field in ("doi", "url", "arxiv") and old:
        return None  # the work was found by this value; another value would be another work
    elif old is not None and _comparable(old) == _comparable(value):
        return None
    facts = answer.facts
    return FieldChange(
        field, old, new, facts.source, answer.day, facts.confidence, _source_of(reference, field) if old else ""
    )


def _complete_authors(reference: Reference, found: list[dict[str, str]]) -> list[dict[str, str]] | None:
    """The record's authors, completed where the record has "and others" and its authors are the first of those found.

    Otherwise the authors found; None if they are the same people.
    """
    ours = [name.model_dump(exclude_none=True) for name in reference.author]
    alike = len(ours) <= len(found) and all(_same_person(a, b) for a, b in zip(ours, found, strict=False))
    if alike and reference.and_others:
        return [*ours, *found[len(ours) :]]
    return None if alike and len(ours) == len(found) and not _has_fuller_name(ours, found) else found


def _same_person(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    a, b = (str(name.get("family") or name.get("literal") or "") for name in (one, other))
    return same_author(a, b) and same_initial(str(one.get("given") or ""), str(other.get("given") or ""))


def _has_fuller_name(ours: list[dict[str, str]], found: list[dict[str, str]]) -> bool:
    """Whether a name found has a first name where the record has an initial."""
    return any(
        len(theirs.get("given", "").strip(".").split(".")[0]) > 1 >= len(own.get("given", "").strip(".").split(".")[0])
        for own, theirs in zip(ours, found, strict=False)
    )


def _is_fill(reference: Reference, change: FieldChange) -> bool:
    if change.old is None:
        return True
    # Authors replaced by "and others" count as missing.
    if change.field != "author" or not reference.and_others:
        return False
    ours = [name.model_dump(exclude_none=True) for name in reference.author]
    return bool(change.new[: len(ours)] == ours)


def _comparable(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(words(value)) or value
    if isinstance(value, Mapping):
        # A status is compared by type only: the wording of notices changes.
        return value.get("type", value) if "type" in value else dict(value)
    return value


def _source_of(reference: Reference, field: str) -> str:
    """The source of the record's value."""
    names = {field, field.partition(".")[0]}
    return next((entry.source for entry in reference.provenance if names & {*entry.fields}), "")


def _get(values: Mapping[str, Any], field: str) -> Any:
    name, _, part = field.partition(".")
    value = values.get(name)
    return value.get(part) if part and isinstance(value, dict) else None if part else value


def _set(values: dict[str, Any], field: str, value: Any) -> None:
    name, _, part = field.partition(".")
    if part:
        values[name] = {**(values.get(name) or {}), part: value}
        return
    values[name] = value
    if name == "author":
        values.pop("and_others", None)
    elif name == "title":
        values.pop("title_described", None)


def _update_provenance(values: dict[str, Any], accepted: list[FieldChange], before: Reference) -> None:
    """Adds the sources of new values to the provenance, and removes those of replaced values."""
    replaced = {
        change.field
        for change in accepted
        if change.old is not None and not (change.field == "author" and change.new[: len(change.old)] == change.old)
    }
    entries = []
    for entry in values.get("provenance", ()):
        remaining = [name for name in entry["fields"] if name not in replaced]
        if remaining:
            entries.append({**entry, "fields": remaining})
    # A new publication from one source gets one entry.
    parts = {change.source for change in accepted if change.field.startswith("published.")}
    whole = before.published is None and len(parts) == 1
    by_source: dict[tuple[str, str, str], list[str]] = {}
    for change in accepted:
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


def _valid(reference: Reference, accepted: list[FieldChange]) -> bool:
    try:
        with_changes(reference, accepted)
    except InvalidCatalogueError:
        return False
    return True


def _model_order(change: FieldChange) -> tuple[int, int]:
    from llmprimer.model import Publication, Reference

    name, _, part = change.field.partition(".")
    parts = list(Publication.model_fields)
    return list(Reference.model_fields).index(name), parts.index(part) if part in parts else 0


def repaired(value: Any) -> Any:
    """The value, with mojibake repaired in all its texts."""
    if isinstance(value, str):
        return repair_mojibake(value)
    if isinstance(value, Mapping):
        return {name: repaired(inner) for name, inner in value.items()}
    return [repaired(inner) for inner in value] if isinstance(value, list | tuple) else value


def field_filter(fields: Sequence[str]) -> Callable[[FieldChange], bool]:
    """A test whether a change is to one of the fields; without fields, all changes pass."""
    return lambda change: not fields or change.field in fields or change.field.partition(".")[0] in fields
