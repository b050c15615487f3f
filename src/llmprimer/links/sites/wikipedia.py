"""Articles of Wikipedia in all languages, asked many at a time by the action API.

Shapes: https://www.mediawiki.org/wiki/API:Query (`normalized`, `converted`, `redirects`, and in `pages`, by format
version 2, `missing`, `invalid`, `special` as true; `identified` with `missing` for what comes from elsewhere, such as
files of Commons). `converttitles` matters where a language is written in several scripts: without it a title in the
other script is missing. Redirects within Wikipedia are not moves: the address keeps
working and is not replaced. Addresses with a section or a query (such as an old revision) are checked by the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from llmprimer.links.model import SiteAnswer, Verdict
from llmprimer.links.sites.answers import mapping, number, object_of, objects, one_line
from llmprimer.links.sites.site import LinkSite, Question, with_parameters
from llmprimer.links.sites.url_parts import split_url

_HOST = re.compile(r"([a-z][a-z0-9-]{1,30})(?:\.m)?\.wikipedia\.org")
_NO_LANGUAGES = frozenset({"www", "m", "api", "commons", "mail"})
#: Characters that no title has (https://www.mediawiki.org/wiki/Manual:Page_title).
_NO_TITLE = re.compile(r"[#<>\[\]{}|\ufffd]|[^\S ]|\.\.?/|/\.\.?$|%[0-9A-Fa-f]{2}|&[A-Za-z0-9#]+;")
_LONGEST = 255
#: The most redirects that are followed.
_MOST_STEPS = 5


class WikipediaSite(LinkSite):
    """Articles, in the language of their host."""

    name = "wikipedia"
    meaning = "articles with their titles, in all languages, through redirects; deleted and missing ones"
    address = "https://{language}.wikipedia.org/w/api.php"
    #: The interface takes 50, but titles in other scripts make the address long.
    batch_size = 20

    def identify(self, url: str) -> str | None:
        split = split_url(url)
        match = _HOST.fullmatch(split.host) if split else None
        if split is None or match is None or match[1] in _NO_LANGUAGES:
            return None
        if split.fragment or split.query or not split.path.startswith("wiki/"):
            return None
        title = unicodedata.normalize("NFC", split.path.removeprefix("wiki/")).replace("_", " ")
        title = re.sub(" +", " ", title).strip(" ")
        if not title or title.startswith(":") or _NO_TITLE.search(title) or not title.isprintable():
            return None
        return f"{match[1]}:{title}" if len(title.encode("utf-8", "replace")) <= _LONGEST else None

    def group_key(self, identity: str) -> str:
        return identity.partition(":")[0]

    def question(self, ids: Sequence[str], environment: Mapping[str, str]) -> Question:
        language = ids[0].partition(":")[0]
        parameters = [
            ("action", "query"),
            ("format", "json"),
            ("formatversion", "2"),
            ("redirects", "1"),
            ("converttitles", "1"),
            ("titles", "|".join(identity.partition(":")[2] for identity in ids)),
        ]
        return Question(with_parameters(self.base(environment).replace("{language}", language), parameters))

    def read(
        self, ids: Sequence[str], status_code: int, headers: Mapping[str, str], body: bytes
    ) -> dict[str, SiteAnswer]:
        del headers
        answer = object_of(body) if status_code == 200 else {}
        query = mapping(answer.get("query"))
        if "error" in answer or not query:
            return {}
        spelled = _steps(query, "normalized") | _steps(query, "converted")
        redirects = _steps(query, "redirects")
        pages = {one_line(page.get("title")): page for page in objects(query.get("pages"))}
        answers = {}
        for identity in ids:
            title = _end(identity.partition(":")[2], spelled)
            page = pages.get(_end(title, spelled | redirects))
            found = _page(page, redirected=title in redirects) if page else None
            if found is not None:
                answers[identity] = found
        return answers


def _steps(query: dict[str, Any], name: str) -> dict[str, str]:
    return {one_line(step.get("from")): one_line(step.get("to")) for step in objects(query.get(name))}


def _end(title: str, steps: Mapping[str, str]) -> str:
    for _ in range(_MOST_STEPS):
        following = steps.get(title, title)
        if following == title:
            break
        title = following
    return title


def _page(page: dict[str, Any], *, redirected: bool) -> SiteAnswer | None:
    if page.get("invalid") or page.get("special") or page.get("known"):
        return None
    if page.get("missing") is True:
        return SiteAnswer(Verdict.NOT_FOUND, "Wikipedia has no article of that title")
    if not number(page.get("pageid")):
        return None
    title = one_line(page.get("title"))
    if redirected:
        # The article may be about more than the subject of the link, so its title is not compared.
        return SiteAnswer(Verdict.OK, f"Wikipedia has the article, under the title “{title}”")
    return SiteAnswer(Verdict.OK, "Wikipedia has the article", title or None)
