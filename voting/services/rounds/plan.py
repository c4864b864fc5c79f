"""The plan of a round's ballots (方案): its forms and who stands on them, until a meeting opens.

From the first opening of a meeting on nothing of it changes. The fingerprint covers forms and plan;
classes and weights are a meeting's own and stand in its manifest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from voting.assessment.forms.model import NO_TEXT, Form
from voting.assessment.forms.plain import form_from, plain_form
from voting.assessment.forms.plan import RoundPlan, plan_from
from voting.crypto.base32 import fingerprint
from voting.crypto.encoding import canonical
from voting.errors import Refused
from voting.storage import meetings
from voting.storage.database import Session
from voting.storage.rounds import RoundRow

FORMAT: Final = "qingping-plan/1"


def forms_of(round_row: RoundRow) -> list[Form]:
    """The forms of a round; questions kept before there were sections get an empty one."""
    empty = NO_TEXT.plain()
    return [
        form_from(
            {**form, "questions": [{"section": empty, **asked} for asked in form["questions"]]}
        )
        for form in round_row.forms
    ]


def plan_of(session: Session, round_row: RoundRow) -> RoundPlan:
    """The plan of a round within a transaction; the usual one where nobody changed it."""
    return plan_from(round_row.plan or {}, forms_of(round_row))


def plan_mark(forms: Sequence[Form], plan: RoundPlan) -> str:
    """The short fingerprint of forms and plan, printed on the plan and kept in the log."""
    data = canonical(
        {"format": FORMAT, "forms": [plain_form(form) for form in forms], "plan": plan.plain()}
    )
    return fingerprint(hashlib.sha256(data).digest())


def is_frozen(session: Session, round_id: str) -> bool:
    """True from the first opening of a meeting of the round on."""
    return bool(meetings.opened_units(session, round_id))


def check_open(session: Session, round_id: str) -> None:
    """Refused ``forms-frozen`` where a meeting of the round has opened."""
    if is_frozen(session, round_id):
        raise Refused("forms-frozen", "a meeting of this round has opened: its forms are fixed")
