"""The forms of a round: edited until a meeting opens, then what the meeting votes on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from office import (
    AUDITOR,
    BUNDLE,
    EARLY,
    HOST,
    OFFICER,
    hold,
    make_round,
    meeting_input,
    print_roll,
    put_ballots,
    unit_named,
    with_unit,
)
from small_hall import together
from voting.assessment.forms.model import NO_TEXT, ClassTable, Option, Question
from voting.assessment.forms.plan import BallotQuota
from voting.assessment.roster.facts import CadreFacts
from voting.assessment.wording import Text
from voting.errors import BadInput, NotFound, Refused, VotingError
from voting.record.manifest import Manifest
from voting.services.forms import edit
from voting.services.forms.views import FormsPage, forms_page, preview
from voting.services.log.chain import entries
from voting.services.meetings import opening, plan, tallying
from voting.services.meetings.plan import ClassInput
from voting.services.roster.facts import put_facts
from voting.services.rounds import edit as rounds_edit
from voting.services.voting import casting
from voting.storage import rosters as roster_rows
from voting.storage.database import Database

LIMIT = BallotQuota("", "overall", "excellent", "block", Fraction(2, 5))
QUESTION = Question(
    "", "aspect", Text("学"), NO_TEXT, 1, 1, None, (Option("yes", Text("好"), None, True),)
)


@pytest.fixture
def round_id(sqlite: Database) -> str:
    """A round with the usual roster of three units."""
    return make_round(sqlite)


def page(db: Database, round_id: str) -> FormsPage:
    return forms_page(db, OFFICER, round_id)


def refused(code: str, work: Callable[[], object]) -> None:
    with pytest.raises(VotingError) as error:
        work()
    assert error.value.code == code


def mark_head(db: Database, unit_id: str, *, promoted: int | None = None) -> None:
    """The first cadre of a unit is the head; another one newly promoted."""
    with db.transaction() as session:
        rows = roster_rows.cadres(session, [unit_id])[unit_id]
        rows[0].head = True
        if promoted is not None:
            put_facts(session, {rows[promoted].id: CadreFacts(promoted=True)})


def open_unit(
    db: Database, round_id: str, keys: Any, name: str, classes: Sequence[ClassInput] | None = None
) -> Manifest:
    """Hold a meeting of the unit up to its opening; what was frozen."""
    rounds_edit.accept_ceremony(db, OFFICER, round_id, keys.ceremony)
    data = meeting_input(round_id, unit_named(db, round_id, name).id)
    meeting = plan.create_meeting(
        db, OFFICER, replace(data, classes=tuple(classes or data.classes))
    )
    print_roll(db, meeting)
    opening.open_meeting(db, HOST, meeting, BUNDLE, EARLY)
    return Manifest.decode(casting.manifest_bytes(db, meeting))


def test_a_new_round_has_the_notice_forms(sqlite: Database, round_id: str) -> None:
    found = page(sqlite, round_id)
    assert [(f.id, f.applies.who, f.sizes) for f in found.forms] == [
        ("team", "team", (0, 1)),
        ("cadre", "cadres", (1, 2, 5)),
    ]
    assert found.largest == (36, "城关镇") and not found.frozen and not found.too_large
    assert found.counts == {
        "team": 2,
        "cadres": 8,
        "members": 6,
        "heads": 0,
        "deputies": 6,
        "others": 2,
        "promoted": 0,
    }


def test_every_change_is_kept_and_logged_with_the_plans_fingerprint(
    sqlite: Database, round_id: str
) -> None:
    marks = [page(sqlite, round_id).fingerprint]
    changes: list[Callable[[], object]] = [
        lambda: edit.add_forms(sqlite, OFFICER, round_id, "selection"),
        lambda: edit.move_form(sqlite, OFFICER, round_id, "promoted", -1),
        lambda: edit.name_form(sqlite, OFFICER, round_id, "promoted", Text("新提拔", "New")),
        lambda: edit.set_who(sqlite, OFFICER, round_id, "cadre", "members"),
        lambda: edit.set_quotas(sqlite, OFFICER, round_id, "cadre", [LIMIT]),
        lambda: edit.set_rates(
            sqlite, OFFICER, round_id, "promoted", [("ok", Text("认同率"), ["approve"])]
        ),
        lambda: edit.set_tables(sqlite, OFFICER, round_id, [ClassTable("B", "member", "A")]),
        lambda: edit.put_question(sqlite, OFFICER, round_id, "cadre", None, QUESTION),
        lambda: edit.move_question(sqlite, OFFICER, round_id, "cadre", "q", -1),
        lambda: edit.remove_question(sqlite, OFFICER, round_id, "cadre", "virtue"),
        lambda: edit.remove_form(sqlite, OFFICER, round_id, "selection"),
    ]
    for change in changes:
        change()
        marks.append(page(sqlite, round_id).fingerprint)
    assert len(set(marks)) == len(marks)
    logged = entries(sqlite, OFFICER)[-len(changes) :]
    assert [e.details["fingerprint"] for e in logged] == marks[1:]
    assert [(e.action, e.details.get("form")) for e in logged[:4]] == [
        ("form-added", "“一报告两评议”"),
        ("form-moved", "新提拔任用干部民主评议表"),
        ("form-named", "新提拔任用干部民主评议表"),
        ("form-who", "领导干部民主测评表"),
    ]
    found = page(sqlite, round_id)
    assert [f.id for f in found.forms] == ["team", "cadre", "promoted"]
    assert found.form("promoted").form.text == Text("新提拔", "New")
    assert [q.id for q in found.form("cadre").form.questions] == [
        "ability",
        "diligence",
        "achievements",
        "integrity",
        "q",
        "overall",
    ]
    assert found.form("cadre").quotas == (replace(LIMIT, form="cadre"),)
    assert found.plan.tables == (ClassTable("B", "member", "A"),)


def test_what_does_not_fit_is_refused_and_nothing_is_kept(sqlite: Database, round_id: str) -> None:
    before = page(sqlite, round_id)

    def tries() -> list[tuple[str, Callable[[], object]]]:
        return [
            ("plan-overlap", lambda: edit.add_forms(sqlite, OFFICER, round_id, "cadre")),
            ("template-unknown", lambda: edit.add_forms(sqlite, OFFICER, round_id, "x")),
            ("form-unknown", lambda: edit.set_who(sqlite, OFFICER, round_id, "x", "team")),
            ("form-unknown", lambda: edit.set_quotas(sqlite, OFFICER, round_id, "x", [])),
            ("plan-who", lambda: edit.set_who(sqlite, OFFICER, round_id, "team", "cadres")),
            (
                "meeting-unit",
                lambda: edit.set_who(sqlite, OFFICER, round_id, "team", "team", units=["00000000"]),
            ),
            ("text-missing", lambda: edit.name_form(sqlite, OFFICER, round_id, "team", Text(" "))),
            (
                "form-count",
                lambda: edit.set_rates(sqlite, OFFICER, round_id, "team", [("r", Text("率"), [])]),
            ),
            (
                "form-text",
                lambda: edit.put_question(
                    sqlite,
                    OFFICER,
                    round_id,
                    "team",
                    None,
                    replace(QUESTION, text=Text("甲\n乙")),
                ),
            ),
            (
                "form-number",
                lambda: edit.put_question(
                    sqlite, OFFICER, round_id, "team", None, replace(QUESTION, max=2)
                ),
            ),
            (
                "form-needs-overall",
                lambda: edit.remove_question(sqlite, OFFICER, round_id, "cadre", "overall"),
            ),
            ("round-unknown", lambda: edit.add_forms(sqlite, OFFICER, "00000000", "satisfaction")),
            ("not-permitted", lambda: edit.add_forms(sqlite, AUDITOR, round_id, "satisfaction")),
        ]

    for code, work in tries():
        with pytest.raises((BadInput, Refused, NotFound)) as error:
            work()
        assert error.value.code == code
    assert page(sqlite, round_id) == before


def test_a_list_keeps_the_ids_of_those_who_stay(sqlite: Database, round_id: str) -> None:
    edit.add_forms(sqlite, OFFICER, round_id, "satisfaction")
    put = [("张三", "副局长"), ("李四", "")]
    edit.set_who(sqlite, OFFICER, round_id, "satisfaction", "listed", people=put)
    before = {c.name: c.id for c in page(sqlite, round_id).form("satisfaction").applies.listed}
    edit.set_who(
        sqlite,
        OFFICER,
        round_id,
        "satisfaction",
        "listed",
        people=[("王五", "科长"), ("张三", "副局长")],
    )
    after = {c.name: c.id for c in page(sqlite, round_id).form("satisfaction").applies.listed}
    assert list(after) == ["王五", "张三"] and after["张三"] == before["张三"]
    refused(
        "plan-listed-twice",
        lambda: edit.set_who(sqlite, OFFICER, round_id, "satisfaction", "listed", people=put + put),
    )
    refused(
        "plan-listed-empty",
        lambda: edit.set_who(sqlite, OFFICER, round_id, "satisfaction", "listed"),
    )
    refused(
        "text-long",
        lambda: edit.set_who(
            sqlite, OFFICER, round_id, "satisfaction", "listed", people=[("长" * 61, "")]
        ),
    )
    refused(
        "plan-listed-many",
        lambda: edit.set_who(
            sqlite,
            OFFICER,
            round_id,
            "satisfaction",
            "listed",
            people=[(str(n), "") for n in range(61)],
        ),
    )


def test_who_may_read_the_forms(sqlite: Database, round_id: str) -> None:
    unit = unit_named(sqlite, round_id, "城关镇")
    assert forms_page(sqlite, AUDITOR, round_id).forms
    for actor in (HOST, with_unit(OFFICER, unit.id)):
        refused("not-permitted", lambda actor=actor: forms_page(sqlite, actor, round_id))
        refused("not-permitted", lambda actor=actor: preview(sqlite, actor, round_id, None))


def test_the_manifest_takes_forms_people_limits_and_tables_from_the_plan(
    sqlite: Database, round_id: str, keys: Any
) -> None:
    unit = unit_named(sqlite, round_id, "城关镇")
    mark_head(sqlite, unit.id, promoted=3)
    edit.add_forms(sqlite, OFFICER, round_id, "selection")
    edit.add_forms(sqlite, OFFICER, round_id, "recommendation")
    edit.set_who(
        sqlite,
        OFFICER,
        round_id,
        "recommendation",
        "listed",
        people=[("副镇长人选", "")],
        units=[unit.id],
    )
    edit.set_quotas(
        sqlite,
        OFFICER,
        round_id,
        "cadre",
        [LIMIT, replace(LIMIT, question="virtue", policy="warn", share=None, at_most=9)],
    )
    edit.set_tables(
        sqlite, OFFICER, round_id, [ClassTable("B", "member", "A"), ClassTable("C", "head", "A")]
    )
    classes = [ClassInput("A", "领导", 6000, 5, 5, 1), ClassInput("B", "中层", 4000, 5, 5, 1)]
    frozen = open_unit(sqlite, round_id, keys, "城关镇", classes)
    assert [(f.id, [s.name for s in f.subjects]) for f in frozen.forms] == [
        ("team", ["城关镇领导班子"]),
        ("cadre", ["王伟", "李敏", "张强", "刘洋", "陈静"]),
        ("selection", ["城关镇领导班子"]),
        ("promoted", ["刘洋"]),
        ("recommendation", ["副镇长人选"]),
    ]
    assert [s.position for s in frozen.forms[1].subjects] == [
        "head",
        "member",
        "member",
        "member",
        "other",
    ]
    assert frozen.forms[0].subjects[0].position == "team"
    assert frozen.forms[4].subjects[0].position == ""
    assert [(q.question, q.at_most, q.policy) for q in frozen.quotas] == [
        ("overall", 2, "block"),
        ("virtue", 5, "warn"),
    ]
    assert [(t.class_id, t.position, t.counts_as) for t in frozen.counting.tables] == [
        ("B", "member", "A")
    ]
    assert frozen.forms[2].questions[3].section.zh == "存在问题"


def test_whom_the_rules_leave_out_stands_on_no_form(
    sqlite: Database, round_id: str, keys: Any
) -> None:
    """Rule 6: retired in March of the year, so not assessed; newly promoted all the same."""
    unit = unit_named(sqlite, round_id, "城关镇")
    edit.add_forms(sqlite, OFFICER, round_id, "selection")
    with sqlite.transaction() as session:
        rows = roster_rows.cadres(session, [unit.id])[unit.id]
        put_facts(session, {rows[1].id: CadreFacts(promoted=True, retired="2020-03-01")})
    assert page(sqlite, round_id).form("cadre").sizes == (1, 2, 4)
    frozen = open_unit(sqlite, round_id, keys, "城关镇")
    assert [(f.id, [s.name for s in f.subjects]) for f in frozen.forms[1:]] == [
        ("cadre", ["王伟", "张强", "刘洋", "陈静"]),
        ("selection", ["城关镇领导班子"]),
    ]


def test_a_unit_without_anybody_for_a_form_does_not_get_it(
    sqlite: Database, round_id: str, keys: Any
) -> None:
    edit.add_forms(sqlite, OFFICER, round_id, "selection")
    edit.set_quotas(
        sqlite,
        OFFICER,
        round_id,
        "promoted",
        [replace(LIMIT, question="approval", option="approve")],
    )
    frozen = open_unit(sqlite, round_id, keys, "县志办")
    assert [f.id for f in frozen.forms] == ["cadre"] and frozen.quotas == ()


def test_a_class_that_counts_as_one_that_is_missing_stops_the_opening(
    sqlite: Database, round_id: str, keys: Any
) -> None:
    edit.set_tables(sqlite, OFFICER, round_id, [ClassTable("A", "member", "B")])
    refused("plan-table-class", lambda: open_unit(sqlite, round_id, keys, "城关镇"))


def test_nobody_on_any_form_is_told(sqlite: Database, round_id: str, keys: Any) -> None:
    unit = unit_named(sqlite, round_id, "城关镇")
    for form in ("team", "cadre"):
        who = page(sqlite, round_id).form(form).applies.who
        edit.set_who(sqlite, OFFICER, round_id, form, who, units=[unit.id])
    refused("meeting-no-subjects", lambda: open_unit(sqlite, round_id, keys, "县志办"))
    refused(
        "preview-nobody",
        lambda: preview(sqlite, OFFICER, round_id, unit_named(sqlite, round_id, "县志办").id),
    )


def test_nothing_changes_after_the_first_opening(
    sqlite: Database, round_id: str, keys: Any
) -> None:
    frozen = open_unit(sqlite, round_id, keys, "县志办")
    before = page(sqlite, round_id)
    assert before.frozen
    opened = [e for e in entries(sqlite, OFFICER) if e.action == "meeting-opened"]
    assert [e.details["plan"] for e in opened] == [before.fingerprint]
    attempts: list[Callable[[], object]] = [
        lambda: edit.add_forms(sqlite, OFFICER, round_id, "selection"),
        lambda: edit.remove_form(sqlite, OFFICER, round_id, "team"),
        lambda: edit.move_form(sqlite, OFFICER, round_id, "team", 1),
        lambda: edit.name_form(sqlite, OFFICER, round_id, "team", Text("新")),
        lambda: edit.set_who(sqlite, OFFICER, round_id, "cadre", "members"),
        lambda: edit.set_quotas(sqlite, OFFICER, round_id, "cadre", [LIMIT]),
        lambda: edit.set_rates(sqlite, OFFICER, round_id, "cadre", []),
        lambda: edit.set_tables(sqlite, OFFICER, round_id, []),
        lambda: edit.put_question(sqlite, OFFICER, round_id, "cadre", None, QUESTION),
        lambda: edit.move_question(sqlite, OFFICER, round_id, "cadre", "virtue", 1),
        lambda: edit.remove_question(sqlite, OFFICER, round_id, "cadre", "virtue"),
    ]
    for attempt in attempts:
        refused("forms-frozen", attempt)
    assert page(sqlite, round_id) == before
    assert (
        open_unit_again(sqlite, round_id, "城关镇").forms[-1].questions
        == frozen.forms[-1].questions
    )


def open_unit_again(db: Database, round_id: str, name: str) -> Manifest:
    meeting = plan.create_meeting(
        db, OFFICER, meeting_input(round_id, unit_named(db, round_id, name).id)
    )
    print_roll(db, meeting)
    opening.open_meeting(db, HOST, meeting, BUNDLE, EARLY)
    return Manifest.decode(casting.manifest_bytes(db, meeting))


def test_editing_while_a_meeting_opens(db: Database, keys: Any) -> None:
    """Either the edit comes first and is in the manifest, or it is refused."""
    round_id = make_round(db)
    rounds_edit.accept_ceremony(db, OFFICER, round_id, keys.ceremony)
    meeting = plan.create_meeting(
        db, OFFICER, meeting_input(round_id, unit_named(db, round_id, "城关镇").id)
    )
    print_roll(db, meeting)
    works: list[Callable[[], object]] = [
        lambda: opening.open_meeting(db, HOST, meeting, BUNDLE, EARLY)
    ]
    works += [lambda: edit.add_forms(db, OFFICER, round_id, "satisfaction")] * 5
    results = together(works)
    added = sum(isinstance(one, list) for one in results[1:])
    assert {one.code for one in results[1:] if isinstance(one, Refused)} <= {"forms-frozen"}
    manifest = Manifest.decode(casting.manifest_bytes(db, meeting))
    assert len(manifest.forms) == 2 + added == len(page(db, round_id).forms)


def test_a_meeting_with_several_forms_is_held_to_the_end(db: Database, keys: Any) -> None:
    """Cadres with a limit of 优秀 that the ballot proves, a satisfaction form and a recommendation
    of up to two: sums come out as voted."""
    round_id = make_round(db)
    edit.remove_form(db, OFFICER, round_id, "team")
    for name in ("ability", "diligence", "achievements", "integrity", "virtue"):
        edit.remove_question(db, OFFICER, round_id, "cadre", name)
    edit.set_quotas(db, OFFICER, round_id, "cadre", [LIMIT])
    edit.add_forms(db, OFFICER, round_id, "satisfaction")
    edit.add_forms(db, OFFICER, round_id, "recommendation")
    rounds_edit.accept_ceremony(db, OFFICER, round_id, keys.ceremony)
    unit = unit_named(db, round_id, "城关镇")
    meeting = plan.create_meeting(
        db, OFFICER, replace(meeting_input(round_id, unit.id, 6), minimum=2)
    )
    printed = print_roll(db, meeting)
    cadres = [[0], [0], [1], [1], [3]]  # two of five 优秀: as many as 2/5 allows
    votes = [[*cadres, [0], [0, 2]], [*cadres, [3], [2]], [*cadres[2:], [], [], [1], []]]
    hold(db, printed, {"A": votes}, keys.trustees)
    tally = tallying.meeting_tally(db, meeting)
    assert [(f.id, f.kind, len(f.subjects)) for f in tally.forms] == [
        ("cadre", "cadre", 5),
        ("satisfaction", "other", 1),
        ("recommendation", "other", 1),
    ]
    first = tally.forms[0].subjects[0].questions[0]
    assert [first.total.counts[o.id] for o in first.options] == [2, 1, 0, 0]
    chosen = tally.forms[2].subjects[0].questions[0]
    assert [chosen.total.counts[o.id] for o in chosen.options] == [1, 0, 2, 0]


def test_a_ballot_above_the_limit_cannot_be_made(
    sqlite: Database, round_id: str, keys: Any
) -> None:
    edit.set_quotas(sqlite, OFFICER, round_id, "cadre", [LIMIT])
    rounds_edit.accept_ceremony(sqlite, OFFICER, round_id, keys.ceremony)
    meeting = plan.create_meeting(
        sqlite, OFFICER, meeting_input(round_id, unit_named(sqlite, round_id, "城关镇").id, 6)
    )
    printed = print_roll(sqlite, meeting)
    opening.open_meeting(sqlite, HOST, meeting, BUNDLE, EARLY)
    three = [[]] * 6 + [[*[[]] * 5, [0]][i % 6] for i in range(18)] + [[]] * 12
    refused("choices", lambda: put_ballots(sqlite, printed, {"A": [three]}))
    two = [[]] * 6 + [[*[[]] * 5, [0]][i % 6] for i in range(12)] + [[]] * 18
    put_ballots(sqlite, printed, {"A": [two]})


def test_the_preview_is_what_the_phone_will_be_given(sqlite: Database, round_id: str) -> None:
    unit = unit_named(sqlite, round_id, "城关镇")
    edit.set_quotas(sqlite, OFFICER, round_id, "cadre", [LIMIT])
    first = json.loads(preview(sqlite, OFFICER, round_id, None))
    assert first["meeting"]["unit"] == "城关镇"
    assert first["classes"][0]["name"] == "参会人员"
    assert [len(form["subjects"]) for form in first["forms"]] == [1, 5]
    assert first["quotas"] == [
        {
            "form": "cadre",
            "question": "overall",
            "option": "excellent",
            "at_most": 2,
            "policy": "block",
        }
    ]
    other = json.loads(
        preview(sqlite, OFFICER, round_id, unit_named(sqlite, round_id, "县志办").id)
    )
    assert [form["id"] for form in other["forms"]] == ["cadre"]
    assert other["quotas"][0]["at_most"] == 0
    assert unit.id not in str(other)
    plan.create_meeting(sqlite, OFFICER, meeting_input(round_id, unit.id))
    planned = json.loads(preview(sqlite, OFFICER, round_id, unit.id))
    assert [line["name"] for line in planned["classes"]] == ["全体人员"]


def test_a_limit_that_comes_to_nobody_still_lets_people_vote(
    sqlite: Database, round_id: str, keys: Any
) -> None:
    """40% of one cadre is nobody: the ballot proves a sum of 0 and everything else is free."""
    edit.set_quotas(sqlite, OFFICER, round_id, "cadre", [LIMIT])
    rounds_edit.accept_ceremony(sqlite, OFFICER, round_id, keys.ceremony)
    meeting = plan.create_meeting(
        sqlite,
        OFFICER,
        replace(meeting_input(round_id, unit_named(sqlite, round_id, "县志办").id, 6), minimum=2),
    )
    printed = print_roll(sqlite, meeting)
    hold(sqlite, printed, {"A": [[[0]] * 5 + [[1]], [[1]] * 5 + [[]]]}, keys.trustees)
    overall = tallying.meeting_tally(sqlite, meeting).forms[0].subjects[0].overall
    assert overall is not None and overall.total.counts["excellent"] == 0
    assert overall.total.counts["competent"] == 1
