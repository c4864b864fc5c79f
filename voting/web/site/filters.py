"""How figures and names are written on the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask import Flask, request

from voting.assessment.grade_names import GRADES, NONE
from voting.assessment.grades.steps import STAGE_NAMES
from voting.assessment.materials.sections import REPORT, TEAM_KINDS
from voting.assessment.meeting_state import MeetingState
from voting.assessment.names import pad_name
from voting.errors import VotingError
from voting.language.catalogue import N_, Said
from voting.language.refusals import ERRORS, explain
from voting.services.accounts.signing import FACTOR_ROLES
from voting.web.site import signed_in
from voting.web.site.assets import asset
from voting.web.site.devices import device_name
from voting.web.site.language import chosen, gettext
from voting.web.site.log_names import ACTIONS, DETAILS, PROOFS, REPLACEMENTS
from voting.web.site.numerals import written_out

STATES = {
    MeetingState.DRAFT: (N_("筹备"), ""),
    MeetingState.PRINTED: (N_("纸条已印"), ""),
    MeetingState.OPEN: (N_("投票中"), "now"),
    MeetingState.CLOSED: (N_("已结束，待开票"), "warn"),
    MeetingState.TALLIED: (N_("已开票"), "done"),
}
ROLES = {
    "administrator": N_("系统管理员"),
    "officer": N_("组织部门经办人"),
    "unit": N_("参评单位"),
    "host": N_("会议主持人"),
    "committee": N_("综合考评委员会"),
    "auditor": N_("监督审计"),
    "trustee": N_("密钥保管人"),
}
MARKS = {"done": N_("已完成"), "now": N_("办理中"), "late": N_("超期"), "later": N_("未开始")}
GRADE_NAMES = {grade.id: grade.text for grades in GRADES.values() for grade in grades}
GRADE_NAMES[NONE.id] = NONE.text
MATERIAL_NAMES = {kind.id: kind.text for kind in (*TEAM_KINDS, REPORT)}
NAMED = {"step": STAGE_NAMES, "from": STAGE_NAMES, "to": STAGE_NAMES, "material": MATERIAL_NAMES}
# The details of the log that are codes, and what they are called; others may be grades.
DASH = "—"


def percent(value: Decimal | None) -> str:
    """`87.50%`, or a dash where there is nothing to divide by."""
    return DASH if value is None else f"{value:.2f}%"


def score(value: Decimal | None) -> str:
    """`92.105`, or a dash."""
    return DASH if value is None else f"{value:.3f}"


def weight(hundredths: int) -> str:
    """Hundredths of a percent as `40%` or `33.33%`."""
    return f"{Decimal(hundredths) / 100:f}%".replace(".00%", "%")


def state_name(state: MeetingState) -> str:
    """The state of a meeting in the reader's language."""
    return gettext(STATES[state][0])


def state_mark(state: MeetingState) -> str:
    """The CSS class of a state's badge; its text says the same."""
    return STATES[state][1]


def mark_name(mark: str) -> str:
    """How far a stage of a unit is, in the reader's language."""
    return gettext(MARKS[mark])


def role_name(role: str) -> str:
    """The name of a role in the reader's language."""
    return gettext(ROLES[role]) if role in ROLES else role


def log_actor(name: str) -> str:
    """Whose name stands in the log; the software has one too."""
    return gettext(N_("系统")) if name == "system" else name


def log_target(target: str) -> str:
    """What an entry is about, where that is a setting of the installation."""
    return gettext(N_("动态验证码要求")) if target == FACTOR_ROLES else target


def action_name(action: str) -> str:
    """What an entry of the log tells of; its code where it has no name yet."""
    return gettext(ACTIONS[action]) if action in ACTIONS else action


def detail(value: object, name: str) -> str:
    """One of the details of an entry of the log, with its name."""
    label = gettext(DETAILS[name]) if name in DETAILS else name
    if isinstance(value, bool):
        words = gettext(N_("是")) if value else gettext(N_("否"))
    elif isinstance(value, list):
        words = gettext(N_("、")).join(map(str, value))
    elif name == "roles":
        words = gettext(N_("、")).join(map(role_name, str(value).split())) or DASH
    elif name == "proof":
        words = gettext(PROOFS.get(str(value), str(value)))
    elif name == "replacement":
        words = gettext(REPLACEMENTS.get(str(value), str(value)))
    elif name == "role":
        words = role_name(str(value))
    elif value in NAMED.get(name, GRADE_NAMES):
        words = text(NAMED.get(name, GRADE_NAMES)[str(value)])
    else:
        words = str(value) if value != "" else DASH
    return gettext(N_("%(label)s：%(words)s")) % {"label": label, "words": words}


def text(value: Said) -> str:
    """A text of the assessment in the reader's language."""
    return value.in_language(chosen())


def told(error: VotingError) -> str:
    """What a refusal says, where it is shown and not raised."""
    return explain(error, chosen())


def in_words(number: int) -> str:
    """A whole number written out in the reader's language."""
    return written_out(number, chosen())


def refusal_text(code: str) -> str:
    """What a kept code of a refusal says to a person."""
    return gettext(ERRORS[code])


def number(value: int | None) -> str:
    """A number, or a dash while there is none."""
    return DASH if value is None else str(value)


def moment(value: str) -> str:
    """A UTC time stamp as the clock on the wall of the server shows it."""
    try:
        return datetime.fromisoformat(value).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return value


def described(field: Any, hint: str = "") -> dict[str, str]:
    """Tie a field to its hint and its errors for screen readers."""
    parts = [f"{field.id}-hint"] if hint else []
    if field.errors:
        parts.append(f"{field.id}-error")
    told = {"aria-describedby": " ".join(parts)} if parts else {}
    return {**told, "aria-invalid": "true"} if field.errors else told


FILTERS: tuple[Callable[..., str], ...] = (
    percent,
    score,
    weight,
    state_name,
    state_mark,
    mark_name,
    role_name,
    action_name,
    detail,
    text,
    refusal_text,
    log_actor,
    log_target,
    device_name,
    number,
    moment,
    pad_name,
    in_words,
    told,
)


def register(app: Flask) -> None:
    """Give the templates these filters, ``asset`` and, on the office's pages, ``visitor``."""
    app.jinja_env.filters.update((function.__name__, function) for function in FILTERS)
    app.jinja_env.globals.update(asset=asset, may=signed_in.may, described=described)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_who)


def _who() -> dict[str, object]:
    """The voter's pages know nobody and touch no session."""
    return {} if request.path.startswith("/v/") else {"visitor": signed_in.visitor()}
