"""The plan of a round's ballots (方案): its forms and who stands on them, until a meeting opens.

From the first opening of a meeting on nothing of it changes. The fingerprint covers forms and plan;
classes and weights are a meeting's own and stand in its manifest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from voting.assessment.forms.plan import RoundPlan, plan_from
from voting.assessment.wording import Text
from voting.crypto.base32 import fingerprint
from voting.crypto.encoding import canonical
from voting.errors import Refused
from voting.storage import meetings
from voting.storage.database import Session
from voting.storage.rounds import RoundRow

FORMAT: Final = "qingping-plan/1"

Plain = dict[str, Any]


def forms_of(round_row: RoundRow) -> list[Plain]:
    """The forms of a round; questions kept before there were sections get an empty one."""
    empty = Text("").plain()
    return [
        {**form, "questions": [{"section": empty, **question} for question in form["questions"]]}
        for form in round_row.forms
    ]


def plan_of(session: Session, round_row: RoundRow) -> RoundPlan:
    """The plan of a round within a transaction; the usual one where nobody changed it."""
    return plan_from(round_row.plan or {}, forms_of(round_row))


def plan_mark(forms: Sequence[Mapping[str, Any]], plan: RoundPlan) -> str:
    """The short fingerprint of forms and plan, printed on the plan and kept in the log."""
    data = canonical(
        {"format": FORMAT, "forms": [dict(form) for form in forms], "plan": plan.plain()}
    )
    return fingerprint(hashlib.sha256(data).digest())


def is_frozen(session: Session, round_id: str) -> bool:
    """True from the first opening of a meeting of the round on."""
    return bool(meetings.opened_units(session, round_id))


def check_open(session: Session, round_id: str) -> None:
    """Refused ``forms-frozen`` where a meeting of the round has opened."""
    if is_frozen(session, round_id):
        raise Refused("forms-frozen", "a meeting of this round has opened: its forms are fixed")
