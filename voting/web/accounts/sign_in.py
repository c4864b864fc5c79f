"""The door: signing in and out, the second step, one-time links, one's password."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from voting.services.accounts import links, second_factor, signing
from voting.web.accounts.fields import CodeForm, LoginForm, PasswordForm, WelcomeForm
from voting.web.site import signed_in
from voting.web.site.access import ANYBODY, SIGNED_IN, Room
from voting.web.site.devices import device_of
from voting.web.site.forms import refusals, show
from voting.web.site.instance import database
from voting.web.site.language import gettext

blueprint = Room("accounts", __name__)


@blueprint.route("/login", methods=["GET", "POST"], needs=ANYBODY)
def login() -> Response | tuple[str, int]:
    """Sign in by name and password."""
    form = LoginForm()
    if form.validate_on_submit():
        with refusals(form):
            return _enter(form.name.data, form.password.data)
    return show("accounts/login.html", form)


@blueprint.route("/login/code", methods=["GET", "POST"], needs=ANYBODY)
def second_step() -> Response | tuple[str, int]:
    """Show the second factor; where no session waits for it, back to the door."""
    kept = signed_in.token()
    if kept is None or not second_factor.waiting(database(), kept):
        return redirect(url_for("accounts.login", next=request.args.get("next")))
    form = CodeForm()
    if form.validate_on_submit():
        with refusals(form):
            signed_in.enter(second_factor.confirm(database(), kept, form.code.data))
            return redirect(_onward())
    return show("accounts/second_step.html", form)


@blueprint.post("/logout", needs=ANYBODY)
def logout() -> Response:
    """End the session here and on the server."""
    token = signed_in.leave()
    if token:
        signing.logout(database(), token)
    return redirect(url_for("accounts.login"))


@blueprint.route("/welcome", methods=["GET", "POST"], needs=ANYBODY)
def welcome() -> Response | tuple[str, int]:
    """Set a password by a one-time link. Its code stands behind the # of the address, which no
    browser sends; the page's script puts it into the form, or the person types it."""
    form = WelcomeForm()
    if form.validate_on_submit():
        with refusals(form):
            name = links.redeem(database(), form.code.data, form.new.data)
            onward = _enter(name, form.new.data)
            flash(gettext("账号“%(name)s”的密码已设好，以后用它登录。", name=name))
            return onward
    return show("accounts/welcome.html", form)


@blueprint.route("/password", methods=["GET", "POST"], needs=SIGNED_IN)
def password() -> Response | tuple[str, int]:
    """Change one's own password."""
    form = PasswordForm()
    if form.validate_on_submit():
        with refusals(form):
            signing.change_password(
                database(), signed_in.actor(), form.old.data, form.new.data, keep=signed_in.token()
            )
            flash(gettext("密码已修改。"))
            return redirect(url_for("department.home"))
    return show("accounts/password.html", form)


def _enter(name: str, password: str) -> Response:
    """Sign in with this browser; who was signed in with it before is signed out."""
    token = signing.login(database(), name, password, device=device_of(request.user_agent.string))
    former = signed_in.token()
    if former:
        signing.logout(database(), former)
    signed_in.enter(token)
    if second_factor.waiting(database(), token):
        return redirect(url_for("accounts.second_step", next=request.args.get("next")))
    return redirect(_onward())


def _onward() -> str:
    """The page asked for before signing in; only a path of this instance."""
    wish = request.args.get("next", "")
    parts = urlsplit(wish)
    own = wish.startswith("/") and not wish.startswith("//") and "\\" not in wish
    return wish if own and not parts.scheme and not parts.netloc else url_for("department.home")
