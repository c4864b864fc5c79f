"""The large demo: a county's whole round, imported from one workbook, held, graded and filed.

Every ballot, key and share is real; what the small demo does by HTTP is done here by the use cases
themselves, for 97 meetings would take too long otherwise.
"""

from __future__ import annotations

import json
import os
import random
import secrets
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from voting.assessment import permissions
from voting.assessment.roster.unit import UnitView
from voting.demo import county, paperwork
from voting.demo.halls import Halls
from voting.demo.path import SUMMARY, Outcome, fresh
from voting.demo.register import RegisterUnit, register, workbook
from voting.demo.trustees import DemoTrustees
from voting.errors import Refused
from voting.files import write_file
from voting.processes import spawn_pool
from voting.services.accounts.administer import FIRST_NAME
from voting.services.accounts.signing import actor_of, change_password, login
from voting.services.context import Actor
from voting.services.documents import export
from voting.services.grades import moves
from voting.services.progress import overview
from voting.services.roster import scope, scope_edits
from voting.services.roster.importing import import_roster
from voting.services.roster.scope_edits import Decision
from voting.services.roster.views import list_units
from voting.services.rounds import edit
from voting.serving.instance import EXPORTS, Instance
from voting.storage.database import Database
from voting.web.site.assets import bundle_hash

T = TypeVar("T")

UNFINISHED = 6
"""The last units stay behind at one stage each, as in a county in February."""
DEADLINES = {
    "materials": f"{county.YEAR + 1}-01-04",
    "publicity": f"{county.YEAR + 1}-01-14",
    "meeting": f"{county.YEAR + 1}-01-28",
    "proposal": f"{county.YEAR + 1}-02-05",
}


def run_county(
    folder: Path, base_url: str, *, keep_open: bool, database: str | None, units: int | None = None
) -> Outcome:
    """Play the large demo in ``folder``, with the first ``units`` of the county (all: None).

    One that is there already is kept where it is to be served (``keep_open``). :class:`Refused`
    ``demo-failed`` as in the small one.
    """
    if keep_open and (folder / SUMMARY).exists():
        return Outcome(Instance.prepare(folder, database), None)
    instance, password = fresh(folder, database)
    return Outcome(instance, _play(instance, password, folder, base_url, units))


def _play(
    instance: Instance, one_time: str, folder: Path, base_url: str, number: int | None
) -> str:
    """Everything from the first sign-in to the zip of all documents; writes ``summary.json``.

    Returns the password of ``admin`` from now on.
    """
    db, chance = instance.db, random.Random(2025)
    times: dict[str, float] = {}
    actor, chosen = _sign_in(db, one_time)
    trustees = DemoTrustees(folder / "trustees")
    round_id, units = _timed(times, "import", lambda: _import(db, actor, trustees, chance, number))
    equal = _timed(
        times, "meetings", lambda: _hold_all(db, actor, base_url, trustees, round_id, units, chance)
    )
    _timed(times, "grades", lambda: _grade(db, actor, round_id, units))
    files = _timed(times, "documents", lambda: _export(db, actor, round_id, folder))
    progress = overview.progress_of(db, actor, round_id)
    summary = {
        "units": len(units),
        "cadres": sum(len(u.cadres) for u in units),
        "plaintext_equal": equal,
        "finished": dict(progress.finished),
        "files": files,
        "seconds": {name: round(value, 1) for name, value in times.items()},
    }
    write_file(folder / SUMMARY, json.dumps(summary, ensure_ascii=False, indent=2).encode())
    print(json.dumps(summary, ensure_ascii=False))
    if not equal:
        raise Refused("demo-failed", "the opened sums differ from the plain count")
    return chosen


def _timed(times: dict[str, float], name: str, work: Callable[[], T]) -> T:
    begun = time.monotonic()
    outcome = work()
    times[name] = time.monotonic() - begun
    print(f"✓ {name}: {times[name]:.1f} s", flush=True)
    return outcome


def _sign_in(db: Database, one_time: str) -> tuple[Actor, str]:
    chosen = secrets.token_urlsafe(12)
    actor = actor_of(db, login(db, FIRST_NAME, one_time))
    if actor is None:
        raise Refused("login-failed", "the first account cannot sign in")
    change_password(db, actor, one_time, chosen)
    return replace(actor, one_time=False), chosen


def _import(
    db: Database, actor: Actor, trustees: DemoTrustees, chance: random.Random, number: int | None
) -> tuple[str, list[UnitView]]:
    """The round, its roster out of one workbook, its keys; open questions of scope answered."""
    made: tuple[RegisterUnit, ...] = register(chance)[:number]
    round_id = edit.create_round(
        db, actor, edit.RoundInput(county.YEAR, county.ROUND, county.NUMBER, county.BASIS)
    )
    data = workbook(made)
    begun = time.monotonic()
    import_roster(db, actor, round_id, data)
    print(f"✓ roster: {time.monotonic() - begun:.1f} s", flush=True)
    edit.accept_ceremony(db, actor, round_id, trustees.ceremony(round_id))
    overview.set_deadlines(db, actor, round_id, DEADLINES)
    for row in scope.scope_of(db, actor, round_id).rows:
        if row.standing.asks:
            scope_edits.override(
                db,
                actor,
                row.cadre.id,
                Decision(True, True, "", "部务会研究：工作时间按满半年掌握，参加考核并确定等次"),
            )
    return round_id, list_units(db, round_id)


def _hold_all(
    db: Database,
    actor: Actor,
    base_url: str,
    trustees: DemoTrustees,
    round_id: str,
    units: list[UnitView],
    chance: random.Random,
) -> bool:
    """All meetings but those of the last units, which are left at a stage each."""
    equal = True
    with spawn_pool(os.cpu_count() or 1) as pool:
        halls = Halls(db, actor, base_url, bundle_hash(), trustees.keys(), pool, chance)
        for place, unit in enumerate(units):
            left = place - (len(units) - UNFINISHED)
            if left == 0:
                continue
            paperwork.write_materials(db, actor, unit.id, chance, subjects=3 if left == 1 else None)
            if left not in (1, 2):
                paperwork.publish(db, actor, unit.id)
            if left == 3:
                halls.plan(round_id, unit.id, place)
            elif left == 4:
                halls.begin(round_id, unit.id, place)
            elif left not in (1, 2):
                equal = halls.hold(round_id, unit.id, place) and equal
                print(f"✓ {place + 1}/{len(units)} {unit.name}", flush=True)
        halls.close()
    return equal


def _grade(db: Database, actor: Actor, round_id: str, units: list[UnitView]) -> None:
    """Units submit, the department gives its opinion, the committee decides on the townships."""
    for unit in units[:-UNFINISHED]:
        moves.hand_on(db, actor, unit.id)
    moves.hand_on_all(db, actor, round_id)
    committee = replace(actor, role=permissions.COMMITTEE)
    for unit in units[:-UNFINISHED]:
        if unit.kind == "乡镇":
            moves.hand_on(db, committee, unit.id)


def _export(db: Database, actor: Actor, round_id: str, folder: Path) -> int:
    """All documents of the round, built as the page builds them; how many files."""
    exports = (folder / EXPORTS).resolve()
    job_id = export.start(db, actor, round_id, exports)
    while not (job := export.job(db, actor, job_id)).ended:
        time.sleep(0.5)
    if job.state != "done":
        raise Refused("demo-failed", f"the documents were not built: {job.error}")
    _, path = export.built(db, actor, job_id, exports)
    with zipfile.ZipFile(path) as archive:
        return len(archive.namelist())
