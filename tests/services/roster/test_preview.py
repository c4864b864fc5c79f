"""An import after the first: the preview tells what will happen, and exactly that happens."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import event

from office import (
    ADMIN,
    BUNDLE,
    HOST,
    OFFICER,
    make_round,
    meeting_input,
    print_roll,
    roster_file,
    unit_named,
)
from voting.assessment.roster.facts import CadreFacts, Discipline
from voting.documents.roster.model import CadreRow, UnitRow
from voting.documents.roster.template import roster_workbook
from voting.errors import Refused
from voting.services.log import chain
from voting.services.meetings import opening, plan
from voting.services.roster import uploads
from voting.services.roster import workbook as rosters
from voting.services.roster.diff import Change, Changed
from voting.services.roster.facts import facts_of
from voting.services.roster.importing import import_roster, preview_roster
from voting.services.roster.views import list_units
from voting.services.rounds import edit
from voting.storage import facts as fact_rows
from voting.storage import materials
from voting.storage.database import Database

TOWN = UnitRow("城关镇", "乡镇", "党委", 1, "城关镇领导班子", "一组")
BUREAU = UnitRow("县财政局", "县直单位", "党组", 2, "县财政局领导班子")
KNOWN = CadreFacts(
    appointed="2018-01", leave_days=20, discipline=(Discipline("warning", "2020-03", "某文号"),)
)
WANG = CadreRow(1, "王伟", "城关镇", "党委书记", "班子成员", "", "", "A1", True, False, KNOWN)
LI = CadreRow(2, "李敏", "城关镇", "镇长", "班子成员", "", "", "A2", True)
ZHANG = CadreRow(3, "张强", "城关镇", "副镇长", "班子成员", "", "")
ZHAO = CadreRow(1, "赵敏", "县财政局", "局长", "班子成员", "县国资办主任", "", "B1", True, True)
CADRES = (WANG, LI, ZHANG, ZHAO)


def book(cadres: Sequence[CadreRow] = CADRES, units: Sequence[UnitRow] = (TOWN, BUREAU)) -> bytes:
    return roster_workbook(units, cadres)


def ids(db: Database, round_id: str) -> dict[str, str]:
    return {c.name: c.id for u in list_units(db, round_id) for c in u.cadres}


def facts(db: Database, cadre_id: str) -> CadreFacts:
    with db.reading() as session:
        return facts_of(session, [cadre_id])[cadre_id]


def test_every_column_arrives(db: Database) -> None:
    round_id = make_round(db, book())
    town, bureau = list_units(db, round_id)
    assert (town.cluster, bureau.cluster) == ("一组", "")
    first = town.cadres[0]
    assert (first.person, first.head, first.nonparty) == ("A1", True, False)
    assert bureau.cadres[0].nonparty and bureau.cadres[0].concurrent == "县国资办主任"
    assert facts(db, first.id) == KNOWN
    assert facts(db, bureau.cadres[0].id) == CadreFacts()
    with db.reading() as session:
        stored = fact_rows.facts(session, ids(db, round_id).values())
    assert list(stored) == [first.id], "nothing is stored of whom nothing is known"
    assert "discipline" not in stored[first.id].facts, "discipline stands in a column of its own"


def test_the_same_file_again_changes_nothing(db: Database) -> None:
    round_id = make_round(db, book())
    found = preview_roster(db, OFFICER, round_id, book())
    assert found.applied.nothing and found.applied.unchanged == 4
    again = preview_roster(db, OFFICER, round_id, rosters.current_workbook(db, OFFICER, round_id))
    assert again.applied.nothing, "what is downloaded is what is there"


def test_a_preview_tells_everything_and_does_nothing(db: Database) -> None:
    round_id = make_round(db, book())
    before, people = list_units(db, round_id), ids(db, round_id)
    wanted = book(
        (
            replace(LI, order=1, post="党委书记"),
            replace(WANG, order=2, facts=replace(KNOWN, leave_days=0, discipline=())),
            replace(ZHANG, name="章强"),
            CadreRow(1, "周涛", "县志办", "主任", "其他", "", ""),
            replace(ZHAO, unit="县志办", order=2),
        ),
        (TOWN, UnitRow("县志办", "县直单位", "支部", 2, None)),
    )
    found = preview_roster(db, OFFICER, round_id, wanted)
    assert list_units(db, round_id) == before and facts(db, people["王伟"]) == KNOWN
    done = found.applied
    assert (done.units_added, done.units_removed, done.reordered) == (
        ("县志办",),
        ("县财政局",),
        False,
    )
    assert [(m.unit, m.name) for m in done.added] == [("城关镇", "章强"), ("县志办", "周涛")]
    assert [(g.member.name, g.along.materials) for g in done.removed] == [("张强", 0)]
    assert done.changed == (
        Changed("城关镇", "李敏", (Change("职务", "镇长", "党委书记"),)),
        Changed(
            "城关镇",
            "王伟",
            (
                Change("病事假天数", "20", ""),
                Change("党纪政务处分或组织处理", "警告 2020-03 某文号", ""),
            ),
        ),
        Changed("县财政局", "赵敏", (Change("所在单位", "县财政局", "县志办"),)),
    )
    assert [change.english for one in done.changed for change in one.changes] == [
        "post",
        "days of sick and personal leave",
        "discipline and investigations",
        "unit",
    ]
    assert done.units_changed == (
        Changed("城关镇", "", (Change("排列顺序", "王伟、李敏", "李敏、王伟"),)),
    )
    assert done.units_changed[0].changes[0].english == "order"
    assert (found.before.cadres, found.after.cadres, found.after.units) == (4, 5, 2)
    with pytest.raises(Refused) as refused:
        import_roster(db, OFFICER, round_id, wanted, found.seal, removal=False)
    assert refused.value.code == "roster-removal"
    import_roster(db, OFFICER, round_id, wanted, found.seal, removal=True)
    after = ids(db, round_id)
    assert after["赵敏"] == people["赵敏"], "found again by the number, in another unit"
    assert after["章强"] not in people.values()
    assert facts(db, after["王伟"]) == CadreFacts(appointed="2018-01")
    entry = chain.entries(db, ADMIN)[-1]
    assert (
        entry.action,
        entry.details["added"],
        entry.details["changed"],
        entry.details["removed"],
    ) == ("roster-imported", 2, 3, 1)
    assert "警告" not in json.dumps(dict(entry.details), ensure_ascii=False)


def test_a_seal_holds_for_one_roster_and_one_file(db: Database) -> None:
    round_id = make_round(db, book())
    wanted = book(CADRES[:3], (TOWN,))
    seal = preview_roster(db, OFFICER, round_id, wanted).seal
    other = book((replace(WANG, post="书记"), *CADRES[1:]))
    with pytest.raises(Refused) as refused:
        import_roster(db, OFFICER, round_id, other, seal)
    assert refused.value.code == "roster-preview-old"
    import_roster(db, OFFICER, round_id, other)
    before = list_units(db, round_id)
    with pytest.raises(Refused):
        import_roster(db, OFFICER, round_id, wanted, seal)
    assert list_units(db, round_id) == before


def test_who_is_who(db: Database) -> None:
    round_id = make_round(db, book())
    was = ids(db, round_id)
    import_roster(
        db,
        OFFICER,
        round_id,
        book(
            (
                replace(WANG, name="王为"),  # another name, the same number
                replace(LI, person=""),  # the number taken out: by name
                replace(ZHANG, person="C9"),  # a number given for the first time
                replace(ZHAO, person="B2"),
            )
        ),
    )  # another number: somebody else
    now = ids(db, round_id)
    assert (now["王为"], now["李敏"], now["张强"]) == (was["王伟"], was["李敏"], was["张强"])
    assert now["赵敏"] != was["赵敏"]


def test_columns_an_old_file_lacks_leave_what_is_known(sqlite: Database) -> None:
    round_id = make_round(sqlite, book())
    old = roster_file(
        units=[("城关镇", ""), ("县财政局", "")],
        cadres=[(c.unit, c.name, c.post, c.category) for c in CADRES],
    )
    workbook = load_workbook(BytesIO(old))
    workbook["干部"].delete_cols(8, 14)
    workbook["单位"].delete_cols(6)
    out = BytesIO()
    workbook.save(out)
    found = preview_roster(sqlite, OFFICER, round_id, out.getvalue())
    assert {c.heading for one in found.applied.changed for c in one.changes} == {"兼任职务"}
    assert len(found.notices) == 15
    import_roster(sqlite, OFFICER, round_id, out.getvalue())
    town = unit_named(sqlite, round_id, "城关镇")
    assert (town.cluster, town.cadres[0].person, town.cadres[0].head) == ("一组", "A1", True)
    assert facts(sqlite, town.cadres[0].id) == KNOWN


def test_decisions_and_materials_stay_with_whoever_stays(db: Database) -> None:
    round_id = make_round(db, book())
    people = ids(db, round_id)
    town, bureau = (unit_named(db, round_id, name).id for name in ("城关镇", "县财政局"))
    with db.transaction() as session:
        for name, unit_id in (("王伟", town), ("张强", town), ("赵敏", bureau)):
            fact_rows.put_override(
                session,
                fact_rows.OverrideRow(
                    cadre_id=people[name],
                    on_ballot=None,
                    graded=False,
                    cap=None,
                    reason="研究决定",
                    decided_by="组织部",
                    decided_at="2021-01-01T00:00:00Z",
                    seen="x",
                ),
            )
            materials.add(
                session,
                materials.MaterialRow(
                    subject_id=people[name],
                    kind="report",
                    version=1,
                    unit_id=unit_id,
                    body=[],
                    characters=0,
                    saved_by="",
                    saved_at="",
                ),
            )
    wanted = book((WANG, LI, replace(ZHAO, unit="城关镇", order=4)))
    found = preview_roster(db, OFFICER, round_id, wanted)
    (gone,) = found.applied.removed
    assert (gone.member.name, gone.along.decisions, gone.along.materials) == ("张强", 1, 1)
    import_roster(db, OFFICER, round_id, wanted, found.seal)
    with db.reading() as session:
        assert set(fact_rows.overrides(session, people.values())) == {
            people["王伟"],
            people["赵敏"],
        }
        assert {s for s, _ in materials.written(session, [town])} == {
            people["王伟"],
            people["赵敏"],
        }


def opened(db: Database, keys: Any) -> str:
    """A round whose 城关镇 has opened its meeting."""
    round_id = make_round(db, book())
    edit.accept_ceremony(db, OFFICER, round_id, keys.ceremony)
    meeting_id = plan.create_meeting(
        db, OFFICER, meeting_input(round_id, unit_named(db, round_id, "城关镇").id)
    )
    printed = print_roll(db, meeting_id)
    opening.open_meeting(db, HOST, printed.meeting, BUNDLE, reason="已在单位公示")
    return round_id


def test_after_opening_nobody_joins_or_leaves_the_ballot(db: Database, keys: Any) -> None:
    round_id = opened(db, keys)
    retired = replace(ZHANG, facts=CadreFacts(retired="2020-02-01"))
    for wrong in (
        book((WANG, LI, retired, ZHAO)),
        book((WANG, LI, ZHAO)),
        book((replace(WANG, name="王为"), LI, ZHANG, ZHAO)),
        book((WANG, LI, ZHANG, replace(ZHAO, unit="城关镇", order=9))),
    ):
        for doing in (preview_roster, import_roster):
            with pytest.raises(Refused) as refused:
                doing(db, OFFICER, round_id, wrong)
            assert (refused.value.code, refused.value.values) == (
                "roster-frozen",
                {"unit": "城关镇"},
            )
    leave = replace(ZHANG, facts=CadreFacts(leave_days=200), nonparty=True)
    import_roster(db, OFFICER, round_id, book((WANG, LI, leave, ZHAO)))
    assert facts(db, ids(db, round_id)["张强"]).leave_days == 200, "a grade, not the ballot"


def test_an_upload_waits_for_its_account_and_not_for_long(db: Database) -> None:
    round_id, other = make_round(db), make_round(db)
    start = datetime(2021, 1, 5, tzinfo=UTC)
    uploads.keep(db, OFFICER, round_id, b"first", clock=lambda: start)
    uploads.keep(db, OFFICER, round_id, b"second", clock=lambda: start)
    soon, late = start + timedelta(minutes=29), start + timedelta(minutes=30)
    assert uploads.kept(db, OFFICER, round_id, clock=lambda: soon) == b"second"
    for actor, place, moment in (
        (ADMIN, round_id, soon),
        (OFFICER, other, soon),
        (OFFICER, round_id, late),
    ):
        with pytest.raises(Refused) as refused:
            uploads.kept(db, actor, place, clock=lambda moment=moment: moment)
        assert refused.value.code == "upload-gone"
    uploads.keep(db, ADMIN, round_id, b"other", clock=lambda: late)
    with pytest.raises(Refused):
        uploads.kept(db, OFFICER, round_id, clock=lambda: soon)  # cleared away
    uploads.discard(db, ADMIN, round_id, clock=lambda: late)
    with pytest.raises(Refused):
        uploads.kept(db, ADMIN, round_id, clock=lambda: late)


def test_an_import_ends_the_waiting(sqlite: Database) -> None:
    round_id = make_round(sqlite)
    uploads.keep(sqlite, OFFICER, round_id, book())
    import_roster(sqlite, OFFICER, round_id, uploads.kept(sqlite, OFFICER, round_id))
    with pytest.raises(Refused):
        uploads.kept(sqlite, OFFICER, round_id)


def test_who_may_not_import_sees_and_leaves_nothing(sqlite: Database) -> None:
    round_id = make_round(sqlite)
    for doing in (
        lambda: preview_roster(sqlite, HOST, round_id, book()),
        lambda: uploads.keep(sqlite, HOST, round_id, b""),
        lambda: uploads.kept(sqlite, HOST, round_id),
        lambda: uploads.discard(sqlite, HOST, round_id),
        lambda: rosters.current_workbook(sqlite, HOST, round_id),
    ):
        with pytest.raises(Refused) as refused:
            doing()
        assert refused.value.code == "not-permitted"


def test_a_county_needs_as_many_queries_as_a_village(sqlite: Database) -> None:
    asked: list[str] = []
    event.listen(
        sqlite.engine,
        "before_cursor_execute",
        lambda conn, cursor, statement, *rest: asked.append(statement),
    )

    def queries(units: int, cadres: int) -> int:
        data = book(
            [
                CadreRow(
                    n // units + 1,
                    f"干部{n}",
                    f"单位{n % units}",
                    "职务",
                    "其他",
                    "",
                    "",
                    f"p{n}",
                    facts=CadreFacts(leave_days=n % 9),
                )
                for n in range(cadres)
            ],
            [UnitRow(f"单位{n}", "乡镇", "党委", n + 1, "班子") for n in range(units)],
        )
        round_id = make_round(sqlite, data)
        asked.clear()
        preview_roster(sqlite, OFFICER, round_id, data)
        list_units(sqlite, round_id)
        return len(asked)

    assert queries(97, 900) <= queries(3, 9) + 2
