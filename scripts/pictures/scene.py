"""The county that is photographed: the demo's round, and a second one with a meeting in each
state whose slips are known."""

from __future__ import annotations

import io
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook

from pictures import scene_hall
from voting.assessment.permissions import HOST, OFFICER, UNIT
from voting.crypto.slipcode import decode_code
from voting.demo import county, path
from voting.demo.county import DemoUnit
from voting.demo.office import Office
from voting.demo.paperwork import write_materials
from voting.demo.trustees import DemoTrustees
from voting.demo.voters import DemoVoter, Opinions, python_ballots
from voting.documents.slips.sheets import Slip
from voting.files import write_file
from voting.record.credential import Credential
from voting.record.frozen import frozen
from voting.record.voids import make_void
from voting.services.accounts import administer, signing
from voting.services.context import Actor
from voting.services.grades.give import enter
from voting.services.grades.read import grade_sheet
from voting.services.meetings import closing, tallying
from voting.services.meetings.opening import open_meeting
from voting.services.meetings.plan import MeetingInput, create_meeting, list_meetings
from voting.services.meetings.slips import make_slips
from voting.services.roster.importing import import_roster
from voting.services.roster.views import list_units
from voting.services.rounds.edit import RoundInput, accept_ceremony, create_round, list_rounds
from voting.services.voting import casting
from voting.serving.instance import Instance
from voting.web.site.assets import bundle_hash

BASE_URL = "https://ceping.example"
DEMO_URL = "http://127.0.0.1"
SECOND = "2025年度县直单位领导班子和领导干部考核"
THIRD = "2025年度县直事业单位领导班子和领导干部考核"
DRAFT, PRINTED, OPEN, CLOSED = "draft", "printed", "open", "closed"
PHOTOGRAPHED, OPEN_BALLOTS = 6, 30

_FEW = county.OPEN_UNIT.posts
_MANY = county.UNITS[2].posts
_CLASSES = county.UNITS[0].classes
_FEW_CLASSES = county.OPEN_UNIT.classes
UNITS = {
    DRAFT: DemoUnit("县水利局", "县直单位", "党组", _FEW, _FEW_CLASSES),
    PRINTED: DemoUnit("县教育体育局", "县直单位", "党组", _FEW, _FEW_CLASSES),
    OPEN: DemoUnit("县交通运输局", "县直单位", "党组", _MANY, _CLASSES),
    CLOSED: DemoUnit("县卫生健康委", "县直单位", "党委", _FEW, _FEW_CLASSES),
}


@dataclass
class County:
    """``meetings`` (ids) and ``slips`` (codes with classes, printed order) are those of the second
    round, by state, ``slips_pdf`` the paper of the open one, ``trial_pdf`` that of the trial;
    ``places`` names the other ids that pages are found by, ``people`` the accounts (names) that
    look at them by what they are."""

    instance: Instance
    password: str
    actor: Actor
    folder: Path
    trustees: DemoTrustees
    meetings: dict[str, str] = field(default_factory=dict)
    slips: dict[str, list[Slip]] = field(default_factory=dict)
    slips_pdf: bytes = b""
    trial_pdf: bytes = b""
    places: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)

    @property
    def voters(self) -> list[str]:
        """Codes kept for the voters who are photographed."""
        return [slip.code for slip in self.slips[OPEN][:PHOTOGRAPHED]]

    @property
    def later(self) -> list[str]:
        """Codes of the slips that are still out when the pages of the hall are photographed."""
        plain = [slip.code for slip in self.slips[OPEN] if not slip.spare]
        return plain[PHOTOGRAPHED + OPEN_BALLOTS :]

    @property
    def spoilt(self) -> str:
        """The code of a slip that is voided."""
        return next(slip.code for slip in self.slips[OPEN] if slip.spare)


def play(folder: Path) -> County:
    """Fill the demo and the second round up to its openings."""
    outcome = path.run(folder / "demo", DEMO_URL, keep_open=True, database=None)
    db = outcome.instance.db
    assert outcome.password is not None
    actor = signing.actor_of(db, signing.login(db, administer.FIRST_NAME, outcome.password))
    assert actor is not None
    made = County(
        outcome.instance, outcome.password, actor, folder, DemoTrustees(folder / "trustees")
    )
    _find_demo(made)
    made.places["third"] = create_round(
        db, actor, RoundInput(county.YEAR, THIRD, "清组文〔2026〕3号", county.BASIS)
    )
    _second_round(made)
    _people(made)
    return made


