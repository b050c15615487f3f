"""GitHub repositories: https://docs.github.com/rest/repos/repos"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmprimer.errors import NetworkError
from llmprimer.records.draft import Draft
from llmprimer.sources import Found, Services, Wanted, json_of, seen, text_of

if TYPE_CHECKING:
    from llmprimer.net.client import Client


def look_up(wanted: Wanted, client: Client, services: Services) -> Found:
    """The repository: its name and description as the title. It has no date, because it goes on changing."""
    answer = client.get(f"{services.github}/repos/{wanted.value}", accept="application/vnd.github+json")
    if answer.status == 403:
        raise NetworkError("GitHub answers no more questions this hour", hint="try again later")
    data = json_of(answer, wanted.value)
    if not isinstance(data, dict) or not text_of(data.get("name")):
        raise NetworkError(f"GitHub answers with something else than a repository for {wanted.value}")
    name, description = text_of(data.get("name")), text_of(data.get("description"))
    full = text_of(data.get("full_name")) or wanted.value
    fields: dict[str, Any] = {
        "type": "software",
        "kind": "repository",
        "title": f"{name}: {description}" if description else name,
    }
    owner = data.get("owner")
    if isinstance(owner, dict) and text_of(owner.get("login")):
        fields["publisher"] = text_of(owner.get("login"))
    fields["provenance"] = seen(f"https://github.com/{full} (the API of GitHub)", fields)
    fields["url"] = f"https://github.com/{full}"
    topics = data.get("topics")
    words = " ".join(text_of(topic) for topic in topics) if isinstance(topics, list) else ""
    return Found(Draft(1, fields), f"{description} {words}".strip())
