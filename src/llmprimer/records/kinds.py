"""The kind of a work, by its address, its CSL type and its headings."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from llmprimer.identifiers import doi_in_address, host

#: (host or its suffix, pattern of the path, kind, CSL type); the first match counts.
_SITES: tuple[tuple[str, str, str, str], ...] = (
    ("arxiv.org", r"/list|/search|/a/", "website", "webpage"),
    ("arxiv.org", "", "paper", "article"),
    ("biorxiv.org", "", "paper", "article"),
    ("medrxiv.org", "", "paper", "article"),
    ("ssrn.com", "", "paper", "article"),
    ("openreview.net", r"/(?:forum|pdf)", "paper", "paper-conference"),
    ("aclanthology.org", r"/.", "paper", "paper-conference"),
    ("aclweb.org", r"/anthology/.", "paper", "paper-conference"),
    ("papers.nips.cc", "", "paper", "paper-conference"),
    ("proceedings.neurips.cc", "", "paper", "paper-conference"),
    ("proceedings.mlr.press", r"/v\d+/.", "paper", "paper-conference"),
    ("openaccess.thecvf.com", r"/content", "paper", "paper-conference"),
    ("cv-foundation.org", r"/openaccess", "paper", "paper-conference"),
    ("ojs.aaai.org", "", "paper", "paper-conference"),
    ("jmlr.org", r"/papers|/proceedings", "paper", "article-journal"),
    ("nature.com", r"/articles|/nature/journal", "paper", "article-journal"),
    ("science.org", r"/doi", "paper", "article-journal"),
    ("dl.acm.org", r"/doi|/citation", "paper", "article-journal"),
    ("ieeexplore.ieee.org", r"/(?:abstract/)?document", "paper", "article-journal"),
    ("link.springer.com", r"/article", "paper", "article-journal"),
    ("link.springer.com", r"/chapter", "paper", "chapter"),
    ("link.springer.com", r"/book", "book", "book"),
    ("sciencedirect.com", r"/science/article", "paper", "article-journal"),
    ("onlinelibrary.wiley.com", r"/doi", "paper", "article-journal"),
    ("journals.plos.org", "", "paper", "article-journal"),
    ("semanticscholar.org", r"/paper", "paper", "article"),
    ("doi.org", r"/10\.(?:5281/zenodo|6084/m9|5061/dryad|7910/dvn|17632/)", "dataset", "dataset"),
    ("doi.org", "", "paper", "article-journal"),
    ("academic.oup.com", r"/.+/.", "paper", "article-journal"),
    ("cell.com", r"/.+/(?:fulltext|abstract|pdf)", "paper", "article-journal"),
    ("elifesciences.org", r"/articles/", "paper", "article-journal"),
    ("mdpi.com", r"/[\d-]+/\d+/\d+", "paper", "article-journal"),
    ("ncbi.nlm.nih.gov", r"/(?:pmc/articles|pubmed)/", "paper", "article-journal"),
    ("pubmed.ncbi.nlm.nih.gov", r"/\d", "paper", "article-journal"),
    ("pmc.ncbi.nlm.nih.gov", r"/articles/", "paper", "article-journal"),
    ("ui.adsabs.harvard.edu", r"/abs/", "paper", "article-journal"),
    ("jstor.org", r"/stable/", "paper", "article-journal"),
    ("pnas.org", r"/content/", "paper", "article-journal"),
    ("jair.org", r"/index.php/", "paper", "article-journal"),
    ("projecteuclid.org", r"/journals/", "paper", "article-journal"),
    ("eprint.iacr.org", r"/\d", "paper", "article"),
    ("chemrxiv.org", r"/engage/", "paper", "article"),
    ("neurips.cc", r"/virtual/.+/(?:poster|oral)/", "paper", "paper-conference"),
    ("iclr.cc", r"/virtual/.+/(?:poster|oral)/", "paper", "paper-conference"),
    ("icml.cc", r"/virtual/.+/(?:poster|oral)/", "paper", "paper-conference"),
    ("papers.neurips.cc", "", "paper", "paper-conference"),
    ("ecva.net", r"/papers", "paper", "paper-conference"),
    ("ijcai.org", r"/proceedings/.", "paper", "paper-conference"),
    ("isca-archive.org", r"/.+/.", "paper", "paper-conference"),
    ("drops.dagstuhl.de", r"/.", "paper", "paper-conference"),
    ("usenix.org", r"/conference/.+/presentation/", "paper", "paper-conference"),
    ("transacl.org", "", "paper", "article-journal"),
    ("distill.pub", r"/\d{4}/", "paper", "article-journal"),
    ("gist.github.com", "", "repository", "software"),
    ("github.com", r"/[^/]+/[^/]+", "repository", "software"),
    ("github.com", r"/(?!features|topics|about)[^/]+/?$", "profile", "webpage"),
    ("gitlab.com", r"/[^/]+/[^/]+", "repository", "software"),
    ("bitbucket.org", r"/[^/]+/[^/]+", "repository", "software"),
    ("gitee.com", r"/[^/]+/[^/]+", "repository", "software"),
    ("pypi.org", r"/project", "repository", "software"),
    ("npmjs.com", r"/package", "repository", "software"),
    ("crates.io", r"/crates", "repository", "software"),
    ("huggingface.co", r"/datasets/", "dataset", "dataset"),
    ("huggingface.co", r"/spaces/", "demo", "software"),
    ("huggingface.co", r"/papers/", "paper", "article"),
    ("huggingface.co", r"/blog", "blog", "post-weblog"),
    ("huggingface.co", r"/(?:docs|learn)", "docs", "webpage"),
    ("huggingface.co", r"/collections/", "model", "software"),
    ("huggingface.co", r"/[^/]+/[^/]+", "model", "software"),
    ("huggingface.co", r"/[^/]+/?$", "organization", "webpage"),
    ("modelscope.cn", r"/models", "model", "software"),
    ("kaggle.com", r"/(?:datasets|competitions|c)/", "dataset", "dataset"),
    ("zenodo.org", r"/records?/", "dataset", "dataset"),
    ("paperswithcode.com", r"/dataset", "dataset", "dataset"),
    ("paperswithcode.com", r"/sota", "benchmark", "webpage"),
    ("colab.research.google.com", "", "demo", "software"),
    ("youtube.com", r"/(?:watch|playlist|embed|live)", "video", "motion_picture"),
    ("youtube.com", r"/(?:@|c/|channel/|user/)", "profile", "webpage"),
    ("youtu.be", "", "video", "motion_picture"),
    ("vimeo.com", r"/\d", "video", "motion_picture"),
    ("bilibili.com", r"/video", "video", "motion_picture"),
    ("ted.com", r"/talks", "video", "motion_picture"),
    ("videolectures.net", "", "video", "motion_picture"),
    ("twitter.com", r"/\w+/status", "social", "post"),
    ("x.com", r"/\w+/status", "social", "post"),
    ("twitter.com", "", "profile", "webpage"),
    ("x.com", r"^/\w+/?$", "profile", "webpage"),
    ("bsky.app", r"/post/", "social", "post"),
    ("linkedin.com", r"/(?:posts|feed)", "social", "post"),
    ("linkedin.com", r"/in/", "profile", "webpage"),
    ("weibo.com", "", "social", "post"),
    ("reddit.com", r"/comments/", "forum", "post"),
    ("news.ycombinator.com", r"/item", "forum", "post"),
    ("stackoverflow.com", r"/questions", "forum", "post"),
    ("stackexchange.com", r"/questions", "forum", "post"),
    ("quora.com", "", "forum", "post"),
    ("zhihu.com", r"/question", "forum", "post"),
    ("lesswrong.com", r"/posts", "blog", "post-weblog"),
    ("zhuanlan.zhihu.com", "", "blog", "post-weblog"),
    ("mp.weixin.qq.com", "", "blog", "post-weblog"),
    ("csdn.net", "", "blog", "post-weblog"),
    ("infoq.cn", r"/article", "news", "article-newspaper"),
    ("wikipedia.org", r"/wiki", "encyclopedia", "entry-encyclopedia"),
    ("docs.google.com", r"/presentation", "slides", "speech"),
    ("slideshare.net", "", "slides", "speech"),
    ("speakerdeck.com", "", "slides", "speech"),
    ("docs.google.com", "", "website", "document"),
    ("coursera.org", "", "course", "webpage"),
    ("edx.org", "", "course", "webpage"),
    ("udacity.com", "", "course", "webpage"),
    ("udemy.com", "", "course", "webpage"),
    ("deeplearning.ai", r"/(?:short-)?courses", "course", "webpage"),
    ("ocw.mit.edu", "", "course", "webpage"),
    ("scholar.google.com", r"/citations", "profile", "webpage"),
    ("amazon.com", r"/dp/|/gp/product|/[^/]+/dp/", "book", "book"),
    ("amzn.to", "", "book", "book"),
    ("oreilly.com", r"/library/view", "book", "book"),
    ("manning.com", r"/books", "book", "book"),
    ("goodreads.com", r"/book", "book", "book"),
    ("books.google.com", "", "book", "book"),
    ("deeplearningbook.org", "", "book", "book"),
    ("openlibrary.org", "", "book", "book"),
    ("medium.com", r"/.", "blog", "post-weblog"),
    ("towardsdatascience.com", r"/.", "blog", "post-weblog"),
    ("substack.com", r"/p/", "blog", "post-weblog"),
    ("notion.site", r"/.", "blog", "post-weblog"),
    ("wordpress.com", r"/.", "blog", "post-weblog"),
    ("blogspot.com", r"/.", "blog", "post-weblog"),
    ("dev.to", r"/[^/]+/.", "blog", "post-weblog"),
    ("readthedocs.io", "", "docs", "webpage"),
)  # fmt: skip
_NEWS = frozenset(
    "nytimes.com washingtonpost.com wsj.com ft.com theguardian.com bbc.com bbc.co.uk cnn.com reuters.com bloomberg.com forbes.com economist.com "
    "techcrunch.com wired.com theverge.com zdnet.com venturebeat.com arstechnica.com technologyreview.com engadget.com cnet.com vox.com slate.com "
    "theatlantic.com newyorker.com time.com cnbc.com businessinsider.com fortune.com axios.com marktechpost.com syncedreview.com analyticsindiamag.com "
    "datanami.com appleinsider.com cdotrends.com futurism.com voicebot.ai bleepingcomputer.com theregister.com govtech.com newsobserver.com infoq.com "
    "spectrum.ieee.org quantamagazine.org newscientist.com sciencenews.org npr.org semianalysis.com vice.com gizmodo.com mashable.com".split()
)
_KIND_OF_TYPE = {
    "article": "paper", "article-journal": "paper", "paper-conference": "paper", "chapter": "paper", "manuscript": "paper", "review": "paper",
    "review-book": "paper", "article-magazine": "news", "article-newspaper": "news", "book": "book", "classic": "book", "collection": "book",
    "pamphlet": "book", "thesis": "thesis", "report": "report", "standard": "report", "post-weblog": "blog", "software": "repository", "dataset": "dataset",
    "motion_picture": "video", "broadcast": "video", "entry": "encyclopedia", "entry-dictionary": "encyclopedia", "entry-encyclopedia": "encyclopedia",
    "speech": "slides", "patent": "other", "song": "other", "graphic": "other", "figure": "other", "interview": "other",
}  # fmt: skip
_TYPE_OF_KIND = {
    "paper": "article", "book": "book", "thesis": "thesis", "report": "report", "blog": "post-weblog", "news": "article-newspaper", "repository": "software",
    "docs": "webpage", "course": "webpage", "video": "motion_picture", "social": "post", "forum": "post", "benchmark": "webpage", "dataset": "dataset",
    "model": "software", "demo": "software", "slides": "speech", "encyclopedia": "entry-encyclopedia",
}  # fmt: skip
#: Headings that name the kind of the works below them, for addresses that do not.
_HEADINGS = (
    (re.compile(r"\b(?:papers?|publications?|preprints?)\b|论文", re.IGNORECASE), "paper"),
    (re.compile(r"\bbooks?\b|书籍|书", re.IGNORECASE), "book"),
    (re.compile(r"\bcourses?\b|课程", re.IGNORECASE), "course"),
    (re.compile(r"\b(?:blogs?|posts|articles|essays|tutorials)\b|博客", re.IGNORECASE), "blog"),
    (re.compile(r"\b(?:leaderboards?|benchmarks?)\b|排行榜|评测", re.IGNORECASE), "benchmark"),
    (re.compile(r"\bdata\s?sets?\b|数据集", re.IGNORECASE), "dataset"),
    (re.compile(r"\b(?:videos?|talks)\b|视频", re.IGNORECASE), "video"),
)


def kind_and_type(
    url: str, type_: str | None = None, headings: tuple[str, ...] = (), *, is_paper: bool = False
) -> tuple[str, str]:
    """The kind and the CSL type; a given type is kept."""
    by_address = _by_address(url)
    if is_paper and (by_address is None or by_address[0] not in ("repository", "video", "blog", "news")):
        by_address = by_address if by_address is not None and by_address[0] == "paper" else ("paper", "article")
    if type_ is not None:
        kind = _KIND_OF_TYPE.get(type_)
        if by_address is not None and (kind is None or by_address[1] == type_):
            kind = by_address[0]
        return kind or "website" if url else kind or "other", type_
    if by_address is not None:
        return by_address
    for heading in reversed(headings):
        for pattern, kind in _HEADINGS:
            if pattern.search(heading):
                return kind, _TYPE_OF_KIND[kind]
    return ("website", "webpage") if url else ("other", "document")


@lru_cache(maxsize=1024)
def _sites_of(name: str) -> tuple[tuple[str, str, str], ...]:
    """The rows of a host: (pattern of the path, kind, type)."""
    return tuple(
        (pattern, kind, type_) for site, pattern, kind, type_ in _SITES if name == site or name.endswith("." + site)
    )


@lru_cache(maxsize=1024)
def _by_address(url: str) -> tuple[str, str] | None:
    name = host(url)
    if not name:
        return None
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    for pattern, kind, type_ in _sites_of(name):
        if not pattern or re.match(pattern, path):
            return kind, type_
    if any(name == site or name.endswith("." + site) for site in _NEWS):
        return "news", "article-newspaper"
    if doi_in_address(url) is not None:
        is_book = re.search(r"/e?books?/", path) is not None
        return ("book", "book") if is_book else ("paper", "article-journal")
    first, *_ = name.split(".")
    if path.lower().endswith(".pdf"):
        return "paper", "article"
    if path.lower().endswith((".ppt", ".pptx")):
        return "slides", "speech"
    if first in ("docs", "doc", "documentation", "help", "wiki") or re.match(
        r"/(?:docs?|documentation|manual|reference)(?:/|$)", path
    ):
        return "docs", "webpage"
    if path.strip("/") and (
        first in ("blog", "blogs") or re.search(r"/(?:blog|blogs|posts?|articles?)(?:/|$)", path) or "blog" in name
    ):
        return "blog", "post-weblog"
    if "leaderboard" in path.lower() or "leaderboard" in name:
        return "benchmark", "webpage"
    if re.search(r"/(?:courses?|classes|teaching|lectures?)(?:/|$)", path) or re.match(r"(?:cs\d+\w*|course)\b", first):
        return "course", "webpage"
    return None
