"""`llmprimer enrich` as people, scripts and programs meet it, and `Catalogue.enrich()`."""

from __future__ import annotations

import json
import sys

import pytest
from jsonschema import Draft202012Validator

import llmprimer
from enriching.test_filling import JOURNAL, PUBLISHED, RECORD, SCALING, provenance
from enriching.test_searching import BARE
from enriching.world import Paper
from llmprimer.errors import ExitCode, FileChangedError, NotFoundError, UsageError
from llmprimer.schemas import schema

OTHERWISE = (
    RECORD
    + """    author:
    - {family: Lovelace, given: A.}
    - {family: Babbage, given: C.}
    - {family: van der Putten, given: J.}
    issued: 2022
    provenance:
    - {source: an awesome list, fields: [author, issued], confidence: likely}
"""
)


def test_without_consent_the_diff_is_shown_and_nothing_is_written(world, own, enrich):
    world.papers = [SCALING]
    own.write(RECORD)
    before = own.path.read_bytes()
    done = enrich(yes=False)
    assert (done.status, own.path.read_bytes()) == (ExitCode.NOTHING, before)
    assert "+    issued: 2023-01-02" in done.out
    assert "nothing is written; --yes writes it" in done.err


def test_a_dry_run_writes_nothing_even_with_yes(world, own, enrich):
    world.papers = [SCALING]
    own.write(RECORD)
    before = own.path.read_bytes()
    done = enrich("--dry-run")
    assert (done.status, own.path.read_bytes()) == (ExitCode.DONE, before)
    assert "+    issued: 2023-01-02" in done.out


def test_the_summary_counts_what_is_filled(world, own, enrich):
    world.papers = [PUBLISHED]
    own.write(RECORD + JOURNAL)
    assert "llmprimer: 2 references looked at, 1 filled (" in enrich().err


def test_an_empty_selection_asks_nobody(world, own, enrich):
    own.write(RECORD)
    done = enrich("kind:book")
    assert (done.status, world.asked.total()) == (ExitCode.NOTHING, 0)
    assert "nothing fits 'kind:book'" in done.err


def test_only_the_selection_is_asked_about(world, own, enrich):
    world.papers = [SCALING]
    own.write(RECORD + JOURNAL)
    enrich("has:arxiv")
    assert world.asked["crossref"] == 0
    assert own["lovelace-2023-scaling"].author


def test_update_proposes_each_fact_with_both_values_and_sources(world, own, enrich):
    world.papers = [SCALING]
    own.write(OTHERWISE)
    done = enrich("--update", yes=False)
    assert (
        "lovelace-2023-scaling: issued\n  has    2022  (an awesome list)\n"
        "  found  2023-01-02  (arXiv:2301.00001 (the API of arXiv), "
    ) in done.err
    assert "  has    A. Lovelace, C. Babbage, J. van der Putten  (an awesome list)" in done.err
    assert "-    issued: 2022" not in done.out, "nobody has taken it"


def test_update_with_yes_takes_all_and_says_where_the_new_values_are_from(world, own, enrich):
    world.papers = [SCALING]
    own.write(OTHERWISE)
    assert enrich("--update").status == ExitCode.DONE
    paper = own["lovelace-2023-scaling"]
    assert (str(paper.issued), paper.author[0].display) == ("2023-01-02", "Ada Lovelace")
    assert {seen.source for seen in provenance(paper).values()} == {"arXiv:2301.00001 (the API of arXiv)"}


def test_without_update_a_filled_field_is_never_touched(world, own, enrich):
    world.papers = [SCALING]
    own.write(OTHERWISE)
    enrich()
    paper = own["lovelace-2023-scaling"]
    assert (str(paper.issued), paper.author[0].display) == ("2022", "A. Lovelace")
    assert provenance(paper)["issued"].source == "an awesome list"


