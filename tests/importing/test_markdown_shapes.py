from __future__ import annotations

import pytest

from importing.shapes import SHAPES, Shape
from llmprimer.importing.formats.markdown import read


@pytest.mark.parametrize("shape", SHAPES, ids=[shape.name.replace(" ", "_") for shape in SHAPES])
def test_every_work_of_a_list_is_found_and_nothing_else(shape: Shape):
    found = [(draft.fields.get("title", ""), draft.fields.get("url")) for draft in read(shape.text, "list.md").drafts]
    assert found == shape.works
