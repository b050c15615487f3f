"""Identifiers and addresses: every spelling, and one to compare by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprimer.identifiers import (
    Identifier,
    account_handles,
    arxiv_id,
    bare_doi,
    clean_url,
    comparable_url,
    doi_in_address,
    host,
    identifier_in,
    is_isbn,
    is_issn,
    status_id,
)

ARXIV_SPELLINGS = [
    "1910.10683",
    "1910.10683v1",
    "arXiv:1910.10683v1",
    "arxiv: 1910.10683",
    "ARXIV 1910.10683",
    "[1910.10683]",
    "arxiv.org/abs/1910.10683",
    "http://arxiv.org/abs/1910.10683v3",
    "https://www.arxiv.org/abs/1910.10683/",
    "https://arxiv.org/pdf/1910.10683.pdf",
    "https://arxiv.org/pdf/1910.10683v2.pdf#page=3",
    "https://arxiv.org/abs/1910.10683?context=cs.CL",
    "https://export.arxiv.org/abs/1910.10683",
    "https://arxiv.org/html/1910.10683v4",
    "10.48550/arXiv.1910.10683",
    "https://doi.org/10.48550/arXiv.1910.10683",
    "<https://arxiv.org/abs/1910.10683>",
    "  1910.10683  ",
]


@pytest.mark.parametrize("spelling", ARXIV_SPELLINGS)
def test_an_arxiv_id_is_known_in_every_spelling(spelling):
    assert identifier_in(spelling) == Identifier("arxiv", "1910.10683")


@pytest.mark.parametrize(
    ("spelling", "value"),
    [
        ("hep-th/9901001", "hep-th/9901001"),
        ("arXiv:math.GT/0309136v2", "math.gt/0309136"),
        ("https://arxiv.org/abs/cs/0101001", "cs/0101001"),
    ],
)
def test_the_old_form_of_arxiv_ids_is_known(spelling, value):
    assert identifier_in(spelling) == Identifier("arxiv", value)


@pytest.mark.parametrize("text", ["2022.12345", "1234.56789", "12.345", "1910.106831", "gpt 1910.10683", "foo/9901001"])
def test_what_only_looks_like_an_arxiv_id_is_none(text):
    assert arxiv_id(text) is None


@pytest.mark.parametrize(
    "spelling",
    [
        "10.1000/Example.42",
        "doi:10.1000/example.42",
        "DOI: 10.1000/EXAMPLE.42",
        "https://doi.org/10.1000/example.42",
        "http://dx.doi.org/10.1000/example.42",
        "doi.org/10.1000/example.42",
        "10.1000/example.42.",
        "https://doi.org/10.1000%2Fexample.42".replace("%2F", "/"),
    ],
)
def test_a_doi_is_known_in_every_spelling(spelling):
    assert identifier_in(spelling) == Identifier("doi", "10.1000/example.42")


@pytest.mark.parametrize("doi", ["10.1016/0370-2693(93)90001-2", "10.1000.10/a;b<c>", "10.18653/v1/n19-1423"])
def test_a_doi_keeps_its_odd_characters(doi):
    assert bare_doi(doi) == doi


@pytest.mark.parametrize(
    ("url", "doi"),
    [
        ("https://journals.example.org/doi/10.1000/Lamps.42", "10.1000/lamps.42"),
        ("https://journals.example.org/doi/full/10.1000/lamps.42?needAccess=true", "10.1000/lamps.42"),
        ("https://journals.example.org/articles/10.1000/lamps.2019.00042/full", "10.1000/lamps.2019.00042"),
        ("https://journals.example.org/content/doi/10.1000/L-06-2016/full/html", "10.1000/l-06-2016"),
        ("https://journals.example.org/content/pdf/10.1000/s42-020-1.pdf", "10.1000/s42-020-1"),
        ("https://journals.example.org/chapter/10.1000%2F978-3-16-148410-0_3", "10.1000/978-3-16-148410-0_3"),
        ("https://journals.example.org/article?id=10.1000/lamps.42&type=printable", "10.1000/lamps.42"),
        ("https://journals.example.org/lamps/article/doi/10.1000/lamps/ba33/5857401", "10.1000/lamps/ba33"),
        ("https://journals.example.org/article/doi/10.1000/a_42/1142/Lamps-of-Old-Halls", "10.1000/a_42"),
        ("https://journals.example.org/article/10.1000/1742-6596/603/2/022011", "10.1000/1742-6596/603/2/022011"),
        ("https://journals.example.org/article/10.1000/1742-6596/ab44/meta", "10.1000/1742-6596/ab44"),
        ("https://journals.example.org/doi/10.1000/%28SICI%291097%283%29,", "10.1000/(sici)1097(3)"),
        ("https://www.biorxiv.org/content/10.1101/2023.01.11.523679v3.full.pdf+html", "10.1101/2023.01.11.523679"),
        ("https://journals.example.org/doi/10.5555/3304889.3304975", None),  # not registered
        ("https://journals.example.org/doi/proceedings/10.1000/3322640", None),
        ("https://archive.example.org/handle/10.2312/lamps", None),
        ("https://journals.example.org/doi/10.48550/arXiv.1706.03762", None),
        ("https://journals.example.org/journal/10994", None),
        ("https://journals.example.org/versions/10.4.2/notes", None),
        ("https://journals.example.org/10.1000/tacl\\_a", None),
        ("http://[10.1000/x", None),
        ("10.1000/lamps.42", None),
    ],
)
def test_the_doi_that_an_address_spells(url, doi):
    assert doi_in_address(url) == doi


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("@JaneDoe", "handle", "janedoe"),
        ("1599671496636780546", "status", "1599671496636780546"),
        ("openai.com", "host", "openai.com"),
        ("WWW.OpenAI.com", "host", "openai.com"),
        ("https://openai.com/", "host", "openai.com"),
        ("https://gait.example.org", "host", "gait.example.org"),
        ("openai.com/blog/", "url", "openai.com/blog"),
        ("https://OpenAI.com/blog/?utm_source=x", "url", "openai.com/blog"),
    ],
)
def test_handles_posts_hosts_and_addresses_are_known(text, kind, value):
    assert identifier_in(text) == Identifier(kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rlhf",
        "gpt-3",
        "gpt 3.5",
        "v2.final",
        "e.g.",
        "3.5",
        "and/or",
        "2021",
        "C++",
        "what is 70%?",
        "@",
        "a@b.com",
        "www",
        "://",
        "http://[",
        "悟道2.0",
    ],
)
def test_words_are_no_identifiers(text):
    found = identifier_in(text)
    assert found is None or (found.kind, text) == ("url", "http://[")


@given(st.text())
def test_any_text_is_an_identifier_or_not_but_never_an_error(text):
    found = identifier_in(text)
    assert found is None or found.value
    assert isinstance(comparable_url(text), str)
    assert isinstance(clean_url(text), str)
    assert isinstance(host(text), str)
    assert isinstance(account_handles(text), list)
    assert status_id(text) is None or status_id(text).isdigit()


@given(st.integers(0, 99), st.integers(1, 12), st.integers(1, 99999), st.integers(1, 40))
def test_every_new_arxiv_id_survives_every_wrapping(year, month, number, version):
    bare = f"{year:02d}{month:02d}.{number:05d}"
    for spelling in (
        f"arXiv:{bare}v{version}",
        f"https://arxiv.org/pdf/{bare}v{version}.pdf",
        f"10.48550/arXiv.{bare}",
    ):
        assert arxiv_id(spelling) == bare


@pytest.mark.parametrize(
    ("listed", "clean"),
    [
        ("https://twitter.com/a/status/1?lang=en", "https://twitter.com/a/status/1"),
        ("https://www.forbes.com/x/?sh=4a5b", "https://www.forbes.com/x/"),
        ("https://example.org/p?sh=2", "https://example.org/p?sh=2"),
        ("https://example.org/p#:~:text=so%20it%20goes", "https://example.org/p"),
        ("https://example.org/p#part:~:text=so", "https://example.org/p#part"),
        ("https://www.youtube.com/watch?v=abc&si=def", "https://www.youtube.com/watch?v=abc"),
        (
            "https://news.example.com/2022/robots?id=7&utm_source=a&utm_medium=b",
            "https://news.example.com/2022/robots?id=7",
        ),
        ("https://example.org/?b=2&a=1", "https://example.org/?b=2&a=1"),
        ("https://example.org/#top", "https://example.org/#top"),
        ("no address", "no address"),
    ],
)
def test_cleaning_takes_tracking_and_leaves_what_selects_the_page(listed, clean):
    assert clean_url(listed) == clean


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://Example.org/a/", "http://www.example.org/a"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("https://example.org/index.html", "https://example.org"),
        ("https://example.org/p?b=2&a=1", "https://example.org/p?a=1&b=2"),
        ("https://example.org/a%20b", "https://example.org/a b"),
        ("https://x.com/a/status/1?s=20", "https://twitter.com/a/status/1"),
        ("https://mobile.twitter.com/a", "https://twitter.com/a"),
        ("https://youtu.be/abc?t=1", "https://www.youtube.com/watch?t=1&v=abc"),
        ("https://github.com/OpenAI/GPT-3.git", "https://github.com/openai/gpt-3/"),
        ("https://arxiv.org/pdf/2111.12345v2", "http://arxiv.org/abs/2111.12345"),
        ("https://example.org/a#part", "https://example.org/a"),
    ],
)
def test_spellings_of_one_address_compare_equal(one, other):
    assert comparable_url(one) == comparable_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/p?id=1", "https://example.org/p?id=2"),
        ("https://example.org/A", "https://example.org/a"),
        ("https://example.org:8080/", "https://example.org/"),
        ("https://www.youtube.com/watch?v=a", "https://www.youtube.com/watch?v=b"),
    ],
)
def test_addresses_of_different_pages_compare_different(one, other):
    assert comparable_url(one) != comparable_url(other)


ADDRESSES = st.builds(
    "{}://{}{}{}{}".format,
    st.sampled_from(["http", "https"]),
    st.sampled_from(["example.org", "www.example.org", "x.com", "youtu.be", "github.com", "arxiv.org"]),
    st.sampled_from(["", "/", "/a/b/", "/A", "/index.html", "/abs/2111.12345v2", "/ü", "//"]),
    st.sampled_from(["", "?a=1&b=2", "?b=2&a=1", "?utm_source=x", "?lang=en&id=3", "?q=悟道"]),
    st.sampled_from(["", "#top", "#:~:text=x"]),
)


@given(ADDRESSES)
def test_cleaning_and_comparing_twice_changes_nothing_more(url):
    assert clean_url(clean_url(url)) == clean_url(url)
    assert comparable_url(clean_url(url)) == comparable_url(url)
    assert comparable_url("https://" + comparable_url(url)) == comparable_url(url)
    assert host(clean_url(url)) == host(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://twitter.com/JaneDoe/status/1", ["janedoe"]),
        ("https://x.com/JaneDoe", ["janedoe"]),
        ("https://github.com/openai/gpt-3", ["openai"]),
        ("https://medium.com/@someone/a-post", ["someone"]),
        ("https://github.com/features/copilot", []),
        ("https://huggingface.co/docs/peft", []),
        ("https://example.org/janedoe", []),
        ("https://twitter.com/", []),
    ],
)
def test_the_account_behind_an_address(url, expected):
    assert account_handles(url) == expected


def test_the_number_of_a_post():
    assert status_id("https://x.com/a/status/1599671496636780546?s=1") == "1599671496636780546"
    assert status_id("https://example.org/status/1599671496636780546") is None


def test_check_digits_are_checked():
    assert is_isbn("978-0-306-40615-7")
    assert is_isbn("0-306-40615-2")
    assert not is_isbn("978-0-306-40615-8")
    assert not is_isbn("123")
    assert not is_isbn("")
    assert is_issn("1476-4687")
    assert not is_issn("1476-4688")
    assert not is_issn("14764687")
