"""Forms of signing in, of one's own account and of accounts."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import BooleanField, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, EqualTo, Length
from wtforms.widgets import CheckboxInput, ListWidget

from voting.assessment.permissions import ROLES
from voting.language.catalogue import N_
from voting.web.site.filters import role_name
from voting.web.site.forms import FILL_IN, TOO_LONG, OfficeForm
from voting.web.site.language import gettext

DIFFERENT = N_("两次输入的新密码不一样。")


class LoginForm(OfficeForm):
    """Name and password."""

    name = StringField(
        N_("账号"),
        [DataRequired(FILL_IN), Length(max=64, message=TOO_LONG)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        N_("密码"),
        [DataRequired(FILL_IN), Length(max=256, message=TOO_LONG)],
        render_kw={"autocomplete": "current-password"},
    )


class CodeForm(OfficeForm):
    """The code of six digits that the phone shows."""

    code = StringField(
        N_("动态验证码"),
        [DataRequired(FILL_IN), Length(max=20, message=TOO_LONG)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short"},
    )


class WelcomeForm(OfficeForm):
    """The code of a one-time link, and twice the password."""

    code = StringField(
        N_("一次性代码"),
        [DataRequired(FILL_IN), Length(max=80, message=TOO_LONG)],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    new = PasswordField(
        N_("新密码"),
        [DataRequired(FILL_IN), Length(max=256, message=TOO_LONG)],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        N_("再输一遍新密码"),
        [EqualTo("new", DIFFERENT)],
        render_kw={"autocomplete": "new-password"},
    )


class PasswordForm(OfficeForm):
    """The old password and twice the new one; what makes a good one is the house's to say."""

    old = PasswordField(
        N_("现在的密码"), [DataRequired(FILL_IN)], render_kw={"autocomplete": "current-password"}
    )
    new = PasswordField(
        N_("新密码"),
        [DataRequired(FILL_IN), Length(max=256, message=TOO_LONG)],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        N_("再输一遍新密码"),
        [EqualTo("new", DIFFERENT)],
        render_kw={"autocomplete": "new-password"},
    )


class AccountForm(OfficeForm):
    """A new account: name and role."""

    name = StringField(
        N_("账号"),
        [DataRequired(FILL_IN), Length(max=64, message=TOO_LONG)],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    role = SelectField(N_("角色"), default="officer")
    unit = SelectField(N_("所属单位"))

    def offer(self, units: Sequence[tuple[str, str]]) -> None:
        """Name the roles, and the ``units`` (id, name) for accounts of the role unit."""
        self.role.choices = [SelectChoice(role, role_name(role)) for role in ROLES]
        self.unit.choices = [SelectChoice("", gettext("不属于单位"))]
        self.unit.choices += [SelectChoice(unit_id, name) for unit_id, name in units]


class UnitAccountsForm(OfficeForm):
    """Accounts for all units of a round."""

    round = SelectField(N_("考核批次"))
    move = BooleanField(N_("其他批次中同名单位的账号转到本批次"))

    def offer(self, rounds: Sequence[tuple[str, str]]) -> None:
        """Name the rounds (id, name)."""
        self.round.choices = [SelectChoice(round_id, name) for round_id, name in rounds]


class FactorForm(OfficeForm):
    """Which roles need a second factor."""

    roles = SelectMultipleField(
        N_("须用动态验证码登录的角色"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )

    def offer(self) -> None:
        """Name the roles."""
        self.roles.choices = [SelectChoice(role, role_name(role)) for role in ROLES]
