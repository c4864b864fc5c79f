"""Trials (试投): a whole meeting made up, kept out of everything, thrown away without a trace."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from office import (
    ADMIN,
    BUNDLE,
    HOST,
    OFFICER,
    UNITS,
    make_round,
    meeting_input,
    roster_file,
    unit_named,
)
from voting.assessment import permissions
from voting.assessment.forms.model import Form
from voting.demo.voters import DemoVoter, Opinions, plain_count, python_ballots
from voting.errors import BadInput, NotFound, Refused
from voting.record.ceremony.finished import Ceremony
from voting.record.frozen import frozen
from voting.services.accounts import administer
from voting.services.context import Actor
from voting.services.documents import export
from voting.services.documents.source import Source
from voting.services.forms import edit, views
from voting.services.grades import moves
from voting.services.log import chain
from voting.services.meetings import closing, opening, plan, slips, tallying
from voting.services.meetings.slips import Slip
from voting.services.progress import histories, overview
from voting.services.roster import scope, workbook
from voting.services.roster.importing import import_roster
from voting.services.roster.views import get_unit, list_units
from voting.services.rounds import edit as rounds_edit
from voting.services.trials import hold
from voting.services.trials import keys as trials_keys
from voting.services.voting import announced, casting
from voting.services.voting.checking import BallotChecker
from voting.storage import trials
from voting.storage.base import Base
from voting.storage.conflict import Conflict
from voting.storage.database import Database

OTHERS = [
    role
    for role in permissions.ROLES
    if role not in (permissions.ADMINISTRATOR, permissions.OFFICER, permissions.HOST)
]


@pytest.fixture
def real(db: Database) -> tuple[str, str]:
    """A round and a planned meeting of 城关镇."""
    round_id = make_round(db)
    unit = unit_named(db, round_id, "城关镇")
    return round_id, plan.create_meeting(db, OFFICER, meeting_input(round_id, unit.id))


def rows_of(db: Database) -> dict[str, int]:
    """How many rows every table has; the log only ever grows."""
    with db.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
            if name != "audit_log"
        }


def vote(db: Database, checker: BallotChecker, meeting: str, found: list[Slip]) -> list[DemoVoter]:
    """A ballot for each of these slips."""
    manifest = casting.manifest_bytes(db, meeting)
    opinions = Opinions(manifest, random.Random(3))
    voters = [DemoVoter(slip.code, slip.class_id, opinions.choose()) for slip in found]
    for data in python_ballots(manifest, voters):
        casting.cast(db, checker, meeting, data)
    return voters


def test_the_whole_way_and_nothing_is_left(
    db: Database, real: tuple[str, str], checker: BallotChecker
) -> None:
    """By a host alone: made, printed, opened, voted, closed, opened with its keys, thrown away."""
    before = rows_of(db)
    made = hold.create_trial(db, HOST, real[1], 6)
    printed = hold.print_trial_slips(db, HOST, made, "https://vote.example")
    assert len(printed.slips) == 6 + hold.SPARES
    opening.open_meeting(db, HOST, made, BUNDLE)
    assert announced.announcement(db, made).trial
    voters = vote(db, checker, made, list(printed.slips[:4]))
    with pytest.raises(Refused, match="only a closed meeting"):
        hold.tally_trial(db, HOST, made)
    closing.declare_heads(db, HOST, made, {"A": (4, 4)})
    closing.close_meeting(db, HOST, made)
    _break_off(db, made)
    hold.tally_trial(db, HOST, made, checker.elsewhere)
    assert plan.get_meeting(db, made).state == "tallied"
    tally = tallying.meeting_tally(db, made)
    manifest = casting.manifest_bytes(db, made)
    counts = [
        count
        for form in tally.forms
        for subject in form.subjects
        for question in subject.questions
        for count in question.total.counts.values()
    ]
    assert counts == plain_count(manifest, voters, [("A",)])[0]
    hold.discard_trial(db, HOST, made)
    assert rows_of(db) == before
    assert hold.list_trials(db) == []
    with pytest.raises(NotFound):
        announced.announcement(db, made)
    actions = [entry.action for entry in chain.entries(db, OFFICER)]
    assert "trial-created" in actions and actions[-1] == "trial-discarded"


def _break_off(db: Database, made: str) -> None:
    """The server died when the first of the trial's trustees had handed in."""
    view = plan.get_meeting(db, made)
    with db.reading() as session:
        keys = trials.keys(session, view.round_id)
    first = trials_keys.open_shares(keys or b"", tallying.record(db, made), view.sealing or "")[0]
    tallying.take_shares(db, HOST, made, first)


