"""Forms of the editor: a title, who stands on a form, quotas, rates, tables of classes."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from wtforms import (
    DecimalField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from voting.assessment.forms.class_tables import POSITION_NAMES
from voting.assessment.forms.model import ClassTable
from voting.assessment.forms.plan import BLOCK, DOWN, HALF_UP, WARN, WHO_NAMES, BallotQuota
from voting.assessment.forms.plan_checks import OF_KIND
from voting.assessment.wording import Text
from voting.language.catalogue import N_
from voting.services.forms.views import FormView
from voting.web.site.forms import FILL_IN, TOO_LONG, OfficeForm, RowForm
from voting.web.site.language import chosen, gettext

PERCENT = "percent"
NUMBER = "number"
AMOUNT = N_("请填大于0、小于100的百分比，或0到1000的整数。")
_SPLIT = re.compile(r"\s*[，,\t、]\s*|\s{2,}|　+")


class Checkboxes(SelectMultipleField):
    """Any number of choices, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class TemplateForm(OfficeForm):
    """Which forms to add."""

    template = RadioField(N_("表样"), [DataRequired(N_("请选一种表样。"))])


class TitleForm(OfficeForm):
    """The title of a form, in both languages."""

    zh = StringField(N_("表名"), [DataRequired(FILL_IN), Length(max=60, message=TOO_LONG)])
    en = StringField(N_("英文表名"), [Length(max=120, message=TOO_LONG)])

    def read(self) -> Text:
        """The title as the house takes it."""
        return Text(self.zh.data.strip(), (self.en.data or "").strip())


class WhoForm(OfficeForm):
    """Who stands on a form, and at which units it is voted on."""

    who = RadioField(N_("测评对象"), [DataRequired(FILL_IN)])
    listed = TextAreaField(N_("名单"), [Length(max=8000, message=TOO_LONG)])
    units = Checkboxes(N_("单位"), [Optional()])

    @classmethod
    def of(cls, form: FormView, units: list[tuple[str, str]]) -> WhoForm:
        """The form with what holds now; ``units`` are id and name."""
        made = cls(
            who=form.applies.who,
            units=list(form.applies.units),
            listed="\n".join(
                "，".join(filter(None, (c.name, c.post))) for c in form.applies.listed
            ),
        )
        made.who.choices = [
            SelectChoice(who, WHO_NAMES[who].in_language(chosen()))
            for who in OF_KIND[form.form.kind]
        ]
        made.units.choices = [SelectChoice(*unit) for unit in units]
        return made

    def people(self) -> list[tuple[str, str]]:
        """The list as typed: a line each, name and post parted by a comma or a wide gap."""
        lines = [line.strip() for line in (self.listed.data or "").splitlines()]
        parts = [_SPLIT.split(line, maxsplit=1) for line in lines if line]
        return [(part[0], part[1] if len(part) > 1 else "") for part in parts]


class OfQuota:
    """A quota with a target needs an amount that fits its unit; without one it is not there."""

    def __call__(self, form: QuotaForm, field: DecimalField) -> None:
        field.errors[:] = []
        if not form.target.data:
            raise StopValidation()
        value = field.data
        if value is None or not value.is_finite():
            raise StopValidation(AMOUNT)
        fits = (
            0 < value < 100
            if form.unit.data == PERCENT
            else (value % 1 == 0 and 0 <= value <= 1000)
        )
        if not fits:
            raise StopValidation(AMOUNT)


class QuotaForm(RowForm):
    """One quota; without a target it is not there."""

    target = SelectField(N_("限制哪个选项"))
    amount = DecimalField(N_("最多给多少"), [OfQuota()], places=None)
    unit = SelectField(
        N_("按什么算"),
        choices=[
            SelectChoice(PERCENT, N_("％（占本表人数的百分比）")),
            SelectChoice(NUMBER, N_("个（固定个数）")),
        ],
    )
    rounding = SelectField(
        N_("百分比算出小数时"),
        choices=[SelectChoice(DOWN, N_("舍去小数")), SelectChoice(HALF_UP, N_("四舍五入"))],
    )
    policy = SelectField(
        N_("超过时"),
        choices=[
            SelectChoice(BLOCK, N_("不能提交（由加密证明保证）")),
            SelectChoice(WARN, N_("提醒，仍可提交")),
        ],
    )

    def read(self) -> BallotQuota:
        """The quota as the house takes it; the use case puts its form in."""
        question, option = self.target.data.split("/")
        if self.unit.data == PERCENT:
            return BallotQuota(
                "",
                question,
                option,
                self.policy.data,
                Fraction(self.amount.data) / 100,
                None,
                self.rounding.data,
            )
        return BallotQuota("", question, option, self.policy.data, None, int(self.amount.data))


