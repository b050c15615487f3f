"""Made-up web pages of the usual size, 2 to 4 KB, each with a title and a text of its own."""

import random
from collections.abc import Iterator

from _catalogue import vocabulary
from _server import Page

_HEAD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} | {site}</title>
<link rel="stylesheet" href="/static/site.css"><link rel="canonical" href="{target}">
<meta name="description" content="{title}"><meta property="og:title" content="{title}">
<script src="/static/site.js" defer></script>
<script>window.dataLayer = window.dataLayer || []; function gtag(){{dataLayer.push(arguments);}} gtag("js", new Date());</script>
</head><body><header><nav><a href="/">{site}</a> <a href="/archive">Archive</a> <a href="/about">About</a></nav></header>
<main><article id="content"><h1>{title}</h1>
"""
_FOOT = '</article></main><footer><p>&copy; {site}. <a href="/terms">Terms</a></p></footer><script src="/static/late.js"></script></body></html>\n'


def pages(targets: list[str], seed: int = 1) -> Iterator[Page]:
    """A page for each target, in their order; the same ones for the same seed."""
    chance = random.Random(seed)
    words = vocabulary(chance, 4_000)
    for target in targets:
        title = " ".join(chance.choices(words, k=6)).capitalize()
        site = chance.choice(words).capitalize()
        text = []
        for part in range(chance.randint(2, 4)):
            text.append(f'<h2 id="part-{part}">{" ".join(chance.choices(words, k=4)).capitalize()}</h2>')
            for _ in range(2):
                told = " ".join(chance.choices(words, k=chance.randint(30, 50))).capitalize()
                text.append(f'<p>{told}. <a href="/{chance.choice(words)}/{chance.choice(words)}">more</a></p>')
        html = _HEAD.format(title=title, site=site, target=target) + "\n".join(text) + _FOOT.format(site=site)
        yield Page(target, html.encode())
