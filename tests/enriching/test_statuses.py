"""What became of a work: withdrawn, retracted, superseded; and what only sounds like it."""

from __future__ import annotations

import pytest

from enriching.test_filling import JOURNAL, RECORD, SCALING, provenance
from enriching.world import Paper
from llmprimer.sources.statuses import arxiv_status, crossref_status

#: Comments as authors write them; the first words of several are arXiv's own.
ENDED = {
    "This paper has been withdrawn by the author due to a crucial sign error in equation 1": ("withdrawn", None),
    "This submission has been withdrawn by arXiv administrators because of disputed authorship": ("withdrawn", None),
    "Withdrawn: the main theorem is false": ("withdrawn", None),
    "Paper withdrawn by the authors": ("withdrawn", None),
    "The manuscript was withdrawn because of an error in the data.": ("withdrawn", None),
    "12 pages. This article is withdrawn": ("withdrawn", None),
    "This paper has been withdrawn by the author. It has been superseded by a significantly updated version available at arXiv:2406.00780": (
        "superseded",
        "2406.00780",
    ),
    "superseded by arXiv:1907.11692": ("superseded", "1907.11692"),
    "This work has been superseded by https://arxiv.org/abs/1907.11692v2": ("superseded", "1907.11692"),
    "This paper is subsumed by our later paper, arXiv:math/0309136": ("superseded", "math/0309136"),
    "This paper has been superseded by a journal article": ("superseded", None),
    "Please see arXiv:1907.11692 instead": ("superseded", "1907.11692"),
}
STANDING = [
    "",
    "15 pages, 5 figures",
    "This paper supersedes arXiv:1907.11692",
    "Supersedes the withdrawn paper arXiv:1907.11692",
    "We have withdrawn the claim of Theorem 2; the rest stands",
    "Withdrawn from the proceedings of ICML, now accepted at JMLR",
    "This paper was withdrawn from ICLR 2020 and is published at EMNLP",
    "We study how withdrawn articles are cited",
    "Accepted at ICML. Code: https://github.com/x/superseded",
    "v2 replaced by a version with larger figures",
    "see also arXiv:1907.11692",
]


@pytest.mark.parametrize("comment", ENDED)
def test_a_comment_that_ends_a_work_is_understood(comment):
    status = arxiv_status(comment, "")
    assert status is not None
    assert (status["type"], status.get("arxiv")) == ENDED[comment]
    assert status["note"] == comment


@pytest.mark.parametrize("comment", STANDING)
def test_a_comment_that_only_sounds_like_it_ends_nothing(comment):
    assert arxiv_status(comment, "") is None


def test_a_notice_in_the_place_of_the_abstract_counts_and_a_long_abstract_does_not():
    notice = "This paper has been withdrawn by the author."
    assert arxiv_status("", notice)["type"] == "withdrawn"
    assert arxiv_status("", notice + " We study things." * 60) is None


def test_a_work_does_not_supersede_itself():
    assert arxiv_status("v1 superseded by arXiv:2301.00001v2", "", "2301.00001") is None


NOTICES = [
    {"DOI": "10.1000/fix", "type": "correction", "updated": {"date-parts": [[2004, 3, 6]]}},
    {
        "DOI": "10.1000/END",
        "type": "retraction",
        "updated": {"date-parts": [[2010, 2, 6]]},
        "source": "retraction-watch",
    },
]


def test_the_gravest_notice_counts():
    newer = {"DOI": "10.1000/new", "type": "new_version", "updated": {"date-parts": [[2012]]}}
    status, remarks = crossref_status({"updated-by": [newer, *NOTICES]})
    assert (status, remarks) == ({"type": "retracted", "issued": "2010-02-06", "doi": "10.1000/end"}, ())


def test_corrections_and_the_notices_own_field_end_nothing():
    assert crossref_status({"updated-by": NOTICES[:1], "update-to": [{**NOTICES[1]}]}) == (None, ())


def test_a_concern_is_a_remark():
    concern = {"DOI": "10.1000/eoc", "type": "expression_of_concern"}
    assert crossref_status({"updated-by": [concern]}) == (
        None,
        ("an expression of concern is published: doi:10.1000/eoc",),
    )


@pytest.mark.parametrize(
    "updates", ["x", 7, {}, [None], [{}], [{"type": 7}], [{"type": "retraction", "updated": {"date-parts": [["x"]]}}]]
)
def test_notices_of_a_strange_shape_do_no_harm(updates):
    status, remarks = crossref_status({"updated-by": updates})
    assert remarks == ()
    assert status in (None, {"type": "retracted"})


def test_a_retraction_goes_into_the_record_and_lint_tells_it(world, own, enrich, run):
    world.papers = [
        Paper(
            "On engines",
            ("Charles Babbage",),
            doi="10.1000/engines",
            published="1999",
            more={"title": ["RETRACTED: On engines"], "updated-by": NOTICES},
        )
    ]
    own.write(JOURNAL)
    done = enrich()
    status = own["babbage-1999-engines"].status
    assert (status.type, str(status.issued), status.doi) == ("retracted", "2010-02-06", "10.1000/end")
    assert provenance(own["babbage-1999-engines"])["status"].source == "doi:10.1000/engines (Crossref)"
    assert "facts differ" not in done.err, "the publisher's mark is no part of the title"
    linted = run("lint", str(own.path), "--select", "W704")
    assert "retracted on 2010-02-06: its results are not to be relied on; see doi:10.1000/end" in linted.out
    shown = run("show", "babbage-1999-engines", "--catalogue", str(own.path))
    assert "status: retracted, 2010-02-06, doi:10.1000/end" in shown.out


def test_a_retracted_publication_of_a_preprint_counts_too(world, own, enrich):
    world.papers = [
        Paper(
            **{
                **SCALING.__dict__,
                "doi": "10.1000/k",
                "published": "2023",
                "arxiv_knows": True,
                "more": {"updated-by": NOTICES},
            }
        )
    ]
    own.write(RECORD)
    enrich()
    assert own["lovelace-2023-scaling"].status.type == "retracted"


def test_a_withdrawn_preprint_keeps_no_notice_as_its_abstract(world, own, enrich):
    notice = "This paper has been withdrawn by the author due to an error."
    world.papers = [Paper(**{**SCALING.__dict__, "abstract": notice})]
    own.write(RECORD)
    enrich()
    paper = own["lovelace-2023-scaling"]
    assert (paper.status.type, paper.status.note, paper.abstract) == ("withdrawn", notice, None)


def test_an_index_alone_does_not_make_a_work_retracted(world, own, enrich):
    world.papers = [
        Paper(
            "On engines",
            ("Charles Babbage",),
            doi="10.1000/engines",
            published="1999",
            scholar_knows=False,
            retracted_in_openalex=True,
        )
    ]
    own.write(JOURNAL)
    done = enrich()
    assert own["babbage-1999-engines"].status is None
    assert "babbage-1999-engines: OpenAlex calls it retracted" in done.err
