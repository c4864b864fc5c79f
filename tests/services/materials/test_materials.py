"""Materials: versions, the limit with its count, settling, locking, unlocking; whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest

from office import AUDITOR, HOST, OFFICER, make_round, meeting_input, unit_named, with_unit
from reports import TEXT, copied, round_file, settle, subject, write
from small_hall import together
from voting.assessment import permissions
from voting.assessment.materials.sections import WHOLE
from voting.errors import BadInput, NotFound, Refused, VotingError
from voting.services.context import Actor
from voting.services.log import chain
from voting.services.materials import edit, overview
from voting.services.materials import settle as settling
from voting.services.materials.views import MaterialsState, materials_state
from voting.services.meetings import plan
from voting.services.roster.views import list_units
from voting.storage import materials as rows
from voting.storage import meetings as meeting_rows
from voting.storage import rosters as roster_rows
from voting.storage.database import Database

NOW = datetime(2021, 1, 12, 1, 0, tzinfo=UTC)


def noon() -> datetime:
    return NOW


class Town:
    """城关镇 with a team and five cadres; ``own`` is its account."""

    def __init__(self, db: Database, round_id: str) -> None:
        self.db, self.round = db, round_id
        self.view = unit_named(db, self.round, "城关镇")
        self.id = self.view.id
        assert self.view.team is not None
        self.team, self.wang = self.view.team.id, self.view.cadres[0].id
        self.own = with_unit(OFFICER, self.id)

    def save(self, text: str, based_on: int, actor: Actor | None = None) -> int:
        return edit.save(
            self.db,
            actor or self.own,
            self.id,
            self.wang,
            "report",
            [(WHOLE, text)],
            based_on,
            clock=noon,
        )

    def settle(
        self, day: str = "2021-01-12", versions: str | None = None, who: str = "党委书记王伟"
    ) -> None:
        seen = versions or subject(self.db, self.id, self.wang).versions
        settling.settle(self.db, self.own, self.id, self.wang, who, day, seen, clock=noon)

    def state(self) -> MaterialsState:
        with self.db.reading() as session:
            return materials_state(session, [self.id])[self.id]


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


@pytest.fixture
def both(db: Database) -> Town:
    """On SQLite and on PostgreSQL."""
    return Town(db, make_round(db))


def code_of(attempt: object, *arguments: object, **named: object) -> str:
    with pytest.raises(VotingError) as error:
        attempt(*arguments, **named)
    return error.value.code


def test_every_version_is_kept_and_only_changes_make_one(both: Town) -> None:
    assert both.save("第一稿", 0) == 1
    assert both.save("第一稿", 1) == 1, "nothing changed"
    assert both.save("第二稿2021", 1) == 2
    _, kind, history = edit.history(both.db, both.own, both.id, both.wang, "report")
    assert kind.text.zh == "述职述廉述学报告"
    assert [(v.number, v.body[0]["text"], v.characters, v.saved_at) for v in history] == [
        (2, "第二稿2021", 4, "2021-01-12T01:00:00Z"),
        (1, "第一稿", 3, "2021-01-12T01:00:00Z"),
    ]


def test_over_length_is_refused_with_the_count_and_nothing_is_kept(town: Town) -> None:
    with pytest.raises(BadInput) as error:
        town.save("字" * 3001, 0)
    assert error.value.code == "material-long" and error.value.values == {
        "most": 3000,
        "characters": 3001,
        "over": 1,
    }
    assert town.state().written == 0
    assert town.save("字" * 3000, 0) == 1


def test_somebody_else_saved_in_between(town: Town) -> None:
    town.save("一", 0)
    town.save("二", 1)
    assert code_of(town.save, "三", 1) == "material-newer"
    assert code_of(town.save, "三", 7) == "material-newer"
    assert subject(town.db, town.id, town.wang).materials[0].body[0]["text"] == "二"


def test_two_savings_at_once_make_one_version(both: Town) -> None:
    found = together([lambda n=n: both.save(f"稿{n}", 0) for n in range(4)])
    assert [one for one in found if one == 1] == [1]
    assert {one.code for one in found if isinstance(one, VotingError)} == {"material-newer"}


def test_what_is_settled_is_what_was_read_also_at_the_same_moment(both: Town) -> None:
    for number in range(12):
        view = subject(both.db, both.id, both.wang).materials[0]
        if view.settled:
            settling.unlock(both.db, OFFICER, both.id, both.wang, "再来")
        now = view.version or both.save("全文", 0)
        together(
            [lambda n=now: both.settle(versions=str(n)), lambda n=now: both.save(f"抢先改{n}", n)]
        )
        with both.db.reading() as session:
            locked = rows.settled(session, [both.id]).get((both.wang, "report"))
        last = subject(both.db, both.id, both.wang).materials[0].version
        assert locked is None or locked.version == last, number


def test_settling_locks_and_says_who_and_when(both: Town) -> None:
    both.save("全文", 0)
    both.settle()
    view = subject(both.db, both.id, both.wang)
    assert view.settled is not None
    assert (view.settled.by, view.settled.on, view.settled.locked_by, view.settled.locked_at) == (
        "党委书记王伟",
        "2021-01-12",
        "组织部",
        "2021-01-12T01:00:00Z",
    )
    assert code_of(both.save, "改", 1) == "material-settled"
    assert code_of(both.settle) == "material-settled"
    assert both.state() == MaterialsState(10, 1, 1)


def test_the_department_cannot_write_over_a_lock_either(town: Town) -> None:
    town.save("全文", 0)
    town.settle()
    assert code_of(town.save, "改", 1, OFFICER) == "material-settled"


def test_what_is_incomplete_is_not_settled(town: Town) -> None:
    assert code_of(town.settle) == "material-incomplete"
    edit.save(town.db, town.own, town.id, town.wang, "report", [("character", TEXT)], 0)
    with pytest.raises(Refused) as error:
        town.settle()
    assert error.value.values["missing"] == "述职述廉述学报告（能、勤、绩、大事一、大事二、廉）"


def test_a_team_settles_all_five_together(town: Town) -> None:
    assert write(town.db, town.id, town.team).ready
    assert town.state() == MaterialsState(10, 0, 5)
    settle(town.db, town.id, town.team)
    assert town.state() == MaterialsState(10, 5, 5)


def test_only_what_was_seen_is_settled(town: Town) -> None:
    town.save("一", 0)
    town.save("二", 1)
    assert code_of(town.settle, versions="1") == "material-newer"


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2021-01-13", "day-future"),
        ("2021-02-30", "day-invalid"),
        ("", "text-missing"),
        ("昨天", "day-invalid"),
    ],
)
def test_days_of_settling(town: Town, day: str, code: str) -> None:
    town.save("全文", 0)
    assert code_of(town.settle, day) == code


def test_unlocking_needs_a_reason_and_the_department(town: Town) -> None:
    town.save("全文", 0)
    town.settle()
    place = (town.id, town.wang)
    assert code_of(settling.unlock, town.db, town.own, *place, "改错字") == "not-permitted"
    assert code_of(settling.unlock, town.db, OFFICER, *place, " \n") == "text-missing"
    settling.unlock(town.db, OFFICER, *place, "改错字")
    assert town.save("改", 1) == 2
    last = chain.entries(town.db, OFFICER)[-2]
    assert (last.action, last.details["reason"]) == ("material-unlocked", "改错字")
    assert code_of(settling.unlock, town.db, OFFICER, *place, "再改") == "material-open"


def test_what_voters_read_is_not_unlocked(town: Town) -> None:
    town.save("全文", 0)
    town.settle()
    meeting = plan.create_meeting(town.db, OFFICER, meeting_input(town.round, town.id))
    with town.db.transaction() as session:
        row = meeting_rows.hold(session, meeting)
        assert row is not None
        row.state = "open"
    assert (
        code_of(settling.unlock, town.db, OFFICER, town.id, town.wang, "改") == "materials-frozen"
    )


def test_another_unit_and_other_roles_are_refused(town: Town) -> None:
    other = with_unit(OFFICER, unit_named(town.db, town.round, "县志办").id)
    attempts = [
        (edit.unit_materials, (town.id,)),
        (edit.history, (town.id, town.wang, "report")),
        (edit.save, (town.id, town.wang, "report", [(WHOLE, "甲")], 0)),
        (settling.settle, (town.id, town.wang, "甲", "2021-01-12", "1")),
        (edit.read_upload, (town.id, town.wang, "report", b"text")),
    ]
    for attempt, arguments in attempts:
        assert code_of(attempt, town.db, other, *arguments) == "other-unit"
        assert code_of(attempt, town.db, HOST, *arguments) == "not-permitted"
    assert (
        code_of(edit.save, town.db, AUDITOR, town.id, town.wang, "report", [(WHOLE, "甲")], 0)
        == "not-permitted"
    )
    assert code_of(overview.round_summary, town.db, town.own, town.round) == "not-permitted"
    assert town.state().written == 0


def test_a_subject_of_another_unit_is_not_reached_through_ones_own(town: Town) -> None:
    """The unit in the address is one's own, the cadre is not."""
    stranger = unit_named(town.db, town.round, "县志办").cadres[0].id
    for subject_id in (stranger, "../../x", ""):
        assert (
            code_of(edit.save, town.db, town.own, town.id, subject_id, "report", [(WHOLE, "甲")], 0)
            == "subject-unknown"
        )
    assert (
        code_of(edit.save, town.db, town.own, town.id, town.wang, "summary", [(WHOLE, "甲")], 0)
        == "material-unknown"
    )


