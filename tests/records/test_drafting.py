from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprimer.model import Topic
from llmprimer.records.citing import cite
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.keys import propose_key
from llmprimer.records.kinds import kind_and_type
from llmprimer.records.people import parse_name
from llmprimer.records.people_lists import people_in
from llmprimer.records.plan import Outcome, make_plan
from llmprimer.records.records import complete
from llmprimer.records.titles import clean_title
from llmprimer.records.topics import Vocabulary, topic_label
from llmprimer.records.written_dates import parse_date


def never(_: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("title", "url", "clean"),
    [
        ("[1706.03762] Attention Is All You Need", "https://arxiv.org/abs/1706.03762", "Attention Is All You Need"),
        ("AlphaCode writes code | TechCrunch", "https://techcrunch.com/2022/x", "AlphaCode writes code"),
        ("Don‚Äôt Ban It - The New York Times", "https://www.nytimes.com/2023/x", "Don’t Ban It"),
        ("GitHub - karpathy/nanoGPT: The simplest", "https://github.com/karpathy/nanoGPT", "nanoGPT: The simplest"),
        ("GitHub Copilot · Your AI pair programmer", "https://github.com/features/copilot", None),
        (
            "EleutherAI/gpt-neox-20b · Hugging Face",
            "https://huggingface.co/EleutherAI/gpt-neox-20b",
            "EleutherAI/gpt-neox-20b",
        ),
        ("A Guide to Lamps (pdf)", "https://a.example/lamps", "A Guide to Lamps"),
        ("A Guide to Lamps (Paper)", "https://a.example/lamps", "A Guide to Lamps"),
        ("Lamps (paper)", "https://a.example/lamps", None),
        ("A Guide to Lamps (python)", "https://a.example/lamps", None),
        ("Lamps at Work - LUMEN Makers Blog", "https://www.lumen.blog/2024", "Lamps at Work"),
        ("Lamps at Work - LUMEN Makers Guild", "https://www.lumen.blog/2024", None),
        ("明かりの方針｜ルーメン株式会社", "https://a.example/lamps", "明かりの方針"),
        ("明かりの方針 | 株式会社Lumen ルーメン", "https://a.example/lamps", "明かりの方針"),
        ("明かりの方針 - ルーメン株式会社", "https://a.example/lamps", None),
        ("HuggingFace: Pipelines", "https://huggingface.co/docs/transformers", "Pipelines"),
        ("PyTorch: An Imperative Style Library", "https://pytorch.org/x", None),
        ("[D] GPT-3 : r/MachineLearning", "https://www.reddit.com/r/MachineLearning/comments/x", "GPT-3"),
        ("Research | Stanford HAI", "https://hai.stanford.edu/research", "Research"),
        ("Scaling - a story of two halves", "https://scaling.example.org/", None),
        ("🔥 **Gemma** :star:", "https://ai.google.dev/gemma", "Gemma"),
    ],
)
def test_titles_become_the_works_own(title: str, url: str, clean: str | None):
    assert clean_title(title, url) == (clean or title)


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        (
            {
                "kind": "paper",
                "author": [{"family": "Müller-Lüdenscheidt"}],
                "issued": "2020-05",
                "title": "On the Origin",
            },
            "mullerludenscheidt-2020-origin",
        ),
        (
            {
                "kind": "news",
                "author": [{"family": "Doe"}],
                "issued": "2022",
                "title": "A robot",
                "url": "https://www.techcrunch.com/x",
            },
            "techcrunch-2022-robot",
        ),
        ({"kind": "docs", "title": "Pipelines", "url": "https://huggingface.co/docs"}, "huggingface-pipelines"),
        ({"kind": "blog", "title": "What?", "url": "https://garymarcus.substack.com/p/x"}, "garymarcus-what"),
        ({"kind": "blog", "title": "🔥", "url": "https://garymarcus.substack.com/p/gpt-4"}, "garymarcus-gpt"),
        ({"kind": "news", "title": "标题", "url": "https://www.bbc.co.uk/news/some-story"}, "bbc-biaoti"),
        ({"kind": "paper", "title": "T5"}, "t5"),
        ({"kind": "paper", "title": "Deep Residual Learning", "issued": "2015"}, "deep-2015-residual"),
        ({"kind": "paper", "title": "讲故事", "author": [{"family": "李", "given": "宏毅"}]}, "li-jianggushi"),
        ({"kind": "organization", "title": "Anthropic", "url": "https://www.anthropic.com/"}, "anthropic"),
        ({"kind": "repository", "title": "x", "url": "https://github.com/karpathy/nanoGPT"}, "karpathy-nanogpt"),
        ({"kind": "repository", "title": "x", "url": "https://github.com/a/b/blob/main/laws.ipynb"}, "a-b-laws"),
        ({"kind": "model", "title": "x", "url": "https://huggingface.co/EleutherAI/gpt-neox"}, "eleutherai-gpt-neox"),
        ({"kind": "dataset", "title": "x", "url": "https://huggingface.co/datasets/a/b.c"}, "a-b-c"),
        ({"kind": "repository", "title": "Copilot", "url": "https://github.com/features/copilot"}, "github-copilot"),
    ],
)
def test_keys_follow_the_rule(fields: dict, key: str):
    assert propose_key(fields, never) == key


