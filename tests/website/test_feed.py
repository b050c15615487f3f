"""The Atom feed of what was added last."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

from website.conftest import build

BUILT_IN = Path(__file__).resolve().parents[2] / "data" / "references.yaml"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_the_feed_names_people_and_organisations_as_they_are_read(tmp_path):
    shutil.copy(BUILT_IN, tmp_path / "references.yaml")
    build(tmp_path / "references.yaml", tmp_path / "out")
    entries = ET.parse(tmp_path / "out" / "feed.atom").getroot().findall("a:entry", ATOM)
    names = {name.text for entry in entries for name in entry.findall("a:author/a:name", ATOM)}
    assert len(entries) == 50
    assert {"Allen Institute for AI", "Tom B. Brown"} & names
    assert not [name for name in names if not name or "{" in name]
