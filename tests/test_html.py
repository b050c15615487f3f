"""HTML of strangers: read whole where it is written by people, and bounded where it is not."""

import pytest

from llmprimer.net.html import parse


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<ul><li>", "<x><div></x></div>", "<div><object></div></object>", "<p><span>", "<dl><dd>"],
)
def test_elements_are_nested_no_deeper_than_in_browsers(piece):
    element = parse(piece * 20_000).body
    depth = 0
    while element is not None:
        depth += 1
        element = element.last_child
    assert depth <= 1_100


@pytest.mark.parametrize(
    "piece",
    [
        "<p>word<br>",
        "<div><b>word</b></div>",
        "<span><div>word</span></div></span>",
        "<li>word<img src=x>",
        "word</div>",
        "1 < 2 word",
    ],
)
def test_long_pages_are_read_to_their_end(piece):
    assert parse(piece * 5_000).body.text().count("word") == 5_000
