from __future__ import annotations

import pytest

from llmprimer.catalogue.scaffold import start_catalogue
from llmprimer.catalogue.writing import CatalogueFile
from llmprimer.model import Topic
from sources.server import Server


@pytest.fixture
def server():
    server = Server()
    yield server
    server.close()


@pytest.fixture
def services(server, monkeypatch):
    """All services are the server's."""
    paths = {
        "ARXIV": "/arxiv",
        "CROSSREF": "/crossref",
        "DATACITE": "/datacite",
        "GITHUB": "/github",
        "OPENLIBRARY": "/openlibrary",
        "OPENALEX": "/openalex",
        "SEMANTICSCHOLAR": "/s2",
    }
    for name, path in paths.items():
        monkeypatch.setenv(f"LLMPRIMER_{name}_URL", server.url + path)
    return server


@pytest.fixture
def own(tmp_path):
    """A catalogue of one's own, with a topic to be suggested."""
    start_catalogue(tmp_path, "Mine")
    path = tmp_path / "references.yaml"
    file = CatalogueFile.open(path)
    file.set_topic("alignment", Topic(label="Alignment", definition="What people want.", aliases=("human feedback",)))
    file.commit()
    return path