class QuotasForm(OfficeForm):
    """The quotas of a form."""

    quotas = FieldList(FormField(QuotaForm), max_entries=12)

    @classmethod
    def of(cls, form: FormView) -> QuotasForm:
        """The form with what holds now and a row to add one."""
        made = cls(quotas=[*(_quota(quota) for quota in form.quotas), {}])
        options = [SelectChoice("", gettext("不设限额"))]
        options += [
            SelectChoice(
                f"{q.id}/{o.id}",
                f"{q.text.in_language(chosen())} · {o.text.in_language(chosen())}",
            )
            for q in form.form.questions
            for o in q.options
        ]
        for row in made.quotas:
            row.form.target.choices = options
        return made

    def read(self) -> list[BallotQuota]:
        """The quotas as the house takes them."""
        return [row.form.read() for row in self.quotas if row.form.target.data]


class RateForm(RowForm):
    """A named share of options; without a name it is not there."""

    id = HiddenField()
    zh = StringField(N_("比率名称"), [Length(max=40, message=TOO_LONG)])
    en = StringField(N_("英文名称"), [Length(max=80, message=TOO_LONG)])
    options = Checkboxes(N_("把哪些选项加起来"), [Optional()])

    def validate_options(self, field: Checkboxes) -> None:
        """A name needs options."""
        if (self.zh.data or "").strip() and not field.data:
            raise ValidationError(N_("请至少勾选一个选项。"))


class RatesForm(OfficeForm):
    """The rates of a form."""

    rates = FieldList(FormField(RateForm), max_entries=12)

    @classmethod
    def of(cls, form: FormView) -> RatesForm:
        """The form with what holds now and, where grades do not follow, a row to add one."""
        rows: list[dict[str, object]] = [
            {"id": rate.id, **rate.text.plain(), "options": list(rate.options)}
            for rate in form.form.rates
        ]
        made = cls(rates=rows if form.form.kind != "other" else [*rows, {}])
        options = {
            o.id: o.text.in_language(chosen())
            for q in form.form.questions
            if q.single
            for o in q.options
            if o.counts
        }
        for row in made.rates:
            row.form.options.choices = [SelectChoice(*option) for option in options.items()]
        return made

    def read(self) -> list[tuple[str, Text, list[str]]]:
        """The rates as the house takes them; a new one gets an id nobody has."""
        rates: list[tuple[str, Text, list[str]]] = []
        for place, row in enumerate(self.rates):
            name = (row.form.zh.data or "").strip()
            if name:
                rates.append(
                    (
                        row.form.id.data or f"rate-{place + 1}",
                        Text(name, (row.form.en.data or "").strip()),
                        list(row.form.options.data),
                    )
                )
        return rates


class TableForm(RowForm):
    """One line: slips of a class, at a position, count as another class."""

    class_id = StringField(N_("票类"), [Length(max=8, message=TOO_LONG)])
    position = SelectField(N_("测评谁的时候"))
    counts_as = StringField(N_("按哪个票类计票"), [Length(max=8, message=TOO_LONG)])

    def validate_counts_as(self, field: StringField) -> None:
        """Both classes or none."""
        if bool((self.class_id.data or "").strip()) != bool((field.data or "").strip()):
            raise ValidationError(N_("两个票类都要填。"))


class TablesForm(OfficeForm):
    """Which class counts as which."""

    tables = FieldList(FormField(TableForm), max_entries=40)

    @classmethod
    def of(cls, tables: tuple[ClassTable, ...]) -> TablesForm:
        """The form with what holds now and two rows to add."""
        made = cls(
            tables=[
                *(
                    {"class_id": t.class_id, "position": t.position, "counts_as": t.counts_as}
                    for t in tables
                ),
                {},
                {},
            ]
        )
        for row in made.tables:
            row.form.position.choices = [
                SelectChoice(position, name.in_language(chosen()))
                for position, name in POSITION_NAMES.items()
            ]
        return made

    def read(self) -> list[ClassTable]:
        """The tables as the house takes them."""
        return [
            ClassTable(
                row.form.class_id.data.strip().upper(),
                row.form.position.data,
                row.form.counts_as.data.strip().upper(),
            )
            for row in self.tables
            if (row.form.class_id.data or "").strip()
        ]


def _quota(quota: BallotQuota) -> dict[str, object]:
    share = quota.share
    percent = None if share is None else Decimal(share.numerator * 100) / share.denominator
    return {
        "target": f"{quota.question}/{quota.option}",
        "policy": quota.policy,
        "rounding": quota.rounding,
        "unit": NUMBER if share is None else PERCENT,
        "amount": quota.at_most if percent is None else percent,
    }
