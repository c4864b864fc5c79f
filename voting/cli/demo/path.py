"""The whole path of the demo, from an empty folder to verified records, charts and tables."""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voting.cli.demo import county
from voting.cli.demo.county import DemoUnit
from voting.cli.demo.held import DemoMeeting, Held
from voting.cli.demo.office import Office
from voting.cli.demo.trustees import DemoTrustees
from voting.cli.files import write_file
from voting.cli.instance import Instance, free_port
from voting.cli.server import serving
from voting.documents.slips import Slip
from voting.errors import Refused
from voting.services.accounts import FIRST_NAME, actor_of, first_start, login
from voting.services.context import Actor
from voting.services.meetings import MeetingInput, create_meeting
from voting.services.opening import open_meeting
from voting.services.rosters import import_roster, list_units
from voting.services.rounds import RoundInput, accept_ceremony, create_round
from voting.services.slips import make_slips
from voting.storage.database import Database
from voting.web.assets import bundle_hash

SUMMARY = "summary.json"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The demo's instance and, where it was just made, the first password."""

    instance: Instance
    password: str | None


def run(folder: Path, base_url: str, *, keep_open: bool, database: str | None) -> Outcome:
    """Play the demo in ``folder``. ``keep_open``: leave one more meeting open to vote in; a demo
    that is there already is then kept as it is.

    :class:`Refused` ``demo-failed`` if a figure is not as the plain count says.
    """
    if keep_open and (folder / SUMMARY).exists():
        return Outcome(Instance.prepare(folder, database), None)
    if folder.exists():
        shutil.rmtree(folder)
    instance = Instance.prepare(folder, database)
    password = first_start(instance.db)
    if password is None:
        raise Refused("demo-database", "the database of the demo must be an empty one")
    _play(instance, password, folder, base_url, keep_open)
    return Outcome(instance, password)


def _play(instance: Instance, password: str, folder: Path, base_url: str,
          keep_open: bool) -> None:
    begun = time.monotonic()
    chance = random.Random(2025)
    db, actor = instance.db, _actor(instance.db, password)
    units = (*county.UNITS, county.OPEN_UNIT) if keep_open else county.UNITS
    trustees = DemoTrustees(folder / "trustees")
    round_id = _prepare_round(db, actor, units, trustees, chance)
    opened = [_open(db, actor, round_id, unit, folder, base_url) for unit in units]
    with serving(instance, "127.0.0.1", free_port("127.0.0.1"), base_url) as address:
        office = Office(address)
        office.post("/login", {"name": FIRST_NAME, "password": password})
        held = []
        for meeting, slips in opened[:len(county.UNITS)]:
            hall = DemoMeeting(db, actor, office, meeting, slips, folder / meeting, chance)
            held.append(hall.hold(trustees, address))
            print(f"✓ {held[-1].unit}: {sum(held[-1].ballots.values())} 张选票", flush=True)
        write_file(folder / "tally.xlsx", office.get(f"/rounds/{round_id}/workbook.xlsx"))
    _conclude(held, units, folder, time.monotonic() - begun)


def _actor(db: Database, password: str) -> Actor:
    actor = actor_of(db, login(db, FIRST_NAME, password))
    if actor is None:
        raise Refused("login-failed", "the first account cannot sign in")
    return actor


def _prepare_round(db: Database, actor: Actor, units: Sequence[DemoUnit], trustees: DemoTrustees,
                   chance: random.Random) -> str:
    round_id = create_round(db, actor, RoundInput(county.YEAR, county.ROUND, county.NUMBER,
                                                  county.BASIS))
    import_roster(db, actor, round_id, county.roster(units, chance))
    accept_ceremony(db, actor, round_id, trustees.ceremony(round_id))
    return round_id


def _open(db: Database, actor: Actor, round_id: str, unit: DemoUnit, folder: Path,
          base_url: str) -> tuple[str, Sequence[Slip]]:
    """Plan, print and open the meeting of a unit; its slips.pdf goes into the folder."""
    unit_id = next(u.id for u in list_units(db, round_id) if u.name == unit.name)
    meeting = create_meeting(db, actor, MeetingInput(
        round_id, unit_id, f"{county.YEAR}年度考核民主测评会", "2026-01-20 09:00", "三楼会议室",
        unit.classes, scores=True))
    printed = make_slips(db, actor, meeting, base_url)
    write_file(folder / meeting / "slips.pdf", printed.pdf, private=True)
    open_meeting(db, actor, meeting, bundle_hash())
    return meeting, printed.slips


def _conclude(held: Sequence[Held], units: Sequence[DemoUnit], folder: Path,
              seconds: float) -> None:
    checks: dict[str, int] = {}
    for one in held:
        for check, count in one.checks.items():
            checks[check] = checks.get(check, 0) + count
    ballots = {maker: sum(one.ballots[maker] for one in held)
               for maker in ("python", "node", "browser")}
    summary = {
        "units": len(units), "cadres": sum(len(unit.posts) for unit in units),
        "classes": len(county.UNITS[0].classes), "ballots": ballots,
        "plaintext_equal": all(one.plaintext_equal for one in held), "checks": checks,
        "meetings": [{"id": one.id, "unit": one.unit, "ballots": one.ballots,
                      "plaintext_equal": one.plaintext_equal, "merged_classes": one.merged}
                     for one in held],
        "seconds": round(seconds, 1)}
    write_file(folder / SUMMARY, json.dumps(summary, ensure_ascii=False, indent=2).encode())
    print(json.dumps({k: v for k, v in summary.items() if k != "meetings"}, ensure_ascii=False))
    if not summary["plaintext_equal"]:
        raise Refused("demo-failed", "the opened sums differ from the plain count")
