"""Cleans titles from lists and browsers."""

from __future__ import annotations

import re

from llmprimer.identifiers import host
from llmprimer.text import fold, repair_mojibake

#: The name after titles for hosts whose own name differs.
_SITE_NAMES = {
    "nytimes.com": ("the new york times", "nyt"),
    "ai.googleblog.com": ("google ai blog", "google research blog"),
    "blog.allenai.org": ("ai2 blog",),
    "news.ycombinator.com": ("hacker news",),
    "about.fb.com": ("meta",),
    "ai.facebook.com": ("meta ai", "meta"),
    "ai.meta.com": ("meta ai", "ai at meta", "meta"),
    "washingtonpost.com": ("the washington post",),
    "wsj.com": ("the wall street journal", "wsj"),
    "ft.com": ("financial times",),
    "bbc.com": ("bbc news", "bbc"),
    "bbc.co.uk": ("bbc news", "bbc"),
    "arxiv.org": ("arxiv",),
    "dl.acm.org": ("proceedings of", "acm digital library"),
    "ieeexplore.ieee.org": ("ieee xplore", "ieee journals & magazine", "ieee conference publication"),
    "mp.weixin.qq.com": ("微信公众号",),
    "zhuanlan.zhihu.com": ("知乎",),
    "zhihu.com": ("知乎",),
    "x.com": ("twitter", "x"),
    "fb.com": ("facebook",),
    "proceedings.neurips.cc": ("neurips",),
    "lesswrong.com": ("less wrong",),
}
#: Sites of many authors: the text before a colon is the site or its author there; elsewhere it may be the work.
_HOSTING = (
    "huggingface.co",
    "youtube.com",
    "github.com",
    "medium.com",
    "substack.com",
    "wordpress.com",
    "blogspot.com",
    "reddit.com",
)
_GENERIC = frozenset(
    "the a ai blog blogs research news mit magazine review inc docs documentation journal free encyclopedia online official site website "
    "com org net io dev labs lab us uk and of de en at team page home".split()
)
_SEPARATOR = re.compile(r"\s+[|·•»–—\-:]\s+|\s*[｜丨]\s*")
#: What only names of companies have, behind titles of their pages.
_COMPANY = re.compile(r"株式会社|有限公司|주식회사")
_LONGEST_COMPANY = 30
_ARXIV_TAG = re.compile(
    r"^\s*\[\s*(?:arxiv:?\s*)?(?:\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})\s*\]\s*", re.IGNORECASE
)
_TAG = re.compile(r"^\s*(?:\[(?:D|R|P|N|PDF|Paper|OC|Video|Blog|Book|Code|Tutorial|Discussion)\])\s*", re.IGNORECASE)
#: What a link leads to, behind a title of several words, `A Lamp of Glass (pdf)`; `GLOW (paper)` tells a paper from its lamp.
_TAG_END = re.compile(r"^(\S+(?:\s+\S+){3,})\s+[\[(](?:pdf|paper|slides|html|epub)[\])]$", re.IGNORECASE)
#: `A Lamp of Glass - PDF`, `Lamps of Glass, pdf`; behind another format it is one of several that a title is about.
_FORMAT_END = re.compile(
    r"(?<!\bhtml)(?<!\bword)(?<!\bepub)(?<!\btex)(?<!\bto)(?:,|\s+[-–—|])\s+(?:pdf|epub|djvu|pptx?)$", re.IGNORECASE
)
_SHORT_TITLE = 3
#: The ending of the file of a document, `Large Lamps.pdf`; `Parsing .pdf` is about files.
_FILE_END = re.compile(r"(?:(?<=[?!.])\s|(?<=\S))\.(?:pdf|epub|djvu|mobi|azw3|pptx?|docx?|odt)$", re.IGNORECASE)
_LABEL = re.compile(r"^(?:URL|PDF|Paper|Slides|Video|Blog(?: post)?|Book|Link)\s*:\s+(?=\S+\s+\S)", re.IGNORECASE)
_GITHUB = re.compile(r"^\s*git(?:hub|lab)\s*(?:-|:|·|–)\s+(?:[A-Za-z0-9_.-]+/(?=\S))?", re.IGNORECASE)
#: What TeX needs braces for, `{GAN}s for {NP}-hard Problems`.
_BRACES = re.compile(r"(?<![\w$^])\{([A-Z][\w+-]{0,40})\}")
_WRAPPED = re.compile(r"""^["“«„「『《](.+)["”»“」』》]$""", re.DOTALL)
_DECORATION = re.compile(
    "^(?:[\\s\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\ufe0f\u200d\u3030\U0001f000-\U0001faff\u200b\ufeff]"
    "|:[a-z0-9_+-]+:(?=\\s|$|:|\\W))+"
)
#: The type of document in Chinese citations (GB/T 7714), `Title[J]`, `Title[EB/OL]`, `Title[C]//`.
TYPE_MARK = re.compile(r"\s*[\[［【](?:[JCMDRAPSNGZ]|EB|DB|CP|CM|DS)(?:/(?:OL|CD|DK|MT))?[\]］】][\s.,]*(?://)?")
_SHORTCODE_END = re.compile(r"(?:\s*:[a-z][a-z0-9_+-]{2,}:)+\s*$")
_DECORATION_END = re.compile(
    "[\\s\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff\u200b\ufeff]+$"
)


