"""A department at work: actors, a roster workbook, trustees' keys, a meeting held to the end."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO

from openpyxl import load_workbook

from voting.assessment import permissions
from voting.assessment.meeting_state import MeetingState
from voting.assessment.roster.unit import UnitView
from voting.crypto.group import Point
from voting.documents.roster.template import roster_template
from voting.record.ballot import ballot_hash, make_ballot, tracker
from voting.record.credential import Credential
from voting.record.frozen import frozen
from voting.services.context import Actor
from voting.services.meetings import closing, opening, plan, tallying
from voting.services.roster.importing import import_roster
from voting.services.roster.views import list_units
from voting.services.rounds import edit
from voting.storage import ballots, roll
from voting.storage import meetings as meeting_rows
from voting.storage.database import Database
from voting.trustee.decrypt import partial_decryption
from voting.trustee.key_file import TrusteeKey

ADMIN = Actor("admin000", "admin", permissions.ADMINISTRATOR)
OFFICER = Actor("officer0", "组织部", permissions.OFFICER)
HOST = Actor("host0000", "主持人", permissions.HOST)
AUDITOR = Actor("auditor0", "纪检", permissions.AUDITOR)
BUNDLE = "ab" * 32
EARLY = "公示另行安排"
"""Why a meeting of a test opens though no 公示 has run."""

UnitLine = tuple[str, str]
"""Name of a unit and of its team (empty: named after the unit; 无: none)."""
CadreLine = tuple[str, str, str, str]
"""Unit, name, post, category."""

UNITS: Sequence[UnitLine] = (("城关镇", ""), ("县财政局", "县财政局领导班子"), ("县志办", "无"))
CADRES: Sequence[CadreLine] = (
    ("城关镇", "王伟", "党委书记", "班子成员"),
    ("城关镇", "李敏", "镇长", "班子成员"),
    ("城关镇", "张强", "人大主席", "班子成员"),
    ("城关镇", "刘洋", "副镇长", "班子成员"),
    ("城关镇", "陈静", "四级主任科员", "其他"),
    ("县财政局", "赵敏", "局长", "班子成员"),
    ("县财政局", "孙磊", "副局长", "班子成员"),
    ("县志办", "周涛", "主任", "其他"),
)


def roster_file(units: Sequence[UnitLine] = UNITS, cadres: Sequence[CadreLine] = CADRES) -> bytes:
    """The template, filled in."""
    return _roster_file(tuple(units), tuple(cadres))


@cache
def _roster_file(units: Sequence[UnitLine], cadres: Sequence[CadreLine]) -> bytes:
    book = load_workbook(BytesIO(roster_template()))
    sheet = book["单位"]
    for row, (name, team) in enumerate(units, start=2):
        for column, value in enumerate((row - 1, name, "乡镇", "党委", team), start=1):
            sheet.cell(row, column, value)
    sheet = book["干部"]
    orders: dict[str, int] = {}
    for row, (unit, name, post, category) in enumerate(cadres, start=2):
        orders[unit] = orders.get(unit, 0) + 1
        line = (orders[unit], name, unit, post, category, "", "")
        for column, value in enumerate(line, start=1):
            sheet.cell(row, column, value)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def make_round(db: Database, roster: bytes | None = None) -> str:
    """A round with a roster."""
    round_id = edit.create_round(
        db, OFFICER, edit.RoundInput(2020, "2020年度考核", "清组文〔2021〕1号", "考核工作条例")
    )
    import_roster(db, OFFICER, round_id, roster or roster_file())
    return round_id


def unit_named(db: Database, round_id: str, name: str) -> UnitView:
    """A unit of the roster."""
    return next(u for u in list_units(db, round_id) if u.name == name)


def meeting_input(round_id: str, unit_id: str, slips: int = 12) -> plan.MeetingInput:
    """One class with all the weight."""
    return plan.MeetingInput(
        round_id,
        unit_id,
        "民主测评会",
        "2021-01-20 09:00",
        "镇政府礼堂",
        (plan.ClassInput("A", "全体人员", 10_000, slips, slips, 2),),
    )


@dataclass(frozen=True)
class Printed:
    """A printed meeting and the secrets that stand on its slips, by class."""

    meeting: str
    slips: Mapping[str, Sequence[Credential]]


def print_roll(db: Database, meeting_id: str) -> Printed:
    """Put keys on the roll as printing does, and keep the secrets instead of a PDF."""
    view = plan.get_meeting(db, meeting_id)
    slips = {
        c.id: [Credential(secrets.token_bytes(16), meeting_id) for _ in range(c.slips + c.spares)]
        for c in view.classes
    }
    with db.transaction() as session:
        roll.replace(
            session,
            meeting_id,
            [
                (credential.public, class_id)
                for class_id, found in slips.items()
                for credential in found
            ],
        )
        row = meeting_rows.hold(session, meeting_id)
        assert row is not None
        row.state = MeetingState.PRINTED
    return Printed(meeting_id, slips)


Vote = Sequence[Sequence[int]]
"""Chosen options of each question, in the order of the manifest."""


def put_ballots(db: Database, printed: Printed, votes: Mapping[str, Sequence[Vote]]) -> None:
    """A ballot for each vote of each class, with the class's first slips."""
    with db.reading() as session:
        row = meeting_rows.known(session, printed.meeting)
        assert row is not None and row.manifest is not None
        known = frozen(row.manifest)
    key = Point.decode(bytes.fromhex(known.manifest.trustees.key))
    with db.transaction() as session:
        for class_id, found in votes.items():
            for credential, vote in zip(printed.slips[class_id], found, strict=False):
                data = make_ballot(
                    known.layout, known.context, key, credential, secrets.token_bytes(32), vote
                )
                ballots.add(
                    session,
                    printed.meeting,
                    hash=ballot_hash(data),
                    credential=credential.public,
                    tracker=tracker(data),
                    data=data,
                )


def hold(
    db: Database, printed: Printed, votes: Mapping[str, Sequence[Vote]], keys: Sequence[TrusteeKey]
) -> None:
    """Open, vote, close and open the sums with the first two keys."""
    opening.open_meeting(db, HOST, printed.meeting, BUNDLE, EARLY)
    put_ballots(db, printed, votes)
    heads = {class_id: (len(found), len(found)) for class_id, found in votes.items()}
    closing.declare_heads(db, HOST, printed.meeting, heads)
    sealing = closing.close_meeting(db, HOST, printed.meeting)
    record = tallying.record(db, printed.meeting)
    for key in keys[:2]:
        _, shares = partial_decryption(key, record, sealing)
        tallying.accept_shares(db, OFFICER, printed.meeting, shares.encode())


def with_unit(actor: Actor, unit_id: str) -> Actor:
    """The actor as an account of a unit."""
    return replace(actor, role=permissions.UNIT, unit_id=unit_id)
