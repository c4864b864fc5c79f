"""The form of one question: its words, what may be chosen, 弃权."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    Length,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)

from voting.assessment.forms.defaults import ABSTAIN
from voting.assessment.forms.edit import fresh_id
from voting.assessment.forms.model import Option, Question
from voting.assessment.wording import Text
from voting.language.catalogue import N_
from voting.web.site.forms import FILL_IN, TOO_LONG, OfficeForm, RowForm

SPARE_ROWS = 2
SINGLE = "single"
SEVERAL = "several"
NUMBERS = N_("请填0到64的整数。")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
LONG = Length(max=400, message=TOO_LONG)


class WhereSeveral:
    """The number is wanted where several may be chosen; elsewhere it does not matter."""

    def __call__(self, form: QuestionForm, field: IntegerField) -> None:
        if form.kind.data != SEVERAL:
            field.errors[:] = []
            raise StopValidation()
        if field.data is None:
            raise StopValidation(NUMBERS)


class OptionForm(RowForm):
    """A choice; without a name it is not there."""

    id = HiddenField()
    zh = StringField(N_("选项"), [Length(max=40, message=TOO_LONG)])
    en = StringField(N_("英文"), [Length(max=80, message=TOO_LONG)])
    score = IntegerField(
        N_("分值"), [Optional(), NumberRange(min=0, max=100, message=N_("分值在0到100之间。"))]
    )
    counts = BooleanField(N_("计入分母"), default=True)


class QuestionForm(OfficeForm):
    """A question of a form."""

    zh = StringField(N_("题目"), [DataRequired(FILL_IN), Length(max=100, message=TOO_LONG)])
    en = StringField(N_("题目英文"), [Length(max=200, message=TOO_LONG)])
    help_zh = TextAreaField(N_("说明（手机上点“说明”才展开）"), [LONG])
    help_en = TextAreaField(N_("说明英文"), [LONG])
    section_zh = StringField(
        N_("分组标题（相邻的同组题目在手机上列在一起）"), [Length(max=60, message=TOO_LONG)]
    )
    section_en = StringField(N_("分组标题英文"), [Length(max=120, message=TOO_LONG)])
    kind = RadioField(
        N_("怎么选"),
        choices=[SelectChoice(SINGLE, N_("只能选一项")), SelectChoice(SEVERAL, N_("可以选几项"))],
        default=SINGLE,
    )
    min = IntegerField(N_("至少选几项"), [WhereSeveral(), NumberRange(0, 64, NUMBERS)])
    max = IntegerField(N_("最多选几项"), [WhereSeveral(), NumberRange(1, 64, NUMBERS)])
    options = FieldList(FormField(OptionForm), max_entries=70)
    abstain = BooleanField(N_("可以弃权"))
    abstain_counts = BooleanField(N_("弃权计入分母"))
    overall = BooleanField(N_("这是总体评价"))
    spread = BooleanField(N_("本表其他单选题也换成这套选项"))

    @property
    def rows(self) -> list[OptionForm]:
        """The options that were written."""
        return [row.form for row in self.options if (row.form.zh.data or "").strip()]

    def validate_options(self, field: FieldList) -> None:
        """At least one; where several may be chosen, all of them count."""
        if not self.rows:
            raise ValidationError(N_("请至少写一个选项，或者点一套现成的选项。"))
        if self.kind.data == SEVERAL and not all(row.counts.data for row in self.rows):
            raise ValidationError(N_("可以选几项时，所有选项都要计入分母。"))

    def validate_max(self, field: IntegerField) -> None:
        """Between the least and the number of options."""
        if not (self.min.data or 0) <= field.data <= max(len(self.rows), 1):
            raise ValidationError(N_("最多选几项不能少于“至少”，也不能超过选项个数。"))

    def validate_abstain_counts(self, field: BooleanField) -> None:
        """Where several may be chosen, nothing can be left out."""
        if self.kind.data == SEVERAL and self.abstain.data and not field.data:
            raise ValidationError(N_("可以选几项时，弃权也要计入分母。"))

    def read(self, before: Question | None) -> Question:
        """The question as written, without an id; 弃权 keeps the word it had."""
        several = self.kind.data == SEVERAL
        known = ABSTAIN if before is None or before.abstain is None else before.abstain
        return Question(
            "",
            "overall" if self.overall.data else "aspect",
            _text(self.zh, self.en),
            _text(self.help_zh, self.help_en),
            (self.min.data or 0) if several else 1,
            self.max.data if several else 1,
            replace(known, counts=self.abstain_counts.data) if self.abstain.data else None,
            self._options(),
            _text(self.section_zh, self.section_en),
        )

    def put(self, options: Sequence[Option]) -> None:
        """Show these options instead of what was written: one of the library's."""
        while self.options.entries:
            self.options.pop_entry()
        for row in _rows(options):
            self.options.append_entry(row)

    def more(self) -> None:
        """Two more empty rows."""
        for row in _rows(()):
            self.options.append_entry(row)

    def _options(self) -> tuple[Option, ...]:
        options: list[Option] = []
        for row in self.rows:
            taken = [option.id for option in options]
            kept = row.id.data or ""
            given = _ID.fullmatch(kept) is not None and kept not in taken
            options.append(
                Option(
                    kept if given else fresh_id("option", taken + self._given()),
                    _text(row.zh, row.en),
                    row.score.data,
                    row.counts.data,
                )
            )
        return tuple(options)

    def _given(self) -> list[str]:
        return [row.id.data for row in self.rows if row.id.data]


def first_values(question: Question) -> dict[str, object]:
    """What the form shows of a question before anything is changed."""
    return {
        **question.text.plain(),
        "help_zh": question.help.zh,
        "help_en": question.help.en,
        "section_zh": question.section.zh,
        "section_en": question.section.en,
        "kind": SINGLE if question.single else SEVERAL,
        "min": question.min,
        "max": question.max,
        "options": _rows(question.options),
        "abstain": question.abstain is not None,
        "abstain_counts": question.abstain_counts,
        "overall": question.role == "overall",
    }


def _rows(options: Sequence[Option]) -> list[dict[str, object]]:
    """A row for each option and the spare ones."""
    rows: list[dict[str, object]] = [
        {"id": o.id, **o.text.plain(), "score": o.score, "counts": o.counts} for o in options
    ]
    empty = {"id": "", "zh": "", "en": "", "score": None, "counts": True}
    return rows + [dict(empty) for _ in range(SPARE_ROWS)]


def _text(zh: StringField, en: StringField) -> Text:
    """One line each: what was broken into lines is joined again."""
    return Text(" ".join((zh.data or "").split()), " ".join((en.data or "").split()))
