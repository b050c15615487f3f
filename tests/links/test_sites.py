"""What sites say of addresses, from answers of the shapes that they give (each module names where these were seen)."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmprimer.links.model import Verdict
from llmprimer.links.sites import SITES, Question, batches, configured_addresses, site_and_id

SITE = {site.name: site for site in SITES}

# --- which addresses are known, and by which id ---

KNOWN = [
    ("https://arxiv.org/abs/1706.03762", "arxiv", "1706.03762"),
    ("http://www.arxiv.org/abs/1706.03762v5", "arxiv", "1706.03762v5"),
    ("https://arxiv.org/pdf/1706.03762v2.pdf", "arxiv", "1706.03762v2"),
    ("https://arxiv.org/pdf/1706.03762#page=3", "arxiv", "1706.03762"),
    ("https://arxiv.org/pdf/cs/0112017.pdf", "arxiv", "cs/0112017"),
    ("https://arxiv.org/abs/math.GT/0309136v1", "arxiv", "math/0309136v1"),
    ("https://arxiv.org/abs/cmp-lg/9404001", "arxiv", "cmp-lg/9404001"),
    ("https://export.arxiv.org/abs/0704.0001?context=hep-ph", "arxiv", "0704.0001"),
    ("HTTPS://ArXiv.ORG./abs/1706.03762/", "arxiv", "1706.03762"),
    ("https://doi.org/10.1109/CVPR.2016.90", "doi", "10.1109/cvpr.2016.90"),
    ("https://dx.doi.org/10.1000/182#section", "doi", "10.1000/182"),
    (
        "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O",
        "doi",
        "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o",
    ),
    ("https://doi.org/10.1000/a%23b%3Fc%2Fd", "doi", "10.1000/a#b?c/d"),
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42s", "youtube", "dQw4w9WgXcQ"),
    ("https://youtu.be/dQw4w9WgXcQ?si=abc", "youtube", "dQw4w9WgXcQ"),
    ("https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ", "youtube", "dQw4w9WgXcQ"),
    ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "youtube", "dQw4w9WgXcQ"),
    ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "youtube", "dQw4w9WgXcQ"),
    ("https://twitter.com/Interior/status/507185938620219395", "x", "Interior/507185938620219395"),
    ("https://x.com/Interior/status/507185938620219395/photo/1?s=20", "x", "Interior/507185938620219395"),
    ("https://mobile.twitter.com/Interior/statuses/507185938620219395", "x", "Interior/507185938620219395"),
    ("https://x.com/i/web/status/507185938620219395", "x", "i/507185938620219395"),
    ("https://news.ycombinator.com/item?id=8863", "hacker-news", "8863"),
    ("https://www.reddit.com/r/MachineLearning/comments/Abc12/some_title/", "reddit", "t3_abc12"),
    ("https://old.reddit.com/r/MachineLearning/comments/abc12", "reddit", "t3_abc12"),
    ("https://reddit.com/r/x/comments/abc12/some_title/def34/?context=3", "reddit", "t1_def34"),
    ("https://www.reddit.com/r/x/comments/abc12/comment/def34/", "reddit", "t1_def34"),
    ("https://www.reddit.com/user/somebody/comments/abc12/title/", "reddit", "t3_abc12"),
    ("https://redd.it/abc12", "reddit", "t3_abc12"),
    (
        "https://stackoverflow.com/questions/11227809/why-is-it",
        "stack-exchange",
        "stackoverflow.com/questions/11227809",
    ),
    ("https://stackoverflow.com/q/11227809/12345", "stack-exchange", "stackoverflow.com/questions/11227809"),
    ("https://stackoverflow.com/a/11227902", "stack-exchange", "stackoverflow.com/answers/11227902"),
    ("https://stackoverflow.com/questions/11/why/22#22", "stack-exchange", "stackoverflow.com/answers/22"),
    ("https://stackoverflow.com/questions/11/why?rq=1#22", "stack-exchange", "stackoverflow.com/answers/22"),
    ("https://ai.meta.stackexchange.com/q/5", "stack-exchange", "ai.meta.stackexchange.com/questions/5"),
    ("https://meta.stackoverflow.com/questions/421831/p", "stack-exchange", "meta.stackoverflow.com/questions/421831"),
    ("https://mathoverflow.net/questions/7/t", "stack-exchange", "mathoverflow.net/questions/7"),
    ("https://github.com/octocat/Hello-World", "github", "octocat/Hello-World"),
    ("https://www.github.com/octocat/Hello-World.git?tab=readme-ov-file", "github", "octocat/Hello-World"),
    ("https://github.com/octocat/Hello-World/issues/1347", "github", "octocat/Hello-World/issues/1347"),
    ("https://github.com:443/octocat/Hello-World/pull/7", "github", "octocat/Hello-World/issues/7"),
    ("https://huggingface.co/openai-community/gpt2", "hugging-face", "models/openai-community/gpt2"),
    ("https://huggingface.co/google/gemma-2b?library=transformers", "hugging-face", "models/google/gemma-2b"),
    ("https://huggingface.co/datasets/rajpurkar/squad", "hugging-face", "datasets/rajpurkar/squad"),
    ("https://hf.co/spaces/a/b.c", "hugging-face", "spaces/a/b.c"),
    ("https://huggingface.co/papers/2303.08774", "hugging-face", "papers/2303.08774"),
    ("https://en.wikipedia.org/wiki/Large_language_model", "wikipedia", "en:Large language model"),
    ("https://en.m.wikipedia.org/wiki/AC/DC", "wikipedia", "en:AC/DC"),
    ("https://de.wikipedia.org/wiki/K%C3%BCnstliche_Intelligenz", "wikipedia", "de:Künstliche Intelligenz"),
    ("https://de.wikipedia.org/wiki/Ku%CC%88nstlich", "wikipedia", "de:Künstlich"),
    ("https://zh-min-nan.wikipedia.org/wiki/人工智慧", "wikipedia", "zh-min-nan:人工智慧"),
]

UNKNOWN = [
    # hosts that only look like the site's
    "https://github.com.evil.example/o/r",
    "https://notgithub.com/o/r",
    "https://evil.example/github.com/o/r",
    "https://github.com@evil.example/o/r",
    "https://user:secret@github.com/o/r",
    "https://github.com:8080/o/r",
    "https://github.com:x/o/r",
    "https://gist.github.com/o/r",
    "https://git\nhub.com/o/r",
    "https://github.com\\@evil.example/o/r",
    "https://\u0261ithub.com/o/r",
    "https://stac\u212aoverflow.com/q/5",  # the Kelvin sign
    "https://en.wikipedia.org/wiki/A\\B",
    "ftp://github.com/o/r",
    "//github.com/o/r",
    "github.com/o/r",
    "https://arxiv.org.evil.example/abs/1706.03762",
    "https://evil.stackexchange.com.example/q/5",
    "https://notstackoverflow.com/q/5",
    "https://en.wikipedia.org.example/wiki/A",
    "https://xn--x.com/Interior/status/1",
    "https://notx.com/a/status/1",
    "https://fakeyoutu.be/dQw4w9WgXcQ",
    # pages of these sites that their interfaces do not know, or that the page answers better
    "https://arxiv.org/list/cs.CL/recent",
    "https://arxiv.org/html/1706.03762",
    "https://arxiv.org/abs/1713.03762",
    "https://arxiv.org/abs/1706.0376",
    "https://arxiv.org/abs/0603.0001",
    "https://arxiv.org/abs/nosuch/0112017",
    "https://doi.org/",
    "https://doi.org/the-identifier/what-is-a-doi/",
    "https://doi.org/10.1000/a b",
    "https://doi.org/10.1000/x/../y",
    "https://doi.org/10.1000/%2e%2e",
    "https://doi.org/10.1000/%ff",
    "https://doi.org/10.1000/%00",
    "https://www.youtube.com/@somebody",
    "https://www.youtube.com/embed/videoseries?list=PLx",
    "https://www.youtube.com/watch?v=short",
    "https://www.youtube.com/playlist?list=PLxxxxxxxxx",
    "https://x.com/somebody",
    "https://x.com/search?q=status/1",
    "https://twitter.com/#!/somebody/status/1",
    "https://news.ycombinator.com/user?id=pg",
    "https://news.ycombinator.com/item?id=abc",
    "https://news.ycombinator.com/item?id=1&id=2",
    "https://www.reddit.com/r/MachineLearning/",
    "https://www.reddit.com/r/x/s/Abc",
    "https://i.redd.it/abc12.png",
    "https://stackoverflow.com/questions/tagged/python",
    "https://stackoverflow.com/users/1/x",
    "https://api.stackexchange.com/questions/5",
    "https://data.stackexchange.com/q/5",
    "https://github.com/features/copilot",
    "https://github.com/collections/machine-learning",
    "https://github.com/octocat",
    "https://github.com/octocat/Hello-World/tree/main",
    "https://github.com/octocat/Hello-World/issues",
    "https://github.com/octocat/Hello-World#usage",
    "https://github.com/octocat/%2e%2e",
    "https://github.com/octo%2Fcat/x",
    "https://huggingface.co/gpt2",
    "https://huggingface.co/blog/some-post",
    "https://huggingface.co/o/n/tree/main",
    "https://huggingface.co/o/n#training",
    "https://en.wikipedia.org/wiki/A#History",
    "https://en.wikipedia.org/wiki/A?oldid=5",
    "https://en.wikipedia.org/w/index.php?title=A",
    "https://www.wikipedia.org/wiki/A",
    "https://en.wikipedia.org/wiki/A%7CB",
    "https://zh.wikipedia.org/zh-cn/A",
    "https://github.com/o/" + "r" * 3000,
    "http://[::1",
    "",
    "words",
]


@pytest.mark.parametrize(("url", "name", "identity"), KNOWN)
def test_an_address_is_known_by_the_id_that_the_site_uses(url, name, identity):
    known = site_and_id(url)
    assert known is not None
    assert (known[0].name, known[1]) == (name, identity)
    assert [site.name for site in SITES if site.identify(url) is not None] == [name]


@pytest.mark.parametrize("url", UNKNOWN)
def test_other_addresses_are_left_to_their_pages(url):
    assert site_and_id(url) is None


# --- what is asked ---


@pytest.mark.parametrize(
    ("name", "ids", "url"),
    [
        (
            "arxiv",
            ["1706.03762v2", "1706.03762", "cs/0112017"],
            "https://export.arxiv.org/api/query?id_list=1706.03762%2Ccs%2F0112017&start=0&max_results=2",
        ),
        ("doi", ["10.1000/a#b?c/d<e>%"], "https://doi.org/api/handles/10.1000/a%23b%3Fc/d%3Ce%3E%25"),
        (
            "youtube",
            ["dQw4w9WgXcQ"],
            "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ",
        ),
        (
            "x",
            ["Interior/507"],
            "https://publish.twitter.com/oembed?url=https%3A%2F%2Ftwitter.com%2FInterior%2Fstatus%2F507"
            "&omit_script=true&dnt=true",
        ),
        ("hacker-news", ["8863"], "https://hacker-news.firebaseio.com/v0/item/8863.json"),
        ("reddit", ["t3_a", "t1_b"], "https://www.reddit.com/api/info.json?id=t3_a%2Ct1_b&raw_json=1"),
        (
            "stack-exchange",
            ["stackoverflow.com/answers/1", "stackoverflow.com/answers/2"],
            "https://api.stackexchange.com/2.3/answers/1;2?site=stackoverflow.com&pagesize=100",
        ),
        ("github", ["o/r"], "https://api.github.com/repos/o/r"),
        ("github", ["o/r/issues/5"], "https://api.github.com/repos/o/r/issues/5"),
        ("hugging-face", ["models/o/n"], "https://huggingface.co/api/models/o/n?expand=private&expand=disabled"),
        ("hugging-face", ["papers/2303.08774"], "https://huggingface.co/api/papers/2303.08774"),
        (
            "wikipedia",
            ["de:Künstlich", "de:A & B"],
            "https://de.wikipedia.org/w/api.php?action=query&format=json&formatversion=2&redirects=1&converttitles=1"
            "&titles=K%C3%BCnstlich%7CA+%26+B",
        ),
    ],
)
def test_one_question_asks_for_all_ids(name, ids, url):
    assert SITE[name].question(ids, {}).url == url


#: One id of each site, to ask about.
SOME_ID = {site.name: identity for url, name, identity in KNOWN for site in SITES if site.name == name}


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_a_mirror_can_be_configured(site):
    variable = f"LLMPRIMER_{site.name.upper().replace('-', '_')}_URL"
    environment = {variable: "http://127.0.0.1:9/mirror/"}
    assert site.question([SOME_ID[site.name]], environment).url.startswith("http://127.0.0.1:9/mirror")
    assert configured_addresses(environment) == ["http://127.0.0.1:9/mirror"]
    assert configured_addresses({variable: ""}) == []


def test_parameters_are_added_to_those_of_a_configured_address():
    url = SITE["reddit"].question(["t3_a"], {"LLMPRIMER_REDDIT_URL": "http://127.0.0.1:9/x?key=1"}).url
    assert parse_qsl(urlsplit(url).query) == [("key", "1"), ("id", "t3_a"), ("raw_json", "1")]


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_a_token_goes_to_its_own_site_alone_and_is_never_shown(site):
    environment = {"GITHUB_TOKEN": "github-secret", "GH_TOKEN": "other-secret", "HF_TOKEN": "hf-secret"}
    question = site.question([SOME_ID[site.name]], environment)
    sent = [value for value in question.headers.values() if "secret" in value]
    assert sent == {"github": ["Bearer github-secret"], "hugging-face": ["Bearer hf-secret"]}.get(site.name, [])
    assert "secret" not in question.url
    assert "secret" not in repr(question)
    assert "secret" not in f"{question}"


def test_the_second_name_of_a_token_counts_and_a_broken_token_does_not():
    ask = SITE["github"].question
    assert ask(["o/r"], {"GH_TOKEN": " abc\n"}).headers["Authorization"] == "Bearer abc"
    assert ask(["o/r"], {"GITHUB_TOKEN": "", "GH_TOKEN": "abc"}).headers["Authorization"] == "Bearer abc"
    for broken in ("a\r\nHost: evil.example", "a b", "ä", "  "):
        assert "Authorization" not in ask(["o/r"], {"GITHUB_TOKEN": broken}).headers


def test_a_question_has_headers_that_cannot_be_shared_by_accident():
    with pytest.raises(TypeError):
        Question("https://example.org/").headers["Authorization"] = "x"


# --- batches ---


def test_batches_join_addresses_that_mean_the_same_and_keep_apart_what_is_asked_apart():
    urls = [
        "https://arxiv.org/abs/1706.03762",
        "https://example.org/",
        "https://arxiv.org/pdf/1706.03762.pdf",
        "https://en.wikipedia.org/wiki/A_b",
        "https://de.wikipedia.org/wiki/A",
        "https://en.wikipedia.org/wiki/C",
        "https://stackoverflow.com/q/1",
        "https://stackoverflow.com/a/1",
        "https://superuser.com/q/1",
        "https://arxiv.org/abs/1706.03762",
    ]
    assert [(batch.site.name, dict(batch.urls)) for batch in batches(urls)] == [
        ("arxiv", {"1706.03762": (urls[0], urls[2])}),
        ("wikipedia", {"en:A b": (urls[3],), "en:C": (urls[5],)}),
        ("wikipedia", {"de:A": (urls[4],)}),
        ("stack-exchange", {"stackoverflow.com/questions/1": (urls[6],)}),
        ("stack-exchange", {"stackoverflow.com/answers/1": (urls[7],)}),
        ("stack-exchange", {"superuser.com/questions/1": (urls[8],)}),
    ]


def test_no_batch_holds_more_ids_than_its_site_takes():
    urls = [f"https://arxiv.org/abs/1706.{number:05}" for number in range(120)]
    urls += [f"https://github.com/o/r{number}" for number in range(3)]
    cut = batches(urls)
    assert [len(batch.ids) for batch in cut] == [50, 50, 20, 1, 1, 1]
    assert [url for batch in cut for urls in batch.urls.values() for url in urls] == urls


def test_nothing_to_ask_is_no_batch():
    assert batches([]) == batches(["https://example.org/", "words"]) == []


# --- what the answers say ---


def feed(*entries: str, total: int | None = None) -> bytes:
    """A feed as arXiv sends it."""
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"'
        ' xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/x</id><title>arXiv Query</title>'
        "<opensearch:itemsPerPage>10</opensearch:itemsPerPage>"
        f"<opensearch:totalResults>{len(entries) if total is None else total}</opensearch:totalResults>"
        f"<opensearch:startIndex>0</opensearch:startIndex>{''.join(entries)}</feed>"
    ).encode()


def entry(identity: str, title: str, comment: str = "15 pages") -> str:
    return (
        f"<entry><id>http://arxiv.org/abs/{identity}</id><title>{title}</title><published>2017-06-12T17:57:34Z</published>"
        f"<summary>We propose.</summary><arxiv:comment>{comment}</arxiv:comment></entry>"
    )


ATTENTION = entry("1706.03762v7", "Attention Is All\n  You Need")
ARXIV_ERROR = (
    "<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_1234.12345</id><title>Error</title>"
    "<summary>incorrect id format for 1234.12345</summary></entry>"
)


def read(name, ids, status, body, headers=None):
    if not isinstance(body, bytes):
        body = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return SITE[name].read(ids, status, headers or {}, body)


def test_arxiv_has_papers_with_their_titles():
    said = read("arxiv", ["1706.03762", "1706.03762v2", "1706.03762v8", "1706.00001"], 200, feed(ATTENTION))
    assert {one: (answer.verdict, answer.title) for one, answer in said.items()} == {
        "1706.03762": (Verdict.OK, "Attention Is All You Need"),
        "1706.03762v2": (Verdict.OK, "Attention Is All You Need"),
        "1706.00001": (Verdict.NOT_FOUND, None),
    }  # of the version 8, which is not there, the page is asked


def test_arxiv_keeps_withdrawn_papers_and_old_ids():
    body = feed(entry("cs/0112017v1", "Über alte Nummern", "This paper has been Withdrawn by the author"))
    said = read("arxiv", ["cs/0112017"], 200, body)["cs/0112017"]
    assert (said.verdict, said.title) == (Verdict.OK, "Über alte Nummern")
    assert "withdrawn" in said.reason


@pytest.mark.parametrize(
    "body",
    [
        feed(ATTENTION, total=2),  # less than it says it holds
        feed(ATTENTION, ARXIV_ERROR),
        feed(ATTENTION, ATTENTION.replace("http://arxiv.org/abs/1706.03762v7", "urn:x")),
    ],
)
def test_an_incomplete_feed_tells_nothing_by_leaving_out(body):
    assert list(read("arxiv", ["1706.00001", "1706.03762"], 200, body)) == ["1706.03762"]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, feed()),  # arXiv sends such ones when it is overloaded
        (200, feed(ARXIV_ERROR)),
        (400, feed(ARXIV_ERROR)),
        (503, feed(ATTENTION)),
        (200, b"Rate exceeded."),
        (200, feed(ATTENTION)[:-20]),
        (200, feed(ATTENTION).replace(b"<feed", b"<!DOCTYPE feed [<!ENTITY x 'y'>]><feed", 1)),
        (200, feed(ATTENTION).decode().encode("utf-16")),
        (200, b"<html><title>Attention Is All You Need</title></html>"),
    ],
)
def test_anything_else_from_arxiv_says_nothing(status, body):
    assert read("arxiv", ["1706.03762"], status, body) == {}


DOI = "10.1109/cvpr.2016.90"
HANDLE = {
    "responseCode": 1,
    "handle": "10.1109/CVPR.2016.90",
    "values": [
        {
            "index": 1,
            "type": "URL",
            "data": {"format": "string", "value": "http://ieeexplore.ieee.org/document/7780459/"},
            "ttl": 86400,
            "timestamp": "2016-12-12T08:28:20Z",
        },
        {"index": 100, "type": "HS_ADMIN", "data": {"format": "admin", "value": {"handle": "0.na/10.1109"}}},
    ],
}
VIDEO = {
    "title": "Attention explained",
    "author_name": "Somebody",
    "type": "video",
    "version": "1.0",
    "provider_name": "YouTube",
    "html": '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>',
}
POST = {
    "url": "https://twitter.com/Interior/status/507185938620219395",
    "author_name": "US Department of the Interior",
    "html": '<blockquote class="twitter-tweet"><p>Happy 50th</p></blockquote>',
    "type": "rich",
    "version": "1.0",
}
POST_ID = "Interior/507185938620219395"
POST_REQUEST = "/oembed?url=https%3A%2F%2Ftwitter.com%2FInterior%2Fstatus%2F507185938620219395"
STORY = {
    "by": "dhouston",
    "id": 8863,
    "kids": [8952],
    "score": 111,
    "time": 1175714200,
    "title": "My YC app: Dropbox - Throw away your USB drive",
    "type": "story",
    "url": "http://www.getdropbox.com/u/2/screencast.html",
}
COMMENT = {"by": "norvig", "id": 2921983, "parent": 2921506, "text": "Aw shucks", "time": 1314211127, "type": "comment"}
REPOSITORY = {
    "id": 1296269,
    "name": "Hello-World",
    "full_name": "octocat/Hello-World",
    "private": False,
    "html_url": "https://github.com/octocat/Hello-World",
    "archived": False,
    "disabled": False,
}
ISSUE = {
    "number": 1347,
    "title": "Found a bug",
    "html_url": "https://github.com/octocat/Hello-World/issues/1347",
    "state": "open",
}
GITHUB_404 = {"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"}
GITHUB_451 = {
    "message": "Repository access blocked",
    "block": {"reason": "dmca", "created_at": "2016-03-17T15:39:46-07:00"},
}
MODEL = {"_id": "621ffdc036468d709f17434d", "id": "openai-community/gpt2", "private": False, "disabled": False}
PAPER = {"id": "2303.08774", "title": "GPT-4 Technical Report", "summary": "We report", "upvotes": 5}

#: name, id, status, body, the verdict, and the title or where it has moved, if there is one
SINGLE = [
    ("doi", DOI, 200, HANDLE, Verdict.OK, None),
    ("doi", DOI, 404, {"responseCode": 100, "handle": "10.1109/CVPR.2016.90"}, Verdict.NOT_FOUND, None),
    (
        "doi",
        "10.1000/alias",
        200,
        {
            "responseCode": 1,
            "handle": "10.1000/ALIAS",
            "values": [{"type": "HS_ALIAS", "data": {"value": "10.1000/b"}}],
        },
        Verdict.OK,
        None,
    ),
    (
        "doi",
        "10.1007/978-3-642-01445-1",
        200,
        {
            "responseCode": 1,
            "handle": "10.1007/978-3-642-01445-1",
            "values": [{"type": "URL", "data": {"value": "https://www.crossref.org/_deleted-doi/"}}],
        },
        Verdict.GONE,
        None,
    ),
    ("youtube", "dQw4w9WgXcQ", 200, VIDEO, Verdict.OK, "Attention explained"),
    ("youtube", "dQw4w9WgXcQ", 404, "Not Found", Verdict.NOT_FOUND, None),
    ("youtube", "dQw4w9WgXcQ", 404, "404 Not Found\n", Verdict.NOT_FOUND, None),
    ("youtube", "dQw4w9WgXcQ", 403, "Forbidden", Verdict.AUTH, None),
    ("x", POST_ID, 200, POST, Verdict.OK, None),
    ("x", "i/507185938620219395", 200, POST, Verdict.OK, None),
    (
        "x",
        POST_ID,
        404,
        {"error": "Sorry, that page does not exist.", "request": POST_REQUEST},
        Verdict.NOT_FOUND,
        None,
    ),
    (
        "x",
        POST_ID,
        403,
        {"error": "Sorry, you are not authorized to see this status.", "request": POST_REQUEST},
        Verdict.AUTH,
        None,
    ),
    ("hacker-news", "8863", 200, STORY, Verdict.OK, STORY["title"]),
    ("hacker-news", "2921983", 200, COMMENT, Verdict.OK, None),
    ("hacker-news", "5", 200, {"deleted": True, "id": 5, "time": 1, "type": "comment"}, Verdict.GONE, None),
    ("hacker-news", "6", 200, {"dead": True, "id": 6, "by": "x", "time": 1, "type": "story"}, Verdict.AUTH, None),
    ("github", "octocat/hello-world", 200, REPOSITORY, Verdict.OK, None),
    ("github", "octocat/Old", 200, REPOSITORY, Verdict.OK, "https://github.com/octocat/Hello-World"),
    ("github", "octocat/Hello-World", 200, REPOSITORY | {"private": True}, Verdict.AUTH, None),
    ("github", "octocat/Old", 200, REPOSITORY | {"private": True}, Verdict.AUTH, None),
    ("github", "octocat/Hello-World", 404, GITHUB_404, Verdict.NOT_FOUND, None),
    ("github", "octocat/Hello-World", 451, GITHUB_451, Verdict.BLOCKED, None),
    ("github", "octocat/Hello-World/issues/1347", 200, ISSUE, Verdict.OK, "Found a bug"),
    ("github", "octocat/Hello-World/issues/1347", 404, GITHUB_404, Verdict.NOT_FOUND, None),
    ("github", "octocat/Hello-World/issues/1347", 410, {"message": "This issue was deleted"}, Verdict.GONE, None),
    ("hugging-face", "models/openai-community/gpt2", 200, MODEL, Verdict.OK, None),
    ("hugging-face", "models/openai/gpt2", 200, MODEL, Verdict.OK, None),
    ("hugging-face", "models/openai-community/gpt2", 200, MODEL | {"private": True}, Verdict.AUTH, None),
    ("hugging-face", "models/openai-community/gpt2", 200, MODEL | {"disabled": True}, Verdict.BLOCKED, None),
    ("hugging-face", "papers/2303.08774", 200, PAPER, Verdict.OK, "GPT-4 Technical Report"),
]


@pytest.mark.parametrize(("name", "identity", "status", "body", "verdict", "more"), SINGLE)
def test_a_clear_answer_about_one_address(name, identity, status, body, verdict, more):
    said = read(name, [identity], status, body)
    assert list(said) == [identity]
    answer = said[identity]
    assert answer.verdict is verdict
    assert answer.reason
    assert (answer.title or answer.moved_to) == more


def test_a_renamed_repository_and_a_transferred_issue_have_moved():
    said = read("github", ["octocat/Old"], 200, REPOSITORY)["octocat/Old"]
    assert (said.verdict, said.moved_to) == (Verdict.OK, "https://github.com/octocat/Hello-World")
    identity = "octocat/Old/issues/3"
    said = read("github", [identity], 200, ISSUE)[identity]
    assert (said.title, said.moved_to) == ("Found a bug", "https://github.com/octocat/Hello-World/issues/1347")
    identity = "octocat/Hello-World/issues/1347"  # asked by the number that issues and pull requests share
    pull = ISSUE | {"html_url": "https://github.com/octocat/Hello-World/pull/1347"}
    assert read("github", [identity], 200, pull)[identity].moved_to is None


def test_a_moved_address_is_never_on_another_host():
    identity = "octocat/Old/issues/3"
    for url in ("https://evil.example/o/r/issues/1347", "https://github.com@evil.example/o/r/issues/1347", "x"):
        assert read("github", [identity], 200, ISSUE | {"html_url": url}) == {}
    for name in ("evil.example/../x", "o/r/../..", "https://evil.example", "o/r?x"):
        assert read("github", ["octocat/Old"], 200, REPOSITORY | {"full_name": name}) == {}


def test_the_reason_for_404_says_whether_a_token_was_used():
    reasons = [
        read("github", ["o/r"], 404, GITHUB_404, headers)["o/r"].reason
        for headers in ({"X-RateLimit-Limit": "5000"}, {"x-ratelimit-limit": "60"}, {})
    ]
    assert "that the token may see" in reasons[0]
    assert reasons[1] == reasons[2]
    assert "private" in reasons[1]


def test_hugging_face_says_no_only_with_its_own_code():
    identity = "models/openai-community/gpt2"
    body = {"error": "Repository not found"}
    said = read("hugging-face", [identity], 404, body, {"X-Error-Code": "RepoNotFound"})
    assert said[identity].verdict is Verdict.NOT_FOUND
    assert read("hugging-face", [identity], 404, body) == {}
    assert read("hugging-face", [identity], 401, {"error": "Invalid username or password."}) == {}
    assert read("hugging-face", ["papers/2303.08774"], 404, body, {"X-Error-Code": "RepoNotFound"}) == {}


def listing(*children: dict) -> dict:
    return {"kind": "Listing", "data": {"after": None, "dist": len(children), "children": list(children)}}


def post(identity: str, **fields) -> dict:
    shape = {"id": identity, "name": f"t3_{identity}", "title": "A <title>", "is_self": True, "selftext": "Words"}
    return {"kind": "t3", "data": shape | {"removed_by_category": None} | fields}


def test_reddit_tells_posts_from_removed_ones_and_leaves_out_what_it_does_not_list():
    body = listing(
        post("aa"),
        post("bb", removed_by_category="moderator", selftext="[removed]"),
        post("cc", removed_by_category="deleted", selftext="[deleted]"),
        post("dd", is_self=False, selftext="", author="[deleted]"),
        post("ee", title="[deleted by user]"),
        post("ii", selftext="[removed]"),
        {"kind": "t1", "data": {"id": "ff", "body": "Words"}},
        {"kind": "t1", "data": {"id": "gg", "body": "[removed]"}},
        post("unasked"),
    )
    ids = ["t3_aa", "t3_bb", "t3_cc", "t3_dd", "t3_ee", "t3_ii", "t1_ff", "t1_gg", "t3_hh"]
    said = read("reddit", ids, 200, body)
    assert {one: answer.verdict for one, answer in said.items()} == {
        "t3_aa": Verdict.OK,
        "t3_bb": Verdict.GONE,
        "t3_cc": Verdict.GONE,
        "t3_dd": Verdict.OK,
        "t3_ee": Verdict.GONE,
        "t3_ii": Verdict.GONE,
        "t1_ff": Verdict.OK,
        "t1_gg": Verdict.GONE,
    }
    assert said["t3_aa"].title == "A <title>"
    assert "a moderator" in said["t3_bb"].reason
    assert "its author" in said["t3_cc"].reason


def test_stack_exchange_has_questions_and_answers_and_leaves_out_the_rest():
    questions = {
        "items": [
            {
                "question_id": 11,
                "title": "Why is &quot;a &amp; b&quot; faster?",
                "link": "https://stackoverflow.com/q/11",
            },
            {"question_id": 12, "title": "Moved", "migrated_to": {"question_id": 5}},
        ],
        "has_more": False,
        "quota_max": 300,
        "quota_remaining": 299,
    }
    ids = [f"stackoverflow.com/questions/{number}" for number in (11, 12, 1, 111)]
    said = read("stack-exchange", ids, 200, questions)
    assert list(said) == ids[:1]
    assert said[ids[0]].title == 'Why is "a & b" faster?'
    answers = {"items": [{"answer_id": 22, "question_id": 11, "score": 5}], "has_more": False}
    ids = ["stackoverflow.com/answers/22", "stackoverflow.com/answers/11"]
    assert list(read("stack-exchange", ids, 200, answers)) == ids[:1]


def test_wikipedia_follows_spellings_and_redirects():
    body = {
        "batchcomplete": True,
        "query": {
            "normalized": [
                {"fromencoded": False, "from": "large language model", "to": "Large language model"},
                {"fromencoded": False, "from": "ai", "to": "Ai"},
            ],
            "converted": [{"from": "机器学习", "to": "機器學習"}, {"from": "Ai", "to": "AI"}],
            "redirects": [
                {"from": "LLM", "to": "Large language model"},
                {"from": "AI", "to": "机器学习"},
                {"from": "Loop", "to": "Loop 2"},
                {"from": "Loop 2", "to": "Loop"},
                {"from": "Void", "to": "No such thing"},
            ],
            "pages": [
                {"pageid": 1, "ns": 0, "title": "Large language model"},
                {"pageid": 2, "ns": 0, "title": "機器學習"},
                {"ns": 0, "title": "No such thing", "missing": True},
                {"ns": 6, "title": "File:X.png", "missing": True, "known": True},
                {"ns": -1, "title": "Special:Search", "special": True},
                {"title": "A<", "invalidreason": "no", "invalid": True},
            ],
            "interwiki": [{"title": "fr:Foo", "iw": "fr"}],
        },
    }
    titles = [
        "large language model",
        "LLM",
        "ai",
        "机器学习",
        "No such thing",
        "Void",
        "Loop",
        "File:X.png",
        "Special:Search",
    ]
    ids = [f"zh:{title}" for title in [*titles, "A<", "fr:Foo", "Elsewhere"]]
    said = read("wikipedia", ids, 200, body)
    assert {one: (answer.verdict, answer.title) for one, answer in said.items()} == {
        "zh:large language model": (Verdict.OK, "Large language model"),
        "zh:ai": (Verdict.OK, None),
        "zh:LLM": (Verdict.OK, None),  # a redirect's title is nothing to compare with
        "zh:机器学习": (Verdict.OK, "機器學習"),
        "zh:No such thing": (Verdict.NOT_FOUND, None),
        "zh:Void": (Verdict.NOT_FOUND, None),
    }


#: Answers that say nothing of the address, though some of them come with 404.
WALL = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Not Found</body></html>"
NOTHING = [
    (403, WALL),
    (404, WALL),
    (200, WALL),
    (429, b'{"message": "API rate limit exceeded"}'),
    (403, b'{"message": "API rate limit exceeded for 192.0.2.1.", "documentation_url": "https://docs.github.com/"}'),
    (401, b'{"message": "Bad credentials"}'),
    (401, b"Unauthorized"),
    (400, b"Bad Request"),
    (400, b'{"error_id":502,"error_message":"too many requests","error_name":"throttle_violation"}'),
    (200, b'{"error_id":502,"error_message":"too many requests","error_name":"throttle_violation","items":[]}'),
    (301, b'{"message": "Moved Permanently", "url": "https://api.github.com/repositories/1"}'),
    (307, b"Temporary Redirect. Redirecting to /api/models/openai-community/gpt2"),
    (402, b""),
    (404, b"Not Found" + b" " * 200),
    (410, b'{"message": "Issues has been disabled in this repository."}'),
    (451, b'{"message": "Unavailable"}'),
    (404, b""),
    (410, b""),
    (404, b'{"error": "Not found"}'),
    (500, b'{"responseCode":2,"handle":"10.1000/a"}'),
    (200, b'{"responseCode":200,"handle":"10.1109/cvpr.2016.90"}'),
    (404, b'{"reason": "banned", "message": "Not Found!", "error": 404}'),
    (403, b'{"reason": "private", "message": "Forbidden", "error": 403}'),
    (503, b""),
    (200, b""),
    (200, b"null"),
    (200, b"[]"),
    (200, b"{}"),
    (200, b'{"query": {"pages": [{"title": "x"'),
    (200, b"[" * 100_000),
    (200, b"\xff\xfe\x00"),
    (200, b'{"id": ' + b"9" * 5000 + b"}"),
]


@pytest.mark.parametrize(("status", "body"), NOTHING)
@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_walls_limits_and_broken_answers_say_nothing(site, status, body):
    assert site.read([SOME_ID[site.name]], status, {}, body) == {}


@pytest.mark.parametrize(
    ("name", "identity", "body"),
    [
        ("doi", "10.1000/other", HANDLE),
        ("doi", DOI, HANDLE | {"responseCode": True}),
        ("doi", DOI, HANDLE | {"responseCode": 200}),
        ("doi", DOI, HANDLE | {"values": HANDLE["values"][1:]}),
        ("youtube", "dQw4w9WgXcQ", VIDEO | {"type": "link"}),
        ("github", "octocat/Hello-World", REPOSITORY | {"disabled": True}),
        ("stack-exchange", "stackoverflow.com/questions/11", {"items": [{"answer_id": 22, "question_id": 11}]}),
        ("stack-exchange", "stackoverflow.com/questions/11", {"error_id": 502, "items": [{"question_id": 11}]}),
        ("x", "Interior/1", POST),
        ("hacker-news", "8864", STORY),
        ("hacker-news", "1", STORY | {"id": True}),
        ("hugging-face", "papers/1706.03762", PAPER),
        ("reddit", "t3_zz", listing(post("aa"))),
        ("stack-exchange", "stackoverflow.com/questions/9", {"items": [{"question_id": 11, "title": "x"}]}),
    ],
)
def test_an_answer_of_another_shape_or_about_something_else_says_nothing(name, identity, body):
    assert read(name, [identity], 200, body) == {}


def test_titles_are_one_line_of_printable_text():
    video = VIDEO | {"title": " A\u0000 title\nwith \x1b[31m \ud800 things " + "x" * 5000}
    title = read("youtube", ["dQw4w9WgXcQ"], 200, video)["dQw4w9WgXcQ"].title
    assert title.startswith("A title with [31m things x")
    assert title.isprintable()
    assert len(title) <= 500


# --- whatever comes ---

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
#: The recorded answers, to be bent out of shape.
SHAPES = [
    HANDLE,
    VIDEO,
    POST,
    STORY,
    REPOSITORY,
    ISSUE,
    GITHUB_451,
    MODEL,
    PAPER,
    listing(post("aa")),
    {"items": [{"question_id": 11, "title": "x"}]},
    {"query": {"normalized": [{"from": "a", "to": "b"}], "pages": [{"title": "b", "pageid": 1}]}},
]


@st.composite
def bent(draw) -> bytes:
    """A recorded answer with one of its values, however deep, replaced by anything."""
    shape = json.loads(json.dumps(draw(st.sampled_from(SHAPES))))
    at = shape
    while True:
        key = draw(st.sampled_from(sorted(at))) if isinstance(at, dict) else 0
        if isinstance(at[key], dict | list) and at[key] and draw(st.booleans()):
            at = at[key]
            continue
        at[key] = draw(JSON)
        return json.dumps(shape).encode()


STATUS = st.sampled_from([200, 301, 400, 401, 403, 404, 410, 451, 500]) | st.integers(min_value=0, max_value=999)


@settings(deadline=None)
@given(body=st.binary() | bent() | JSON.map(lambda value: json.dumps(value).encode()), status=STATUS, data=st.data())
def test_read_never_raises(body, status, data):
    site = data.draw(st.sampled_from(SITES))
    identity = data.draw(st.sampled_from([one for _, name, one in KNOWN if name == site.name]))
    headers = data.draw(st.dictionaries(st.sampled_from(["x-ratelimit-limit", "X-Error-Code"]), st.text()))
    said = site.read([identity], status, headers, body)
    assert set(said) <= {identity}
    assert site.read([], status, headers, body) == {}


@settings(deadline=None)
@given(text=st.text() | st.tuples(st.sampled_from([url for url, _, _ in KNOWN]), st.text()).map("".join))
def test_about_never_raises_and_asks_only_the_sites_interface(text):
    for site in SITES:
        identity = site.identify(text)
        if identity is not None:
            url = site.question([identity], {}).url
            expected = urlsplit(site.address.replace("{language}", identity.partition(":")[0]))
            assert urlsplit(url)[:2] == expected[:2]
            assert url.isascii()
            assert not any(character.isspace() for character in url)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_a_site_says_what_it_is(site):
    assert site.name == site.name.lower()
    assert "\n" not in site.meaning
    assert 1 <= site.batch_size <= 100
    assert site.address.startswith("https://")
    assert not site.address.endswith("/")


def test_the_sites_are_in_the_order_of_their_names():
    assert [site.name for site in SITES] == sorted(SITE)
