"""Materials of a unit as its people write and settle them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from databases import opened, sqlite_url
from office import OFFICER, make_round
from voting.services.materials import edit
from voting.services.materials import settle as settling
from voting.services.materials.views import SubjectMaterials
from voting.storage.database import Database

TEXT = "全镇办结信访事项126件，按期办结率98.5%。"
"""18 characters: 全镇办结信访事项 8, 126 1, 件， 2, 按期办结率 5, 98.5% 1, 。 1."""


def round_file(folder: Path) -> str:
    """An SQLite file with a round and its roster in ``folder``, for tests to copy; the round."""
    with opened(sqlite_url(folder)) as db:
        return make_round(db)


@contextmanager
def copied(folder: Path, place: Path) -> Iterator[Database]:
    """A copy of such a file, opened."""
    shutil.copytree(folder, place, dirs_exist_ok=True)
    with opened(sqlite_url(place)) as db:
        yield db


def write(db: Database, unit_id: str, subject_id: str, text: str = TEXT) -> SubjectMaterials:
    """Write everything of a subject, each section and two entries of each list the same."""
    for view in subject(db, unit_id, subject_id).materials:
        parts = (
            [("item", text), ("item", "另一条")]
            if view.kind.list
            else [(section.id, text) for section in view.sections]
        )
        edit.save(db, OFFICER, unit_id, subject_id, view.kind.id, parts, view.version)
    return subject(db, unit_id, subject_id)


def settle(db: Database, unit_id: str, subject_id: str) -> None:
    """Settle and lock what is written."""
    settling.settle(
        db,
        OFFICER,
        unit_id,
        subject_id,
        "镇党委集体研究",
        "2021-01-10",
        subject(db, unit_id, subject_id).versions,
    )


def subject(db: Database, unit_id: str, subject_id: str) -> SubjectMaterials:
    """A subject as it stands."""
    return edit.unit_materials(db, OFFICER, unit_id).subject(subject_id)