def test_a_likely_value_is_not_proposed_in_place_of_ours(world, own, enrich):
    world.papers = [
        Paper(
            "On engines",
            ("Charles Babbage",),
            doi="10.1000/engines",
            published="1999",
            abstract="An abstract as the index has it.",
        )
    ]
    own.write(JOURNAL + "    abstract: An abstract of five words.\n")
    assert "facts differ" not in enrich("--field", "abstract").err


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_at_a_terminal_each_proposal_is_asked_for(world, own, tmp_path):
    import pexpect

    world.papers = [SCALING]
    own.write(OTHERWISE)
    code = "import llmprimer.net.client as c; c._sleep = lambda _: None; from llmprimer.cli import run; run()"
    child = pexpect.spawn(
        sys.executable,
        ["-c", code, "enrich", "--update", "--field", "author", "--field", "issued", "--catalogue", str(own.path)],
        encoding="utf-8",
        timeout=30,
        dimensions=(40, 120),
    )
    child.expect("author")
    child.expect("Take what was found")
    child.sendline("n")
    child.expect("issued")
    child.expect("Take what was found")
    child.sendline("y")
    child.expect("Write .*own.yaml")
    child.sendline("y")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    paper = own["lovelace-2023-scaling"]
    assert (paper.author[0].display, str(paper.issued)) == ("A. Lovelace", "2023-01-02")


@pytest.mark.parametrize("records", [RECORD, OTHERWISE, BARE, RECORD.replace("2301.00001", "2301.99999"), JOURNAL])
def test_the_json_is_of_its_schema(world, own, enrich, records):
    world.papers = [PUBLISHED, Paper("Teapots of the world", ("Eve Mallory",), doi="10.1000/engines", published="1999")]
    own.write(records)
    done = enrich("--json", yes=False)
    found = json.loads(done.out)
    Draft202012Validator(schema("enrich")).validate(found)
    assert (found["written"], found["interrupted"]) == (False, False)
    assert ("@@" in done.err) is any(step["fills"] for step in found["references"]), "the diff goes to standard error"


def test_the_json_says_what_was_written_and_what_was_asked(world, own, enrich):
    world.papers = [SCALING]
    own.write(RECORD)
    found = json.loads(enrich("--json", "--source", "arxiv").out)
    assert (found["written"], found["requests_by_service"], found["refusals"]) == (True, {"arxiv": 1}, [])
    (step,) = found["references"]
    assert {fill["field"] for fill in step["fills"]} == {"author", "issued", "arxiv.primary_class", "abstract"}


def test_the_json_names_who_could_not_be_asked(world, own, enrich):
    from sources.server import Reply

    own.write(RECORD)
    world.faults["arxiv"] = [Reply("oops", 500)]
    found = json.loads(enrich("--json", "--source", "arxiv").out)
    Draft202012Validator(schema("enrich")).validate(found)
    assert [(one["service"], one["unanswered"]) for one in found["refusals"]] == [("arXiv", 1)]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--source", "arxive"], 'no service "arxive"; did you mean "arxiv"?'),
        (["--field", "abstrct"], 'no service fills "abstrct"; did you mean "abstract"?'),
        (["--field", "topics"], 'no service fills "topics"'),
    ],
)
def test_wrong_words_name_the_nearest(world, own, enrich, arguments, told):
    own.write(RECORD)
    done = enrich(*arguments)
    assert (done.status, world.asked.total()) == (ExitCode.USAGE, 0)
    assert told in done.err


def test_the_built_in_catalogue_is_only_looked_at(world, run):
    done = run("enrich", "key:vaswani-2017-attention", "--source", "arxiv", "--dry-run")
    assert done.status in (ExitCode.DONE, ExitCode.NETWORK)


# -- for programs --------------------------------------------------------------------------------------------------


def test_a_program_looks_at_the_plan_and_then_applies_it(world, own):
    world.papers = [PUBLISHED]
    own.write(OTHERWISE)
    with llmprimer.Catalogue.open(own.path) as catalogue:
        plan = catalogue.enrich("has:arxiv", sources=["arxiv", "crossref", "semanticscholar"])
        assert isinstance(plan, llmprimer.EnrichPlan)
        (step,) = plan.steps
        assert {change.field for change in step.fills} >= {"abstract", "published.doi"}
        assert [change.field for change in step.proposals] == ["author", "issued"]
        assert "+    issued: 2023" not in plan.diff()
        plan.accept("lovelace-2023-scaling", "issued")
        assert "+    issued: 2023-01-02" in plan.diff()
        assert plan.apply() == ["lovelace-2023-scaling"]
        assert str(catalogue["lovelace-2023-scaling"].issued) == "2023-01-02"
        assert catalogue["lovelace-2023-scaling"].author[0].display == "A. Lovelace"
        assert (plan.refusals, sum(plan.requests.values())) == ([], 3)


