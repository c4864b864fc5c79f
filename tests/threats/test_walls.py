"""Discipline, reasons typed for the department, and other units' data: every page and every paper,
by those who must not have them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pytest
from flask import Flask

from desk import Desk, signed_in
from grading import hold_meeting, most
from office import OFFICER, unit_named
from small_hall import Department
from threats import threat
from voting.assessment import permissions as p
from voting.assessment.roster.facts import CadreFacts, Discipline
from voting.services.documents import offers
from voting.services.grades import give, moves
from voting.services.log import chain
from voting.services.materials import objections
from voting.services.meetings import plan
from voting.services.roster import scope_edits
from voting.services.roster.facts import put_facts
from voting.services.roster.scope_edits import Decision
from voting.services.roster.views import get_unit
from voting.services.voting.checking import BallotChecker
from voting.storage.database import Database
from voting.web.app import create_app
from voting.web.site.access import rules_of
from voting.web.site.settings import Settings

SECRETS = (
    "清纪〔2020〕77号",
    "密不外传的认定理由",
    "部门内部平衡考虑",
    "匿名反映人甲乙丙",
    "立案审查",
)
"""What was typed about the cadres of 县财政局 for the department alone; the last is derived."""


@dataclass(frozen=True)
class Town:
    """县财政局, counted, with secrets: one cadre warned, one under investigation."""

    db: Database
    round: str
    unit: str
    meeting: str
    cadres: tuple[str, ...]
    app: Flask


@pytest.fixture(scope="module")
def town(office: Department, checker: BallotChecker) -> Town:
    db, unit = office.db, unit_named(office.db, office.round, "县财政局")
    ids = {cadre.name: cadre.id for cadre in unit.cadres}
    with db.transaction() as session:
        put_facts(
            session,
            {
                ids["赵敏"]: CadreFacts(discipline=(Discipline("warning", "2020-03", SECRETS[0]),)),
                ids["孙磊"]: CadreFacts(discipline=(Discipline("case-open", "", ""),)),
            },
        )
    hold_meeting(db, office.round, "县财政局", list(office.keys), {0: most(5)})
    scope_edits.override(db, OFFICER, ids["赵敏"], Decision(None, None, "competent", SECRETS[1]))
    scope_edits.override(db, OFFICER, ids["孙磊"], Decision(True, False, "", SECRETS[1]))
    objections.record_objection(db, OFFICER, unit.id, "2021-01-12", SECRETS[3], "反映")
    moves.hand_on(db, OFFICER, unit.id)
    give.enter(db, OFFICER, unit.id, ids["赵敏"], "basically-competent", SECRETS[2])
    meeting = next(
        m.id
        for m in plan.list_meetings(db, office.round)
        if m.unit_id == unit.id and m.state == "tallied"
    )
    return Town(
        db,
        office.round,
        unit.id,
        meeting,
        tuple(ids.values()),
        create_app(db, Settings("s" * 32, None, checker)),
    )


def routes(town: Town, method: str) -> Iterator[str]:
    """Every page or button there is, filled with the unit, its meeting, its people, its round."""
    subject = town.cadres[0]
    known = {
        "round": town.round,
        "unit": town.unit,
        "meeting": town.meeting,
        "cadre": subject,
        "subject": subject,
        "form": "cadre",
        "kind": "report",
    }
    for rule in sorted(town.app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if method in (rule.methods or ()) and not rules_of(town.app)[rule.endpoint].anybody:
            path = re.sub(r"<any\((\w+)[^<>]*>", r"\1", rule.rule)
            yield re.sub(
                r"<(?:[^<>:]+:)?(\w+?)(?:_id)?>", lambda m: known.get(m[1], "nothing0"), path
            )


def addresses(town: Town) -> Iterator[str]:
    """Every page and every paper there is of them."""
    yield from routes(town, "GET")
    for kind in offers.KINDS.values():
        ids = {
            "round": [town.round],
            "unit": [town.unit],
            "meeting": [town.meeting],
            "subject": [f"{town.meeting}.{one}" for one in town.cadres],
        }[kind.of]
        yield from (f"/papers/{kind.id}/{one}.docx" for one in ids)
    yield f"/papers/meeting-table/{town.meeting}.xlsx"
    yield f"/meetings/{town.meeting}/charts/spread.svg"
    yield f"/papers/meeting-table/{town.meeting}.{town.cadres[0]}.docx"
    yield f"/papers/feedback/{town.meeting}.{town.meeting}.docx"
    yield f"/papers/history/{town.meeting}.docx"


def told(data: bytes) -> str:
    """All text of an answer; of Office files and records what is packed in them."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    return re.sub(r"<[^>]*>", "", "\n".join(parts))


