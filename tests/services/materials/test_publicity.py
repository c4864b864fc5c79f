"""公示: its days, what is published, opening before it has run, objections and who reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from held_meeting import run_ceremony
from office import (
    AUDITOR,
    BUNDLE,
    HOST,
    OFFICER,
    make_round,
    meeting_input,
    print_roll,
    unit_named,
    with_unit,
)
from reports import TEXT, copied, round_file, settle, write
from voting.documents.uploads.reports import text_of
from voting.errors import VotingError
from voting.services.documents import offers
from voting.services.log import chain
from voting.services.materials import objections, publicity
from voting.services.materials.publicity import PublicityInput
from voting.services.meetings import opening
from voting.services.meetings import plan as meetings_plan
from voting.services.rounds import edit
from voting.storage.database import Database

PLAN = PublicityInput(
    "2021-01-11", "2021-01-15", "一楼公告栏", "干部科\n电话1234567", "一、领导班子工作实绩\n1.甲"
)


def at(day: str, hour: int = 4) -> Callable[[], datetime]:
    """A clock that stands still; 4:00 UTC is noon in China."""
    return lambda: datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)


class Town:
    """城关镇 and its account."""

    def __init__(self, db: Database, round_id: str) -> None:
        self.db, self.round = db, round_id
        self.view = unit_named(db, self.round, "城关镇")
        self.id = self.view.id
        self.own = with_unit(OFFICER, self.id)

    def plan(self, data: PublicityInput = PLAN, day: str = "2021-01-08") -> None:
        publicity.plan_publicity(self.db, self.own, self.id, data, clock=at(day))

    def state(self, day: str, hour: int = 4) -> str:
        return publicity.state_for_opening(self.db, self.id, clock=at(day, hour))

    def printed(self) -> str:
        edit.accept_ceremony(self.db, OFFICER, self.round, run_ceremony()[1].encode())
        made = meetings_plan.create_meeting(self.db, OFFICER, meeting_input(self.round, self.id))
        return print_roll(self.db, made).meeting


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A file with a round, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("round")
    return folder, round_file(folder)


@pytest.fixture
def town(prepared: tuple[Path, str], tmp_path: Path) -> Iterator[Town]:
    """On an SQLite file."""
    with copied(prepared[0], tmp_path) as db:
        yield Town(db, prepared[1])


def code_of(attempt: Callable[..., object], *arguments: object, **named: object) -> str:
    with pytest.raises(VotingError) as error:
        attempt(*arguments, **named)
    return error.value.code


def test_states_by_the_day(town: Town) -> None:
    assert town.state("2021-01-10") == "none"
    town.plan()
    days = {
        "2021-01-10": "planned",
        "2021-01-11": "running",
        "2021-01-15": "running",
        "2021-01-16": "done",
    }
    assert {day: town.state(day) for day in days} == days
    assert town.state("2021-01-15", hour=17) == "done", "one o'clock of the next day in China"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"starts": ""}, "text-missing"),
        ({"ends": "2021-13-01"}, "day-invalid"),
        ({"ends": "2021-01-10"}, "publicity-days"),
        ({"place": ""}, "text-missing"),
        ({"place": "甲\n乙"}, "text-control"),
        ({"objections_to": " "}, "text-missing"),
        ({"objections_to": "长" * 401}, "text-long"),
        ({"text": "\n"}, "text-missing"),
    ],
)
def test_plans_that_are_refused(town: Town, change: dict[str, str], code: str) -> None:
    values = {name: getattr(PLAN, name) for name in PublicityInput.__slots__}
    assert code_of(town.plan, PublicityInput(**{**values, **change})) == code
    assert town.state("2021-01-12") == "none"


def test_once_it_runs_only_the_department_changes_it(town: Town) -> None:
    town.plan()
    town.plan()  # not yet begun: the unit may
    assert code_of(town.plan, PLAN, "2021-01-11") == "publicity-begun"
    later = PublicityInput("2021-01-11", "2021-01-20", *(PLAN.place, PLAN.objections_to, PLAN.text))
    publicity.plan_publicity(town.db, OFFICER, town.id, later, clock=at("2021-01-12"))
    assert town.state("2021-01-16") == "running"
    assert [e.action for e in chain.entries(town.db, OFFICER)][-3:] == [
        "publicity-planned",
        "publicity-changed",
        "publicity-changed",
    ]


def test_opening_before_it_has_run_asks_for_a_reason(town: Town) -> None:
    meeting = town.printed()
    town.plan()
    for day in ("2021-01-10", "2021-01-15"):
        assert (
            code_of(opening.open_meeting, town.db, HOST, meeting, BUNDLE, " \n", clock=at(day))
            == "publicity-not-run"
        )
    assert meetings_plan.get_meeting(town.db, meeting).state == "printed"
    opening.open_meeting(town.db, HOST, meeting, BUNDLE, "疫情防控\n需要", clock=at("2021-01-15"))
    entry = chain.entries(town.db, OFFICER)[-1]
    assert (entry.action, entry.details["before_publicity"]) == ("meeting-opened", "疫情防控 需要")


def test_opening_after_it_has_run_needs_none(town: Town) -> None:
    meeting = town.printed()
    town.plan()
    opening.open_meeting(town.db, HOST, meeting, BUNDLE, "没有用的理由", clock=at("2021-01-16"))
    assert "before_publicity" not in chain.entries(town.db, OFFICER)[-1].details


def test_a_reason_that_is_too_long_opens_nothing(town: Town) -> None:
    meeting = town.printed()
    assert code_of(opening.open_meeting, town.db, HOST, meeting, BUNDLE, "长" * 1001) == "text-long"
    assert meetings_plan.get_meeting(town.db, meeting).state == "printed"


def test_the_text_is_gathered_from_the_materials(town: Town) -> None:
    assert town.view.team is not None
    write(town.db, town.id, town.view.team.id, "甲")
    write(town.db, town.id, town.view.cadres[0].id, f"{TEXT}\n乙")
    found = publicity.get_publicity(town.db, town.own, town.id)
    assert found.proposed == "\n".join(
        [
            "一、领导班子工作实绩",
            "1.甲",
            "2.另一条",
            "3.甲",
            "4.另一条",
            "二、领导干部工作实绩",
            "王伟（党委书记）",
            *[TEXT, "乙"] * 4,
        ]
    )
    assert found.plan is None and found.state == "none"


def test_objections_are_noted_and_dealt_with(town: Town) -> None:
    made = objections.record_objection(town.db, town.own, town.id, "2021-01-12", "", "数字不实")
    assert (
        code_of(
            objections.handle_objection, town.db, town.own, town.id, made, "2021-01-11", "已核实"
        )
        == "objection-days"
    )
    objections.handle_objection(town.db, town.own, town.id, made, "2021-01-13", "已核实\n改正")
    (kept,) = publicity.get_publicity(town.db, town.own, town.id).objections
    assert (kept.sender, kept.content, kept.handled_on, kept.handling, kept.department) == (
        "",
        "数字不实",
        "2021-01-13",
        "已核实\n改正",
        False,
    )


def test_what_the_department_takes_the_unit_does_not_see(town: Town) -> None:
    made = objections.record_objection(town.db, OFFICER, town.id, "2021-01-12", "某人", "反映书记")
    assert publicity.get_publicity(town.db, town.own, town.id).objections == ()
    for reader in (OFFICER, AUDITOR):
        found = publicity.get_publicity(town.db, reader, town.id).objections
        assert [one.id for one in found] == [made]
    assert (
        code_of(objections.handle_objection, town.db, town.own, town.id, made, "2021-01-13", "压下")
        == "objection-unknown"
    )
    assert "某人" not in repr(chain.entries(town.db, OFFICER)), "the log names no sender"


@pytest.mark.parametrize(
    ("day", "content", "code"),
    [
        ("", "甲", "text-missing"),
        ("2021-1-1x", "甲", "day-invalid"),
        ("2021-01-12", "", "text-missing"),
        ("2021-01-12", "长" * 2001, "text-long"),
    ],
)
def test_objections_that_are_refused(town: Town, day: str, content: str, code: str) -> None:
    assert (
        code_of(objections.record_objection, town.db, town.own, town.id, day, "", content) == code
    )


def test_another_unit_and_other_roles_are_refused(town: Town) -> None:
    other = with_unit(OFFICER, unit_named(town.db, town.round, "县志办").id)
    for attempt, arguments in (
        (publicity.get_publicity, ()),
        (publicity.plan_publicity, (PLAN,)),
        (publicity.notice_of, ()),
        (objections.record_objection, ("2021-01-12", "", "甲")),
        (objections.handle_objection, ("x", "2021-01-12", "甲")),
    ):
        assert code_of(attempt, town.db, other, town.id, *arguments) == "other-unit"
        assert code_of(attempt, town.db, HOST, town.id, *arguments) == "not-permitted"
    assert code_of(publicity.plan_publicity, town.db, AUDITOR, town.id, PLAN) == "not-permitted"


def test_an_objection_of_another_unit_is_not_reached(town: Town) -> None:
    other = unit_named(town.db, town.round, "县志办")
    made = objections.record_objection(
        town.db, with_unit(OFFICER, other.id), other.id, "2021-01-12", "", "甲"
    )
    assert (
        code_of(objections.handle_objection, town.db, town.own, town.id, made, "2021-01-13", "乙")
        == "objection-unknown"
    )


def test_the_notice_as_files(town: Town) -> None:
    make = (offers.paper, town.db, town.own, "publicity-notice", town.id)
    assert code_of(*make, "docx") == "paper-not-ready"
    assert code_of(publicity.notice_of, town.db, town.own, town.id) == "publicity-none"
    town.plan()
    word = offers.paper(*make[1:], "docx")
    assert word.data.startswith(b"PK") and word.name == "城关镇2020年度工作实绩公示.docx"
    assert offers.paper(*make[1:], "pdf").data.startswith(b"%PDF")
    other = with_unit(OFFICER, unit_named(town.db, town.round, "县志办").id)
    assert code_of(offers.paper, town.db, other, *make[3:], "pdf") == "other-unit"


def test_the_settled_materials_as_a_file(town: Town) -> None:
    make = (offers.paper, town.db, town.own, "materials", town.id)
    assert town.view.team is not None
    for subject_id in (town.view.team.id, town.view.cadres[0].id):
        write(town.db, town.id, subject_id, "<b>甲</b>\n=1+1")
    assert code_of(*make, "docx") == "paper-not-ready", "nothing is settled"
    settle(town.db, town.id, town.view.team.id)
    text = text_of(offers.paper(*make[1:], "docx").data)
    assert "镇党委集体研究，2021-01-10审定" in text and "<b>甲</b>" in text and "=1+1" in text
    assert "问题清单" in text and "述职述廉述学报告" not in text


def test_states_of_many_units_at_once(db: Database) -> None:
    town = Town(db, make_round(db))
    town.plan()
    other = unit_named(db, town.round, "县志办").id
    with db.reading() as session:
        assert publicity.publicity_states(session, [town.id, other], "2021-01-12") == {
            town.id: "running",
            other: "none",
        }
        assert publicity.publicity_state(session, town.id, "2021-01-16") == "done"