def test_accept_takes_all_proposals_of_a_reference_and_refuses_others(world, own):
    world.papers = [SCALING]
    own.write(OTHERWISE)
    with llmprimer.Catalogue.open(own.path) as catalogue:
        plan = catalogue.enrich(keys=["lovelace-2023-scaling"])
        with pytest.raises(NotFoundError, match="no proposal on `issue`; did you mean"):
            plan.accept("lovelace-2023-scaling", "issue")
        plan.accept("lovelace-2023-scaling")
        plan.apply()
        assert catalogue["lovelace-2023-scaling"].author[0].display == "Ada Lovelace"


def test_a_record_that_changed_while_services_were_asked_is_not_overwritten(world, own):
    world.papers = [SCALING]
    own.write(RECORD)
    genuine = world.arxiv

    def meanwhile(*arguments):
        own.write(RECORD.replace("Scaling laws for kettles", "Scaling laws for Kettles!"))
        return genuine(*arguments)

    world.arxiv = meanwhile
    with llmprimer.Catalogue.open(own.path) as catalogue:
        with pytest.raises(FileChangedError, match="lovelace-2023-scaling has changed while services were asked"):
            catalogue.enrich()
        assert catalogue["lovelace-2023-scaling"].title == "Scaling laws for Kettles!"


def test_a_record_that_changed_meanwhile_does_not_keep_the_others_from_being_filled(world, own, enrich):
    world.papers = [SCALING, Paper("On engines", ("Charles Babbage",), doi="10.1000/engines", published="1999-04")]
    own.write(RECORD + JOURNAL)
    genuine = world.crossref

    def meanwhile(*arguments):
        own.write(RECORD + JOURNAL.replace("On engines", "On engines and their uses"))
        return genuine(*arguments)

    world.crossref = meanwhile
    done = enrich()
    assert done.status == ExitCode.CATALOGUE
    assert "llmprimer: babbage-1999-engines has changed while services were asked; run the command again" in done.err
    assert own["lovelace-2023-scaling"].abstract
    assert own["babbage-1999-engines"].title == "On engines and their uses"
    world.crossref = genuine
    assert enrich().status == ExitCode.DONE
    assert own["babbage-1999-engines"].author


def test_another_record_may_change_meanwhile(world, own):
    world.papers = [SCALING]
    own.write(RECORD + JOURNAL)
    with llmprimer.Catalogue.open(own.path) as catalogue:
        plan = catalogue.enrich("has:arxiv")
        own.write(RECORD + JOURNAL.replace("On engines", "On engines and their uses"))
        plan.apply()
        assert catalogue["lovelace-2023-scaling"].abstract
        assert catalogue["babbage-1999-engines"].title == "On engines and their uses"


def test_wrong_arguments_are_usage_errors(own):
    own.write(RECORD)
    with llmprimer.Catalogue.open(own.path) as catalogue:
        with pytest.raises(UsageError):
            catalogue.enrich(sources=["nobody"])
        with pytest.raises(UsageError):
            catalogue.enrich(fields=["topics"])


# -- the progress line -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (60, "[===============>                       ]  400/1000 arXiv"),
        (30, "[==>      ]  400/1000 arXiv"),
        (12, " 400/1000 ar"),
    ],
)
def test_the_progress_line_fits(width, line):
    from llmprimer.console.progress import steps_line

    shown = steps_line(400, 1000, "arXiv", width=width, signs="=> ")
    assert len(shown) <= width
    assert shown.replace(" ", "")[-9:] == line.replace(" ", "")[-9:]


def test_into_a_pipe_there_is_no_progress_line(world, own, enrich):
    world.papers = [SCALING]
    own.write(RECORD)
    assert "\r" not in enrich().err
