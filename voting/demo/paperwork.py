"""What the units of the large demo do around their meetings: materials and 公示."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime

from voting.assessment.materials.sections import ITEM
from voting.demo.county import YEAR
from voting.services.context import Actor
from voting.services.materials import edit, publicity, settle
from voting.services.materials.publicity import PublicityInput
from voting.services.materials.views import MaterialView, SubjectMaterials
from voting.storage.database import Database

_SENTENCES = (
    "坚持把学习贯彻党的创新理论作为首要政治任务，全年组织集中学习二十四次，专题研讨六次。",
    "牵头推进的三项重点工程按期完工，累计完成投资一亿二千万元，服务群众三万余人次。",
    "建立周调度、月通报制度，年初确定的二十一项任务全部完成，其中四项提前完成。",
    "深入村组走访群众一百二十户，梳理解决急难愁盼问题五十六件，办结率百分之百。",
    "严格落实中央八项规定精神，三公经费比上年下降百分之七点三。",
    "工作中还存在调查研究不够深入、创新意识有待加强等不足，今后将认真加以改进。",
)
_BEFORE = datetime(YEAR + 1, 1, 4, 1, tzinfo=UTC)
"""When the 公示 was planned; its days are over when the meetings open."""


def write_materials(
    db: Database, actor: Actor, unit_id: str, chance: random.Random, *, subjects: int | None = None
) -> None:
    """Write and settle what a unit hands in, or the first ``subjects`` of it."""
    subjects_of_unit = edit.unit_materials(db, actor, unit_id).subjects
    for subject in subjects_of_unit[:subjects]:
        versions = [_write(db, actor, unit_id, subject, view, chance) for view in subject.materials]
        settle.settle(
            db,
            actor,
            unit_id,
            subject.id,
            "党委（党组）集体研究",
            f"{YEAR + 1}-01-03",
            "-".join(map(str, versions)),
        )


def publish(db: Database, actor: Actor, unit_id: str, ends: str = f"{YEAR + 1}-01-12") -> None:
    """Plan the 公示 of a unit's achievements, in the days before the meeting."""
    text = publicity.get_publicity(db, actor, unit_id).proposed
    publicity.plan_publicity(
        db,
        actor,
        unit_id,
        PublicityInput(
            f"{YEAR + 1}-01-05",
            ends,
            "一楼公示栏",
            "考核组电话：0393-7000000；也可投入意见箱",
            text,
        ),
        clock=lambda: _BEFORE,
    )


def _write(
    db: Database,
    actor: Actor,
    unit_id: str,
    subject: SubjectMaterials,
    view: MaterialView,
    chance: random.Random,
) -> int:
    sections: Sequence[str] = [s.id for s in view.sections if s.required] or [ITEM] * 3
    parts = [(section, "".join(chance.sample(_SENTENCES, 3))) for section in sections]
    return edit.save(db, actor, unit_id, subject.id, view.kind.id, parts, view.version)
