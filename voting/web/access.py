"""Which action each page and each button needs: the other half of the one table.

:mod:`voting.assessment.permissions` says which role has which action; this table says which action
every route needs. Both are asked here, before any view runs; a route that is not in the table is
open to nobody. What a view or a use case asks beyond it (the own unit, the state of a meeting)
stays with them. A test walks every route × every role against the two tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Flask, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from voting.assessment import permissions as p
from voting.errors import NotFound, Refused
from voting.services.trials import hold
from voting.web.site import signed_in
from voting.web.site.instance import database


@dataclass(frozen=True, slots=True)
class Rule:
    """``read`` is for GET, ``write`` for POST: one of the actions is enough; None: whoever is
    signed in. ``anybody``: not even that."""

    read: tuple[str, ...] | None = None
    write: tuple[str, ...] | None = None
    anybody: bool = False

    def actions(self, method: str) -> tuple[str, ...] | None:
        """What a request of this method needs."""
        return self.write if method == "POST" else self.read

    def admits(self, role: str, method: str) -> bool:
        """Whether a role that is signed in may do it."""
        wanted = self.actions(method)
        held = p.actions_of(role)
        return self.anybody or wanted is None or any(action in held for action in wanted)


def needs(*actions: str, write: str | tuple[str, ...] | None = None) -> Rule:
    """One of these; ``write`` where a POST needs something else."""
    if write is None:
        return Rule(actions, actions)
    return Rule(actions, (write,) if isinstance(write, str) else write)


ANYBODY: Final = Rule(anybody=True)
SIGNED_IN: Final = Rule()
TRIAL_ROOMS: Final = ("trials", "host", "paperballots", "voter", "kiosk", "nettest")
"""The blueprints whose pages a trial has."""
TRIAL_IDS: Final = {
    "round_id": "round_id",
    "unit_id": "unit_id",
    "meeting_id": "meeting_id",
    "subject_id": "subject_id",
    "cadre_id": "subject_id",
}
"""What addresses name → as :func:`voting.services.trials.hold.trial_of` is asked for it."""
GRADING: Final = (p.EDIT_PROPOSALS, p.GIVE_OPINION, p.DECIDE_GRADES)
"""Whoever has a column of the grades; the stage of the unit says whose turn it is."""

ACCESS: Mapping[str, Rule] = {
    # the door, the phone, what everybody may see
    "static": ANYBODY,
    "accounts.login": ANYBODY,
    "accounts.second_step": ANYBODY,
    "accounts.logout": ANYBODY,
    "accounts.welcome": ANYBODY,
    "public.record": ANYBODY,
    "public.download": ANYBODY,
    "voter.page": ANYBODY,
    "voter.state": ANYBODY,
    "voter.manifest": ANYBODY,
    "voter.materials": ANYBODY,
    "voter.cast": ANYBODY,
    "voter.slip": ANYBODY,
    "kiosk.page": ANYBODY,
    "nettest.page": ANYBODY,
    "nettest.upload": ANYBODY,
    # one's own account, and where one's day begins
    "accounts.password": SIGNED_IN,
    "account.own": SIGNED_IN,
    "account.end": SIGNED_IN,
    "account.end_others": SIGNED_IN,
    "account.enrol": SIGNED_IN,
    "account.remove": SIGNED_IN,
    "department.home": SIGNED_IN,
    "unithome.home": SIGNED_IN,
    # accounts, settings, the log
    "people.everybody": needs(p.MANAGE_ACCOUNTS),
    "people.one": needs(p.MANAGE_ACCOUNTS),
    "people.roles": needs(p.READ_LOG),
    "people.units": needs(p.MANAGE_ACCOUNTS),
    "people.link": needs(p.MANAGE_ACCOUNTS),
    "people.disable": needs(p.MANAGE_ACCOUNTS),
    "people.enable": needs(p.MANAGE_ACCOUNTS),
    "people.drop_factor": needs(p.MANAGE_ACCOUNTS),
    "people.end_all": needs(p.MANAGE_ACCOUNTS),
    "people.end": needs(p.MANAGE_ACCOUNTS),
    "people.factors": needs(p.MANAGE_SETTINGS),
    "log.page": needs(p.READ_LOG),
    "log.lines": needs(p.READ_LOG),
    # rounds
    "department.all_rounds": needs(p.READ_ROUND),
    "department.one_round": needs(p.READ_ROUND),
    "department.new_round": needs(p.EDIT_ROUND),
    "department.keys": needs(p.READ_ROUND, write=p.RUN_CEREMONY),
    "department.workbook": needs(p.EXPORT_TABLES),
    "overview.progress": needs(p.READ_PROGRESS),
    "overview.one_unit": needs(p.READ_PROGRESS),
    "overview.deadlines": needs(p.EDIT_ROUND),
    # roster and scope
    "roster.page": needs(p.READ_ROSTER),
    "roster.upload": needs(p.IMPORT_ROSTER),
    "roster.preview": needs(p.IMPORT_ROSTER),
    "roster.confirm": needs(p.IMPORT_ROSTER),
    "roster.discard": needs(p.IMPORT_ROSTER),
    "roster.current": needs(p.IMPORT_ROSTER),
    "roster.template": needs(p.IMPORT_ROSTER),
    "scope.page": needs(p.READ_SCOPE),
    "scope.cadre": needs(p.READ_SCOPE),
    "scope.decide": needs(p.EDIT_SCOPE),
    "scope.withdraw": needs(p.EDIT_SCOPE),
    "scope.rules": needs(p.READ_SCOPE),
    "scope.change_rules": needs(p.EDIT_SCOPE),
    # forms and the plan
    "formseditor.overview": needs(p.READ_FORMS),
    "formseditor.new": needs(p.EDIT_FORMS),
    "formseditor.one": needs(p.READ_FORMS, write=p.EDIT_FORMS),
    "formseditor.who": needs(p.EDIT_FORMS),
    "formseditor.rates": needs(p.EDIT_FORMS),
    "formseditor.limits": needs(p.EDIT_FORMS),
    "formseditor.tables": needs(p.EDIT_FORMS),
    "formseditor.move": needs(p.EDIT_FORMS),
    "formseditor.remove": needs(p.EDIT_FORMS),
    "questioneditor.new": needs(p.EDIT_FORMS),
    "questioneditor.one": needs(p.EDIT_FORMS),
    "questioneditor.move": needs(p.EDIT_FORMS),
    "questioneditor.remove": needs(p.EDIT_FORMS),
    "plan.plan": needs(p.READ_FORMS),
    "plan.preview": needs(p.READ_FORMS),
    "plan.preview_data": needs(p.READ_FORMS),
    # materials, 公示, statements, talks
    "materials.of_unit": needs(p.READ_MATERIALS),
    "materials.subject": needs(p.READ_MATERIALS),
    "materials.edit": needs(p.EDIT_MATERIALS),
    "materials.upload": needs(p.EDIT_MATERIALS),
    "materials.versions": needs(p.READ_MATERIALS),
    "materials.settle": needs(p.EDIT_MATERIALS),
    "materials.unlock": needs(p.UNLOCK_MATERIALS),
    "materials.of_round": needs(p.READ_PROGRESS),
    "materials.rules": needs(p.EDIT_ROUND),
    "photos.page": needs(p.READ_MATERIALS),
    "photos.picture": needs(p.READ_MATERIALS),
    "photos.add": needs(p.EDIT_MATERIALS),
    "photos.add_one": needs(p.EDIT_MATERIALS),
    "photos.remove": needs(p.EDIT_MATERIALS),
    "publicity.page": needs(p.READ_MATERIALS),
    "publicity.plan": needs(p.EDIT_PUBLICITY),
    "publicity.objection": needs(p.EDIT_PUBLICITY),
    "publicity.handle": needs(p.EDIT_PUBLICITY),
    "publicity.printed": needs(p.READ_MATERIALS),
    "statements.of_unit": needs(p.READ_MATERIALS),
    "statements.note": needs(p.EDIT_MATERIALS),
    "statements.visits": needs(p.EDIT_VISITS),
    "statements.count": needs(p.EDIT_VISITS),
    # meetings, the hall
    "meetings.new": needs(p.PREPARE_MEETING),
    "meetings.edit": needs(p.PREPARE_MEETING),
    "meetings.one": needs(p.READ_ROUND),
    "meetings.print_slips": needs(p.PRINT_SLIPS),
    "meetings.shares": needs(p.SUBMIT_SHARES),
    "meetings.record": needs(p.READ_RECORD),
    "host.meetings_page": needs(p.WATCH_MEETING),
    "host.hall": needs(p.WATCH_MEETING),
    "host.numbers": needs(p.WATCH_MEETING),
    "host.open_now": needs(p.OPEN_MEETING),
    "host.heads": needs(p.CLOSE_MEETING),
    "host.close": needs(p.CLOSE_MEETING),
    "host.void": needs(p.VOID_SLIP),
    "host.slip": needs(p.VOID_SLIP),
    "host.screen": needs(p.WATCH_MEETING),
    "host.countdown": needs(p.CLOSE_MEETING),
    "host.closing_page": needs(p.CLOSE_MEETING),
    "trials.page": needs(p.RUN_TRIAL),
    "trials.one": needs(p.RUN_TRIAL),
    "trials.slips": needs(p.RUN_TRIAL),
    "trials.tally": needs(p.RUN_TRIAL),
    "trials.discard": needs(p.RUN_TRIAL),
    "trials.tables": needs(p.RUN_TRIAL),
    "trials.chart": needs(p.RUN_TRIAL),
    "paperballots.page": needs(p.ENTER_PAPER),
    "paperballots.entry": needs(p.ENTER_PAPER),
    "paperballots.enter": needs(p.ENTER_PAPER),
    "paperballots.printed": needs(p.ENTER_PAPER),
    "paperballots.discard": needs(p.ENTER_PAPER),
    # results, grades, documents
    "roundcharts.page": needs(p.READ_RESULTS),
    "roundcharts.chart": needs(p.READ_RESULTS),
    "roundcharts.history": needs(p.READ_RESULTS),
    "roundcharts.history_chart": needs(p.READ_RESULTS),
    "results.tally": needs(p.READ_OWN_RESULTS),
    "results.chart": needs(p.READ_OWN_RESULTS),
    "unit.settings": needs(p.EDIT_ROUND),
    "unit.proposals": needs(p.READ_PROPOSALS),
    "unit.edit": needs(*GRADING),
    "unit.hand_on": needs(*GRADING),
    "unit.send_back": needs(p.GIVE_OPINION, p.DECIDE_GRADES),
    "grades.overview": needs(p.READ_RESULTS),
    "grades.hand_on_all": needs(p.GIVE_OPINION, p.DECIDE_GRADES),
    "documents.of_round": needs(p.EXPORT_TABLES),
    "documents.of_unit": needs(p.READ_PAPERS),
    "documents.of_meeting": needs(p.READ_PAPERS),
    "documents.paper": needs(p.READ_PAPERS),
    "exports.start": needs(p.EXPORT_TABLES),
    "exports.watch": needs(p.EXPORT_TABLES),
    "exports.numbers": needs(p.EXPORT_TABLES),
    "exports.fetch": needs(p.EXPORT_TABLES),
}
"""Endpoint → rule. ``results.read-own`` is what everybody has who reads results; whose results
they are is asked by the view."""


def register(app: Flask) -> None:
    """Ask the tables before every view of ``app``."""
    app.before_request(check)


def check() -> Response | None:
    """Let pass, lead to the door, or refuse; 403 for a route nobody has put into the table."""
    if request.endpoint is None:
        return None  # no such page: answered with 404
    rule = ACCESS.get(request.endpoint)
    if rule is None:
        abort(403)
    if rule.anybody:
        return apart()
    away = signed_in.guard()
    if away is not None:
        return away
    wanted = rule.actions(request.method)
    if wanted is not None:
        signed_in.allow_any(wanted)
    own = signed_in.actor().unit_id
    if own is not None and (request.view_args or {}).get("unit_id", own) != own:
        raise Refused("other-unit", "this account acts for another unit")
    return apart()


def apart() -> Response | None:
    """What is a trial's (试投) has no page but the trial's own, the hall's and the voters'."""
    given = request.view_args or {}
    named = {what: given[name] for name, what in TRIAL_IDS.items() if name in given}
    if not named or request.blueprint in TRIAL_ROOMS:
        return None
    if not hold.trial_of(database(), **named):
        return None
    if "meeting_id" in named and request.method == "GET" and signed_in.may(p.RUN_TRIAL):
        return redirect(url_for("trials.one", meeting_id=named["meeting_id"]))
    raise NotFound("trial-apart", "a trial is in no round and no record")
