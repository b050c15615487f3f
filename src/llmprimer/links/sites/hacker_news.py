"""Hacker News, asked by its official API at Firebase.

Shapes: https://github.com/HackerNews/API (items; `deleted` and `dead`). Algolia's search API is not used: its index
lags behind, and it does not tell deleted and dead items from those that never existed. The site says
"No such item." with status 200, but `null` from the API does not prove that: it has come for an item that the site
shows (https://github.com/davep/oshit/pull/32). Dead items are shown to members with `showdead`
(https://news.ycombinator.com/newsfaq.html).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from llmprimer.links.model import SiteAnswer, Verdict
from llmprimer.links.sites.answers import number, object_of, one_line
from llmprimer.links.sites.site import LinkSite, Question
from llmprimer.links.sites.url_parts import split_url

_ITEM = re.compile(r"[1-9]\d{0,11}", re.ASCII)


class HackerNewsSite(LinkSite):
    """Stories, comments, jobs and polls."""

    name = "hacker-news"
    meaning = "stories with their titles, comments, jobs and polls; deleted and dead ones"
    address = "https://hacker-news.firebaseio.com/v0"

    def identify(self, url: str) -> str | None:
        split = split_url(url)
        if split is None or split.host != "news.ycombinator.com" or split.parts != ("item",):
            return None
        item = split.query.get("id", "")
        return item if _ITEM.fullmatch(item) else None

    def question(self, ids: Sequence[str], environment: Mapping[str, str]) -> Question:
        return Question(f"{self.base(environment)}/item/{ids[0]}.json")

    def read(
        self, ids: Sequence[str], status_code: int, headers: Mapping[str, str], body: bytes
    ) -> dict[str, SiteAnswer]:
        del headers
        item = object_of(body) if status_code == 200 else {}
        if not ids or str(number(item.get("id"))) != ids[0]:
            return {}
        if item.get("deleted") is True:
            return {ids[0]: SiteAnswer(Verdict.GONE, "Hacker News says that it has been deleted")}
        if item.get("dead") is True:
            return {
                ids[0]: SiteAnswer(Verdict.AUTH, "a dead item: Hacker News shows it only to members who ask for such")
            }
        if not one_line(item.get("type")):
            return {}
        return {ids[0]: SiteAnswer(Verdict.OK, "Hacker News has the item", one_line(item.get("title")) or None)}
