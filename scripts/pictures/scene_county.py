"""The round that is photographed around its meetings: a county of 97 units, of which a few
townships have been through all of it, and a round still to come whose forms may be edited."""

from __future__ import annotations

import io
import os
import random
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

import pyotp
from openpyxl import load_workbook

from pictures.scene import BASE_URL, County
from voting.assessment import permissions
from voting.assessment.forms.model import ClassTable
from voting.assessment.forms.plan import BLOCK, WARN, BallotQuota
from voting.assessment.roster.unit import UnitView
from voting.demo import county, paperwork
from voting.demo.halls import Halls
from voting.demo.register import register, workbook
from voting.demo.trustees import DemoTrustees
from voting.processes import spawn_pool
from voting.services.accounts import administer, links, second_factor, signing
from voting.services.context import CHINA, Actor
from voting.services.forms import edit
from voting.services.grades import give, moves
from voting.services.grades.read import grade_sheet
from voting.services.materials import objections, statements
from voting.services.materials.statements import StatementInput
from voting.services.progress import overview
from voting.services.roster import scope, scope_edits
from voting.services.roster.importing import import_roster
from voting.services.roster.scope_edits import Decision
from voting.services.roster.views import list_units
from voting.services.rounds.edit import RoundInput, accept_ceremony, create_round
from voting.web.site.assets import bundle_hash

WHOLE = "2025年度全县乡（科）级领导班子和领导干部考核"
COMING = "2025年度第二批乡（科）级领导班子和领导干部考核"
PASSWORD = "看图用的密码 2026"
HELD, WRITTEN, PUBLISHED, PRINTED = 5, 82, 66, 10
BEGUN = 92
"""How many units, from the first, have come so far; of those up to ``BEGUN`` some materials are
written."""
DEADLINES = {"materials": -1, "publicity": 6, "meeting": 14, "proposal": 25}
"""Days from today, so that the same units are late on every day."""
OFFICER, COMMITTEE, AUDITOR = "干部科 王敏", "综合考评委员会办公室", "驻部纪检组 李明"


def fill(made: County) -> None:
    """The county's round with its units at every stage, and the accounts that look at it."""
    trustees = DemoTrustees(made.folder / "whole")
    units = _imported(made, trustees)
    _scope(made, units)
    _hold(made, units, trustees)
    _grades(made, units)
    _materials(made, units)
    _coming(made)
    _people(made, units)


def changed_roster() -> bytes:
    """The workbook of the coming round with what a second import brings: people who came, went
    and changed, and cells that want a look."""
    book = load_workbook(io.BytesIO(workbook(register(random.Random(2025)))))
    cadres = book["干部"]
    places = {str(cell.value).rstrip("*"): cell.column for cell in cadres[1]}
    cadres.cell(3, places["职务"]).value = "党委副书记、镇长候选人"
    cadres.cell(5, places["病事假天数"]).value = "92天"
    cadres.cell(7, places["任现职时间"]).value = "2025年8月"
    cadres.cell(7, places["新提拔"]).value = "√"
    cadres.cell(9, places["姓名"]).value = "新　来"
    cadres.cell(9, places["人员编号"]).value = "0999"
    cadres.delete_rows(12)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def code_of(made: County) -> str:
    """What the auditor's phone shows now."""
    return pyotp.TOTP(made.places["secret"]).now()


def _imported(made: County, trustees: DemoTrustees) -> list[UnitView]:
    db, actor = made.instance.db, made.actor
    round_id = made.places["whole"] = create_round(
        db, actor, RoundInput(county.YEAR, WHOLE, "清组文〔2026〕4号", county.BASIS)
    )
    import_roster(db, actor, round_id, workbook(register(random.Random(2025))))
    accept_ceremony(db, actor, round_id, trustees.ceremony(round_id))
    today = datetime.now(CHINA).date()
    overview.set_deadlines(
        db,
        actor,
        round_id,
        {stage: (today + timedelta(days)).isoformat() for stage, days in DEADLINES.items()},
    )
    return list_units(db, round_id)


def _scope(made: County, units: list[UnitView]) -> None:
    """Every open question is answered but the last one."""
    db, actor = made.instance.db, made.actor
    rows = scope.scope_of(db, actor, made.places["whole"]).rows
    asked = [row.cadre.id for row in rows if row.standing.asks]
    held = {cadre.id for unit in units[:HELD] for cadre in unit.cadres}
    open_one = next(one for one in reversed(asked) if one not in held)
    for one in asked:
        if one != open_one:
            scope_edits.override(
                db,
                actor,
                one,
                Decision(True, True, "", "部务会研究：工作时间按满半年掌握，参加考核并确定等次"),
            )
    capped = [row.cadre.id for row in rows if row.standing.cap and row.cadre.id not in held]
    scope_edits.override(
        db,
        actor,
        capped[1],
        Decision(None, None, "competent", "部务会研究：处分期内，最高确定为称职"),
    )
    made.places["asked"], made.places["capped"] = open_one, capped[0]


def _hold(made: County, units: list[UnitView], trustees: DemoTrustees) -> None:
    """Meetings with real ballots; some more have printed slips or have opened."""
    db, actor, round_id = made.instance.db, made.actor, made.places["whole"]
    chance = random.Random(97)
    for unit in units[:WRITTEN]:
        paperwork.write_materials(db, actor, unit.id, chance)
    for unit in units[:PUBLISHED]:
        paperwork.publish(db, actor, unit.id)
    with spawn_pool(os.cpu_count() or 1) as pool:
        halls = Halls(db, actor, BASE_URL, bundle_hash(), trustees.keys(), pool, chance)
        for place, unit in enumerate(units[:PRINTED]):
            if place < HELD:
                halls.hold(round_id, unit.id, place)
            elif place < HELD + 3:
                halls.begin(round_id, unit.id, place)
            else:
                halls.plan(round_id, unit.id, place)
        halls.close()


