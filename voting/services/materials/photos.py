"""Photos of cadres beside their names on the ballot: only where the unit gives them.

Of a file that is uploaded only a small picture is kept. At opening the photos are frozen with the
materials (:mod:`voting.services.materials.readings`); the row here may then be removed.
"""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from voting.assessment import permissions
from voting.assessment.roster.unit import CadreView, UnitView
from voting.documents.uploads.photos import pictures, small
from voting.errors import BadInput, NotFound, Refused, VotingError
from voting.services.context import Actor, permit_unit
from voting.services.log import chain
from voting.services.roster.views import unit_view
from voting.storage import meetings, rosters
from voting.storage import photos as rows
from voting.storage.database import Database, Session


@dataclass(frozen=True, slots=True)
class UnitPhotos:
    """A unit, the ids of its cadres who have a photo, and whether no more are taken because a
    meeting of the unit has opened."""

    unit: UnitView
    given: frozenset[str]
    frozen: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of several files: names of the cadres whose photos were kept, files that nobody
    of the unit is named as, or more than one is, and files with why they were refused."""

    kept: tuple[str, ...]
    unmatched: tuple[str, ...]
    ambiguous: tuple[str, ...]
    refused: tuple[tuple[str, VotingError], ...]


def unit_photos(db: Database, actor: Actor, unit_id: str) -> UnitPhotos:
    """The cadres of a unit and their photos; NotFound ``unit-unknown``."""
    permit_unit(actor, permissions.READ_MATERIALS, unit_id)
    with db.reading() as session:
        unit = unit_view(session, unit_id)
        return UnitPhotos(
            unit, rows.subjects(session, unit_id), meetings.has_opened(session, unit_id)
        )


def photo(db: Database, actor: Actor, unit_id: str, subject_id: str) -> bytes:
    """The small JPEG of a cadre; NotFound ``photo-none``."""
    permit_unit(actor, permissions.READ_MATERIALS, unit_id)
    with db.reading() as session:
        picture = rows.of_unit(session, unit_id).get(subject_id)
    if picture is None:
        raise NotFound("photo-none", "there is no photo of this cadre")
    return picture


def put(db: Database, actor: Actor, unit_id: str, subject_id: str, data: bytes) -> None:
    """Keep the photo of one cadre.

    BadInput as in :func:`voting.documents.uploads.photos.small`; NotFound ``subject-unknown``;
    Refused ``photos-frozen`` once a meeting of the unit has opened.
    """
    permit_unit(actor, permissions.EDIT_MATERIALS, unit_id)
    with db.reading() as session:
        _check_open(session, unit_id)
        name = _cadre(session, unit_id, subject_id).name
    _keep(db, actor, unit_id, [(subject_id, name, small(data))])


def put_many(db: Database, actor: Actor, unit_id: str, files: Iterable[tuple[str, bytes]]) -> Taken:
    """Keep the photos in ``files`` (name, content), zips among them, named by 姓名 or 人员编号.

    A file that fits nobody, or is no photo, is told and keeps the others from nothing. Refused
    ``photos-frozen``; BadInput of :func:`voting.documents.uploads.photos.pictures` keeps none.
    """
    permit_unit(actor, permissions.EDIT_MATERIALS, unit_id)
    with db.reading() as session:
        _check_open(session, unit_id)
        cadres = unit_view(session, unit_id).cadres
    by_cadre: dict[str, tuple[str, bytes]] = {}
    unmatched: list[str] = []
    ambiguous: list[str] = []
    refused: list[tuple[str, VotingError]] = []
    for name, data in pictures(files):
        fitting = matching(name, cadres)
        if len(fitting) != 1:
            (ambiguous if fitting else unmatched).append(name)
            continue
        try:
            by_cadre[fitting[0].id] = (fitting[0].name, small(data))
        except BadInput as error:
            refused.append((name, error))
    if by_cadre:
        _keep(db, actor, unit_id, [(key, name, data) for key, (name, data) in by_cadre.items()])
    return Taken(
        tuple(name for name, _ in by_cadre.values()),
        tuple(unmatched),
        tuple(ambiguous),
        tuple(refused),
    )


def remove(db: Database, actor: Actor, unit_id: str, subject_id: str) -> None:
    """Take the photo of a cadre out, at any time: an open meeting keeps what it froze. NotFound
    ``photo-none``."""
    permit_unit(actor, permissions.EDIT_MATERIALS, unit_id)
    with db.transaction() as session:
        rosters.hold_unit(session, unit_id)
        name = _cadre(session, unit_id, subject_id).name
        if not rows.remove(session, subject_id):
            raise NotFound("photo-none", "there is no photo of this cadre")
        chain.write(session, actor, "photo-removed", subject_id, {"unit": unit_id, "name": name})


def data_uris(session: Session, unit_id: str, subjects: Container[str]) -> dict[str, str]:
    """The photos of those of ``subjects`` who have one, as the phone shows them."""
    return {
        subject: f"data:image/jpeg;base64,{b64encode(data).decode('ascii')}"
        for subject, data in sorted(rows.of_unit(session, unit_id).items())
        if subject in subjects
    }


def matching(name: str, cadres: Sequence[CadreView]) -> list[CadreView]:
    """The cadres a file can be of by its name: their number or name is the whole of it or a part
    between separators (``03-王伟``); a number that fits decides."""
    parts = _parts(name)
    by_number = [c for c in cadres if c.person and _fold(c.person) in parts]
    return by_number or [c for c in cadres if _fold(c.name) in parts]


def _parts(name: str) -> set[str]:
    whole = _fold(name)
    spaced = "".join(
        c if c.isalnum() or c == "·" else " "
        for c in unicodedata.normalize("NFKC", name).casefold()
    )
    return {whole, *spaced.split()}


def _fold(text: str) -> str:
    """Without spaces, wide letters narrow: names of two characters are often written 王　伟."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _keep(
    db: Database, actor: Actor, unit_id: str, pictures: Sequence[tuple[str, str, bytes]]
) -> None:
    with db.transaction() as session:
        rosters.hold_unit(session, unit_id)
        _check_open(session, unit_id)
        for subject_id, _, data in pictures:
            _cadre(session, unit_id, subject_id)  # may have left while the files were read
            rows.put(session, subject_id, unit_id, data)
        chain.write(
            session,
            actor,
            "photos-kept",
            unit_id,
            {
                "unit": unit_id,
                "photos": len(pictures),
                "names": "、".join(name for _, name, _ in pictures),
            },
        )


def _cadre(session: Session, unit_id: str, subject_id: str) -> CadreView:
    for cadre in unit_view(session, unit_id).cadres:
        if cadre.id == subject_id:
            return cadre
    raise NotFound("subject-unknown", "this unit has no such cadre")


def _check_open(session: Session, unit_id: str) -> None:
    if meetings.has_opened(session, unit_id):
        raise Refused("photos-frozen", "a meeting of the unit has opened")
