"""An open meeting with the ballots its phones will send, for ``voting bench hall``."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voting.assessment.permissions import ADMINISTRATOR
from voting.crypto.slipcode import decode_code
from voting.demo import county, paperwork
from voting.demo.county import DemoUnit
from voting.demo.trustees import DemoTrustees
from voting.demo.voters import DemoVoter, Opinions, python_ballots
from voting.documents.slips.sheets import Slip
from voting.processes import spawn_pool
from voting.record.credential import Credential
from voting.services.context import Actor
from voting.services.meetings import closing, opening, plan, slips
from voting.services.meetings.plan import ClassInput, MeetingInput
from voting.services.roster.importing import import_roster
from voting.services.roster.views import list_units
from voting.services.rounds import edit
from voting.services.voting import casting
from voting.serving.instance import Instance
from voting.web.site.assets import bundle_hash

POSTS = (*county.UNITS[0].posts, "四级主任科员")
"""Twelve cadres and their team: 13 subjects of 6 questions each."""

_ACTOR = Actor("bench000", "bench", ADMINISTRATOR)
_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Opened:
    """An open meeting and its slips, spare ones last."""

    instance: Instance
    meeting: str
    slips: Sequence[Slip]


@dataclass(frozen=True, slots=True)
class Scene:
    """An open meeting; (credential, sealed ballot) of each phone."""

    instance: Instance
    meeting: str
    sealed: Sequence[tuple[bytes, bytes]]


def open_scene(folder: Path, slips_printed: int, posts: Sequence[str] = POSTS) -> Opened:
    """Round, keys, materials, slips, an open vote, in an instance of its own under ``folder``."""
    instance = Instance.prepare(folder)
    meeting, printed = _printed(instance, folder, slips_printed, posts, random.Random(300))
    opening.open_meeting(instance.db, _ACTOR, meeting, bundle_hash(), "测速，未安排公示")
    return Opened(instance, meeting, printed)


def set_scene(folder: Path, phones: int, posts: Sequence[str] = POSTS) -> Scene:
    """Everything until the phones come: their ballots are sealed."""
    made = open_scene(folder, phones, posts)
    manifest = casting.manifest_bytes(made.instance.db, made.meeting)
    opinions = Opinions(manifest, random.Random(301))
    voters = [
        DemoVoter(slip.code, slip.class_id, opinions.choose())
        for slip in made.slips
        if not slip.spare
    ]
    credentials = [Credential(decode_code(voter.code), made.meeting).public for voter in voters]
    return Scene(
        made.instance, made.meeting, list(zip(credentials, _ballots(manifest, voters), strict=True))
    )


def close(scene: Scene) -> None:
    """Close the vote; every slip was handed out and every head is counted."""
    heads = len(scene.sealed)
    closing.declare_heads(scene.instance.db, _ACTOR, scene.meeting, {"A": (heads, heads)})
    closing.close_meeting(scene.instance.db, _ACTOR, scene.meeting)


def _printed(
    instance: Instance, folder: Path, phones: int, posts: Sequence[str], chance: random.Random
) -> tuple[str, Sequence[Slip]]:
    db = instance.db
    unit = DemoUnit("城关镇", "乡镇", "党委", tuple(posts), ())
    round_id = edit.create_round(
        db, _ACTOR, edit.RoundInput(county.YEAR, county.ROUND, county.NUMBER, county.BASIS)
    )
    import_roster(db, _ACTOR, round_id, county.roster([unit], chance))
    edit.accept_ceremony(db, _ACTOR, round_id, DemoTrustees(folder / "trustees").ceremony(round_id))
    unit_id = list_units(db, round_id)[0].id
    paperwork.write_materials(db, _ACTOR, unit_id, chance)
    meeting = plan.create_meeting(
        db,
        _ACTOR,
        MeetingInput(
            round_id,
            unit_id,
            "民主测评会",
            "2026-01-20 09:00",
            "礼堂",
            (ClassInput("A", "全体人员", 10_000, phones, phones, 0),),
        ),
    )
    return meeting, slips.make_slips(db, _ACTOR, meeting, "http://hall.example").slips


def _ballots(manifest: bytes, voters: Sequence[DemoVoter]) -> list[bytes]:
    """Made beforehand, on all cores."""
    parts = [voters[at : at + _AT_ONCE] for at in range(0, len(voters), _AT_ONCE)]
    with spawn_pool(os.cpu_count() or 1) as pool:
        made = pool.map(python_ballots, [manifest] * len(parts), parts)
        return [ballot for part in made for ballot in part]
