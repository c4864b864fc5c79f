"""Papers people file: which there are of a round, a unit, a meeting; one of them; all of them.

A new kind of paper is a function ``(source, id) -> Paper`` in a module beside
:mod:`voting.services.documents.tables`, listed in that module's ``KINDS``; the module is named in
``_MODULES`` below. Pages, downloads and the zip of a round then have it. Papers are written in
Chinese, as they are filed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from voting.assessment import permissions
from voting.assessment.meeting_state import MeetingState
from voting.documents.writing.file_formats import WrittenFile, file_name, written
from voting.errors import NotFound, Refused
from voting.language.catalogue import Said
from voting.services.context import Actor, check_own_unit, permit, permit_unit
from voting.services.documents import materials, reports, tables
from voting.services.documents.kinds import Kind
from voting.services.documents.source import Source
from voting.services.meetings.plan import get_meeting
from voting.services.roster.views import get_unit
from voting.services.rounds.edit import get_round
from voting.storage.database import Database

_MODULES = (tables, reports, materials)
KINDS: Final = {kind.id: kind for module in _MODULES for kind in module.KINDS}
_ALL = "00 全部单位"
_KEPT = "（部内留存）"
"""Marks the folder of a unit's papers that are not handed on to the unit."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that may be had: its kind, the id of what it is of (and that one's name), and the
    formats."""

    kind: str
    text: Said
    id: str
    of: str
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Papers that belong together: of a unit, or of the whole round (``unit_id`` None)."""

    name: str
    unit_id: str | None
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some papers of a round's zip, in one ``folder`` of it: of a unit (its ``id``), or of one
    ``kind`` of the whole round; ``label`` says what it is."""

    label: str
    folder: str
    kind: str | None
    id: str


def documents_of_meeting(db: Database, actor: Actor, meeting_id: str) -> list[Offer]:
    """The papers of a meeting and of its subjects that the person may have now."""
    meeting = get_meeting(db, meeting_id)
    permit_unit(actor, permissions.READ_DOCUMENTS, meeting.unit_id)
    source = Source(db, meeting.round_id, actor)
    return [
        *_offers(source, "meeting", meeting_id, meeting.title, meeting.unit_id),
        *_subject_offers(source, meeting_id, meeting.unit_id),
    ]


def documents_of_unit(db: Database, actor: Actor, unit_id: str) -> list[Offer]:
    """The papers of a unit, of its meetings and of its subjects that the person may have now."""
    permit_unit(actor, permissions.READ_DOCUMENTS, unit_id)
    source = Source(db, get_unit(db, unit_id).round_id, actor)
    return list(_unit_offers(source, unit_id, subjects=True))


def documents_of_round(db: Database, actor: Actor, round_id: str) -> list[Shelf]:
    """The papers of the whole round, then of each unit, that the person may have now."""
    permit(actor, permissions.EXPORT_TABLES)
    source = Source(db, round_id, actor)
    whole = tuple(_offers(source, "round", round_id, source.round.name, None))
    return [
        Shelf(source.round.name, None, whole),
        *(
            Shelf(unit.name, unit.id, tuple(_unit_offers(source, unit.id)))
            for unit in source.units.values()
        ),
    ]


def paper(db: Database, actor: Actor, kind_id: str, of_id: str, file_format: str) -> WrittenFile:
    """One paper as ``xlsx``, ``docx`` or ``pdf``.

    NotFound for an unknown kind, format or thing; Refused ``not-permitted``, ``other-unit``, or
    ``paper-not-ready`` while there is nothing to print.
    """
    kind = KINDS.get(kind_id)
    if kind is None or file_format not in kind.formats:
        raise NotFound("paper-unknown", "there is no such paper")
    round_id, unit_id = _place(db, kind, of_id)
    _permit(actor, kind, unit_id)
    source = Source(db, round_id, actor)
    get_round(db, round_id)
    if not kind.ready(source, of_id):
        raise Refused("paper-not-ready", "there is nothing to print yet")
    return written(kind.make(source, of_id), file_format)


def parts_of_round(source: Source) -> list[Part]:
    """All papers of a round, in parts that can be made beside one another."""
    whole = [
        Part(kind.text.zh, _ALL, kind.id, source.round_id)
        for kind in KINDS.values()
        if kind.of == "round" and kind.zipped
    ]
    return whole + [
        Part(unit.name, f"{number:02d} {file_name(unit.name)}", None, unit.id)
        for number, unit in enumerate(source.units.values(), 1)
    ]


def make_part(source: Source, part: Part) -> list[tuple[str, bytes]]:
    """The files of a part: (path in the zip, bytes); equal names are numbered."""
    files: dict[str, bytes] = {}
    for kind_id, of_id in _papers(source, part):
        kind = KINDS[kind_id]
        made = kind.make(source, of_id)
        for file_format in kind.formats:
            document = written(made, file_format)
            stem, number = document.name.rpartition(".")[0], 1
            folder = part.folder + _KEPT * kind.kept
            path = f"{folder}/{document.name}"
            while path in files:
                number += 1
                path = f"{folder}/{stem}（{number}）.{file_format}"
            files[path] = document.data
    return list(files.items())


def _papers(source: Source, part: Part) -> list[tuple[str, str]]:
    """(kind, id) of what is ready of a part."""
    if part.kind is not None:
        return [(part.kind, part.id)] if KINDS[part.kind].ready(source, part.id) else []
    return [(offer.kind, offer.id) for offer in _unit_offers(source, part.id, True, zipped=True)]


def _unit_offers(
    source: Source, unit_id: str, subjects: bool = False, *, zipped: bool = False
) -> Iterator[Offer]:
    unit = source.unit(unit_id)
    yield from _offers(source, "unit", unit_id, unit.name, unit_id, zipped)
    for view in source.meetings.values():
        if view.unit_id == unit_id:
            yield from _offers(source, "meeting", view.id, unit.name, unit_id, zipped)
            if subjects:
                yield from _subject_offers(source, view.id, unit_id, zipped)


def _subject_offers(
    source: Source, meeting_id: str, unit_id: str, zipped: bool = False
) -> Iterator[Offer]:
    if source.meetings[meeting_id].state == MeetingState.TALLIED:
        names = {
            subject.id: subject.name
            for form in source.meeting(meeting_id).tally.forms
            for subject in form.subjects
        }
        for subject_id, name in names.items():
            yield from _offers(
                source, "subject", f"{meeting_id}.{subject_id}", name, unit_id, zipped
            )


def _offers(
    source: Source, of: str, of_id: str, name: str, unit_id: str | None, zipped: bool = False
) -> Iterator[Offer]:
    """What is ready of a thing; ``zipped``: only of the kinds that the zip of a round holds."""
    for kind in KINDS.values():
        if (
            kind.of == of
            and kind.zipped >= zipped
            and _may(source.actor, kind, unit_id)
            and kind.ready(source, of_id)
        ):
            yield Offer(kind.id, kind.text, of_id, name, kind.formats)


def _may(actor: Actor | None, kind: Kind, unit_id: str | None) -> bool:
    """For offering only: :func:`paper` asks again and refuses."""
    if actor is None:
        return True
    actions = permissions.actions_of(actor.role)
    own = unit_id is not None and actor.unit_id == unit_id
    return kind.action in actions or (own and kind.own in actions)


def _permit(actor: Actor, kind: Kind, unit_id: str | None) -> None:
    """Whoever may have all papers of the kind, or an account of the unit itself."""
    permit(actor, permissions.READ_DOCUMENTS)
    if actor.role != permissions.UNIT or not kind.own:
        permit(actor, kind.action)
        return
    permit(actor, kind.own)
    check_own_unit(actor, unit_id)


def _place(db: Database, kind: Kind, of_id: str) -> tuple[str, str | None]:
    """The round and the unit (if any) of what a paper is of."""
    if kind.of == "round":
        return of_id, None
    if kind.of == "unit":
        return get_unit(db, of_id).round_id, of_id
    meeting = get_meeting(db, of_id.partition(".")[0] if kind.of == "subject" else of_id)
    return meeting.round_id, meeting.unit_id