def vote(made: County, address: str) -> None:
    """Ballots of the open and of the closed meeting by HTTP; the latter is then closed and one of
    the two shares it needs comes in."""
    db, actor = made.instance.db, made.actor
    later = [slip for slip in made.slips[OPEN][PHOTOGRAPHED:] if not slip.spare]
    _cast(made, OPEN, later[:OPEN_BALLOTS], address)
    _cast(made, CLOSED, [slip for slip in made.slips[CLOSED][1:] if not slip.spare], address)
    credential = Credential(decode_code(made.spoilt), made.meetings[OPEN])
    context = frozen(casting.manifest_bytes(db, made.meetings[OPEN])).context
    casting.void_slip(db, actor, made.meetings[OPEN], *make_void(context, credential))
    closed = made.meetings[CLOSED]
    closing.declare_heads(
        db, actor, closed, {c.id: (c.expected, c.slips) for c in UNITS[CLOSED].classes}
    )
    sealing = closing.close_meeting(db, actor, closed)
    record = made.folder / "closed" / "record.zip"
    write_file(record, tallying.record(db, closed))
    first, _ = made.trustees.decrypt(record, sealing)
    tallying.accept_shares(db, actor, closed, first)


def declare(made: County) -> None:
    """实到 and 发出 of the open meeting: all have come but one of the last class."""
    closing.declare_heads(
        made.instance.db,
        made.actor,
        made.meetings[OPEN],
        {c.id: (c.expected - (c.id == "C"),) * 2 for c in UNITS[OPEN].classes},
    )


def faulty_roster() -> bytes:
    """A roster with the faults that people make."""
    book = load_workbook(io.BytesIO(county.roster(list(UNITS.values()), random.Random(1))))
    units, cadres = book["单位"], book["干部"]
    units.cell(3, 3).value = "县直"
    cadres.cell(3, 4).value = None
    cadres.cell(5, 1).value = 1
    cadres.cell(8, 3).value = "县教体局"
    cadres.cell(9, 1).value = "三"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _find_demo(made: County) -> None:
    db = made.instance.db
    made.places["round"] = next(r.id for r in list_rounds(db))
    for place, unit in (("town", county.UNITS[0]), ("merged", county.UNITS[1])):
        meeting = next(m for m in list_meetings(db) if m.unit_name == unit.name)
        made.places[place] = meeting.id
        made.places[f"{place}-unit"] = meeting.unit_id


def _second_round(made: County) -> None:
    db, actor = made.instance.db, made.actor
    round_id = made.places["second"] = create_round(
        db, actor, RoundInput(county.YEAR, SECOND, "清组文〔2026〕2号", county.BASIS)
    )
    import_roster(db, actor, round_id, county.roster(list(UNITS.values()), random.Random(7)))
    accept_ceremony(db, actor, round_id, made.trustees.ceremony(round_id))
    ids = {unit.name: unit.id for unit in list_units(db, round_id)}
    for state, unit in UNITS.items():
        made.places[f"{state}-unit"] = ids[unit.name]
        meeting = made.meetings[state] = create_meeting(
            db,
            actor,
            MeetingInput(
                round_id,
                ids[unit.name],
                f"{county.YEAR}年度考核民主测评会",
                "2026-01-22 09:00",
                "二楼大会议室",
                unit.classes,
                scores=True,
            ),
        )
        if state != DRAFT:
            printed = make_slips(db, actor, meeting, BASE_URL)
            made.slips[state] = list(printed.slips)
            if state == OPEN:
                made.slips_pdf = printed.pdf
        if state in (OPEN, PRINTED):
            scene_hall.give_photos(made, ids[unit.name], leave=state == PRINTED)
        if state in (OPEN, CLOSED):
            write_materials(db, actor, ids[unit.name], random.Random(state))
            open_meeting(db, actor, meeting, bundle_hash(), "截图演示，未安排公示")


def _people(made: County) -> None:
    db, actor = made.instance.db, made.actor
    for name, role in (("干部一科", OFFICER), ("主持人一", HOST), ("主持人二", HOST)):
        administer.create_account(db, actor, name, role)
    administer.create_account(db, actor, "城关镇", UNIT, made.places["town-unit"])
    _edit(made)


def _edit(made: County) -> None:
    """One grade of the town is changed by the unit, with its reason."""
    db, unit = made.instance.db, made.places["town-unit"]
    lines = grade_sheet(db, made.places["round"], unit).lines
    cadre = [
        line
        for line in lines
        if line.kind == "cadre"
        and line.software.grade is not None
        and line.software.grade.id == "excellent"
    ][-1]
    enter(
        db,
        made.actor,
        unit,
        cadre.subject_id,
        "competent",
        "本人主动让出名额，经镇党委会议研究同意。",
    )


def _cast(made: County, state: str, slips: list[Slip], address: str) -> None:
    meeting = made.meetings[state]
    manifest = casting.manifest_bytes(made.instance.db, meeting)
    opinions = Opinions(manifest, random.Random(state))
    voters = [DemoVoter(slip.code, slip.class_id, opinions.choose()) for slip in slips]
    office = Office(address)
    with ThreadPoolExecutor(4) as pool:
        list(
            pool.map(lambda ballot: office.cast(meeting, ballot), python_ballots(manifest, voters))
        )
