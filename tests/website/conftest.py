from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("jinja2", reason="the extra [site] is not installed")

from catalogues import create_catalogue
from llmprimer.api.catalogue import Catalogue
from llmprimer.site.build import Built, build_site
from website.hostile import hostile_header, hostile_references


def build(catalogue: Path, folder: Path, query: str = "") -> Built:
    with Catalogue.open(catalogue) as opened:
        return build_site(opened, folder, query)


@pytest.fixture
def toy_site(toy, tmp_path) -> Path:
    """The site of the toy catalogue."""
    build(toy, tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory) -> Path:
    """The site of a catalogue whose every field attacks it; tests read it only."""
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "hostile.yaml"
    create_catalogue(path, hostile_header(), hostile_references())
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LLMPRIMER_CACHE_DIR", str(folder / "cache"))
        build(path, folder / "out")
    return folder / "out"