def _grades(made: County, units: list[UnitView]) -> None:
    """A unit at every step: decided, with the committee, sent back by it, with the department, at
    home; a grade differs in every column, each with its reason."""
    db = made.instance.db
    officer = replace(made.actor, role=permissions.OFFICER, name=OFFICER)
    committee = replace(made.actor, role=permissions.COMMITTEE, name=COMMITTEE)
    for unit in units[:4]:
        own = replace(made.actor, role=permissions.UNIT, unit_id=unit.id, name=unit.name)
        _lower(made, own, unit, "本人主动让出名额，经党委会议研究同意")
        moves.hand_on(db, own, unit.id)
    for unit in units[:3]:
        _lower(made, officer, unit, "分管的信访积案未按期化解，综合研判为称职")
        moves.hand_on(db, officer, unit.id)
    moves.hand_on(db, committee, units[0].id)
    moves.send_back(db, committee, units[2].id, "请补充说明重点工作完成情况后再报")
    made.places["person"] = units[0].cadres[0].id
    for place, unit in zip(
        ("decided", "at-committee", "sent-back", "submitted", "at-unit"), units, strict=False
    ):
        made.places[place] = unit.id


def _lower(made: County, actor: Actor, unit: UnitView, reason: str) -> None:
    """The last cadre who has 优秀 so far gets 称职 in this person's column."""
    db, round_id = made.instance.db, made.places["whole"]
    sheet = grade_sheet(db, round_id, unit.id)
    found = [
        line
        for line in sheet.lines
        if line.kind == "cadre"
        and (given := line.grade_at(sheet.stage)) is not None
        and given.id == "excellent"
    ]
    if found:
        give.enter(db, actor, unit.id, found[-1].subject_id, "competent", reason)


def _materials(made: County, units: list[UnitView]) -> None:
    """Units at work: some have begun; one has a second version, an objection, papers asked for."""
    db, actor = made.instance.db, made.actor
    chance = random.Random(3500)
    for unit in units[WRITTEN:BEGUN]:
        paperwork.write_materials(db, actor, unit.id, chance, subjects=chance.randint(1, 3))
    busy = units[WRITTEN]
    made.places["busy"] = busy.id
    paperwork.publish(db, actor, busy.id)
    objections.record_objection(
        db,
        actor,
        busy.id,
        f"{county.YEAR + 1}-01-08",
        "办公室职工",
        "实绩清单第三条的完成数含有上年结转部分，建议核实后注明。",
    )
    for unit in units[:HELD]:
        statements.note_visits(
            db,
            actor,
            made.places["whole"],
            unit.id,
            len(unit.cadres) + 9,
            3,
            "走访两个村、一个企业",
        )
    _statements(made, units)


def _statements(made: County, units: list[UnitView]) -> None:
    """The unit with most papers of other units: one has come, one is asked for."""
    db, actor = made.instance.db, made.actor
    lists = {unit.id: statements.unit_statements(db, actor, unit.id) for unit in units[:BEGUN]}
    most = max(lists, key=lambda unit: len(lists[unit]))
    made.places["statements"] = most
    for one, came in zip(lists[most], (f"{county.YEAR + 1}-01-11", ""), strict=False):
        statements.note_statement(
            db,
            actor,
            most,
            StatementInput(
                one.cadre.id, one.kind, one.asked_of, f"{county.YEAR + 1}-01-04", came, ""
            ),
        )


def _coming(made: County) -> None:
    """A round whose forms are being made: other votes on the slip, limits, classes by position."""
    db, actor = made.instance.db, made.actor
    round_id = made.places["coming"] = create_round(
        db, actor, RoundInput(county.YEAR, COMING, "清组文〔2026〕5号", county.BASIS)
    )
    import_roster(db, actor, round_id, workbook(register(random.Random(2025))))
    edit.add_forms(db, actor, round_id, "selection")
    edit.add_forms(db, actor, round_id, "recommendation")
    edit.set_quotas(
        db,
        actor,
        round_id,
        "cadre",
        [
            BallotQuota("cadre", "overall", "excellent", BLOCK, share=Fraction(3, 10)),
            BallotQuota("cadre", "achievements", "excellent", WARN, at_most=5),
        ],
    )
    edit.set_tables(
        db, actor, round_id, [ClassTable("H", "member", "A"), ClassTable("H", "other", "A")]
    )


def _people(made: County, units: list[UnitView]) -> None:
    """Accounts with passwords set by their links; the auditor has a second factor."""
    db, actor = made.instance.db, made.actor
    names = {unit.id: unit.name for unit in units}
    for name, role, unit in (
        (OFFICER, permissions.OFFICER, None),
        (COMMITTEE, permissions.COMMITTEE, None),
        (AUDITOR, permissions.AUDITOR, None),
        *(
            (names[made.places[place]], permissions.UNIT, made.places[place])
            for place in ("at-unit", "busy")
        ),
    ):
        links.redeem(db, administer.create_account(db, actor, name, role, unit), PASSWORD)
    made.people = {
        "officer": OFFICER,
        "committee": COMMITTEE,
        "auditor": AUDITOR,
        "unit": names[made.places["at-unit"]],
        "busy": names[made.places["busy"]],
    }
    administer.create_account(db, actor, "新来的同志", permissions.OFFICER)
    token = signing.login(db, AUDITOR, PASSWORD)
    made.places["secret"] = second_factor.offer(db, token).secret
    second_factor.enrol(db, token, code_of(made))
    second_factor.require(db, actor, [permissions.AUDITOR])
