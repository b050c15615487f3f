"""The type of a further link of a work, by its label, else by its address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from llmprimer.identifiers import comparable_url, host
from llmprimer.text import fold
from llmprimer.vocabulary import LinkType

#: Words of labels, the most specific first: a `dataset page` is data, a `code demo` is a demo.
_LABELS = (
    (LinkType.DEMO, r"demos?|playground|colab|spaces?|try|live|api|app|notebook|演示"),
    (LinkType.DATA, r"data|datasets?|databases?|db|benchmarks?|corpus|traces?|数据集?"),
    (LinkType.MODEL, r"models?|weights|checkpoints?|model-card|modelscope|hf|hugging-?face|模型"),
    (LinkType.CODE, r"codes?|github|gitlab|gitee|repo(?:sitory)?|sources?|source-code|implementations?|pytorch|tensorflow|jax|keras|caffe|matlab|torch|software|platform|library|toolkit|код|исходники|репозитории|quell(?:code|text)|depot|codigo|代码|代碼"),
    (LinkType.SLIDES, r"slides?|ppt|presentation|deck|презентаци\w*|слаиды|folien|diapositiv(?:as|es)|幻灯片"),
    (LinkType.POSTER, r"posters?"),
    (LinkType.VIDEO, r"videos?|youtube|talks?|lectures?|recording|bilibili|mp4|видео|запись|aufzeichnung|视频|影片"),
    (LinkType.DISCUSSION, r"tweets?|twitter|thread|x|reddit|discussion|discord|reviews?|openreview|hacker-news|hn|知乎|zhihu"),
    (LinkType.DOCS, r"docs?|documentation|readme|manual|api-docs|документация|文档"),
    (LinkType.BLOG, r"blogs?|blog-post|post|article|medium|news|tutorial|解读|博客"),
    (LinkType.PDF, r"pdf|full-?text|supp\w*|appendix"),
    (LinkType.PROJECT, r"projects?|project-page|web-?site|web-?page|web|home-?page|home|site|page|official|саит|webseite|sitio|pagina|主页|主頁|项目(?:主页)?|官网"),
)  # fmt: skip
#: Labels of the pages of people.
_PEOPLE = re.compile(r"(?:first )?authors?(?:'s? (?:page|homepage))?|作者")
_JOINED = re.compile(r"[,&(+]|\s(?:and|with)\s")
#: What may stand before such a word; Chinese compounds are written without spaces, `开源代码`.
_BEFORE = r"(?:^|[^\w.-]|(?<=[\u4e00-\u9fff]))"
_BY_LABEL = tuple((type_, re.compile(rf"{_BEFORE}(?:{words})(?![\w-])")) for type_, words in _LABELS)
_BY_HOST = (
    (LinkType.DATA, r"huggingface\.co/datasets/|kaggle\.com/(?:datasets|c)/|zenodo\.org/records?/"),
    (LinkType.DEMO, r"huggingface\.co/spaces/|colab\.research\.google\.com"),
    (LinkType.MODEL, r"huggingface\.co/(?!papers|blog|docs|collections)[^/]+/[^/]+|modelscope\.cn/models"),
    (LinkType.CODE, r"(?:gist\.)?github\.com/[^/]+/|gitlab\.com/|bitbucket\.org/|gitee\.com/"),
    (LinkType.VIDEO, r"youtube\.com/|youtu\.be/|vimeo\.com/|bilibili\.com/video|ted\.com/talks"),
    (LinkType.SLIDES, r"slideshare\.net/|speakerdeck\.com/|docs\.google\.com/presentation"),
    (LinkType.DISCUSSION, r"(?:twitter|x)\.com/|reddit\.com/|news\.ycombinator\.com/|openreview\.net/"),
    (LinkType.BLOG, r"medium\.com/|[^/]*substack\.com/|[^/]*wordpress\.com/|[^/]*blogspot\.com/"),
    (LinkType.DOCS, r"docs\.[^/]+/|[^/]*readthedocs\.io/"),
)  # fmt: skip
_BY_ADDRESS = tuple((type_, re.compile(pattern)) for type_, pattern in _BY_HOST)


_NOTE = re.compile(
    r"""(?:(?:an?|the|my|our|own|personal|reading|short|brief|good|great|nice|detailed|related|chinese|english|german|french|spanish|japanese|korean|russian)\s)*
    (?:(?:paper|book|blog)\s)?
    (?:notes?|summar(?:y|ies)|translations?|explanations?|explainers?|walk-?\s?throughs?|reviews?|(?:blog\s?)?posts?|comment(?:s|ary|aries)|write-?\s?ups?|annotations?
    | notizen|zusammenfassung|ubersetzung|erklarung|notas|apuntes|resumen|resumo|traduccion|traducao|explicacion|resume|traduction|explication|riassunto|traduzione|appunti
    | (?:我的|个人|個人|阅读|閱讀|学习|學習|读书|讀書|论文|論文|中文|英文|日本語|한국어\s?)*(?:笔记|筆記|解读|解讀|总结|總結|翻译|翻譯|译文|讲解|解説|要約|翻訳|まとめ|メモ|정리|번역|요약|노트))
    (?P<about>\s(?:about|on|of|for|by)\s\S.*)?(?:\s-\s[a-z]+)?""",
    re.VERBOSE,
)
#: What a note is called, in words.
_LONGEST_NOTE = 8


@lru_cache(maxsize=2048)
def is_note(label: str) -> bool:
    """Whether the text of a link says that somebody's words about a work are there: `my note`, `blog post about it`; `Notes on Lamps` is a title."""
    text = label.strip("[]()（）【】 .:：")
    if len(text.split()) > _LONGEST_NOTE or (match := _NOTE.fullmatch(fold(text))) is None:
        return False
    return match["about"] is None or text[0].islower() or text.startswith("My ")


def link_type(label: str, url: str) -> LinkType:
    """The type of a link called `label`."""
    if _PEOPLE.fullmatch(fold(label)):
        return LinkType.OTHER
    for part in _JOINED.split(fold(label)):  # of `code and data` the first counts
        for type_, pattern in _BY_LABEL:
            if part and pattern.search(part):
                return type_
    address = re.sub(r"^https?://(?:www\.)?", "", url.lower())
    for type_, pattern in _BY_ADDRESS:
        if pattern.match(address):
            return LinkType.OTHER if type_ is LinkType.CODE and is_note(label) else type_
    if re.search(r"\.pdf(?:[?#]|$)", url, re.IGNORECASE):
        return LinkType.PDF
    if host(url).endswith("github.io"):
        return LinkType.PROJECT
    return LinkType.OTHER


def typed_links(links: Iterable[tuple[str, str]], url: str) -> list[dict[str, Any]]:
    """The links as fields of the model, each address once, without the work's own address."""
    seen = {comparable_url(url)} if url else set()
    typed = []
    for label, address in links:
        address = address.strip()
        if address.startswith("//"):
            address = f"https:{address}"
        spelling = comparable_url(address)
        if (
            re.match(r"https?://[^\s/]+", address, re.IGNORECASE) is None
            or re.search(r"\s", address)
            or spelling in seen
        ):
            continue
        seen.add(spelling)
        typed.append({"type": str(link_type(label, address)), "url": address})
    return typed
