"""The plan of an enrichment: asks each service in batches, then combines the facts about each record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from llmprimer.enriching.agreement import (
    contradicts,
    describe_facts,
    describe_reference,
    is_same_work,
    same_author,
)
from llmprimer.enriching.candidates import Candidate, candidate_of, distinct_works, is_candidate, why_uncertain
from llmprimer.enriching.filling import FieldChange, RoleAnswer, changes, field_filter, with_changes
from llmprimer.identifiers import arxiv_id, bare_doi, doi_in_address, host, is_arxiv_doi, is_isbn
from llmprimer.sources import SERVICES, SERVICES_BY_KIND
from llmprimer.sources.service import WorkQuery, WorkQuestion

if TYPE_CHECKING:
    from llmprimer.catalogue.writing import CatalogueFile
    from llmprimer.enriching.asking import Asker, Refusal, ServiceAnswer
    from llmprimer.model import Reference
    from llmprimer.sources.service import Service

#: The fewest words of a title to search for.
_MIN_TITLE_WORDS = 2
#: The most years between a preprint and its publication.
_MAX_YEARS_TO_PUBLICATION = 6


@dataclass(slots=True)
class EnrichmentStep:
    """The results for one reference: values for empty fields, facts that differ, works that may be the same."""

    reference: Reference
    fills: list[FieldChange] = field(default_factory=list)
    proposals: list[FieldChange] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class EnrichmentPlan:
    """The steps that found something, in the order of the references, and the services that refused.

    `requests` counts the sent requests by the name of the service; cached answers do not count.
    """

    steps: list[EnrichmentStep]
    refusals: list[Refusal]
    requests: Mapping[str, int]

    def apply(self, file: CatalogueFile, accepted: Iterable[tuple[str, FieldChange]] = ()) -> list[str]:
        """Writes values for empty fields and accepted proposals into the file's text; returns the keys that changed.

        `accepted` are proposals with their citation keys.
        """
        more: dict[str, list[FieldChange]] = {}
        for key, change in accepted:
            more.setdefault(key, []).append(change)
        changed = []
        for step in self.steps:
            key = step.reference.citation_key
            if step_changes := [*step.fills, *more.get(key, ())]:
                file.replace_record(with_changes(step.reference, step_changes))
                changed.append(key)
        return changed


@dataclass(slots=True)
class _State:
    """What is known about one reference during the run."""

    reference: Reference
    arxiv: str = ""
    #: The DOI of the work as recorded, the DOI of its formal publication, and a DOI that may be the publication's.
    doi: str = ""
    formal: str = ""
    lead: str = ""
    isbn: str = ""
    repository: str = ""
    role_answers: list[RoleAnswer] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def is_known(self) -> bool:
        """Whether the reference has an identifier to look up."""
        return bool(self.arxiv or self.doi or self.isbn or self.repository)

    @property
    def accepted_doi(self) -> str:
        """The DOI of the work as recorded, else of its formal publication."""
        return self.doi or next((answer.identity for role, answer in self.role_answers if role == "formal"), "")

    def has(self, name: str) -> bool:
        """Whether the record or any answer has the whole field."""
        recorded = getattr(self.reference, name) and not (name == "author" and self.reference.and_others)
        return bool(recorded) or any(name in a.facts.fields for _, a in self.role_answers)

    def remark(self, answer: ServiceAnswer) -> None:
        facts = answer.facts
        remarks = (*facts.remarks, *([facts.status_remark] if facts.status_remark and not self.has("status") else ()))
        self.remarks += [text for text in remarks if text not in self.remarks]


class Enrichment:
    """Looks up the references. `run` may be interrupted; `plan` uses the answers so far."""

    def __init__(self, references: Iterable[Reference], asker: Asker, *, search: bool = True) -> None:
        self._states = [_state(reference) for reference in references]
        self._asker = asker
        self._search = search

    def run(self) -> None:
        """Asks each service about the references that it may have.

        After Ctrl-C, raises KeyboardInterrupt at the end; the plan has the answers until then.
        """
        self._ask_arxiv([state for state in self._states if state.arxiv])
        if self._search:
            unknown = [state for state in self._states if not state.is_known]
            for number, state in enumerate(unknown):
                self._asker.progress(number, len(unknown), "titles")
                self._search_for(state)
        self._ask_semantic_scholar()
        self._ask_registries([state for state in self._states if state.doi or state.formal or state.lead])
        for service in self._asker.services:
            self._ask_further(service)
        if self._asker.interrupted:
            raise KeyboardInterrupt

    def plan(self, fields: Sequence[str] = ()) -> EnrichmentPlan:
        """The plan from the answers so far; only `fields` may change, or all fields if it is empty."""
        wanted = field_filter(fields)
        steps = []
        for state in self._states:
            fills, proposals = changes(state.reference, _most_trusted_first(state))
            step = EnrichmentStep(
                state.reference,
                [change for change in fills if wanted(change)],
                [change for change in proposals if wanted(change)],
                state.candidates,
                state.remarks,
            )
            if step.fills or step.proposals or step.candidates or step.remarks:
                steps.append(step)
        return EnrichmentPlan(steps, self._asker.refusals, dict(self._asker.requests))

    # -- by identifier -------------------------------------------------------------------------------------------------

    def _ask_arxiv(self, states: list[_State]) -> None:
        answers = self._asker.ask("arxiv", (state.arxiv for state in states))
        for state in states:
            if (answer := self._checked(state, answers, WorkQuestion(state.arxiv, "arXiv:"))) is not None:
                state.role_answers.append(RoleAnswer("own", answer))
                doi = str(answer.facts.fields.get("published", {}).get("doi", ""))
                state.formal = state.formal or ("" if state.doi else doi)

    def _ask_semantic_scholar(self) -> None:
        """Asks about preprints without a known publication and about works without an abstract."""
        names = {
            id(state): name
            for state in self._states
            if (name := f"arxiv:{state.arxiv}" if state.arxiv else f"doi:{state.doi}" if state.doi else "")
            and ((state.arxiv and not (state.doi or state.formal)) or not state.has("abstract"))
        }
        answers = self._asker.ask("semanticscholar", names.values())
        for state in self._states:
            name = names.get(id(state), "")
            if (answer := answers.get(name)) is None or _is_other(state, answer):
                continue
            doi = answer.facts.leads.get("doi", "")
            if state.arxiv and not (state.doi or state.formal):
                state.lead = doi
                state.remark(answer)
            state.role_answers.append(RoleAnswer("own", answer))

    def _ask_registries(self, states: list[_State]) -> None:
        """Asks Crossref, and DataCite about the DOIs that Crossref does not have."""
        dois = [doi for state in states for doi in (state.doi, state.formal, state.lead) if doi]
        answers = self._asker.ask("crossref", dois)
        # A DOI is unknown only if both registries answer that they do not have it.
        others = [doi for doi in dois if answers.get(doi, "") is None]
        known: dict[str, ServiceAnswer | None] = {doi: answer for doi, answer in answers.items() if answer is not None}
        answers = known | self._asker.ask("datacite", others)
        found: list[_State] = []
        for state in states:
            if state.doi and (answer := self._checked(state, answers, WorkQuestion(state.doi, "doi:"))) is not None:
                state.remark(answer)
                state.role_answers.append(RoleAnswer("own", answer))
                published = str(answer.facts.fields.get("published", {}).get("doi", ""))
                if published and not state.formal:
                    state.formal = published
                    found.append(state)
            for doi, is_sure in ((state.formal, True), (state.lead, False)):
                if doi and doi != state.doi and state not in found and (answer := answers.get(doi)) is not None:
                    self._formal(state, answer, is_sure=is_sure)
        if found:
            more = self._asker.ask("crossref", (state.formal for state in found))
            for state in found:
                if (answer := more.get(state.formal)) is not None:
                    self._formal(state, answer, is_sure=True)

    def _formal(self, state: _State, answer: ServiceAnswer, *, is_sure: bool) -> None:
        """Uses the facts of a formal publication if they describe this work."""
        ours, theirs = describe_reference(state.reference), describe_facts(answer.facts.fields)
        own = [own_answer for role, own_answer in state.role_answers if role == "own"]
        author = ours.author or next((describe_facts(s.facts.fields).author for s in own), "")
        year = ours.year or next((describe_facts(s.facts.fields).year for s in own), None)
        reason = ""
        if contradicts(ours._replace(author=author), theirs):
            reason = "another title"
        elif author and theirs.author and not same_author(author, theirs.author):
            reason = "another first author"
        elif not is_sure and not (author and theirs.author):
            reason = "the first author is not known"
        elif year and theirs.year and not -1 <= theirs.year - year <= _MAX_YEARS_TO_PUBLICATION:
            reason = f"{abs(theirs.year - year)} years apart"
        if reason:
            state.candidates.append(candidate_of(answer, f"as its formal publication: {reason}"))
            return
        state.remark(answer)
        state.role_answers.append(RoleAnswer("formal", answer))

    def _ask_further(self, service: Service) -> None:
        """Asks the service what the record and the answers so far leave open."""
        questions = [(state, question) for state in self._states for question in service.questions(state)]
        answers = self._asker.ask(service.name, (question.identity for _, question in questions))
        for state, question in questions:
            if (answer := self._checked(state, answers, question)) is not None:
                state.remark(answer)
                state.role_answers.append(RoleAnswer("own", answer))

    def _checked(
        self, state: _State, answers: Mapping[str, ServiceAnswer | None], question: WorkQuestion
    ) -> ServiceAnswer | None:
        """The answer to the question; None if there is no answer, or it is about another work."""
        name, label, is_address = question
        answer = answers.get(name)
        if answer is None:
            if label and name in answers:
                state.remarks.append(f"{label}{name} is not known to its registry")
            return None
        if not is_address and _is_other(state, answer):
            if label:
                state.candidates.append(candidate_of(answer, f"{label}{name} is the identifier of another work"))
            return None
        return answer

    # -- by title ------------------------------------------------------------------------------------------------------

    def _search_for(self, state: _State) -> None:
        ours = describe_reference(state.reference)
        if len(re.findall(r"\w+", ours.title)) < _MIN_TITLE_WORDS:
            return
        wanted = WorkQuery(ours.title, ours.author, ours.year)
        candidates: list[Candidate] = []
        for service in self._asker.services:
            if state.reference.kind not in service.searched_kinds:
                continue
            same = []
            for answer in self._asker.search(service.name, wanted):
                theirs = describe_facts(answer.facts.fields)
                if is_same_work(ours, theirs):
                    same.append(answer)
                elif not contradicts(ours, theirs) and not any(is_candidate(known, theirs) for known in candidates):
                    candidates.append(candidate_of(answer, why_uncertain(state.reference)))
            same = distinct_works(same)
            if len(same) > 1:
                state.candidates += [
                    candidate_of(answer, "title, year and first author agree for each") for answer in same
                ]
                return
            if same:
                self._accept(state, same[0])
                return
        state.candidates += candidates[:3]

    def _accept(self, state: _State, answer: ServiceAnswer) -> None:
        """Uses the facts of the work found, and looks up its identifiers."""
        if answer.service == "semanticscholar":
            state.arxiv, doi = answer.facts.leads.get("arxiv", ""), answer.facts.leads.get("doi", "")
            if state.arxiv:
                self._ask_arxiv([state])
                state.lead = doi
            else:
                state.doi = doi
            return
        state.role_answers.append(RoleAnswer("own", answer))
        if answer.service == "arxiv":
            state.arxiv = answer.identity
            state.formal = str(answer.facts.fields.get("published", {}).get("doi", ""))


def _most_trusted_first(state: _State) -> list[RoleAnswer]:
    """The answers, most trusted first: registries before indexes; if the record has a DOI, its registry before arXiv."""
    first = SERVICES_BY_KIND["doi"] if state.doi else ()
    order = list(dict.fromkeys((*first, *SERVICES)))
    return sorted(state.role_answers, key=lambda role_answer: order.index(role_answer.answer.service))


def _state(reference: Reference) -> _State:
    url = reference.url or ""
    arxiv = reference.arxiv.id if reference.arxiv else arxiv_id(url) or arxiv_id(reference.doi or "") or ""
    doi = (reference.doi or bare_doi(url) or doi_in_address(url) or "").lower()
    formal = (reference.published.doi or "").lower() if reference.published else ""
    isbn = re.sub(r"[\s-]", "", reference.isbn or "").upper()
    return _State(
        reference,
        arxiv=arxiv,
        doi="" if is_arxiv_doi(doi) else doi,
        formal=formal,
        # Books only: a paper in proceedings has the ISBN of the proceedings.
        isbn=isbn if is_isbn(isbn) and reference.type == "book" else "",
        repository=_repository(url) if reference.kind == "repository" else "",
    )


def _repository(url: str) -> str:
    if host(url) != "github.com":
        return ""
    try:
        path = urlsplit(url).path.strip("/").removesuffix(".git")
    except ValueError:
        return ""
    return path if re.fullmatch(r"[\w.-]+/[\w.-]+", path, re.ASCII) else ""


def _is_other(state: _State, answer: ServiceAnswer) -> bool:
    fields = answer.facts.fields
    return contradicts(describe_reference(state.reference), describe_facts(fields), str(fields.get("abstract") or ""))
