"""How figures and names are written on the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from flask import Flask, request

from voting.assessment.grades import GRADES, NONE
from voting.assessment.gradesteps import STAGE_NAMES
from voting.assessment.names import pad_name
from voting.language import ERRORS
from voting.services.signing import FACTOR_ROLES
from voting.web import signin
from voting.web.assets import asset
from voting.web.devices import device_name
from voting.web.language import chosen, gettext

N_ = str  # marks a text for the catalogue

STATES = {
    "draft": (N_("筹备"), ""),
    "printed": (N_("纸条已印"), ""),
    "open": (N_("投票中"), "now"),
    "closed": (N_("已结束，待开票"), "warn"),
    "tallied": (N_("已开票"), "done"),
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
ACTIONS = {
    "account-created": N_("建立账号"),
    "account-locked": N_("账号锁定"),
    "signed-in": N_("登录"),
    "password-changed": N_("修改密码"),
    "account-disabled": N_("停用账号"),
    "account-enabled": N_("启用账号"),
    "account-moved": N_("单位账号转批次"),
    "account-recovered": N_("在服务器上恢复账号"),
    "link-made": N_("重发一次性链接"),
    "link-used": N_("用一次性链接设密码"),
    "second-factor-set": N_("设置动态验证码"),
    "second-factor-removed": N_("取消动态验证码"),
    "second-factor-dropped": N_("取消他人动态验证码"),
    "second-factor-required": N_("修改动态验证码要求"),
    "session-ended": N_("结束一次登录"),
    "sessions-ended": N_("结束所有登录"),
    "material-saved": N_("保存材料"),
    "material-settled": N_("审定材料"),
    "material-unlocked": N_("解锁材料"),
    "material-rules-changed": N_("修改材料要求"),
    "publicity-planned": N_("安排公示"),
    "publicity-changed": N_("修改公示"),
    "objection-recorded": N_("登记异议"),
    "objection-handled": N_("办理异议"),
    "statement-noted": N_("登记外单位材料"),
    "visits-noted": N_("登记谈话和考察"),
    "round-created": N_("建立批次"),
    "scope-decided": N_("决定考核范围"),
    "scope-withdrawn": N_("撤回考核范围决定"),
    "rules-changed": N_("修改考核范围规则"),
    "roster-uploaded": N_("上传花名册待核对"),
    "roster-discarded": N_("放弃导入花名册"),
    "roster-imported": N_("导入花名册"),
    "form-added": N_("增加测评表"), "form-removed": N_("删除测评表"),
    "form-moved": N_("调整测评表次序"), "form-named": N_("修改表名"),
    "form-who": N_("修改测评对象"), "form-limits": N_("设置选票限额"),
    "form-rates": N_("修改比率"), "class-tables": N_("设置票类按职位计票"),
    "question-changed": N_("修改题目"), "question-removed": N_("删除题目"),
    "question-moved": N_("调整题目次序"),
    "keys-accepted": N_("保存密钥"),
    "keys-replaced": N_("更换密钥"),
    "grade-settings-changed": N_("修改等次设置"),
    "meeting-created": N_("安排会议"),
    "meeting-changed": N_("修改会议"),
    "slips-printed": N_("印制纸条"),
    "slip-voided": N_("作废纸条"),
    "meeting-opened": N_("开始投票"),
    "meeting-closed": N_("结束投票"),
    "shares-accepted": N_("收到解密份额"),
    "meeting-tallied": N_("开票"),
    "proposal-edited": N_("修改等次建议"),
    "proposal-withdrawn": N_("撤回等次建议"),
    "grade-entered": N_("填写等次"),
    "grade-withdrawn": N_("撤回等次修改"),
    "grades-handed-on": N_("提交等次"),
    "grades-sent-back": N_("退回等次"),
    "grades-decided": N_("审定等次"),
    "deadlines-changed": N_("设置环节期限"),
    "documents-built": N_("生成整批文件"),
}
PROOFS = {"password": N_("密码"), "second-factor": N_("动态验证码")}
MARKS = {"done": N_("已完成"), "now": N_("办理中"), "late": N_("超期"), "later": N_("未开始")}
# The names of what an entry of the log tells beside its action.
DETAILS = {
    "proof": N_("凭"), "device": N_("设备"), "roles": N_("角色"),
    "role": N_("角色"), "name": N_("名称"), "title": N_("会议名称"), "year": N_("考核年度"),
    "round": N_("考核批次"), "unit": N_("单位"), "units": N_("单位"), "teams": N_("领导班子"),
    "cadres": N_("干部"), "classes": N_("票类"), "slips": N_("纸条"),
    "replaced_former": N_("作废旧纸条"), "fingerprint": N_("指纹"), "threshold": N_("开票人数"),
    "ballots": N_("收回"), "voided": N_("作废"), "unused": N_("未用"), "sealing": N_("封存指纹"),
    "trustee": N_("保管人"), "present": N_("已收到"), "grade": N_("等次"),
    "step": N_("环节"), "from": N_("原环节"), "to": N_("转到"), "differing": N_("有调整"),
    "on_ballot": N_("列入民主测评"), "graded": N_("确定等次"), "cap": N_("最高等次"),
    "version": N_("版本"), "changed": N_("改动"),
    "software": N_("软件提示"), "reason": N_("理由"),
    "before_publicity": N_("未公示期满即开始的理由"), "material": N_("材料"),
    "characters": N_("字数"), "settled_by": N_("审定人"), "settled_on": N_("审定日期"),
    "versions": N_("各份版本"), "starts": N_("开始日期"), "ends": N_("结束日期"),
    "objection": N_("异议编号"), "asked_of": N_("出具单位"), "asked_on": N_("发函日期"),
    "received_on": N_("收到日期"), "talks": N_("谈话人数"), "visits": N_("实地考察次数"),
    "summary": N_("总结字数限额"), "report": N_("报告字数限额"), "days": N_("公示天数"),
    "section": N_("部分名称"), "form": N_("测评表"),
    "added": N_("新增"), "removed": N_("删去"), "sha256": N_("文件指纹"),
}
GRADE_NAMES = {grade.id: grade.text for grades in GRADES.values() for grade in grades}
GRADE_NAMES[NONE.id] = NONE.text
DASH = "—"


class InTwoLanguages(Protocol):
    """A text, a note or a flag of the assessment."""

    def in_language(self, language: str) -> str:
        """The text for ``zh`` or ``en``."""


def percent(value: Decimal | None) -> str:
    """`87.50%`, or a dash where there is nothing to divide by."""
    return DASH if value is None else f"{value:.2f}%"


def score(value: Decimal | None) -> str:
    """`92.105`, or a dash."""
    return DASH if value is None else f"{value:.3f}"


def weight(hundredths: int) -> str:
    """Hundredths of a percent as `40%` or `33.33%`."""
    return f"{Decimal(hundredths) / 100:f}%".replace(".00%", "%")


def state_name(state: str) -> str:
    """The state of a meeting in the reader's language."""
    return gettext(STATES[state][0])


