"""Forms of a round: itself, its keys, how grades are proposed."""

from __future__ import annotations

from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from voting.language.catalogue import N_
from voting.services.rounds.edit import RoundInput
from voting.web.site.forms import FILL_IN, TOO_LONG, OfficeForm


class RoundForm(OfficeForm):
    """A year's assessment: year, name, 文号, basis."""

    year = IntegerField(
        N_("考核年度"),
        [
            InputRequired(N_("请填写四位数的年份。")),
            NumberRange(min=1949, max=2999, message=N_("请填写四位数的年份。")),
        ],
    )
    name = StringField(N_("名称"), [DataRequired(FILL_IN), Length(max=120, message=TOO_LONG)])
    number = StringField(N_("文号"), [Length(max=100, message=TOO_LONG)])
    basis = TextAreaField(N_("依据"), [Length(max=2000, message=TOO_LONG)])

    def read(self) -> RoundInput:
        """The form as the house takes it."""
        return RoundInput(
            year=self.year.data,
            name=self.name.data.strip(),
            number=(self.number.data or "").strip(),
            basis=(self.basis.data or "").strip(),
        )
