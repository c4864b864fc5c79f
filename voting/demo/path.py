"""The whole path of the demo, from an empty folder to verified records, charts and tables."""

from __future__ import annotations

import json
import random
import secrets
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voting.demo import county
from voting.demo.county import DemoUnit
from voting.demo.held import DemoMeeting, Held
from voting.demo.office import Office
from voting.demo.paper_voters import second_counter
from voting.demo.trustees import DemoTrustees
from voting.documents.slips.sheets import Slip
from voting.errors import Refused
from voting.files import write_file
from voting.services.accounts.administer import FIRST_NAME, first_start
from voting.services.accounts.signing import actor_of, login
from voting.services.context import Actor
from voting.services.meetings.slips import make_slips
from voting.services.roster.views import list_units
from voting.serving.instance import Instance, free_port
from voting.serving.server import serving
from voting.storage.database import Database

SUMMARY = "summary.json"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The demo's instance and, where it was just made, the password of ``admin``, which is no
    one-time password any more."""

    instance: Instance
    password: str | None


def run(folder: Path, base_url: str, *, keep_open: bool, database: str | None) -> Outcome:
    """Play the demo in ``folder``. ``keep_open``: leave one more meeting open to vote in; a demo
    that is there already is then kept as it is.

    :class:`Refused` ``demo-failed`` if a figure is not as the plain count says.
    """
    if keep_open and (folder / SUMMARY).exists():
        return Outcome(Instance.prepare(folder, database), None)
    instance, password = fresh(folder, database)
    return Outcome(instance, _play(instance, password, folder, base_url, keep_open))


def fresh(folder: Path, database: str | None) -> tuple[Instance, str]:
    """An empty instance in the place of a former demo, and the one-time password of ``admin``."""
    if folder.exists():
        shutil.rmtree(folder)
    instance = Instance.prepare(folder, database)
    password = first_start(instance.db)
    if password is None:
        raise Refused("demo-database", "the database of the demo must be an empty one")
    return instance, password


def _play(instance: Instance, password: str, folder: Path, base_url: str, keep_open: bool) -> str:
    """Everything from signing in to the summary; returns the password of ``admin`` from now on."""
    begun = time.monotonic()
    chance = random.Random(2025)
    actor = _actor(instance.db, password)
    units = (*county.UNITS, county.OPEN_UNIT) if keep_open else county.UNITS
    counters = (actor, second_counter(instance.db, actor))
    trustees = DemoTrustees(folder / "trustees")
    held = []
    with serving(instance, "127.0.0.1", free_port("127.0.0.1"), base_url) as address:
        office = Office(address)
        chosen = sign_in(office, password)
        round_id = _prepare_round(office, units, trustees, chance)
        for unit in units:
            meeting = _plan(instance.db, office, round_id, unit)
            slips = _print(instance.db, actor, meeting, folder, base_url)
            office.post(
                f"/host/{meeting}/open", {"reason": "演示，未安排公示"}, page=f"/host/{meeting}"
            )
            if unit is county.OPEN_UNIT:
                break
            hall = DemoMeeting(
                instance.db, office, meeting, slips, folder / meeting, chance, counters, unit.paper
            )
            held.append(hall.hold(trustees, address))
            print(f"✓ {held[-1].unit}: {sum(held[-1].ballots.values())} 张选票", flush=True)
        write_file(folder / "tally.xlsx", office.get(f"/rounds/{round_id}/workbook.xlsx"))
    _conclude(held, units, folder, time.monotonic() - begun)
    return chosen


def sign_in(office: Office, one_time: str) -> str:
    """Sign in and change the one-time password, as everybody must; returns the new one."""
    chosen = secrets.token_urlsafe(12)
    office.post("/login", {"name": FIRST_NAME, "password": one_time})
    office.post("/password", {"old": one_time, "new": chosen, "again": chosen})
    return chosen


def _actor(db: Database, password: str) -> Actor:
    actor = actor_of(db, login(db, FIRST_NAME, password))
    if actor is None:
        raise Refused("login-failed", "the first account cannot sign in")
    return actor


def _prepare_round(
    office: Office, units: Sequence[DemoUnit], trustees: DemoTrustees, chance: random.Random
) -> str:
    made = office.post(
        "/rounds/new",
        {
            "year": str(county.YEAR),
            "name": county.ROUND,
            "number": county.NUMBER,
            "basis": county.BASIS,
        },
    )
    round_id = made.rsplit("/", 1)[-1]
    page = f"/rounds/{round_id}"
    preview = office.upload(f"{page}/roster", "roster.xlsx", county.roster(units, chance))
    office.post(preview, {"seal": office.hidden(preview, "seal")})
    office.upload(f"{page}/keys", "ceremony.json", trustees.ceremony(round_id))
    return round_id


def _plan(db: Database, office: Office, round_id: str, unit: DemoUnit) -> str:
    """Plan the meeting of a unit; its id."""
    unit_id = next(u.id for u in list_units(db, round_id) if u.name == unit.name)
    fields = {
        "unit": unit_id,
        "title": f"{county.YEAR}年度考核民主测评会",
        "date": "2026-01-20T09:00",
        "place": "三楼会议室",
        "minimum": "5",
        "denominator": "valid",
        "scores": "y",
    }
    for row, c in enumerate(unit.classes):
        fields |= {
            f"classes-{row}-id": c.id,
            f"classes-{row}-name": c.name,
            f"classes-{row}-weight": str(c.weight / 100),
            f"classes-{row}-expected": str(c.expected),
            f"classes-{row}-slips": str(c.slips),
            f"classes-{row}-spares": str(c.spares),
        }
    return office.post(f"/rounds/{round_id}/meetings/new", fields).rsplit("/", 1)[-1]


def _print(db: Database, actor: Actor, meeting: str, folder: Path, base_url: str) -> Sequence[Slip]:
    """Print the slips; not by HTTP, for the demo's voters need the codes and the PDF is all that
    leaves the server."""
    printed = make_slips(db, actor, meeting, base_url)
    write_file(folder / meeting / "slips.pdf", printed.pdf, private=True)
    return printed.slips


def _conclude(
    held: Sequence[Held], units: Sequence[DemoUnit], folder: Path, seconds: float
) -> None:
    checks: dict[str, int] = {}
    for one in held:
        for check, count in one.checks.items():
            checks[check] = checks.get(check, 0) + count
    ballots = {
        maker: sum(one.ballots[maker] for one in held) for maker in ("python", "node", "browser")
    }
    summary = {
        "units": len(units),
        "cadres": sum(len(unit.posts) for unit in units),
        "classes": len(county.UNITS[0].classes),
        "ballots": ballots,
        "paper": sum(one.paper for one in held),
        "plaintext_equal": all(one.plaintext_equal for one in held),
        "checks": checks,
        "meetings": [
            {
                "id": one.id,
                "unit": one.unit,
                "ballots": one.ballots,
                "paper": one.paper,
                "plaintext_equal": one.plaintext_equal,
                "merged_classes": one.merged,
            }
            for one in held
        ],
        "seconds": round(seconds, 1),
    }
    write_file(folder / SUMMARY, json.dumps(summary, ensure_ascii=False, indent=2).encode())
    print(json.dumps({k: v for k, v in summary.items() if k != "meetings"}, ensure_ascii=False))
    if not summary["plaintext_equal"]:
        raise Refused("demo-failed", "the opened sums differ from the plain count")