def clean_title(title: str, url: str = "") -> str:
    """The title without the site's name, arXiv number, `GitHub -`, decoration, mojibake or line breaks around it."""
    text = " ".join(repair_mojibake(title).replace("\u00ad", "").replace("\ufffc", "").split())
    text = strip_decoration(text)
    text = _ARXIV_TAG.sub("", text)
    name = host(url)
    if name.endswith("reddit.com"):
        text = re.sub(r"\s+:\s+r/\w+$|^r/\w+\s+[-:·]\s+", "", text)
    text = _TAG_END.sub(r"\1", _LABEL.sub("", _TAG.sub("", text)))
    text = without_file_ending(text)
    text = _FORMAT_END.sub("", text) if len(text.split()) > _SHORT_TITLE else text
    if (tag := re.match(r"\[[^\[\]]{1,20}\]\s*(?=\S+\s+\S+\s+\S)", text)) is not None:
        text = text[tag.end() :]
    text = re.sub(r"\s+-\s+an? Hugging Face Space by \S+$", "", text)
    if name in ("github.com", "gitlab.com"):
        text = re.sub(r"\s+·\s+[\w.-]+/[\w.-]+$", "", text)
    if name in ("github.com", "gitlab.com") or _GITHUB.match(text):
        text = _GITHUB.sub("", text)
    return _without_marks(_without_site(_without_type(text), name))


def without_file_ending(title: str) -> str:
    """The title without the ending of a file, `Large Lamps.pdf`."""
    name = _FILE_END.sub("", title)
    is_address = "/" in name and len(name.split()) == 1
    return name if name != title and not is_address and re.search(r"[^\W\d_]{2}", name) else title


def stated_title(title: str) -> str:
    """A title that somebody has stated as such: without decoration, quotation marks around it, and punctuation at its end."""
    return _without_marks(strip_decoration(" ".join(repair_mojibake(title).replace("\u00ad", "").split())))


#: The rest of a citation behind its title: `Why Lamps?."`
_QUOTE_END = re.compile(r"(?<=[?!])\s*[.,]\s*\"$")


def _without_marks(text: str) -> str:
    text = text.strip().strip("*").strip().rstrip("([（【").rstrip()
    if text.count('"') % 2:
        text = _QUOTE_END.sub("", text)
    if match := _WRAPPED.match(text):
        inner = match[1]
        if not any(quote in inner for quote in '"“”«»「」《》'):
            text = inner.strip()
    text = _BRACES.sub(r"\1", text)
    text = re.sub(r"\s+[-–—]+$", "", text.rstrip("：，；、。"))
    if text.endswith((",", ";")) or (text.endswith(":") and not text.endswith("::")):
        text = text[:-1].rstrip()
    if (
        text.endswith(".")
        and not text.endswith("..")
        and not re.search(r"\b(?:[A-Z]|Inc|Jr|Sr|etc|vs|al|Co|Ltd|St|Dr|No|Vol)\.$", text)
    ):
        text = text[:-1]
    return text


