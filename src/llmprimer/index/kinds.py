"""Words for the kinds of reference: a selection finds a kind by them, and a search ranks it higher."""

from __future__ import annotations

#: Kind -> its words in the singular: general English, not terms of one subject.
KIND_WORDS: dict[str, tuple[str, ...]] = {
    kind: tuple(words.split())
    for kind, words in {
        "paper": "paper preprint publication arxiv",
        "blog": "blog blogpost post article announcement",
        "news": "news article press coverage journalism",
        "repository": "repository repo github code codebase",
        "docs": "docs doc documentation manual howto guide",
        "video": "video youtube lecture talk",
        "social": "post tweet twitter",
        "forum": "forum discussion thread",
        "benchmark": "benchmark leaderboard",
        "dataset": "dataset",
        "organization": "organization organisation company lab startup institute homepage",
        "product": "product",
        "demo": "demo",
        "encyclopedia": "encyclopedia wikipedia wiki",
        "book": "book",
        "thesis": "thesis",
        "course": "course",
        "slides": "slides",
    }.items()
}
