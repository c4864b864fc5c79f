"""The form of a meeting: classes as rows, weights in percent."""

from __future__ import annotations

from decimal import Decimal

from wtforms import (
    BooleanField,
    DateTimeLocalField,
    DecimalField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from voting.language.catalogue import N_
from voting.services.meetings.plan import ClassInput, MeetingInput
from voting.services.meetings.views import MeetingView
from voting.web.site.forms import FILL_IN, TOO_LONG, OfficeForm, RowForm

ROWS = 6
DATE = "%Y-%m-%d %H:%M"
NOT_NEGATIVE = N_("请填不小于0的数。")
WHOLE = NumberRange(min=0, max=100_000, message=NOT_NEGATIVE)
WEIGHT = NumberRange(min=0, max=100, message=N_("权重在0到100之间。"))


class ClassForm(RowForm):
    """A voter class; a row without id and name is not there."""

    id = StringField(N_("票类代号"), [Length(max=8, message=TOO_LONG)])
    name = StringField(N_("票类名称"), [Length(max=60, message=TOO_LONG)])
    weight = DecimalField(N_("权重"), [Optional(), WEIGHT], places=None)
    expected = IntegerField(N_("应到人数"), [Optional(), WHOLE])
    slips = IntegerField(N_("纸条数"), [Optional(), WHOLE])
    spares = IntegerField(N_("备用纸条"), [Optional(), WHOLE])

    def validate_weight(self, field: DecimalField) -> None:
        """Hundredths of a percent are the finest the manifest knows."""
        if field.data is not None and field.data * 100 % 1:
            raise ValidationError(N_("权重最多两位小数。"))

    @property
    def blank(self) -> bool:
        """Nothing was written in this row."""
        return not any((self.id.data, self.name.data, self.weight.data, self.expected.data))

    def read(self) -> ClassInput:
        """The row as the house takes it: weight in hundredths of a percent; slips as many as
        people expected where the field was left empty."""
        return ClassInput(
            id=(self.id.data or "").strip().upper(),
            name=(self.name.data or "").strip(),
            weight=int((self.weight.data or Decimal(0)) * 100),
            expected=self.expected.data or 0,
            slips=self.slips.data if self.slips.data is not None else self.expected.data or 0,
            spares=self.spares.data or 0,
        )


class MeetingForm(OfficeForm):
    """Unit, time, place, classes, and how the meeting counts."""

    unit = SelectField(N_("单位"), [DataRequired(FILL_IN)])
    title = StringField(N_("会议名称"), [DataRequired(FILL_IN), Length(max=120, message=TOO_LONG)])
    date = DateTimeLocalField(
        N_("时间"), [DataRequired(N_("请填写日期和时间。"))], format=["%Y-%m-%dT%H:%M", DATE]
    )
    place = StringField(N_("地点"), [DataRequired(FILL_IN), Length(max=120, message=TOO_LONG)])
    classes = FieldList(FormField(ClassForm), min_entries=ROWS, max_entries=26)
    minimum = IntegerField(
        N_("票类最少票数"),
        [InputRequired(FILL_IN), NumberRange(min=2, max=1000, message=N_("请填2到1000的数。"))],
        default=5,
    )
    denominator = RadioField(
        N_("百分比的分母"),
        choices=[
            SelectChoice("valid", N_("有效票数")),
            SelectChoice("expected", N_("应参加人数")),
        ],
        default="valid",
    )
    scores = BooleanField(N_("同时计算得分"))

    def read(self, round_id: str) -> MeetingInput:
        """The form as the house takes it."""
        return MeetingInput(
            round_id=round_id,
            unit_id=self.unit.data,
            title=self.title.data.strip(),
            date=self.date.data.strftime(DATE),
            place=self.place.data.strip(),
            classes=tuple(row.form.read() for row in self.classes if not row.form.blank),
            minimum=self.minimum.data,
            denominator=self.denominator.data,
            scores=self.scores.data,
        )


def class_rows(meeting: MeetingView) -> list[dict[str, object]]:
    """The classes of a meeting as the form's first values."""
    return [
        {
            "id": c.id,
            "name": c.name,
            "weight": Decimal(c.weight) / 100,
            "expected": c.expected,
            "slips": c.slips,
            "spares": c.spares,
        }
        for c in meeting.classes
    ]
