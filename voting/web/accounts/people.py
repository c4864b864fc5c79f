"""The administrator's page of accounts: links, disabling, second factors, sessions."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.assessment.permissions import (
    MANAGE_ACCOUNTS,
    MANAGE_SETTINGS,
    PERMISSIONS,
    READ_LOG,
    ROLES,
)
from voting.services.accounts import administer, second_factor, sessions
from voting.services.accounts.of_units import make_unit_accounts
from voting.services.roster.views import list_units
from voting.services.rounds import edit
from voting.web.accounts.action_names import ACTION_NAMES
from voting.web.accounts.fields import AccountForm, FactorForm, UnitAccountsForm
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import refusals, show
from voting.web.site.instance import base_url, database
from voting.web.site.language import gettext
from voting.web.site.qr_codes import qr_path

blueprint = Room("people", __name__, url_prefix="/accounts")


@blueprint.route("", methods=["GET", "POST"], needs=MANAGE_ACCOUNTS)
def everybody() -> tuple[str, int]:
    """All accounts; a new one's link is shown once, on the answer itself."""
    form = AccountForm()
    units = _units()
    form.offer(units)
    made: tuple[str, str] | None = None
    if form.validate_on_submit():
        with refusals(form):
            name = form.name.data.strip()
            made = (
                name,
                _link(
                    administer.create_account(
                        database(), signed_in.actor(), name, form.role.data, form.unit.data or None
                    )
                ),
            )
            form = AccountForm(formdata=None)
            form.offer(units)
    listed = administer.list_accounts(database(), signed_in.actor())
    role, words = (request.args.get(name, "").strip() for name in ("show", "words"))
    names = dict(units)
    people = [
        one
        for one in listed
        if role in ("", one.role) and words in f"{one.name} {names.get(one.unit_id or '', '')}"
    ]
    return show(
        "accounts/people.html",
        form,
        accounts=people,
        total=len(listed),
        made=made,
        units=names,
        role=role,
        words=words,
    )


@blueprint.route("/units", methods=["GET", "POST"], needs=MANAGE_ACCOUNTS)
def units() -> tuple[str, int] | str:
    """Accounts for all units of a round; their links are shown once, to be cut apart."""
    form = UnitAccountsForm()
    form.offer([(row.id, row.name) for row in edit.list_rounds(database())])
    if form.validate_on_submit():
        with refusals(form):
            done = make_unit_accounts(
                database(), signed_in.actor(), form.round.data, move=form.move.data
            )
            slips = [(made, _link(made.code), qr_path(_link(made.code))) for made in done.made]
            return render_template("accounts/unit_links.html", done=done, slips=slips)
    return show("accounts/units.html", form)


@blueprint.get("/roles", needs=READ_LOG)
def roles() -> str:
    """The table of permissions as it stands in the code, for those who keep or audit it."""
    return render_template(
        "accounts/roles.html", roles=ROLES, names=ACTION_NAMES, permissions=PERMISSIONS
    )


@blueprint.get("/<account_id>", needs=MANAGE_ACCOUNTS)
def one(account_id: str, link: str | None = None) -> str:
    """An account: its state, its sessions, and what can be done about it."""
    person = signed_in.actor()
    view = administer.get_account(database(), person, account_id)
    kept = sessions.of_account(database(), person, account_id, here=signed_in.token())
    unit = dict(_units()).get(view.unit_id or "", "")
    return render_template("accounts/one.html", account=view, sessions=kept, link=link, unit=unit)


@blueprint.post("/<account_id>/link", needs=MANAGE_ACCOUNTS)
def link(account_id: str) -> str:
    """Give an account a new one-time link, shown once, on the answer itself."""
    code = administer.new_link(database(), signed_in.actor(), account_id)
    return one(account_id, _link(code))


@blueprint.post("/<account_id>/disable", needs=MANAGE_ACCOUNTS)
def disable(account_id: str) -> Response:
    """Shut an account at once."""
    administer.disable(database(), signed_in.actor(), account_id)
    flash(gettext("账号已停用，其登录已全部结束。"))
    return _back(account_id)


@blueprint.post("/<account_id>/enable", needs=MANAGE_ACCOUNTS)
def enable(account_id: str) -> Response:
    """Open it again."""
    administer.enable(database(), signed_in.actor(), account_id)
    flash(gettext("账号已启用。"))
    return _back(account_id)


@blueprint.post("/<account_id>/second-factor", needs=MANAGE_ACCOUNTS)
def drop_factor(account_id: str) -> Response:
    """Take the second factor of somebody who lost the phone away."""
    second_factor.drop(database(), signed_in.actor(), account_id)
    flash(gettext("动态验证码已取消，其登录已全部结束。"))
    return _back(account_id)


@blueprint.post("/<account_id>/sessions/end", needs=MANAGE_ACCOUNTS)
def end_all(account_id: str) -> Response:
    """End all sessions of an account; of the own one all but this."""
    own = account_id == signed_in.actor().id
    sessions.end_all(
        database(), signed_in.actor(), account_id, keep=signed_in.token() if own else None
    )
    flash(gettext("登录已全部结束。"))
    return _back(account_id)


@blueprint.post("/<account_id>/sessions/<session_id>/end", needs=MANAGE_ACCOUNTS)
def end(account_id: str, session_id: str) -> Response:
    """End one session."""
    sessions.end(database(), signed_in.actor(), account_id, session_id)
    flash(gettext("该次登录已结束。"))
    return _back(account_id)


@blueprint.route("/second-factor", methods=["GET", "POST"], needs=MANAGE_SETTINGS)
def factors() -> Response | tuple[str, int]:
    """Which roles need a second factor."""
    form = FactorForm(roles=sorted(second_factor.required_roles(database(), signed_in.actor())))
    form.offer()
    if form.validate_on_submit():
        with refusals(form):
            second_factor.require(database(), signed_in.actor(), form.roles.data)
            flash(gettext("设置已保存。"))
            return redirect(url_for("people.everybody"))
    return show("accounts/factors.html", form)


def _back(account_id: str) -> Response:
    return redirect(url_for("people.one", account_id=account_id))


def _link(code: str) -> str:
    """The one-time link: the code stands behind the #, which no browser sends."""
    return f"{base_url()}{url_for('accounts.welcome')}#{code}"


def _units() -> list[tuple[str, str]]:
    """Id and name of every unit of every round, the latest round first."""
    return [
        (unit.id, f"{unit.name} · {of_round.name}")
        for of_round in edit.list_rounds(database())
        for unit in list_units(database(), of_round.id)
    ]
