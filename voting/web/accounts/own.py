"""One's own account: sessions and the second factor."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from voting.services.accounts import administer, second_factor, sessions
from voting.web.accounts.fields import CodeForm
from voting.web.site import signed_in
from voting.web.site.access import SIGNED_IN, Room
from voting.web.site.forms import refusals, show
from voting.web.site.instance import database
from voting.web.site.language import gettext
from voting.web.site.qr_codes import qr_path

blueprint = Room("account", __name__, url_prefix="/me")


@blueprint.get("/", needs=SIGNED_IN)
def own() -> str:
    """Who one is here, one's second factor, and where one is signed in."""
    person = signed_in.actor()
    view = administer.get_account(database(), person, person.id)
    kept = sessions.of_account(database(), person, person.id, here=signed_in.token())
    return render_template("accounts/own.html", account=view, sessions=kept)


@blueprint.post("/sessions/<session_id>/end", needs=SIGNED_IN)
def end(session_id: str) -> Response:
    """End one of one's sessions."""
    person = signed_in.actor()
    sessions.end(database(), person, person.id, session_id)
    flash(gettext("该次登录已结束。"))
    return redirect(url_for("account.own"))


@blueprint.post("/sessions/end-others", needs=SIGNED_IN)
def end_others() -> Response:
    """End all of one's sessions but this one."""
    person = signed_in.actor()
    sessions.end_all(database(), person, person.id, keep=signed_in.token())
    flash(gettext("其他登录已全部结束。"))
    return redirect(url_for("account.own"))


@blueprint.route("/second-factor", methods=["GET", "POST"], needs=SIGNED_IN)
def enrol() -> Response | tuple[str, int]:
    """Put a secret into one's phone and prove that it is there."""
    form = CodeForm()
    if form.validate_on_submit():
        with refusals(form):
            second_factor.enrol(database(), _token(), form.code.data)
            flash(gettext("动态验证码已设好，以后登录时需要它。"))
            return redirect(url_for("account.own"))
    offer = second_factor.offer(database(), _token())
    return show("accounts/enrol.html", form, offer=offer, qr=qr_path(offer.address))


@blueprint.route("/second-factor/remove", methods=["GET", "POST"], needs=SIGNED_IN)
def remove() -> Response | tuple[str, int]:
    """Give the second factor up, with a code of it."""
    form = CodeForm()
    if form.validate_on_submit():
        with refusals(form):
            second_factor.remove(database(), _token(), form.code.data)
            flash(gettext("动态验证码已取消。"))
            return redirect(url_for("account.own"))
    return show("accounts/remove_factor.html", form)


def _token() -> str:
    """The token of this session; there is one where the guard let somebody pass."""
    token = signed_in.token()
    if token is None:
        abort(401)
    return token
