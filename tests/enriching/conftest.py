from __future__ import annotations

import pytest

from enriching.world import SERVICES, World
from llmprimer.catalogue import CatalogueContent


@pytest.fixture
def world(monkeypatch):
    """All services, on loopback; nobody waits between two questions."""
    world = World()
    for name in SERVICES:
        monkeypatch.setenv(f"LLMPRIMER_{name.upper()}_URL", f"{world.url}/{name}")
    for name in (
        "LLMPRIMER_CONTACT",
        "LLMPRIMER_OPENALEX_KEY",
        "LLMPRIMER_SEMANTICSCHOLAR_KEY",
        "GITHUB_TOKEN",
        "GH_TOKEN",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("llmprimer.net.client._sleep", lambda _: None)
    yield world
    world.close()


class Own:
    """A catalogue of a test."""

    def __init__(self, path) -> None:
        self.path = path

    def write(self, records: str) -> None:
        self.path.write_text(f"schema_version: 1\ntitle: Mine\nreferences:\n{records}", encoding="utf-8")

    def __getitem__(self, key):
        return CatalogueContent.read(self.path)[key]


@pytest.fixture
def own(tmp_path):
    return Own(tmp_path / "own.yaml")


@pytest.fixture
def enrich(run, own):
    """Runs `llmprimer enrich` on the catalogue of the test, and writes."""

    def call(*arguments, yes=True):
        return run("enrich", *arguments, *(["--yes"] if yes else []), "--catalogue", str(own.path))

    return call