def test_nobody_real_is_in_it(db: Database, real: tuple[str, str]) -> None:
    made = hold.create_trial(db, OFFICER, real[1])
    slips.made(db, OFFICER, made, "https://vote.example")
    opening.open_meeting(db, OFFICER, made, BUNDLE)
    manifest = casting.manifest_bytes(db, made)
    real_unit = unit_named(db, real[0], "城关镇")
    names = {cadre.name for cadre in real_unit.cadres} | {real_unit.name}
    assert not [name for name in names if name.encode() in manifest]
    known = frozen(manifest).manifest
    assert known.meeting.title.startswith("【试投】")
    cadres = [subject for form in known.forms if form.kind == "cadre" for subject in form.subjects]
    assert [subject.position for subject in cadres] == ["member"] * 4 + ["other"]
    assert len({subject.name for subject in cadres}) == 5


def test_forms_plan_and_classes_are_those_of_the_meeting(db: Database) -> None:
    round_id = make_round(db)
    unit = unit_named(db, round_id, "县志办")  # without a team
    data = meeting_input(round_id, unit.id)
    classes = (
        plan.ClassInput("A", "领导", 4_000, 3, 3),
        plan.ClassInput("B", "群众", 6_000, 9, 9, 2),
    )
    after = plan.create_meeting(
        db,
        OFFICER,
        type(data)(round_id, unit.id, "会", data.date, data.place, classes, 5, "expected", True),
    )
    found = hold.get_trial(db, hold.create_trial(db, HOST, after, 3)).meeting
    assert [(c.id, c.name, c.weight, c.slips) for c in found.classes] == [
        ("A", "领导", 4_000, 3),
        ("B", "群众", 6_000, 3),
    ]
    assert (found.denominator, found.scores) == ("expected", True)
    assert [form.id for form in _forms(db, found.id)] == ["cadre"]


def _forms(db: Database, meeting: str) -> Sequence[Form]:
    slips.made(db, OFFICER, meeting, "https://vote.example")
    opening.open_meeting(db, OFFICER, meeting, BUNDLE)
    return frozen(casting.manifest_bytes(db, meeting)).manifest.forms


def test_without_any_meeting(sqlite: Database) -> None:
    """Before anything is planned, on an empty installation."""
    made = hold.create_trial(sqlite, HOST)
    assert [form.id for form in _forms(sqlite, made)] == ["team", "cadre"]


def test_the_keys_are_a_real_ceremony(sqlite: Database) -> None:
    ceremony, packed = trials_keys.make_keys("r")
    assert Ceremony.decode(ceremony.encode()).threshold == trials_keys.THRESHOLD
    assert b"qingping-trial-keys/1" in packed
    other, _ = trials_keys.make_keys("r")
    assert other.joint_key() != ceremony.joint_key()


