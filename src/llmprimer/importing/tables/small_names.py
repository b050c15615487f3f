"""Gives capitals to the names of authors in tables that have some of them in small letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmprimer.importing.document.labels import column
from llmprimer.importing.document.outline import Block, text_without_pictures
from llmprimer.importing.tables.columns import LEAST
from llmprimer.records.column_roles import people_of_cell
from llmprimer.records.people import PARTICLES
from llmprimer.text import SMALL

#: A word, or an initial, that begins with a small letter: `robin`, `j.`
_SMALL_WORD = re.compile(
    rf"(?<![^\W_]|['’-])(?!(?:{'|'.join(map(re.escape, sorted(PARTICLES)))}|and|et|und)\b)[{SMALL}](?=\w|\.)"
)


def capitalize_names(header: Sequence[str], rows: Sequence[Block]) -> bool:
    """Gives capitals to names in small letters, `robin stern`, in columns called `Author` where most cells name persons.

    Returns whether there are any. What is no name with capitals either stays.
    """
    changed = False
    for n in (n for n, head in enumerate(header) if column(head) == "author"):
        cells = [row.cells[n] for row in rows if n < len(row.cells) and text_without_pictures(row.cells[n])]
        unnamed = [cell for cell in cells if not _names_persons(text_without_pictures(cell))]
        if len(cells) - len(unnamed) < LEAST or 2 * len(unnamed) > len(cells):
            continue
        for cell in unnamed:
            capital = [s._replace(text=_SMALL_WORD.sub(lambda m: m[0].upper(), s.text)) for s in cell]
            if _names_persons(text_without_pictures(capital)):
                cell[:] = capital
                changed = True
    return changed


def _names_persons(text: str) -> bool:
    people = people_of_cell(text)
    return people is not None and all("family" in name for name in people.names)