def state_mark(state: str) -> str:
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
    elif name in ("step", "from", "to") and value in STAGE_NAMES:
        words = text(STAGE_NAMES[str(value)])
    elif name == "role":
        words = role_name(str(value))
    elif value in GRADE_NAMES:
        words = text(GRADE_NAMES[str(value)])
    else:
        words = str(value) if value != "" else DASH
    return gettext(N_("%(label)s：%(words)s")) % {"label": label, "words": words}


def text(value: InTwoLanguages) -> str:
    """A text of the assessment in the reader's language."""
    return value.in_language(chosen())


def refusal_text(code: str) -> str:
    """What a kept code of a refusal says to a person."""
    return ERRORS[code][0 if chosen() == "zh" else 1]


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
    percent, score, weight, state_name, state_mark, mark_name, role_name, action_name, detail, text,
    refusal_text, log_actor, log_target, device_name, number, moment, pad_name,
)


def register(app: Flask) -> None:
    """Give the templates these filters, ``asset`` and, on the office's pages, ``visitor``."""
    app.jinja_env.filters.update((function.__name__, function) for function in FILTERS)
    app.jinja_env.globals.update(asset=asset, may=signin.may, described=described)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_who)


def _who() -> dict[str, object]:
    """The voter's pages know nobody and touch no session."""
    return {} if request.path.startswith("/v/") else {"visitor": signin.visitor()}
