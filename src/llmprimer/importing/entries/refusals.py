"""Recognises items whose links lead to no work: badges, accounts, sections, invitations, people, meetings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from llmprimer.importing.document.hrefs import is_external
from llmprimer.importing.document.labels import (
    advises_against,
    is_resource,
    is_section_of_meetings,
    is_section_of_people,
    plain,
)
from llmprimer.importing.document.linking import CHAT, LANGUAGES, PROFILE, Links, words_outside_links
from llmprimer.importing.document.outline import Block, Span
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.people_lists import people_in
from llmprimer.records.titles import strip_decoration

_INVITES = re.compile(
    r"\s*(?:(?:please )?(?:follow|contact|join|support) (?:us|me|our)|subscribe to|share (?:on|this)|star (?:us|this)|submit (?:a|an|your) |buy me a|edit (?:this|on))\b",
    re.IGNORECASE,
)
_INVITATION = re.compile(
    r"https?://(?:www\.)?(?:discord\.(?:gg|com/invite)|t\.me|join\.slack\.com|gitter\.im)/", re.IGNORECASE
)
_LIST_OF = re.compile(r"\b(?:full|complete|whole|entire) list of (.+)")
_MEETING_NOUN = re.compile(r"\b(?:Conference|Workshop|Symposium|Competition|Meeting)\b")


#: Links to one chat in private, which somebody has to be invited to.
_PRIVATE = re.compile(r"https?://(?:www\.)?t\.me/(?:joinchat/|\+)", re.IGNORECASE)
#: Names of chats that only say where they are, and texts that ask to join.
_SERVICE = re.compile(r"\b(?:discord|slack|telegram|gitter|chat|community|forum|support|help)\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:join|our|us|we|chat|ask|community|questions?|discuss\w*|invite|official)\b", re.IGNORECASE)
#: How many chats a list describes at least, and what share of its entries has descriptions.
_DESCRIBED = 3
_MOST = 0.8


def groups_of_chats(items: Iterable[Block]) -> frozenset[int]:
    """The lists that describe several chats like their other entries, `[Lamp Bot](https://t.me/...) - Finds lamps.`"""
    every: Counter[int] = Counter()
    described: Counter[int] = Counter()
    chats: Counter[int] = Counter()
    for item in items:
        links = [span for span in item.spans if is_external(span.href) and not span.image]
        every[item.group] += bool(links)
        if links and _is_described(item.spans, links[0]):
            described[item.group] += 1
            chats[item.group] += is_described_chat(item.spans, links)
    return frozenset(
        group
        for group, count in chats.items()
        if count >= _DESCRIBED and described[group] >= max(_MOST * every[group], 2 * _DESCRIBED)
    )


def _is_described(spans: Sequence[Span], link: Span) -> bool:
    """Whether several words stand behind the link and a dash or colon."""
    behind = spans[spans.index(link) + 1 :]
    return re.match(r"\s*(?:[-–—:：]|\n)\s*\S+\s+\S", "".join(span.text for span in behind)) is not None


def is_described_chat(spans: Sequence[Span], links: Sequence[Span]) -> bool:
    """Whether an entry is a chat with a name and description of its own, and no invitation."""
    first = links[0]
    if len(links) > 1 or _INVITATION.match(first.href or "") is None or _PRIVATE.match(first.href or ""):
        return False
    told = words_outside_links(spans)
    is_named = _SERVICE.search(first.text) is None and not is_resource(first.text)
    return is_named and _is_described(spans, first) and _ASKS.search(told) is None


def lists_chats(blocks: Sequence[Block]) -> bool:
    """Whether most links of a document lead to chats: these are its works."""
    parts = [s for b in blocks for one in (b, *b.children) for line in (one.spans, *one.cells) for s in line]
    hrefs = [s.href for s in parts if is_external(s.href) and not s.image]
    return len(hrefs) >= _MANY and 2 * sum(_INVITATION.match(href or "") is not None for href in hrefs) > len(hrefs)


def describes_accounts(items: Iterable[Block]) -> bool:
    """Whether a document describes accounts like its other works, in the same lists, and most of all these have no names of people."""
    groups: defaultdict[int, list[tuple[bool, str]]] = defaultdict(list)
    for item in items:
        links = [span for span in item.spans if is_external(span.href) and not span.image]
        if links and _is_described(item.spans, links[0]) and not is_resource(links[0].text):
            groups[item.group].append((_is_account(links), links[0].text))
    mixed = [own for own in groups.values() if 1 < sum(one for one, _ in own) < len(own) - 1]
    entries = [entry for own in mixed for entry in own]
    accounts = sum(is_account for is_account, _ in entries)
    people = sum(name_likeness(name) >= _NAME for _, name in entries)
    return len(mixed) > 1 and accounts >= _DESCRIBED and 2 * people < len(entries)


#: How like the name of a person a name is that may be one.
_NAME = 0.7


def _is_account(links: Sequence[Span]) -> bool:
    return all(
        PROFILE.fullmatch(link.href or "") and not (link.href or "").startswith("https://github") for link in links
    )


def _is_handle(link: Span) -> bool:
    """Whether the text of a link is the name of an account, `@stern`, and not that of a package: `@stern/lamps`."""
    text = link.text.strip(" []()")
    return text.startswith("@") and "/" not in text


#: How many links a list of chats has at least.
_MANY = 10


def reason_against(
    spans: Sequence[Span],
    links: Links,
    headings: AbstractSet[str],
    path: Sequence[str],
    *,
    of_chats: bool = False,
    among_chats: bool = False,
    of_accounts: bool = False,
) -> str | None:
    """Why the links of an item are no work below these headings; None if they may be one.

    `headings` are all of the document, `of_chats` says that chats are its works, `among_chats` that the list of the item
    describes chats like other works, and `of_accounts` that the document does so with accounts.
    """
    if any(map(advises_against, path)):
        return "the list advises against it"
    all_links = [span for _, span in (*links.titled, *links.resources)]
    hrefs = [span.href or "" for span in all_links]
    is_chat = of_chats and _INVITATION.match(hrefs[0]) is not None
    is_chat = is_chat or (among_chats and is_described_chat(spans, all_links))
    if not is_chat and all(CHAT.match(href) for href in hrefs):
        return "a badge, a chat or a donation page"
    if all(span.text.strip().lower().replace(" ", "") in LANGUAGES for span in all_links):
        return "another language of the list"
    # `Large Lamps [[Video]](...#stern)` below Video: the words before the label are no section.
    is_label = not links.titled and re.search(r"[^\W\d_]{2}", words_outside_links(spans)) is not None
    if len(hrefs) == 1 and "#" in hrefs[0] and not is_label and plain(all_links[0].text).lower() in headings:
        return "a link to a section"
    listed = _LIST_OF.search(plain(all_links[0].text).lower()) if len(hrefs) == 1 else None
    if listed is not None and listed[1] in headings:
        return "a link to a section"  # `[Full list of Lamps](all.md#lamps)` under Lamps
    is_account = _is_account(all_links) and not (of_accounts and _is_described(spans, all_links[0]))
    if (is_account and not is_chat) or all(map(_is_handle, all_links)):
        return "an account"
    text = "".join(s.text for s in spans)
    if re.match(r"\s*(?:back to (?:the )?top|⬆|↑|返回|回到顶部)", text, re.IGNORECASE):
        return "a link to a section"
    if _INVITES.match(strip_decoration(text)):
        return "an invitation"
    first = links.titled[0][1].text if links.titled else ""
    if first and any(map(is_section_of_people, path)) and _is_one_person(first):
        return "a person"
    if any(map(is_section_of_meetings, path)) and _MEETING_NOUN.search(first or words_outside_links(spans)):
        return "the pages of a meeting"
    return None


def _is_one_person(text: str) -> bool:
    """Whether a text is the whole name of somebody."""
    people = people_in(text, sure=True)
    return people is not None and len(people.names) == 1 and "given" in people.names[0]