@threat("T43")
@pytest.mark.parametrize("role", ["unit", "host", "trustee"])
def test_discipline_and_inner_reasons_reach_no_unit_and_no_host(town: Town, role: str) -> None:
    unit = town.unit if role == "unit" else None
    desk: Desk = signed_in(town.app, town.db, role, unit, name=f"{role}-walls")
    leaks, opened = [], 0
    for path in addresses(town):
        answer = desk.get(path)
        opened += answer.status_code == 200
        assert answer.status_code < 500, path
        text = told(answer.data)
        if path.endswith("/rules"):
            continue  # names the measures there are, and nobody
        leaks += [(path, secret) for secret in SECRETS if secret in text]
    assert not leaks and opened > 3


@threat("T43")
def test_the_department_does_read_them(town: Town) -> None:
    """So that the test above would see them."""
    desk = signed_in(town.app, town.db, "officer", name="officer-walls")
    text = "".join(told(desk.get(path).data) for path in addresses(town))
    assert [secret for secret in SECRETS if secret not in text] == []


@threat("T43")
def test_whoever_sees_a_whole_sheet_or_the_log_may_see_discipline() -> None:
    """Sheets, papers and entries of the log are whole for everybody but units: so no role may have
    them without the right to see discipline."""
    whole = {p.READ_LOG, p.READ_RESULTS, p.EXPORT_TABLES, p.IMPORT_ROSTER, p.READ_ROSTER}
    for role in p.ROLES:
        held = p.actions_of(role)
        assert p.READ_DISCIPLINE in held or not held & whole, role
        assert p.READ_DISCIPLINE in held or role == p.UNIT or p.READ_PROPOSALS not in held, role


@threat("T44")
def test_another_unit_gets_no_page_and_no_paper(town: Town) -> None:
    other = unit_named(town.db, town.round, "县志办").id
    desk = signed_in(town.app, town.db, "unit", other, name="stranger-walls")
    names = [cadre.name for cadre in get_unit(town.db, town.unit).cadres]
    leaks = []
    for path in addresses(town):
        answer = desk.get(path)
        assert answer.status_code < 500, path
        text = told(answer.data)
        if any(name in text for name in names) and not path.endswith("record.zip"):
            leaks.append((path, answer.status_code))
        named = any(one in path for one in (town.unit, town.meeting, *town.cadres))
        if named and answer.status_code == 200 and not path.endswith("record.zip"):
            leaks.append((path, 200))
    assert not leaks


@threat("T44")
def test_another_unit_presses_no_button(town: Town) -> None:
    other = unit_named(town.db, town.round, "县志办").id
    desk = signed_in(town.app, town.db, "unit", other, name="presser-walls")
    token, pressed = desk.token("/password"), 0
    before = chain.entries(town.db, OFFICER)
    for path in routes(town, "POST"):
        if any(one in path for one in (town.unit, town.meeting, *town.cadres)):
            answer = desk.client.post(
                path,
                data={
                    "csrf_token": token,
                    "sure": "1",
                    "reason": "x",
                    "subject": town.cadres[0],
                    "grade": "competent",
                    "version": "0",
                    "s-whole": "x",
                    "text": "x",
                },
            )
            assert answer.status_code in (403, 404), path
            pressed += 1
    assert pressed > 10 and chain.entries(town.db, OFFICER) == before