def test_markup_and_formulas_are_kept_as_the_text_they_are(town: Town) -> None:
    text = "<script>alert(1)</script>\n=1+1\n{{7*7}}\n../../etc/passwd"
    town.save(text, 0)
    assert subject(town.db, town.id, town.wang).materials[0].body[0]["text"] == text


def test_an_upload_is_read_and_not_kept(town: Town) -> None:
    file = docx.Document()
    file.add_paragraph("全文如下")
    out = BytesIO()
    file.save(out)
    place = (town.db, town.own, town.id)
    assert edit.read_upload(*place, town.wang, "report", out.getvalue()) == [(WHOLE, "全文如下")]
    assert edit.read_upload(*place, town.team, "problems", "1.甲\n2.乙".encode()) == [
        ("item", "甲"),
        ("item", "乙"),
    ]
    assert town.state().written == 0


def test_who_is_not_assessed_hands_nothing_in(town: Town) -> None:
    """Rule 6 takes 王伟 off the ballot: no report is wanted, and what was written does not count."""
    from voting.assessment.roster.facts import CadreFacts
    from voting.services.roster.facts import put_facts

    town.save("全文", 0)
    assert town.state() == MaterialsState(10, 0, 1)
    with town.db.transaction() as session:
        put_facts(session, {town.wang: CadreFacts(retired="2020-03-01")})
    assert town.state() == MaterialsState(9, 0, 0)
    assert code_of(town.save, "改", 1) == "subject-unknown"


