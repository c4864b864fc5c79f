"""Signing in and out, one's password, accounts and the log."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.services import accounts, audit, rosters, rounds
from voting.web import signin
from voting.web.accountforms import AccountForm, LoginForm, PasswordForm
from voting.web.forms import refusals, show
from voting.web.language import gettext
from voting.web.wiring import database

blueprint = Blueprint("accounts", __name__)

OPEN_TO_STRANGERS = frozenset({"accounts.login", "accounts.logout"})


@blueprint.before_request
def guard() -> Response | None:
    """Everything here but the door needs a person signed in."""
    return None if request.endpoint in OPEN_TO_STRANGERS else signin.guard()


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> Response | tuple[str, int]:
    """Sign in by name and password."""
    form = LoginForm()
    if form.validate_on_submit():
        with refusals(form):
            token = accounts.login(database(), form.name.data.strip(), form.password.data)
            signin.enter(token)
            return redirect(_onward())
    return show("accounts/login.html", form)


@blueprint.post("/logout")
def logout() -> Response:
    """End the session here and on the server."""
    token = signin.leave()
    if token:
        accounts.logout(database(), token)
    return redirect(url_for("accounts.login"))


@blueprint.route("/password", methods=["GET", "POST"])
def password() -> Response | tuple[str, int]:
    """Change one's own password."""
    form = PasswordForm()
    if form.validate_on_submit():
        with refusals(form):
            accounts.change_password(
                database(), signin.actor(), form.old.data, form.new.data, keep=signin.token()
            )
            flash(gettext("密码已修改。"))
            return redirect(url_for("department.home"))
    return show("accounts/password.html", form)


@blueprint.route("/accounts", methods=["GET", "POST"])
def people() -> tuple[str, int]:
    """All accounts; a new one's password is shown once, on the answer itself."""
    form = AccountForm()
    form.offer(_units())
    if form.validate_on_submit():
        with refusals(form):
            name = form.name.data.strip()
            secret = accounts.create_account(
                database(), signin.actor(), name, form.role.data, form.unit.data or None
            )
            return _people(form, (name, secret))
    return _people(form, None)


@blueprint.post("/accounts/<account_id>/password")
def reset(account_id: str) -> tuple[str, int]:
    """Give an account a new password, shown once."""
    form = AccountForm(formdata=None)
    form.offer(_units())
    secret = accounts.reset_password(database(), signin.actor(), account_id)
    listed = accounts.list_accounts(database(), signin.actor())
    return _people(form, (next(a.name for a in listed if a.id == account_id), secret))


@blueprint.get("/log")
def log() -> str:
    """What the people who run the meetings did, the latest first."""
    entries = audit.entries(database(), signin.actor())
    return render_template("accounts/log.html", entries=entries)


def _people(form: AccountForm, made: tuple[str, str] | None) -> tuple[str, int]:
    """The page of all accounts; ``made``: name and one-time password, just now."""
    listed = accounts.list_accounts(database(), signin.actor())
    units = dict(_units())
    return show("accounts/people.html", form, accounts=listed, made=made, units=units)


def _units() -> list[tuple[str, str]]:
    """Id and name of every unit of every round, the latest round first."""
    return [
        (unit.id, f"{unit.name} · {found.name}")
        for found in rounds.list_rounds(database())
        for unit in rosters.list_units(database(), found.id)
    ]


def _onward() -> str:
    """The page asked for before signing in; only a path of this instance."""
    wish = request.args.get("next", "")
    parts = urlsplit(wish)
    own = wish.startswith("/") and not wish.startswith("//") and "\\" not in wish
    return wish if own and not parts.scheme and not parts.netloc else url_for("department.home")
