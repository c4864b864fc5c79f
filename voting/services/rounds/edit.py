"""Rounds: one year's assessment, its forms, its settings for grades, and the trustees' keys."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from voting.assessment import permissions
from voting.assessment.forms.defaults import default_forms
from voting.assessment.forms.plain import plain_form
from voting.assessment.grades.settings import GradeSettings
from voting.crypto.base32 import fingerprint
from voting.errors import Refused
from voting.record.ceremony.finished import Ceremony
from voting.services import checks
from voting.services.context import Actor, new_id, permit
from voting.services.log import chain
from voting.services.rounds.decided import check_round_undecided
from voting.storage import meetings, rosters
from voting.storage import rounds as rows
from voting.storage.database import Database, Session


@dataclass(frozen=True, slots=True)
class RoundInput:
    """What is typed for a new round: the year assessed, name, 文号 and basis (依据)."""

    year: int
    name: str
    number: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class KeysView:
    """Who can open the sums of a round: ``threshold`` of the members (index from 1, name)."""

    fingerprint: str
    threshold: int
    members: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round with the numbers of its units, cadres and meetings."""

    id: str
    year: int
    name: str
    number: str
    basis: str
    units: int
    cadres: int
    meetings: int
    keys: KeysView | None
    settings: GradeSettings


def create_round(db: Database, actor: Actor, data: RoundInput) -> str:
    """Make a round with the notice's default forms and preset settings; returns its id."""
    permit(actor, permissions.EDIT_ROUND)
    row = rows.RoundRow(
        id=new_id(),
        year=checks.number("year", data.year, 1949, 2999),
        name=checks.line("name", data.name, 200),
        number=checks.line("number", data.number, 100, empty=True),
        basis=checks.line("basis", " ".join(data.basis.split()), 2000, empty=True),
        forms=[plain_form(form) for form in default_forms()],
        settings=GradeSettings.preset().plain(),
        ceremony=None,
    )
    with db.transaction() as session:
        rows.add(session, row)
        chain.write(session, actor, "round-created", row.id, {"name": row.name, "year": row.year})
    return row.id


def list_rounds(db: Database) -> list[RoundView]:
    """All rounds, the latest year first."""
    with db.reading() as session:
        return [_view(session, row) for row in rows.everything(session)]


def get_round(db: Database, round_id: str) -> RoundView:
    """One round; NotFound ``round-unknown``, of a trial too."""
    with db.reading() as session:
        return _view(session, rows.known(session, round_id))


def round_of_meeting(db: Database, meeting_id: str) -> RoundView:
    """The round a meeting belongs to, a trial's too; NotFound ``meeting-unknown``."""
    with db.reading() as session:
        round_id = meetings.known(session, meeting_id).round_id
        return _view(session, rows.known(session, round_id, trials=True))


def accept_ceremony(db: Database, actor: Actor, round_id: str, data: bytes) -> KeysView:
    """Take ceremony.json, check it whole (protocol §7) and make it the keys of the round.

    It may be replaced until a meeting of the round opens: Refused ``keys-in-use`` from then on.
    """
    permit(actor, permissions.RUN_CEREMONY)
    ceremony = Ceremony.decode(data)
    with db.transaction() as session:
        row = rows.hold(session, round_id)
        if meetings.opened_units(session, round_id):
            raise Refused("keys-in-use", "a meeting of this round has opened with its keys")
        again = row.ceremony is not None
        row.ceremony = data
        chain.write(
            session,
            actor,
            "keys-replaced" if again else "keys-accepted",
            round_id,
            {"fingerprint": ceremony.fingerprint(), "threshold": ceremony.threshold},
        )
        return keys_of(data)


def set_grade_settings(db: Database, actor: Actor, round_id: str, settings: GradeSettings) -> None:
    """Change how the round proposes grades; the proposals are computed anew from then on.

    Refused ``grades-decided`` once every unit's grades are decided.
    """
    permit(actor, permissions.EDIT_ROUND)
    plain = GradeSettings.read(settings.plain()).plain()
    with db.transaction() as session:
        row = rows.hold(session, round_id)
        check_round_undecided(session, round_id)
        row.settings = plain
        chain.write(
            session,
            actor,
            "grade-settings-changed",
            round_id,
            {
                quota[
                    "id"
                ]: f"{quota['ratio']} {quota['scope']} {quota['base']} {quota['rounding']}"
                for quota in (plain["team"], plain["member"], plain["other"])
            },
        )


def keys_of(data: bytes) -> KeysView:
    """The view of a ceremony.json that was checked when it was accepted."""
    plain = json.loads(data)
    members = tuple((c["index"], c["name"]) for c in plain["commits"])
    return KeysView(fingerprint(hashlib.sha256(data).digest()), plain["threshold"], members)


def _view(session: Session, row: rows.RoundRow) -> RoundView:
    units, _, cadres = rosters.count(session, row.id)
    return RoundView(
        row.id,
        row.year,
        row.name,
        row.number,
        row.basis,
        units,
        cadres,
        meetings.count_of_round(session, row.id),
        None if row.ceremony is None else keys_of(row.ceremony),
        GradeSettings.read(row.settings),
    )