def test_a_taken_key_is_told_apart_by_the_title_before_a_number():
    fields = {"kind": "paper", "title": "Deep Nets", "author": [{"family": "Wu"}], "issued": "2019"}
    taken: set[str] = set()
    for expected in ("wu-2019-deep", "wu-2019-deep-nets", "wu-2019-deep-2", "wu-2019-deep-3"):
        key = propose_key(fields, taken.__contains__)
        taken.add(key)
        assert key == expected


@given(st.text(max_size=60), st.text(max_size=20), st.integers(min_value=0, max_value=6))
def test_any_key_is_of_the_form_and_free(title: str, family: str, taken_first: int):
    taken: set[str] = set()

    def is_taken(key: str) -> bool:
        if len(taken) < taken_first:
            taken.add(key)
        return key in taken

    key = propose_key({"kind": "paper", "title": title, "author": [{"family": family}]}, is_taken)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)
    assert key not in taken


@pytest.mark.parametrize(
    ("url", "kind", "type_"),
    [
        ("https://arxiv.org/abs/1706.03762", "paper", "article"),
        ("https://github.com/a/b", "repository", "software"),
        ("https://github.com/bojone", "profile", "webpage"),
        ("https://twitter.com/x/status/1", "social", "post"),
        ("https://news.ycombinator.com/item?id=1", "forum", "post"),
        ("https://en.wikipedia.org/wiki/X", "encyclopedia", "entry-encyclopedia"),
        ("https://www.nytimes.com/2023/x", "news", "article-newspaper"),
        ("https://openai.com/blog/chatgpt/", "blog", "post-weblog"),
        ("https://a.example.org/paper.pdf", "paper", "article"),
        ("https://a.example.org/", "website", "webpage"),
        ("https://journals.example.org/articles/10.1000/lamps.42", "paper", "article-journal"),
        ("https://journals.example.org/doi/book/10.1000/lamps.42", "book", "book"),
        ("https://academic.oup.com/lamps/article/20/4/842/1", "paper", "article-journal"),
        ("https://doi.org/10.5281/zenodo.42", "dataset", "dataset"),
    ],
)
def test_kinds_are_told_by_addresses(url: str, kind: str, type_: str):
    assert kind_and_type(url) == (kind, type_)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("van den Berg, Jan", {"family": "Berg", "given": "Jan", "non_dropping_particle": "van den"}),
        ("Jan van den Berg", {"family": "Berg", "given": "Jan", "non_dropping_particle": "van den"}),
        ("King, Jr., Martin Luther", {"family": "King", "given": "Martin Luther", "suffix": "Jr."}),
        ("E.Denton", {"family": "Denton", "given": "E."}),
        ("李宏毅", {"family": "李", "given": "宏毅"}),
        ("OpenAI", {"literal": "OpenAI"}),
    ],
)
def test_names_are_taken_apart(text: str, name: dict):
    assert parse_name(text) == name


def test_what_only_looks_like_names_is_none():
    for text in (
        "Long Beach",
        "Stanford University",
        "A Challenging, Contamination-Free Benchmark",
        "Deep Learning, Neural Networks",
    ):
        assert people_in(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "Attention is all you need (2017), A. Vaswani et al.",
        "Vaswani, A. (2017). Attention is all you need. NeurIPS.",
        "Vaswani et al. Attention is all you need. NeurIPS 2017.",
        'A. Vaswani, "Attention is all you need", NeurIPS 2017',
        "Attention is all you need. A. Vaswani. NeurIPS 2017",
        "Attention is all you need, A. Vaswani, N. Shazeer, 2017.",
    ],
)
def test_a_citation_is_understood_in_whatever_order(line: str):
    cited = cite(line)
    assert (cited.title, cited.authors[0]["family"], str(cited.issued)) == (
        "Attention is all you need",
        "Vaswani",
        "2017",
    )