def test_states_of_a_round_take_the_same_few_queries(both: Town) -> None:
    ids = [unit.id for unit in list_units(both.db, both.round)]
    write(both.db, both.id, both.team)
    with both.db.reading() as session:
        found = materials_state(session, ids)
        assert [found[unit].wanted for unit in ids] == [10, 7, 1]
        assert found[both.id].written == 5
        assert materials_state(session, []) == {}


def test_heads_have_their_own_sections(town: Town) -> None:
    with town.db.transaction() as session:
        roster_rows.cadres(session, [town.id])[town.id][0].head = True
    view = subject(town.db, town.id, town.wang).materials[0]
    assert [s.text.zh for s in view.sections][-3:] == [
        "抓党建工作成效",
        "推进乡村振兴责任",
        "推进法治建设第一责任人职责",
    ]
    edit.set_rules(town.db, OFFICER, town.round, 3500, 200, 3, ("履行脱贫攻坚责任", "写明情况"))
    view = subject(town.db, town.id, town.wang).materials[0]
    assert view.limit == 200 and view.sections[-2].text.zh == "履行脱贫攻坚责任"
    assert code_of(town.save, "字" * 201, 0) == "material-long"


@pytest.mark.parametrize(
    ("numbers", "title", "code"),
    [
        ((99, 3000, 5), "甲", "number-range"),
        ((3500, 20_001, 5), "甲", "number-range"),
        ((3500, 3000, 61), "甲", "number-range"),
        ((3500, 3000, 5), " ", "text-missing"),
        ((3500, 3000, 5), "甲\n乙", "text-control"),
        ((3500, 3000, 5), "长" * 31, "text-long"),
    ],
)
def test_rules_that_are_refused(
    town: Town, numbers: tuple[int, int, int], title: str, code: str
) -> None:
    assert code_of(edit.set_rules, town.db, OFFICER, town.round, *numbers, (title, "甲")) == code
    assert (
        code_of(edit.set_rules, town.db, town.own, town.round, 3500, 3000, 5, ("甲", "乙"))
        == "not-permitted"
    )
    assert edit.get_rules(town.db, town.round).summary == 3500


def test_unknown_places(town: Town) -> None:
    for attempt in (
        lambda: edit.unit_materials(town.db, OFFICER, "00000000"),
        lambda: edit.get_rules(town.db, "00000000"),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_every_role_that_writes_also_reads() -> None:
    for actions in permissions.PERMISSIONS.values():
        assert permissions.EDIT_MATERIALS not in actions or permissions.READ_MATERIALS in actions
        assert permissions.UNLOCK_MATERIALS not in actions or permissions.EDIT_MATERIALS in actions


def test_a_broken_key_is_said_as_somebody_elses_version(
    both: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check passes, the key does not: another process was faster."""
    both.save("一", 0)
    monkeypatch.setattr(rows, "latest", lambda *_: {})
    assert code_of(both.save, "二", 0) == "material-newer"