def test_it_is_in_no_list_and_no_round_use_case_takes_it(
    db: Database, real: tuple[str, str]
) -> None:
    """Lists, progress, papers, exports, histories, the public record, edits of a round."""
    before = (rounds_edit.list_rounds(db), plan.list_meetings(db), list_units(db, real[0]))
    made = hold.create_trial(db, OFFICER, real[1])
    assert (
        rounds_edit.list_rounds(db),
        plan.list_meetings(db),
        list_units(db, real[0]),
    ) == before
    found = plan.get_meeting(db, made)
    cadre = get_unit(db, found.unit_id).cadres[0]
    round_id = found.round_id
    refused = (
        lambda: rounds_edit.get_round(db, round_id),
        lambda: overview.progress_of(db, OFFICER, round_id),
        lambda: overview.set_deadlines(db, OFFICER, round_id, {}),
        lambda: export.start(db, OFFICER, round_id, Path("nowhere")),
        lambda: Source(db, round_id).round,
        lambda: views.forms_page(db, OFFICER, round_id),
        lambda: edit.remove_form(db, OFFICER, round_id, "team"),
        lambda: scope.scope_of(db, OFFICER, round_id),
        lambda: workbook.current_workbook(db, OFFICER, round_id),
        lambda: import_roster(db, OFFICER, round_id, roster_file(UNITS)),
        lambda: rounds_edit.accept_ceremony(
            db, OFFICER, round_id, trials_keys.make_keys("x")[0].encode()
        ),
        lambda: plan.create_meeting(db, OFFICER, meeting_input(round_id, found.unit_id)),
        lambda: moves.hand_on(db, OFFICER, found.unit_id),
        lambda: histories.history(db, OFFICER, cadre.id),
        lambda: tallying.public_record(db, made),
    )
    for place, use in enumerate(refused):
        with pytest.raises((NotFound, Refused)) as error:
            use()
        assert not isinstance(error.value, Conflict), place
    assert hold.trial_of(db, round_id=round_id) and hold.trial_of(db, unit_id=found.unit_id)
    assert hold.trial_of(db, subject_id=cadre.id) and hold.trial_of(db, meeting_id=made)
    assert not hold.trial_of(db, round_id=real[0], meeting_id=real[1])


def test_a_namesake_of_the_sample_has_no_history_in_it(db: Database) -> None:
    round_id = make_round(
        db, roster_file([("示例单位", "")], [("示例单位", "示例甲", "主任", "班子成员")])
    )
    hold.create_trial(db, OFFICER)
    unit = unit_named(db, round_id, "示例单位")
    assert not histories.has_past(db, unit.id)
    assert len(histories.history(db, OFFICER, unit.cadres[0].id).years) == 1


def test_only_trials_are_thrown_away(db: Database, real: tuple[str, str]) -> None:
    for use in (hold.discard_trial, hold.tally_trial):
        with pytest.raises(NotFound):
            use(db, OFFICER, real[1])
    with pytest.raises(NotFound):
        hold.print_trial_slips(db, OFFICER, real[1], "https://vote.example")
    assert plan.get_meeting(db, real[1]).state == "draft"
    with pytest.raises(NotFound):
        hold.create_trial(db, OFFICER, hold.create_trial(db, OFFICER))


@pytest.mark.parametrize("role", OTHERS)
def test_who_may(sqlite: Database, role: str) -> None:
    made = hold.create_trial(sqlite, HOST)
    person = Actor("x", "x", role)
    for use in (
        lambda: hold.create_trial(sqlite, person),
        lambda: hold.print_trial_slips(sqlite, person, made, "https://vote.example"),
        lambda: hold.tally_trial(sqlite, person, made),
        lambda: hold.discard_trial(sqlite, person, made),
    ):
        with pytest.raises(Refused, match="may not"):
            use()
    assert len(hold.list_trials(sqlite)) == 1


def test_age_and_number_of_slips(sqlite: Database) -> None:
    made = hold.create_trial(sqlite, HOST, clock=lambda: datetime(2021, 1, 1, 20, tzinfo=UTC))
    day = hold.get_trial(sqlite, made, clock=lambda: datetime(2021, 1, 9, 1, tzinfo=UTC))
    assert (day.days, day.stale) == (7, True), "made on 2 January by the clocks of China"
    for number in (0, hold.MOST_SLIPS + 1):
        with pytest.raises(BadInput):
            hold.create_trial(sqlite, HOST, None, number)


def test_the_mark_is_for_trials_only(db: Database, real: tuple[str, str]) -> None:
    unit = unit_named(db, real[0], "县财政局")
    data = meeting_input(real[0], unit.id)
    with pytest.raises(BadInput, match="marks a trial"):
        plan.create_meeting(
            db,
            OFFICER,
            type(data)(real[0], unit.id, "【试投】大会", data.date, data.place, data.classes),
        )


def test_no_account_is_made_for_a_trials_unit(sqlite: Database) -> None:
    """It would hold the trial fast: accounts are not thrown away with it."""
    made = hold.create_trial(sqlite, HOST)
    with pytest.raises(NotFound):
        administer.create_account(
            sqlite, ADMIN, "li", permissions.UNIT, plan.get_meeting(sqlite, made).unit_id
        )