@given(st.text(max_size=300))
def test_any_line_can_be_cited(line: str):
    assert isinstance(cite(line).title, str)
    parse_date(line)


def test_dates_follow_from_identifiers_and_are_marked_as_inferred():
    for url, date in (
        ("https://arxiv.org/abs/1706.03762", "2017-06"),
        ("https://twitter.com/goodside/status/1598874674204618753", "2022-12-03"),
        ("https://techcrunch.com/2022/02/02/x/", "2022-02-02"),
    ):
        fields = complete(Draft(1, {"url": url, "title": "T"})).fields
        assert fields["issued"] == date
        assert fields["provenance"][0]["confidence"] == "inferred"


def test_the_doi_that_an_address_spells_is_recorded_and_a_stated_one_stays():
    url = "https://journals.example.org/doi/abs/10.1000/Lamps.42"
    assert complete(Draft(1, {"url": url, "title": "T"})).fields.items() >= {
        ("url", url),
        ("doi", "10.1000/lamps.42"),
        ("kind", "paper"),
    }
    assert complete(Draft(1, {"url": url, "title": "T", "doi": "10.1000/other"})).fields["doi"] == "10.1000/other"


def test_what_the_model_refuses_is_left_out_and_told():
    completed = complete(
        Draft(
            7,
            {
                "title": "T",
                "url": "no address",
                "doi": "x",
                "type": "spell",
                "issued": "2020-13",
                "author": [{}, {"family": "A"}],
            },
        )
    )
    assert completed.fields["title"] == "T"
    assert completed.fields["author"] == [{"family": "A"}]
    assert not {"url", "doi", "issued"} & set(completed.fields)
    assert len(completed.remarks) >= 4


def _plan(*drafts: Draft) -> list[tuple[str, str]]:
    plan = make_plan(Reading(list(drafts)), [], Vocabulary({}))
    return [(step.outcome.value, step.key) for step in plan.steps]


def test_spellings_of_one_work_are_one():
    smith = [{"family": "Smith", "given": "J."}]
    found = _plan(
        Draft(
            1,
            {
                "title": "Deep models of language and thought",
                "url": "http://arxiv.org/pdf/2001.00001v2.pdf",
                "author": smith,
            },
        ),
        Draft(2, {"title": "Deep models", "url": "https://arxiv.org/abs/2001.00001"}),
        Draft(
            3,
            {
                "title": "Deep Models of Language and Thoughts.",
                "url": "https://papers.example.org/1.pdf",
                "author": smith,
            },
        ),
        Draft(
            4,
            {
                "title": "Deep models of language and thought, part 2",
                "url": "https://papers.example.org/2.pdf",
                "author": smith,
            },
        ),
        Draft(5, {"title": "Cooking", "url": "https://arxiv.org/abs/2001.00001"}),
        Draft(6, {"title": "deep models", "url": "https://github.com/a/b"}),
    )
    first = "smith-deep"
    assert found == [
        (Outcome.NEW, first),
        (Outcome.PRESENT, first),
        (Outcome.PRESENT, first),
        (Outcome.NEW, "smith-deep-models"),
        (Outcome.NEW, "cooking"),
        (Outcome.NEW, "a-b"),
    ]


def test_an_identifier_of_two_titles_is_shown_with_both_lines_and_given_to_neither():
    plan = make_plan(
        Reading(
            [
                Draft(
                    3,
                    {
                        "title": "FireWork: Towards Fine-tuned Language Agents",
                        "url": "https://arxiv.org/abs/2305.16291",
                    },
                ),
                Draft(5, {"title": "Traveller", "url": "https://arxiv.org/abs/2305.16291v2"}, headings=("Games",)),
                Draft(
                    9, {"title": "Traveller: An Open-Ended Embodied Agent", "url": "https://arxiv.org/pdf/2305.16291"}
                ),
            ]
        ),
        [],
        Vocabulary({}, may_grow=True),
    )
    assert [(step.outcome, step.key) for step in plan.steps] == [
        (Outcome.NEW, "firework-fine"),
        (Outcome.NEW, "traveller-open"),
        (Outcome.PRESENT, "traveller-open"),
    ]
    assert plan.conflicts == [
        ("arXiv:2305.16291", 3, "FireWork: Towards Fine-tuned Language Agents", 5, "Traveller"),
    ]
    for step in plan.having(Outcome.NEW):
        assert step.reference is not None
        assert (step.reference.arxiv, step.reference.url, step.reference.issued) == (None, None, None)
    traveller = plan.steps[1].reference
    assert traveller is not None
    assert (traveller.title, traveller.aliases) == ("Traveller: An Open-Ended Embodied Agent", ("Traveller",))
    assert traveller.topics == ("games",)


