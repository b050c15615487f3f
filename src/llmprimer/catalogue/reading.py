"""Reads a catalogue file as validated models, or reports all of its problems, each with file, line and key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from llmprimer.catalogue import events
from llmprimer.catalogue.messages import explain_validation_error, fields_at
from llmprimer.errors import InvalidCatalogueError, Problem
from llmprimer.model import SCHEMA_VERSION, Header, Record, Reference, Relation, Topic
from llmprimer.suggest import did_you_mean

_SECTIONS = frozenset({"references"})
_ABOUT = {"topics": "topic", "relations": "relation"}
#: Suggestions are made for this many unknown words.
_MAX_SUGGESTIONS = 25
# An empty section yields nothing, so the text shows whether it exists.
_REFERENCES = r"(?:^|[\r\n{,])[ ]*[\"']?references[\"']?\s*:"
# The text begins with a mapping in braces, as JSON does.
_FLOW = r"(?:\s|#[^\n]*\n|---)*\{"


class CatalogueReader:
    """One pass over the text of a catalogue: `references()` yields while it reads; `header` is complete afterwards.

    The records are validated one by one and not kept, so that a large file can be indexed in little memory. `problems` collects the problems; `finish()` raises them together.

    `others` is for a text that has only some of the records: it gives, for a key in lower case, the key of another record
    that has it in any case.
    """

    def __init__(self, text: str, name: str, others: Callable[[str], str | None] = lambda _: None) -> None:
        self.text = text
        self.name = name
        self._others = others
        self.header: Header | None = None
        #: The line of each citation key, in file order.
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self._invalid: list[tuple[type[BaseModel], str | None, dict[str, Any]]] = []
        self._uses: list[tuple[str, tuple[str, ...], tuple[Relation, ...]]] = []
        self._folded: dict[str, str] = {}
        self._syntax_error_line: int | None = None

    @property
    def topics(self) -> Mapping[str, Topic]:
        """The vocabulary; available from the first reference on, wherever it is in the file."""
        return self.header.topics if self.header is not None else {}

    def references(self) -> Iterator[Reference]:
        """Every valid reference in file order; problems are collected, not raised."""
        head: dict[str, Any] = {}
        found_references = False
        try:
            for section, key, value, line in events.items(self.text, per_entry=_SECTIONS, report=self._report):
                if section != "references":
                    head[section] = value
                    continue
                if not found_references:
                    found_references = True
                    self._head(self._rest_of(head))
                assert key is not None
                reference = self._reference(key, value, line)
                if reference is not None:
                    yield reference
        except events.YamlError as error:
            self.problems.append(Problem(self.name, error.line, None, error.message, "yaml"))
            self._syntax_error_line = error.line
            return
        if not found_references and re.search(_REFERENCES, self.text) is None:
            self.problems.append(Problem(self.name, 1, None, "`references` is missing: no catalogue of references"))
        if not found_references:
            self._head(head)
        self._resolve()

    def _rest_of(self, head: dict[str, Any]) -> dict[str, Any]:
        """The whole head, also if parts of it come after the references (which costs another pass)."""
        if not self._head_follows(len(head)):
            return head
        everything = events.items(self.text, per_entry=_SECTIONS, report=lambda *_: None)
        return {item.section: item.value for item in everything if item.section not in _SECTIONS}

    def _head_follows(self, seen: int) -> bool:
        """Whether the text may have more sections of the head than those seen; False is certain."""
        if re.match(_FLOW, self.text) or ("\r" in self.text and "\n" not in self.text):
            return True  # sections do not begin lines
        sections = re.finditer(rf"\n[\"']?(?:{'|'.join(Header.model_fields)})[\"']?\s*:", self.text)
        first = 1 if re.match(rf"[\"']?(?:{'|'.join(Header.model_fields)})[\"']?\s*:", self.text) else 0
        return any(count > seen for count, _ in enumerate(sections, start=first + 1))

    def finish(self) -> Header:
        """The header; raises InvalidCatalogueError if anything was wrong."""
        if self._invalid:
            self._explain_invalid()
        if self._syntax_error_line is not None:
            # Problems after the syntax error may be caused by it.
            self.problems = [p for p in self.problems if p.about == "yaml" or (p.line or 0) < self._syntax_error_line]
        if self.problems or self.header is None:
            raise InvalidCatalogueError(self.problems)
        return self.header

    def _report(self, line: int, key: str | None, message: str) -> None:
        self.problems.append(Problem(self.name, line, key, message))

    def _reference(self, key: str, value: Any, line: int) -> Reference | None:
        if not isinstance(value, dict):
            self._report(line, key, "a reference is a mapping of fields")
            return None
        if "citation_key" in value:
            self._report(line, key, "`citation_key` is the key of the entry; it is not repeated inside")
            return None
        folded = key.lower()
        if (other := self._folded.get(folded) or self._others(folded)) is not None:
            message = f'differs only in case from "{other}"'
            self.problems.append(Problem(self.name, line, key, message, "key"))
        self._folded[folded] = key
        self.lines[key] = line
        try:
            reference = Reference.model_validate({**value, "citation_key": key})
        except ValidationError as error:
            self._invalid.extend((Record, key, dict(details)) for details in error.errors())
            return None
        self._uses.append((key, reference.topics, reference.relations))
        return reference

    def _head(self, head: dict[str, Any]) -> None:
        version = head.get("schema_version")
        if version is not None and version != str(SCHEMA_VERSION):
            message = f"schema_version {version} is not known; this program reads {SCHEMA_VERSION}"
            self._note_invalid(Header, None, ("schema_version",), message, ())
            return
        try:
            self.header = Header.model_validate(head)
        except ValidationError as error:
            self._invalid.extend((Header, None, dict(details)) for details in error.errors())

    def _resolve(self) -> None:
        """Reports unknown topics and relations to unknown references."""
        if self.header is None:
            return
        topics = self.header.topics
        cyclic = self._cyclic()
        for slug, topic in topics.items():
            if topic.broader is not None and topic.broader not in topics:
                self._note_invalid(
                    Header, None, ("topics", slug, "broader"), f'unknown topic "{topic.broader}"', topics
                )
            elif slug in cyclic:
                self._note_invalid(Header, None, ("topics", slug, "broader"), f'"{slug}" is broader than itself', ())
        for key, used, relations in self._uses:
            for index, topic_slug in enumerate(used):
                if topic_slug not in topics:
                    self._note_invalid(
                        Record, key, ("topics", index), f'unknown topic "{topic_slug}"', topics, topic_slug
                    )
            for index, relation in enumerate(relations):
                target = relation.target
                if target == key:
                    self._note_invalid(
                        Record, key, ("relations", index), "a reference cannot stand in relation to itself", ()
                    )
                elif target is not None and target not in self.lines and self._others(target.lower()) != target:
                    message = f'unknown citation key "{target}"'
                    self._note_invalid(Record, key, ("relations", index, "target"), message, self.lines, target)
        self._uses.clear()

    def _cyclic(self) -> set[str]:
        """The topics that are broader than themselves. Each topic is walked to once, however long the chains are."""
        assert self.header is not None
        topics = self.header.topics
        found: set[str] = set()
        walked: set[str] = set()
        for slug in topics:
            way: dict[str, None] = {}  # in the order of the steps
            current: str | None = slug
            while current is not None and current in topics and current not in walked:
                walked.add(current)
                way[current] = None
                current = topics[current].broader
            if current in way:
                steps = list(way)
                found.update(steps[steps.index(current) :])
        return found

    def _note_invalid(
        self, model: type[BaseModel], key: str | None, loc: Any, message: str, known: Any, word: str = ""
    ) -> None:
        # A suggestion takes milliseconds, too long for a file with thousands of such errors.
        near = (
            did_you_mean(word or message.split('"')[1], known)
            if known and len(self._invalid) < _MAX_SUGGESTIONS
            else ""
        )
        self._invalid.append((model, key, {"loc": loc, "type": "ours", "msg": message + near}))

    def _explain_invalid(self) -> None:
        """Turns the errors of pydantic into problems with lines, for which the text is read again."""
        lines: dict[events.Path, int] = {}
        try:
            for _ in events.items(self.text, per_entry=_SECTIONS, report=lambda *_: None, lines=lines):
                pass
        except events.YamlError:
            pass  # reported in the first pass; earlier problems have their lines by now
        for number, (model, key, details) in enumerate(self._invalid):
            prefix: events.Path = () if key is None else ("references", key)
            path = prefix + tuple(details["loc"])
            while path and path not in lines:
                path = path[:-1]
            is_own = details["type"] == "ours"
            message = (
                details["msg"]
                if is_own
                else explain_validation_error(
                    details, fields_at(model, details["loc"]) if number < _MAX_SUGGESTIONS else ()
                )
            )
            about = _ABOUT.get(next(iter(details["loc"]), ""), "field") if is_own else "field"
            self.problems.append(Problem(self.name, lines.get(path, 1), key, message, about))
        self._invalid.clear()
