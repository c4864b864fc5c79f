"""Papers of other units asked for and received, and the counter of talks and visits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from office import AUDITOR, HOST, OFFICER, unit_named, with_unit
from reports import copied, round_file
from voting.assessment.roster.facts import CadreFacts
from voting.errors import VotingError
from voting.services.materials import statements
from voting.services.materials.statements import StatementInput
from voting.services.roster.facts import put_facts
from voting.storage.database import Database


class Town:
    """城关镇: 李敏 was transferred from 韩村镇 this year, 刘洋 is seconded."""

    def __init__(self, db: Database, round_id: str) -> None:
        self.db, self.round = db, round_id
        self.view = unit_named(db, round_id, "城关镇")
        self.id = self.view.id
        self.cadres = {cadre.name: cadre.id for cadre in self.view.cadres}
        self.own = with_unit(OFFICER, self.id)
        with db.transaction() as session:
            put_facts(
                session,
                {
                    self.cadres["李敏"]: CadreFacts(moved=True, former_unit="韩村镇"),
                    self.cadres["刘洋"]: CadreFacts(
                        secondment="市发展改革委", seconded_from="2020-03-01"
                    ),
                },
            )

    def note(
        self,
        cadre: str = "李敏",
        kind: str = "former",
        of: str = "韩村镇",
        asked: str = "",
        received: str = "",
        note: str = "",
    ) -> None:
        statements.note_statement(
            self.db,
            self.own,
            self.id,
            StatementInput(self.cadres[cadre], kind, of, asked, received, note),
        )

    def listed(self) -> list[tuple[str, str, str, str]]:
        return [
            (s.cadre.name, s.kind, s.asked_of, s.state)
            for s in statements.unit_statements(self.db, self.own, self.id)
        ]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("round")
    return folder, round_file(folder)


@pytest.fixture
def town(prepared: tuple[Path, str], tmp_path: Path) -> Iterator[Town]:
    with copied(prepared[0], tmp_path) as db:
        yield Town(db, prepared[1])


def code_of(attempt: Callable[..., object], *arguments: object, **named: object) -> str:
    with pytest.raises(VotingError) as error:
        attempt(*arguments, **named)
    return error.value.code


def test_the_rules_say_what_is_wanted_of_whom(town: Town) -> None:
    """Rule 3: the former unit; rule 4: the unit somebody was sent to."""
    assert town.listed() == [
        ("李敏", "former", "韩村镇", "open"),
        ("刘洋", "secondment", "市发展改革委", "open"),
    ]


def test_asked_and_received(town: Town) -> None:
    town.note(asked="2021-01-08")
    assert town.listed()[0][3] == "asked"
    town.note(asked="2021-01-08", received="2021-01-12", note="已存档\n第3卷")
    assert town.listed()[0][3] == "received"
    assert statements.unit_statements(town.db, town.own, town.id)[0].note == "已存档 第3卷"


def test_one_entered_by_a_person_stands_in_the_list_too(town: Town) -> None:
    town.note("王伟", "former", "县委办", "2021-01-08")
    found = statements.unit_statements(town.db, town.own, town.id)
    assert [(s.cadre.name, s.wanted) for s in found] == [
        ("王伟", False),
        ("李敏", True),
        ("刘洋", True),
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"received": "2021-01-08"}, "statement-days"),
        ({"asked": "2021-01-09", "received": "2021-01-08"}, "statement-days"),
        ({"asked": "2021.1.9"}, "day-invalid"),
        ({"of": ""}, "text-missing"),
        ({"of": "长" * 101}, "text-long"),
        ({"kind": "../x"}, "statement-kind"),
        ({"note": "长" * 401}, "text-long"),
    ],
)
def test_what_is_refused(town: Town, change: dict[str, str], code: str) -> None:
    assert code_of(town.note, **change) == code
    assert town.listed()[0][3] == "open"


def test_cadres_of_other_units_are_not_reached(town: Town) -> None:
    stranger = unit_named(town.db, town.round, "县志办").cadres[0].id
    data = StatementInput(stranger, "former", "甲", "2021-01-08")
    assert code_of(statements.note_statement, town.db, town.own, town.id, data) == "cadre-unknown"
    other = with_unit(OFFICER, unit_named(town.db, town.round, "县志办").id)
    assert code_of(statements.note_statement, town.db, other, town.id, data) == "other-unit"
    assert code_of(statements.unit_statements, town.db, other, town.id) == "other-unit"
    assert code_of(statements.unit_statements, town.db, HOST, town.id) == "not-permitted"


def test_talks_and_visits_are_counted_and_no_more(town: Town) -> None:
    for actor in (HOST, OFFICER):
        statements.note_visits(town.db, actor, town.round, town.id, 12, 3, "含\n走访座谈")
    found = statements.round_visits(town.db, HOST, town.round)
    assert next((v.unit.name, v.talks, v.visits, v.remark) for v in found) == (
        "城关镇",
        12,
        3,
        "含 走访座谈",
    )
    assert (found[1].talks, found[1].visits) == (0, 0)


@pytest.mark.parametrize(
    ("talks", "visits", "remark", "code"),
    [(-1, 0, "", "number-range"), (0, 10_000, "", "number-range"), (0, 0, "长" * 401, "text-long")],
)
def test_numbers_that_are_refused(
    town: Town, talks: int, visits: int, remark: str, code: str
) -> None:
    assert (
        code_of(statements.note_visits, town.db, HOST, town.round, town.id, talks, visits, remark)
        == code
    )


def test_visits_are_not_for_units_and_stay_in_their_round(town: Town) -> None:
    arguments = (town.id, 1, 1, "")
    for actor in (town.own, AUDITOR):
        assert (
            code_of(statements.note_visits, town.db, actor, town.round, *arguments)
            == "not-permitted"
        )
        assert code_of(statements.round_visits, town.db, actor, town.round) == "not-permitted"
    assert code_of(statements.note_visits, town.db, HOST, "00000000", *arguments) == "unit-unknown"
