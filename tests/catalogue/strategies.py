"""Hypothesis strategies for valid models, with the text that YAML finds hardest."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from llmprimer.dates import PartialDate
from llmprimer.model import (
    Arxiv,
    Header,
    Listed,
    Name,
    Provenance,
    Publication,
    Reference,
    Relation,
    Slide,
    Source,
    Topic,
)
from llmprimer.text import CONTROL_CHARACTERS
from llmprimer.vocabulary import Confidence, CslType, Kind, RelationType

AWKWARD = [
    "null", "~", "yes", "No", "on", "y", "true", "2017", "2017-06-12", "1.5", "1e3", "0x1F", "12:30:45", ".inf", ".5",
    "-", "- a", "-a", "?", "? a", ":", ": a", "a: b", "a:b", "a:", "a #b", "a#b", "#a", "&a", "*a", "!a", "!!str a",
    "|", ">", "'", '"', "it's", '"quoted" text', "'quoted'", "%a", "@a", "`a`", "{a}", "[a]", "a, b", "a]", "{a: b}",
    "=", "<<", "---", "...", "--- a", "a\nb", "a\n\nb", "a\tb", "a\t#b", "\\", "a\\nb", "a\x00b", "a\x07b", "a\x85b",
    "a\u2028b", "a\ufeffb", "a\uffffb", "\xa0a", "É", "Ł", "中文: 标题", "😀", "a  b", "https://e.org/?a=b&c=[d]#e",
    "https://e.org/a,b", "C# and F#", "Q: what?", "\u202ea", "a\x7fb", "a:,b", "::", "a ?b", "+1", "1_000", "0o17",
]  # fmt: skip
characters = st.characters(exclude_categories=["Cs", "Cc"])
texts = (
    st.one_of(
        st.sampled_from([text for text in AWKWARD if not re.search(f"[{CONTROL_CHARACTERS}]", text)]),
        st.text(characters, min_size=1, max_size=20),
        st.text("ab :#-,[]{}'\"?\n", min_size=1),
    )
    .map(str.strip)
    .filter(bool)
)
some_texts = st.lists(texts, max_size=3).map(tuple)
maybe_text = st.none() | texts
dates = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12), st.integers(1, 28)),
)
urls = st.builds(lambda tail: "https://example.org/" + tail, st.from_regex(r"[!-~]{0,20}", fullmatch=True))
dois = st.from_regex(r"10\.[0-9]{4,9}/[!-~]{1,12}", fullmatch=True)
arxiv_ids = st.from_regex(r"[0-9]{4}\.[0-9]{4,5}|hep-th/[0-9]{7}", fullmatch=True)
keys = st.one_of(
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9:._+/-]{0,12}", fullmatch=True),
    st.sampled_from(["null", "2017", "1706.03762", "true", "y", "a:", "0x1F", "12:30", "1e5"]),
)
slugs = st.sampled_from(["rlhf", "alignment", "null", "2017", "on", "language-models"])
names = st.one_of(
    st.builds(Name, literal=texts),
    st.builds(
        Name,
        family=texts,
        given=maybe_text,
        dropping_particle=maybe_text,
        non_dropping_particle=maybe_text,
        suffix=maybe_text,
    ),
)
some_names = st.lists(names, max_size=3).map(tuple)
publications = st.builds(
    Publication,
    type=st.none() | st.sampled_from(CslType),
    title=maybe_text,
    container_title=maybe_text,
    issued=st.none() | dates,
    volume=maybe_text,
    doi=st.none() | dois,
    url=st.none() | urls,
)
relations = st.builds(
    Relation,
    type=st.sampled_from(RelationType),
    title=texts,
    arxiv=st.none() | arxiv_ids,
    doi=st.none() | dois,
    url=st.none() | urls,
)
provenances = st.builds(Provenance, source=texts, fields=some_texts, confidence=st.sampled_from(Confidence))


def references(
    key: st.SearchStrategy[str] = keys, topics: st.SearchStrategy[str] = slugs
) -> st.SearchStrategy[Reference]:
    """Valid references; relations point outside the catalogue, so that any set of them is a catalogue."""
    return st.builds(
        Reference,
        citation_key=key,
        type=st.sampled_from(CslType),
        kind=st.sampled_from(Kind),
        title=texts,
        title_described=st.booleans(),
        author=some_names,
        editor=some_names,
        issued=st.none() | dates,
        container_title=maybe_text,
        volume=maybe_text,
        page=maybe_text,
        doi=st.none() | dois,
        arxiv=st.none() | st.builds(Arxiv, id=arxiv_ids, primary_class=st.sampled_from([None, "cs.CL", "stat.ML"])),
        published=st.none() | publications,
        language=st.sampled_from([None, "en", "no", "zh-Hans"]),
        topics=st.lists(topics, max_size=3).map(tuple),
        summary=maybe_text,
        aliases=some_texts,
        organizations=some_texts,
        url=st.none() | urls,
        listed=st.none()
        | st.builds(Listed, position=st.none() | st.integers(1, 999), title=maybe_text, url=st.none() | urls),
        accessed=st.none() | dates,
        slides=st.lists(st.integers(1, 99), max_size=3).map(tuple),
        relations=st.lists(relations, max_size=2).map(tuple),
        provenance=st.lists(provenances, max_size=2).map(tuple),
        private_note=maybe_text,
    )


headers = st.builds(
    Header,
    title=texts,
    description=maybe_text,
    license=maybe_text,
    sources=st.dictionaries(
        keys,
        st.builds(Source, title=texts, author=some_names, issued=st.none() | dates, url=st.none() | urls),
        max_size=2,
    ),
    outline=st.lists(st.builds(Slide, slide=st.integers(1, 99), part=maybe_text, title=texts), max_size=2).map(tuple),
    topics=st.fixed_dictionaries(
        {
            slug: st.builds(Topic, label=texts, definition=texts, aliases=some_texts)
            for slug in ["rlhf", "alignment", "null", "2017", "on", "language-models"]
        }
    ),
)
