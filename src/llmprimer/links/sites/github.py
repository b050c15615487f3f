"""GitHub's repositories, issues and pull requests, asked by its REST API, with the token from GITHUB_TOKEN or GH_TOKEN.

Shapes: https://docs.github.com/en/rest/repos/repos#get-a-repository (301 for renamed ones: followed, the answer names
the new `full_name`; 404), https://docs.github.com/en/rest/issues/issues#get-an-issue (301 transferred, 404, 410
deleted), https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api (404 for private
repositories too), https://developer.github.com/changes/2016-03-17-the-451-status-code-is-now-supported/ (451 with
`block`), and https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api (60 an hour without a
token, more with one).

404 counts as `not_found` for private repositories too, because readers get the same. Files, folders, releases
and the like are checked by their pages, which robots may read: the API takes a branch with a slash in its name for a
folder. So are addresses with a fragment, which must be in the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from llmprimer.links.model import SiteAnswer, Verdict
from llmprimer.links.sites.answers import header, mapping, number, object_of, one_line
from llmprimer.links.sites.site import LinkSite, Question, bearer
from llmprimer.links.sites.url_parts import split_url

_HOSTS = frozenset({"github.com", "www.github.com"})
_OWNER = re.compile(r"[a-z0-9][a-z0-9_-]{0,38}", re.IGNORECASE | re.ASCII)
_REPOSITORY = re.compile(r"[a-z0-9._-]{1,100}", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_FULL_NAME = re.compile(r"[a-z0-9_-]+/[a-z0-9._-]+", re.IGNORECASE | re.ASCII)
#: Pages of the site itself, which the API would take for repositories that do not exist.
_NO_OWNERS = frozenset(
    "about accelerator account advisories apps assets blog business careers changelog codespaces collections"
    " community compare contact copilot customer-stories dashboard discussions education enterprise enterprises"
    " events explore features files gist github-copilot git-guides home images integrations issues join login logout"
    " marketplace mcp mobile models new newsroom nonprofit notifications oauth open-source organizations orgs"
    " partners personal premium-support press pricing pulls readme resources search security sessions settings shop"
    " signup site sitemap solutions sponsors stars status stickers support team teams terms topics trending"
    " trust-center universe users watching why-github wiki".split()
)
#: The requests an hour that GitHub allows without a token.
_WITHOUT_TOKEN = 60


class GitHubSite(LinkSite):
    """Repositories, issues and pull requests."""

    name = "github"
    meaning = "repositories, also renamed, private and blocked ones; issues and pull requests with their titles"
    address = "https://api.github.com"

    def identify(self, url: str) -> str | None:
        split = split_url(url)
        if split is None or split.host not in _HOSTS or split.fragment:
            return None
        if len(split.parts) not in (2, 4):
            return None
        owner, repository, *rest = split.parts
        repository = repository.removesuffix(".git")
        if owner.lower() in _NO_OWNERS or not _OWNER.fullmatch(owner):
            return None
        if not _REPOSITORY.fullmatch(repository) or repository in (".", ".."):
            return None
        if not rest:
            return f"{owner}/{repository}"
        if rest[0] not in ("issues", "pull") or not _NUMBER.fullmatch(rest[1]):
            return None
        return f"{owner}/{repository}/issues/{rest[1]}"

    def question(self, ids: Sequence[str], environment: Mapping[str, str]) -> Question:
        headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
        headers |= bearer(environment.get("GITHUB_TOKEN")) or bearer(environment.get("GH_TOKEN"))
        return Question(f"{self.base(environment)}/repos/{ids[0]}", headers)

    def read(
        self, ids: Sequence[str], status_code: int, headers: Mapping[str, str], body: bytes
    ) -> dict[str, SiteAnswer]:
        answer = object_of(body)
        if not ids or not answer:
            return {}
        limit = header(headers, "x-ratelimit-limit")
        token = limit.isascii() and limit.isdigit() and int(limit[:9]) > _WITHOUT_TOKEN
        result = None
        if status_code == 200:
            result = _issue(ids[0], answer) if "/issues/" in ids[0] else _repository(ids[0], answer)
        elif status_code == 404 and one_line(answer.get("message")) == "Not Found":
            seen = "none that the token may see" if token else "none, or a private one"
            what = "issue or pull request" if "/issues/" in ids[0] else "repository"
            result = SiteAnswer(Verdict.NOT_FOUND, f"GitHub says that there is no such {what} (404): {seen}")
        elif status_code == 410 and "deleted" in one_line(answer.get("message")).lower():
            result = SiteAnswer(Verdict.GONE, "GitHub says that it has been deleted (410)")
        elif status_code == 451 and mapping(answer.get("block")):
            result = SiteAnswer(Verdict.BLOCKED, "GitHub withholds the repository for legal reasons (451)")
        return {ids[0]: result} if result else {}


def _repository(identity: str, answer: dict[str, Any]) -> SiteAnswer | None:
    name = one_line(answer.get("full_name"))
    if not _FULL_NAME.fullmatch(name) or answer.get("disabled") is True:
        return None
    if answer.get("private") is True:
        return SiteAnswer(Verdict.AUTH, "a private repository: the token sees it, other readers get 404")
    if name.lower() != identity.lower():
        return SiteAnswer(
            Verdict.OK, f"GitHub has the repository, renamed to {name}", moved_to=f"https://github.com/{name}"
        )
    archived = ", archived" if answer.get("archived") is True else ""
    return SiteAnswer(Verdict.OK, f"GitHub has the repository{archived}")


def _issue(identity: str, answer: dict[str, Any]) -> SiteAnswer | None:
    split = split_url(one_line(answer.get("html_url")))
    if split is None or split.host not in _HOSTS or len(split.parts) != 4:
        return None
    owner, repository, kind, _ = split.parts
    name = f"{owner}/{repository}"
    count = number(answer.get("number"))
    if not _FULL_NAME.fullmatch(name) or kind not in ("issues", "pull") or split.parts[3] != str(count):
        return None
    moved = f"{name}/issues/{count}".lower() != identity.lower()
    return SiteAnswer(
        Verdict.OK,
        f"GitHub has it, transferred to {name}" if moved else "GitHub has it",
        one_line(answer.get("title")) or None,
        f"https://github.com/{name}/{kind}/{count}" if moved else None,
    )
