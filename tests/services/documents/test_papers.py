"""Papers of a round really held: who may have which, what stands in them, the parts of the zip."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from grading import COMMITTEE, EXCELLENT, INCOMPETENT, hold_meeting, most, own
from office import ADMIN, AUDITOR, HOST, OFFICER, make_round, roster_file, unit_named
from voting.documents.writing.file_formats import MIMETYPES, file_name, written
from voting.errors import BadInput, NotFound, Refused
from voting.services.context import Actor
from voting.services.documents import offers
from voting.services.grades import give, moves
from voting.services.grades.read import grade_sheet
from voting.services.meetings.plan import list_meetings
from voting.services.roster.importing import import_roster
from voting.services.rounds import edit
from voting.storage.database import Database


@dataclass(frozen=True)
class County:
    """城关镇 has results and a decision, the others wait."""

    db: Database
    round: str
    town: str
    meeting: str


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory, keys: Any) -> Any:
    from databases import opened, sqlite_url

    with opened(sqlite_url(tmp_path_factory.mktemp("county"))) as db:
        yield decided(db, keys)


def decided(db: Database, keys: Any) -> County:
    past = edit.RoundInput(2019, "2019年度考核", "", "")
    import_roster(db, OFFICER, edit.create_round(db, OFFICER, past), roster_file())
    round_id = make_round(db)
    edit.accept_ceremony(db, OFFICER, round_id, keys.ceremony)
    town = hold_meeting(
        db,
        round_id,
        "城关镇",
        keys.trustees,
        {0: most(3), 1: most(5), 2: most(2), 3: [EXCELLENT, *[INCOMPETENT] * 5]},
    )
    people = {one.name: one.subject_id for one in grade_sheet(db, round_id, town).lines}
    give.enter(db, own(town), town, people["张强"], "basically-competent", "=整改后有进步")
    moves.hand_on(db, own(town), town)
    give.enter(db, OFFICER, town, people["李敏"], "basically-competent", "专项工作滞后")
    moves.hand_on(db, OFFICER, town)
    moves.hand_on(db, COMMITTEE, town)
    meeting = next(view.id for view in list_meetings(db, round_id))
    return County(db, round_id, town, meeting)


def cells(data: bytes) -> list[list[Any]]:
    return [
        list(row)
        for sheet in load_workbook(BytesIO(data)).worksheets
        for row in sheet.iter_rows(values_only=True)
    ]


def words(data: bytes) -> str:
    body = docx.Document(BytesIO(data)).element.body
    return "\n".join(text.text or "" for text in body.iter(qn("w:t")))


def made(county: County, actor: Actor, kind: str, of: str, suffix: str = "xlsx") -> bytes:
    return offers.paper(county.db, actor, kind, of, suffix).data


@pytest.mark.parametrize(
    "kind, suffix",
    [
        (kind.id, suffix)
        for kind in offers.KINDS.values()
        if kind.of != "subject"
        for suffix in kind.formats
    ],
)
def test_every_kind_in_every_format(county: County, kind: str, suffix: str) -> None:
    one = offers.KINDS[kind]
    of = {"round": county.round, "unit": county.town, "meeting": county.meeting}[one.of]
    if not one.ready(offers.Source(county.db, county.round), of):
        with pytest.raises(Refused, match="nothing to print"):
            offers.paper(county.db, OFFICER, kind, of, suffix)
        return
    found = offers.paper(county.db, OFFICER, kind, of, suffix)
    assert found.name.endswith(f".{suffix}") and found.mimetype == MIMETYPES[suffix]
    assert found.data[:4] == (b"%PDF" if suffix == "pdf" else b"PK\x03\x04")


def test_three_columns_with_reasons(county: County) -> None:
    rows = cells(made(county, OFFICER, "unit-decision", county.town))
    line = next(row for row in rows if "李　敏" in row)
    assert [value for value in line if value in ("优秀", "称职", "基本称职")] == [
        "称职",
        "基本称职",
        "基本称职",
    ]
    assert any(str(value).startswith("部门：专项工作滞后\n（组织部 20") for value in line)
    text = words(made(county, OFFICER, "unit-decision", county.town, "docx"))
    assert "城关镇2020年度考核等次审定表" in text and "综合考评委员会（盖章）" in text
    assert "优秀名额" in text and "等次汇总" in text


def test_a_column_not_reached_is_blank(county: County) -> None:
    office = unit_named(county.db, county.round, "县财政局").id
    rows = cells(made(county, OFFICER, "unit-decision", office))
    line = next(row for row in rows if "赵　敏" in row)
    assert not {"优秀", "称职"} & set(line)


def test_reasons_stay_words(county: County) -> None:
    data = made(county, OFFICER, "unit-proposal", county.town)
    found = [
        cell
        for sheet in load_workbook(BytesIO(data)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert not [cell for cell in found if cell.data_type == "f"]
    assert any(str(cell.value).startswith("=整改后有进步\n（") for cell in found)


def test_lists_and_alerts(county: County) -> None:
    text = words(made(county, OFFICER, "grade-lists", county.round, "docx"))
    assert (
        "（一）优秀（1人）" in text
        and "（二）称职（2人）" in text
        and "（三）基本称职（2人）" in text
    )
    assert "尚未审定的单位：县财政局（单位建议中）、县志办（单位建议中）。" in text
    alerts = words(made(county, OFFICER, "alerts", county.round, "docx"))
    assert "张　强" in alerts and "李　敏" not in alerts and "低于2/3" in alerts


def test_who_may_have_what(county: County) -> None:
    unit = own(county.town)
    offered = {offer.kind for offer in offers.documents_of_unit(county.db, unit, county.town)}
    assert (
        {"meeting-table", "unit-proposal"}
        <= offered
        <= {kind.id for kind in offers.KINDS.values() if kind.own}
    )
    for kind, of in (("meeting-table", county.meeting), ("unit-proposal", county.town)):
        assert made(county, unit, kind, of)[:2] == b"PK"
    text = words(made(county, unit, "unit-proposal", county.town, "docx"))
    assert "专项工作滞后" not in text, "the department's reasons are not for the unit"
    stranger = own(unit_named(county.db, county.round, "县财政局").id)
    for actor, kind, of, code in (
        (stranger, "meeting-table", county.meeting, "other-unit"),
        (stranger, "unit-proposal", county.town, "other-unit"),
        (unit, "unit-decision", county.town, "not-permitted"),
        (unit, "round-table", county.round, "not-permitted"),
        (AUDITOR, "meeting-table", county.meeting, "not-permitted"),
        (HOST, "meeting-table", county.meeting, "not-permitted"),
    ):
        with pytest.raises(Refused) as caught:
            made(county, actor, kind, of)
        assert caught.value.code == code, (actor.role, kind)
    for look in (
        lambda: offers.documents_of_unit(county.db, stranger, county.town),
        lambda: offers.documents_of_meeting(county.db, stranger, county.meeting),
        lambda: offers.documents_of_round(county.db, unit, county.round),
    ):
        with pytest.raises(Refused):
            look()


def test_what_is_offered_can_be_had(county: County) -> None:
    shelves = offers.documents_of_round(county.db, ADMIN, county.round)
    assert [shelf.name for shelf in shelves] == ["2020年度考核", "城关镇", "县财政局", "县志办"]
    assert {offer.kind for offer in shelves[0].offers} >= {"round-table", "decisions", "alerts"}
    for shelf in shelves:
        for offer in shelf.offers:
            assert offers.paper(county.db, ADMIN, offer.kind, offer.id, offer.formats[0]).data
    assert not [o for o in shelves[2].offers if o.kind == "meeting-table"], "not held yet"


def test_unknown_and_early(county: County, sqlite: Database) -> None:
    for kind, of, suffix in (
        ("poem", county.round, "pdf"),
        ("alerts", county.round, "exe"),
        ("alerts", "nothing0", "pdf"),
        ("meeting-table", "nothing0", "pdf"),
        ("unit-proposal", "nothing0", "pdf"),
    ):
        with pytest.raises(NotFound):
            made(county, OFFICER, kind, of, suffix)
    empty = make_round(sqlite)
    with pytest.raises(Refused) as caught:
        offers.paper(sqlite, OFFICER, "round-table", empty, "pdf")
    assert caught.value.code == "paper-not-ready"
    with pytest.raises(BadInput):
        written(offers.KINDS["decisions"].make(offers.Source(sqlite, empty), empty), "exe")


def test_the_parts_of_a_round_hold_every_paper_once(county: County) -> None:
    parts = offers.parts_of_round(offers.Source(county.db, county.round))
    assert pickle.loads(pickle.dumps(parts)) == parts, "parts travel between processes"
    source = offers.Source(county.db, county.round)
    files = [file for part in parts for file in offers.make_part(source, part)]
    names = [name for name, _ in files]
    assert len(names) == len(set(names)) > 30
    assert "01 城关镇/城关镇2020年度民主测评汇总表.pdf" in names
    assert "00 全部单位/2020年度考核等次审定表.docx" in names
    assert all(name.count("/") == 1 and ".." not in name for name in names)


@pytest.mark.parametrize(
    "typed, safe",
    [
        ("../../etc/passwd", "·..·etc·passwd"),
        ("a/b\\c:d*e", "a·b·c·d·e"),
        (" . ", "文件"),
        ("城关镇\n\x00", "城关镇"),
        ("长" * 200, "长" * 80),
        ("..", "文件"),
        ("CON|x?", "CON·x·"),
    ],
)
def test_file_names(typed: str, safe: str) -> None:
    assert file_name(typed) == safe
