"""The form of how a round proposes grades: quotas, thresholds, ranking."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from wtforms import DecimalField, FormField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from voting.assessment.grade_names import GRADES
from voting.assessment.grades.quotas import TEAM, Quota
from voting.assessment.grades.settings import GradeSettings
from voting.assessment.grades.thresholds import Threshold
from voting.assessment.wording import Text
from voting.language.catalogue import N_
from voting.web.site.forms import FILL_IN, TOO_LONG, OfficeForm, RowForm

POOLS = ("team", "member", "other")
FRACTION = Regexp(r"^\s*\d{1,4}\s*/\s*[1-9]\d{0,3}\s*$", message=N_("请填分数，如 2/3。"))


def _ratio(label: str) -> DecimalField:
    """A ratio in percent that may be left empty."""
    return DecimalField(
        label,
        [Optional(), NumberRange(min=0, max=100, message=N_("比例在0到100之间。"))],
        places=None,
    )


class QuotaForm(RowForm):
    """The quota of 优秀 of one pool."""

    ratio = DecimalField(
        N_("优秀比例（百分数）"),
        [InputRequired(FILL_IN), NumberRange(min=0, max=100, message=N_("比例在0到100之间。"))],
        places=None,
    )
    scope = SelectField(
        N_("名额范围"),
        choices=[
            SelectChoice("unit", N_("各单位单独计算")),
            SelectChoice("cluster", N_("同组单位合并计算")),
            SelectChoice("county", N_("全部单位合并计算")),
        ],
    )
    base = SelectField(
        N_("基数"),
        choices=[
            SelectChoice("graded", N_("确定等次的人数")),
            SelectChoice("all", N_("全部参评人数")),
        ],
    )
    rounding = SelectField(
        N_("取整"),
        choices=[
            SelectChoice("down", N_("向下取整")),
            SelectChoice("half_up", N_("四舍五入")),
            SelectChoice("manual", N_("人工确定")),
        ],
    )
    manual = IntegerField(
        N_("人工确定的名额"),
        [Optional(), NumberRange(min=0, max=10_000, message=N_("请填不小于0的数。"))],
    )
    if_excellent = _ratio(N_("班子评为优秀时的比例"))
    if_good = _ratio(N_("班子评为良好时的比例"))
    if_fair = _ratio(N_("班子评为一般时的比例"))
    if_poor = _ratio(N_("班子评为较差时的比例"))
    basis = TextAreaField(N_("依据"), [Length(max=500, message=TOO_LONG)])

    def validate_rounding(self, field: SelectField) -> None:
        """A number by hand needs the number."""
        if field.data == "manual" and self.manual.data is None:
            raise ValidationError(N_("人工确定时请填写名额。"))

    def read(self, before: Quota) -> Quota:
        """The quota as typed; its 依据 keeps its English while the Chinese stays the same."""
        basis = (self.basis.data or "").strip()
        return replace(
            before,
            ratio=Fraction(self.ratio.data) / 100,
            base=self.base.data,
            rounding=self.rounding.data,
            manual=self.manual.data if self.rounding.data == "manual" else None,
            scope=self.scope.data,
            if_team={}
            if before.id == TEAM
            else {
                grade.id: Fraction(field.data) / 100
                for grade in GRADES[TEAM]
                if (field := self[f"if_{grade.id}"]).data is not None
            },
            basis=before.basis if basis == before.basis.zh else Text(basis),
        )


class GradingForm(OfficeForm):
    """Quotas of the three pools, the limits of the flags, and what ranks go by."""

    team = FormField(QuotaForm)
    member = FormField(QuotaForm)
    other = FormField(QuotaForm)
    team_favourable = StringField(N_("班子：优秀良好率低于"), [FRACTION])
    team_unfavourable = StringField(N_("班子：较差率高于"), [FRACTION])
    cadre_favourable = StringField(N_("干部：优称率低于"), [FRACTION])
    cadre_unfavourable = StringField(N_("干部：不称职率高于"), [FRACTION])
    ranking = SelectField(
        N_("名次依据"),
        choices=[
            SelectChoice("rates", N_("优秀率，再看优称率")),
            SelectChoice("score", N_("得分")),
        ],
    )

    def read(self, before: GradeSettings) -> GradeSettings:
        """The settings as typed."""
        return replace(
            before,
            team=self.team.form.read(before.team),
            member=self.member.form.read(before.member),
            other=self.other.form.read(before.other),
            team_thresholds=self._limits("team", before.team_thresholds),
            cadre_thresholds=self._limits("cadre", before.cadre_thresholds),
            ranking=self.ranking.data,
        )

    def _limits(self, kind: str, before: tuple[Threshold, ...]) -> tuple[Threshold, ...]:
        return tuple(
            replace(one, limit=Fraction(self[f"{kind}_{one.rate}"].data.replace(" ", "")))
            for one in before
        )


def first_values(settings: GradeSettings) -> dict[str, object]:
    """What the form shows before anything is changed."""
    limits = {
        f"{kind}_{one.rate}": f"{one.limit.numerator}/{one.limit.denominator}"
        for kind, thresholds in (
            ("team", settings.team_thresholds),
            ("cadre", settings.cadre_thresholds),
        )
        for one in thresholds
    }
    return {
        **{pool: _quota(getattr(settings, pool)) for pool in POOLS},
        **limits,
        "ranking": settings.ranking,
    }


def _quota(quota: Quota) -> dict[str, object]:
    ratios = {f"if_{grade}": _percent(ratio) for grade, ratio in quota.if_team.items()}
    return {
        **ratios,
        "ratio": _percent(quota.ratio),
        "scope": quota.scope,
        "base": quota.base,
        "rounding": quota.rounding,
        "manual": quota.manual,
        "basis": quota.basis.zh,
    }


def _percent(ratio: Fraction) -> Decimal:
    return Decimal(ratio.numerator) * 100 / Decimal(ratio.denominator)
