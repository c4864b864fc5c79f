"""Reports, feedback, histories of a town over two rounds: who gets them, what is not in them,
and how somebody is found again in another year."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from databases import opened, sqlite_url
from grading import COMMITTEE, hold_meeting, most, own
from office import AUDITOR, CADRES, HOST, OFFICER, make_round, roster_file, unit_named
from voting.assessment.roster.facts import CadreFacts, Discipline
from voting.errors import NotFound, Refused
from voting.services.context import Actor, new_id
from voting.services.documents import offers, round_charts
from voting.services.grades import moves
from voting.services.grades.read import grade_sheet
from voting.services.materials import statements
from voting.services.meetings.plan import list_meetings
from voting.services.progress import histories
from voting.services.roster.facts import put_facts
from voting.services.rounds import edit
from voting.storage.database import Database
from voting.storage.rosters import CadreRow

SECRETS = ("警告", "清纪", "立案", "处分", "第7条", "诫勉")
BEFORE: Sequence[tuple[str, str, str, str]] = (
    *(line for line in CADRES if line[1] != "李敏"),
    ("县财政局", "李敏", "副局长", "班子成员"),
)
"""A year earlier 李敏 was with the finance bureau."""


@dataclass(frozen=True)
class Town:
    """城关镇 with results in two rounds; nothing is decided in the second one yet."""

    db: Database
    before: str
    round: str
    unit: str
    meeting: str

    @property
    def subjects(self) -> dict[str, str]:
        """Name → id."""
        sheet = grade_sheet(self.db, self.round, self.unit)
        return {line.name: line.subject_id for line in sheet.lines}

    def decide(self) -> None:
        """Hand the grades on to the end."""
        for actor in (own(self.unit), OFFICER, COMMITTEE):
            moves.hand_on(self.db, actor, self.unit)

    def sheet(self, name: str) -> str:
        """What a feedback sheet is asked by."""
        return f"{self.meeting}.{self.subjects[name]}"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, keys: Any) -> tuple[Path, Town]:
    """Both rounds, held once; tests work on copies."""
    folder = tmp_path_factory.mktemp("years")
    with opened(sqlite_url(folder)) as db:
        before = make_round(db, roster_file(cadres=BEFORE))
        after = make_round(db)
        number(db, {"李敏": "P-7"}, before, after)
        for round_id in (before, after):
            edit.accept_ceremony(db, OFFICER, round_id, keys.ceremony)
        hold_meeting(db, before, "城关镇", keys.trustees, {0: most(4), 1: most(3)})
        hold_meeting(db, before, "县财政局", keys.trustees, {3: most(6)})
        ids = {c.name: c.id for c in unit_named(db, after, "城关镇").cadres}
        with db.transaction() as session:
            put_facts(
                session,
                {
                    ids["刘洋"]: CadreFacts(
                        discipline=(Discipline("warning", "2020-03", "清纪〔2020〕3号"),)
                    )
                },
            )
        town = hold_meeting(db, after, "城关镇", keys.trustees, {1: most(5), 2: most(2)})
        statements.note_visits(db, OFFICER, after, town, 23, 4, "走访三个村")
        meeting = next(view.id for view in list_meetings(db, after))
    return folder, Town(db, before, after, town, meeting)


def number(db: Database, people: dict[str, str], *round_ids: str) -> None:
    """Give some cadres their 人员编号."""
    for round_id in round_ids:
        for unit in ("城关镇", "县财政局"):
            for cadre in unit_named(db, round_id, unit).cadres:
                if cadre.name in people:
                    with db.transaction() as session:
                        row = session.get(CadreRow, cadre.id)
                        assert row is not None
                        row.person = people[cadre.name]


@pytest.fixture
def town(kept: tuple[Path, Town], tmp_path: Path) -> Iterator[Town]:
    folder, made = kept
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    with opened(sqlite_url(tmp_path)) as db:
        yield replace(made, db=db)


def words(data: bytes) -> str:
    body = docx.Document(BytesIO(data)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def made(town: Town, actor: Actor, kind: str, of: str) -> str:
    return words(offers.paper(town.db, actor, kind, of, "docx").data)


def refused(town: Town, actor: Actor, kind: str, of: str) -> str:
    with pytest.raises(Refused) as caught:
        offers.paper(town.db, actor, kind, of, "docx")
    return caught.value.code


def test_discipline_stands_nowhere(town: Town) -> None:
    """刘洋 was warned: neither the drafts nor any sheet tell, before and after the decision."""
    for _ in range(2):
        found = [made(town, OFFICER, kind, town.unit) for kind in ("report", "brief")]
        found += [made(town, OFFICER, "feedback", town.sheet(name)) for name in town.subjects]
        for text in found:
            assert not [word for word in SECRETS if word in text]
        if not grade_sheet(town.db, town.round, town.unit).decided:
            town.decide()


def test_talks_and_visits_stand_in_the_report(town: Town) -> None:
    assert "个别谈话23人次，实地考察4处。走访三个村。" in made(town, OFFICER, "report", town.unit)
    assert "个别谈话23人次，实地考察4处。" in made(town, OFFICER, "brief", town.unit)


def test_a_sheet_names_nobody_else(town: Town) -> None:
    people = {name for name in town.subjects if "班子" not in name}
    for name in people:
        text = made(town, OFFICER, "feedback", town.sheet(name)).replace("　", "")
        assert [one for one in people if one in text] == [name]
        assert "人大主席" not in text or name == "张强"


def test_the_unit_gets_feedback_only_when_decided(town: Town) -> None:
    unit, sheet = own(town.unit), town.sheet("王伟")
    assert refused(town, unit, "feedback", sheet) == "paper-not-ready"
    assert not [
        o for o in offers.documents_of_meeting(town.db, unit, town.meeting) if o.kind == "feedback"
    ]
    assert "考核等次" not in made(town, OFFICER, "feedback", sheet), "prepared, without a grade"
    town.decide()
    assert "考核等次" in made(town, unit, "feedback", sheet)
    offered = [
        o.of
        for o in offers.documents_of_meeting(town.db, unit, town.meeting)
        if o.kind == "feedback"
    ]
    assert offered == list(town.subjects)


def test_what_nobody_else_gets(town: Town) -> None:
    town.decide()
    stranger = own(unit_named(town.db, town.round, "县财政局").id)
    unit, sheet = own(town.unit), town.sheet("王伟")
    assert refused(town, stranger, "feedback", sheet) == "other-unit"
    for kind, of in (
        ("report", town.unit),
        ("brief", town.unit),
        ("unit-history", town.unit),
        ("history", sheet),
    ):
        assert refused(town, unit, kind, of) == "not-permitted"
    for actor in (HOST, AUDITOR):
        for kind, of in (("report", town.unit), ("brief", town.unit), ("feedback", sheet)):
            assert refused(town, actor, kind, of) == "not-permitted"


def test_nothing_before_the_count(town: Town) -> None:
    office = unit_named(town.db, town.round, "县财政局").id
    for kind in ("report", "brief"):
        assert refused(town, OFFICER, kind, office) == "paper-not-ready"
    for of in (f"{town.meeting}.nobody00", town.meeting, f"{town.meeting}."):
        assert refused(town, OFFICER, "feedback", of) == "paper-not-ready"


def test_found_by_number_in_another_unit(town: Town) -> None:
    """李敏 P-7 was 副局长 of the finance bureau a year before, with 6 of 6 优秀."""
    found = histories.history(town.db, OFFICER, town.subjects["李敏"])
    assert {(year.unit, year.post, year.found) for year in found.years} == {
        ("县财政局", "副局长", "person"),
        ("城关镇", "镇长", "person"),
    }
    rates = {year.unit: str(year.percents[0]) for year in found.years}
    assert rates == {"县财政局": "100.00", "城关镇": "33.33"} and not found.by_name


def test_found_by_name_in_the_same_unit(town: Town) -> None:
    found = histories.history(town.db, OFFICER, town.subjects["王伟"])
    assert sorted(year.found for year in found.years) == ["name", "person"] and found.by_name
    assert sorted(str(year.percents[0]) for year in found.years) == ["50.00", "83.33"]
    assert [year.grade for year in found.years] == ["", ""], "nothing is decided yet"
    town.decide()
    decided = histories.history(town.db, OFFICER, town.subjects["王伟"])
    assert sorted(bool(year.grade) for year in decided.years) == [False, True]


def test_two_numbers_are_two_people(town: Town) -> None:
    number(town.db, {"王伟": "P-1"}, town.before)
    number(town.db, {"王伟": "P-2"}, town.round)
    assert len(histories.history(town.db, OFFICER, town.subjects["王伟"]).years) == 1


def test_a_namesake_is_nobody(town: Town) -> None:
    """Two of that name in the unit a year before: neither is taken."""
    before = unit_named(town.db, town.before, "城关镇").id
    with town.db.transaction() as session:
        session.add(
            CadreRow(
                id=new_id(),
                unit_id=before,
                position=9,
                name="王伟",
                post="干事",
                category="其他",
                concurrent="",
                note="",
            )
        )
    assert len(histories.history(town.db, OFFICER, town.subjects["王伟"]).years) == 1


def test_the_team_over_the_years(town: Town) -> None:
    found = histories.history(town.db, OFFICER, town.subjects["城关镇领导班子"])
    assert found.team and len(found.years) == 2
    assert sorted(str(year.percents[0]) for year in found.years) == ["0.00", "66.67"]


def test_histories_are_not_for_units_and_hosts(town: Town) -> None:
    subject = town.subjects["李敏"]
    for actor in (own(town.unit), HOST):
        for look in (
            lambda who=actor: histories.history(town.db, who, subject),
            lambda who=actor: round_charts.history_chart(town.db, who, subject, "svg"),
            lambda who=actor: round_charts.charts_of_round(town.db, who, town.round),
            lambda who=actor: round_charts.round_chart(
                town.db, who, town.round, "units", "乡镇", 1, "svg"
            ),
        ):
            with pytest.raises(Refused):
                look()
    with pytest.raises(NotFound):
        histories.history(town.db, OFFICER, "nobody00")


def test_charts_of_a_round(town: Town) -> None:
    kinds = round_charts.charts_of_round(town.db, OFFICER, town.before)
    assert [(k.kind, k.units, k.pages, k.team_pages) for k in kinds] == [("乡镇", 2, 1, 1)]
    for chart in round_charts.CHARTS:
        svg = round_charts.round_chart(town.db, OFFICER, town.before, chart, "乡镇", 1, "svg", "en")
        assert svg.lstrip().startswith(b"<?xml")
    png = round_charts.history_chart(town.db, OFFICER, town.subjects["王伟"], "png")
    assert png[:4] == b"\x89PNG"
    for chart, kind, page, suffix in (
        ("units", "县委部委", 1, "svg"),
        ("units", "乡镇", 2, "svg"),
        ("units", "乡镇", 0, "svg"),
        ("poem", "乡镇", 1, "svg"),
        ("units", "乡镇", 1, "exe"),
    ):
        with pytest.raises(NotFound):
            round_charts.round_chart(town.db, OFFICER, town.before, chart, kind, page, suffix)


def test_the_zip_has_them(town: Town) -> None:
    """Reports, briefs, a sheet for each subject; single histories are left to the pages."""
    names = [
        name
        for part in offers.parts_of_round(offers.Source(town.db, town.round))
        for name, _ in offers.make_part(offers.Source(town.db, town.round), part)
    ]
    for wanted in (
        "01 城关镇（部内留存）/城关镇2020年度考核报告.docx",
        "01 城关镇（部内留存）/城关镇2020年度考核情况汇报.pdf",
        "01 城关镇（部内留存）/城关镇历年考核情况.xlsx",
        "01 城关镇/王伟2020年度民主测评结果反馈单.pdf",
    ):
        assert wanted in names, wanted
    assert not [name for name in names if "王伟历年" in name]
