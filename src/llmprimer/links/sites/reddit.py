"""Reddit's posts and comments, asked many at a time by `/api/info.json`.

Shapes: https://www.reddit.com/dev/api#GET_api_info (a Listing of things by their full names, `t3_` for posts and
`t1_` for comments, up to a hundred), https://github.com/reddit-archive/reddit/wiki/API:-info.json (an example).
Removed posts carry `removed_by_category` (https://github.com/not-an-aardvark/snoowrap/pull/281) and the text
`[removed]` or `[deleted]`. What is missing from the listing may be in a private community, so this proves
nothing; nor does 403 or 429, which many robots get from Reddit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from llmprimer.links.model import SiteAnswer, Verdict
from llmprimer.links.sites.answers import mapping, object_of, objects, one_line
from llmprimer.links.sites.site import LinkSite, Question, with_parameters
from llmprimer.links.sites.url_parts import UrlParts, split_url

_HOSTS = frozenset({"reddit.com", *(f"{sub}.reddit.com" for sub in ("www", "old", "new", "np", "m", "i", "amp", "sh"))})
_SHORT = frozenset({"redd.it", "www.redd.it"})
_THING = re.compile(r"[0-9a-z]{1,12}", re.IGNORECASE | re.ASCII)
_EMPTIED = frozenset({"[removed]", "[deleted]", "[ removed by reddit ]", "[deleted by user]"})
_BY = {
    "deleted": "its author",
    "author": "its author",
    "moderator": "a moderator",
    "automod_filtered": "a filter",
    "copyright_takedown": "a claim of copyright",
}


class RedditSite(LinkSite):
    """Posts and comments on all hosts of Reddit."""

    name = "reddit"
    meaning = "posts with their titles, and comments; removed and deleted ones"
    address = "https://www.reddit.com/api/info.json"
    batch_size = 100

    def identify(self, url: str) -> str | None:
        split = split_url(url)
        if split is None:
            return None
        post, comment = _ids(split)
        if comment:
            return f"t1_{comment.lower()}" if _THING.fullmatch(comment) else None
        return f"t3_{post.lower()}" if _THING.fullmatch(post) else None

    def question(self, ids: Sequence[str], environment: Mapping[str, str]) -> Question:
        # `raw_json` keeps < > & in titles as they are.
        return Question(with_parameters(self.base(environment), [("id", ",".join(ids)), ("raw_json", "1")]))

    def read(
        self, ids: Sequence[str], status_code: int, headers: Mapping[str, str], body: bytes
    ) -> dict[str, SiteAnswer]:
        del headers
        answer = object_of(body) if status_code == 200 else {}
        if answer.get("kind") != "Listing":
            return {}
        answers = {}
        for child in objects(mapping(answer.get("data")).get("children")):
            thing = mapping(child.get("data"))
            identity = f"{one_line(child.get('kind'))}_{one_line(thing.get('id'))}"
            if identity in ids:
                answers[identity] = _post(thing) if identity.startswith("t3_") else _comment(thing)
        return answers


def _ids(split: UrlParts) -> tuple[str, str]:
    """The post and the comment that the address names, each empty if there is none."""
    parts = split.parts
    if split.host in _SHORT and len(parts) == 1:
        return parts[0], ""
    if split.host not in _HOSTS:
        return "", ""
    if len(parts) > 2 and parts[0].lower() in ("r", "u", "user"):
        parts = parts[2:]
    if len(parts) == 2 and parts[0] == "gallery":
        return parts[1], ""
    if len(parts) < 2 or parts[0] != "comments":
        return "", ""
    # comments/POST/title/COMMENT, and comments/POST/comment/COMMENT
    return parts[1], parts[3] if len(parts) > 3 else ""


def _post(post: dict[str, Any]) -> SiteAnswer:
    category = one_line(post.get("removed_by_category"))
    title = one_line(post.get("title"))
    emptied = one_line(post.get("selftext")).lower() in _EMPTIED
    if category or emptied or title.lower() in _EMPTIED:
        by = f" by {_BY[category]}" if category in _BY else ""
        return SiteAnswer(Verdict.GONE, f"Reddit says that the post has been removed{by}")
    return SiteAnswer(Verdict.OK, "Reddit has the post", title or None)


def _comment(comment: dict[str, Any]) -> SiteAnswer:
    if one_line(comment.get("body")).lower() in _EMPTIED:
        return SiteAnswer(Verdict.GONE, "Reddit says that the comment has been removed")
    return SiteAnswer(Verdict.OK, "Reddit has the comment")