def test_a_work_under_several_headings_has_them_all_as_topics_and_what_every_line_says():
    plan = make_plan(
        Reading(
            [
                Draft(1, {"title": "Lux", "url": "https://arxiv.org/abs/2001.00001"}, headings=("Speed",)),
                Draft(
                    2,
                    {
                        "title": "Lux: Fast Light for Everybody",
                        "url": "http://arxiv.org/pdf/2001.00001v3.pdf",
                        "author": [{"family": "Stern"}],
                        "and_others": True,
                        "summary": "Makes light fast.",
                    },
                    headings=("Light",),
                    links=(("code", "https://github.com/a/lux"),),
                ),
            ]
        ),
        [],
        Vocabulary({}, may_grow=True),
    )
    (step, again) = plan.steps
    record = step.reference
    assert record is not None
    assert (again.outcome, again.key, again.reason) == (Outcome.PRESENT, step.key, "the same arXiv id as line 1")
    assert (record.title, record.aliases) == ("Lux: Fast Light for Everybody", ("Lux",))
    assert (record.author[0].family, record.and_others, record.summary) == ("Stern", True, "Makes light fast.")
    assert record.topics == ("speed", "light")
    assert [(str(link.type), link.url) for link in record.links] == [("code", "https://github.com/a/lux")]


def test_headings_become_topics_within_topics():
    vocabulary = Vocabulary(
        {"nlp": Topic(label="Language", definition="x.", aliases=("NLP",))}, may_grow=True, source="L"
    )
    assert vocabulary.of_headings(("Papers", "NLP", "Question Answering", "2016")) == ("question-answering",)
    assert vocabulary.made["question-answering"].broader == "nlp"
    assert vocabulary.of_headings(("NLP",)) == ("nlp",)
    assert Vocabulary({}).of_headings(("Anything",)) == ()


def test_control_characters_are_stripped_from_every_field():
    draft = Draft(1, {"title": "A \x1b[2J study", "author": [{"family": "Lee\x07"}], "url": "https://example.org/"})
    done = complete(draft)
    assert (done.fields["title"], done.fields["author"]) == ("A [2J study", [{"family": "Lee"}])
    assert done.remarks == []


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("1.3.1 Tool using", "Tool using"),
        ("7.Datasets (数据集)", "Datasets (数据集)"),
        ("IV. Evaluation", "Evaluation"),
        ("A. Survey", "Survey"),
        ("A survey of things", "A survey of things"),
        ("Week 3: Raft", "Raft"),
        ("Part II: Systems", "Systems"),
        ("第一章 引言", "引言"),
        ("🔥 Retrieval (12)", "Retrieval"),
        ("Top papers of the week (May 1 - May 7) - 2023", "Top papers of the week"),
        ("Deep Nets (2012-2016)", "Deep Nets"),
        ("3D vision", "3D vision"),
        ("5G networks", "5G networks"),
        ("01.AI", "01.AI"),
        ("2023", ""),
        ("May 2023", ""),
        ("March", ""),
        ("2020 and before", ""),
        ("2017年5月", ""),
        ("NeurIPS 2023", ""),
        ("~2015", ""),
    ],
)
def test_headings_become_names_of_topics_without_numbers_and_dates(heading, label):
    assert topic_label(heading) == label


def test_a_heading_under_several_others_is_broader_than_none_of_them():
    vocabulary = Vocabulary({}, may_grow=True)
    vocabulary.of_headings(("1. Light", "1.1 Survey"))
    vocabulary.of_headings(("2. Sound", "2.1 Survey"))
    assert vocabulary.made["survey"].broader is None
    assert vocabulary.of_headings(("2. Sound", "2.1 Survey")) == ("survey", "sound")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Stern et al., 02-2020", "2020-02"),
        ("11/2019", "2019-11"),
        ("Lamps, no. 04/2015", "None"),
        ("Heft 04/2015", "None"),
        ("pages 12-2020-1", "None"),
        ("pages 112-2020", "None"),
    ],
)
def test_a_month_stands_before_its_year(text, date):
    assert str(parse_date(text)) == date
