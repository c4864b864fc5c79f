"""Printing slips: secrets exist in memory while the PDF is made, and nowhere afterwards."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field

from voting.assessment.meeting_state import MeetingState
from voting.assessment.permissions import PRINT_SLIPS, require
from voting.crypto.slipcode import encode_code
from voting.documents.slips.sheets import Slip, SlipHeading, slips_pdf
from voting.errors import Refused
from voting.record.credential import SECRET, Credential
from voting.services.context import Actor
from voting.services.log import chain
from voting.storage import meetings, roll, rosters, rounds
from voting.storage.database import Database, Session
from voting.storage.meetings import ClassRow, MeetingRow

_SHUFFLE = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class PrintedSlips:
    """The PDF, and what stands on its slips: both hold every secret and are kept by nobody here."""

    pdf: bytes = field(repr=False)
    slips: tuple[Slip, ...] = field(repr=False)


def print_slips(db: Database, actor: Actor, meeting_id: str, base_url: str) -> bytes:
    """The PDF of :func:`make_slips`, the only place of the slips' secrets."""
    return make_slips(db, actor, meeting_id, base_url).pdf


def make_slips(db: Database, actor: Actor, meeting_id: str, base_url: str) -> PrintedSlips:
    """Make all slips of a meeting anew.

    The roll (public keys and classes) takes the place of any former one: slips printed before
    are void from then on. :class:`Refused` once the meeting has opened.
    """
    require(actor.role, PRINT_SLIPS)
    return made(db, actor, meeting_id, base_url)


def made(db: Database, actor: Actor, meeting_id: str, base_url: str) -> PrintedSlips:
    """The same for a use case that has asked for a permission of its own."""
    with db.transaction() as session:
        meeting = meetings.hold(session, meeting_id)
        if not meeting.state.before_opening:
            raise Refused("slips-frozen", "the meeting has opened: its slips are fixed")
        slips, entries = _make(meetings.classes(session, meeting_id), meeting_id, base_url)
        pdf = slips_pdf(_heading(session, meeting, base_url), slips)
        again = meeting.state == MeetingState.PRINTED
        roll.replace(session, meeting_id, entries)
        meeting.state = MeetingState.PRINTED
        chain.write(
            session,
            actor,
            "slips-printed",
            meeting_id,
            {"slips": len(entries), "replaced_former": again},
        )
    db.compact(meeting_id)
    return PrintedSlips(pdf, tuple(slips))


def _make(
    classes: list[ClassRow], meeting_id: str, base_url: str
) -> tuple[list[Slip], list[tuple[bytes, str]]]:
    """Slips in printed order with the roll's entries, which are sorted by key when stored.

    Numbers run through the stack of a class in printed order; keys are random, so a number says
    nothing about a key.
    """
    slips, entries = [], []
    number = 0
    for voter_class in classes:
        for spare in _spares(voter_class):
            number += 1
            secret = secrets.token_bytes(SECRET)
            code = encode_code(secret)
            url = f"{base_url.rstrip('/')}/v/{meeting_id}#{code.replace('-', '')}"
            slips.append(Slip(number, voter_class.class_id, voter_class.name, code, url, spare))
            entries.append((Credential(secret, meeting_id).public, voter_class.class_id))
    _SHUFFLE.shuffle(entries)
    return slips, entries


def _spares(voter_class: ClassRow) -> Iterator[bool]:
    yield from [False] * voter_class.slips
    yield from [True] * voter_class.spares


def _heading(session: Session, meeting: MeetingRow, base_url: str) -> SlipHeading:
    unit = rosters.known_unit(session, meeting.unit_id)
    round_row = rounds.known(session, meeting.round_id, trials=True)
    return SlipHeading(
        meeting.title,
        unit.name,
        meeting.date,
        meeting.place,
        round_row.name,
        trial=round_row.trial,
        test=f"{base_url.rstrip('/')}/v/{meeting.id}/test",
    )