def _without_type(text: str) -> str:
    """The title without the mark of its type at the end, also before a closing quotation mark."""
    bare = text.rstrip(' .,/"”»')
    mark = max((m for m in TYPE_MARK.finditer(bare) if m.start()), key=re.Match.end, default=None)
    return (
        text[: mark.start()] + text[len(bare) :].strip(" .,/") if mark is not None and mark.end() == len(bare) else text
    )


def strip_decoration(text: str) -> str:
    """The text without emoji, arrows and :shortcodes: at its ends."""
    text = _DECORATION.sub("", text)
    return _DECORATION_END.sub("", _SHORTCODE_END.sub("", text)) or text


def _without_site(text: str, name: str) -> str:
    if not name:
        return text
    for _ in range(2):
        separators = list(_SEPARATOR.finditer(text))
        if not separators:
            break
        last, first = separators[-1], separators[0]
        tail = text[last.end() :]
        is_company = last[0].strip() in "|｜" and len(tail) <= _LONGEST_COMPANY and _COMPANY.search(tail) is not None
        if text[: last.start()].strip() and (is_company or names_site(tail, name)):
            text = text[: last.start()].rstrip()
        elif first[0].strip() in "|·»｜" and text[first.end() :].strip() and names_site(text[: first.start()], name):
            text = text[first.end() :].lstrip()
        else:
            break
    before, colon, after = text.partition(": ")
    if colon and len(before.split()) <= 3 and after and name.endswith(_HOSTING) and _is_label(before, name):
        return after
    return text


def _is_label(words: str, name: str) -> bool:
    """Whether the words are exactly the host's own name."""
    compact = re.sub(r"[^a-z0-9]", "", fold(words))
    labels = [label.replace("-", "") for label in name.split(".")[:-1]]
    return len(compact) >= 4 and compact in (*labels, labels[0] if labels else "") and compact not in _GENERIC


def names_site(words: str, name: str) -> bool:
    """Whether the words are the name of the site at that host."""
    folded = fold(words).strip(" .|-·")
    if not folded or len(folded) > 50:
        return False
    for site, names in _SITE_NAMES.items():
        if (name == site or name.endswith("." + site)) and folded in names:
            return True
    compact = re.sub(r"[^a-z0-9]", "", folded)
    if not compact:
        return False
    *labels, ending = name.split(".")
    joined = "".join(labels).replace("-", "")
    if compact in (joined, joined + ending, name.replace(".", "").replace("-", "")):
        return True
    parts = re.findall(r"[a-z0-9]+", folded)
    is_blog = len(parts) == 3 and parts[-1] in ("blog", "magazine", "news")  # `Lamp Makers Blog`
    host_labels = [label.replace("-", "") for label in (*labels, ending) if label not in ("www", "com", "org", "net")]
    specific = [label for label in host_labels if label not in _GENERIC and len(label) >= 3]
    for label in specific:
        if (
            compact == label
            or (is_blog and parts[0] == label)
            or (len(compact) >= 4 and label.startswith(compact) and compact not in _GENERIC)
            or (len(label) >= _LONG_LABEL and _is_like(parts, compact, label))
        ):
            return True
        left = compact.replace(label, "", 1) if label in compact else None
        if left is not None and (not left or _made_of_generic(parts, label, host_labels)):
            return True
    return False


#: How many letters a label has of which a name may be another spelling.
_LONG_LABEL = 9


def _is_like(parts: list[str], compact: str, label: str) -> bool:
    """Whether a name is that of a label and a place, `Lamp Makers Oslo` at `lampmakers.org`, or differs from it by a letter."""
    if len(parts) > 1 and "".join(parts[:-1]) == label:
        return True
    return len(compact) == len(label) and sum(one != other for one, other in zip(compact, label, strict=True)) == 1


def _made_of_generic(parts: list[str], label: str, host_labels: list[str]) -> bool:
    rest = [part for part in parts if part not in _GENERIC and part not in host_labels]
    return not rest or "".join(rest) == label or all(part in label for part in rest)
