"""Words that say what kind of thing is meant: they find it in a selection, and raise it in a search."""

from __future__ import annotations

#: Kind -> the words for it, in the singular. Words of the language, not of a field.
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
