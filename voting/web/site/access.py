"""What a route needs is said where the route is written, and asked here before any view runs.

:mod:`voting.assessment.permissions` says which role has which action; a :class:`Room` takes, with
every route, which action it needs. A route that names nothing cannot be written, and an app with
such a route is not made. What a use case asks beyond it (the own unit, the state of a meeting)
stays with the use case. A test walks every route × every role.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, Flask, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from voting.assessment import permissions
from voting.errors import NotFound, Refused
from voting.services.trials import hold
from voting.web.site import signed_in
from voting.web.site.instance import database


@dataclass(frozen=True, slots=True)
class Permission:
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
        held = permissions.actions_of(role)
        return self.anybody or wanted is None or any(action in held for action in wanted)


ANYBODY: Final = Permission(anybody=True)
SIGNED_IN: Final = Permission()

RULES: Final = "access"
"""Where the app keeps endpoint → permission (``app.extensions``)."""

TRIAL_ROOMS: Final = ("trials", "host", "paper_ballots", "voter", "kiosk", "network_test")
"""The blueprints whose pages a trial has."""
TRIAL_IDS: Final = {
    "round_id": "round_id",
    "unit_id": "unit_id",
    "meeting_id": "meeting_id",
    "subject_id": "subject_id",
    "cadre_id": "subject_id",
}
"""What addresses name → as :func:`voting.services.trials.hold.trial_of` is asked for it."""


class Room(Blueprint):
    """Pages of one subject. Every route says ``needs=``: an action, several of which one is enough,
    :data:`SIGNED_IN` or :data:`ANYBODY`; and ``writes=`` where a POST needs another action."""

    def __init__(self, name: str, import_name: str, url_prefix: str | None = None) -> None:
        super().__init__(name, import_name, url_prefix=url_prefix)
        self.permissions: dict[str, Permission] = {}

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: Callable[..., Any] | None = None,
        provide_automatic_options: bool | None = None,
        *,
        needs: str | tuple[str, ...] | Permission | None = None,
        writes: str | None = None,
        **options: Any,
    ) -> None:
        """A route of the room; LookupError where it does not say what it needs."""
        name = endpoint or str(getattr(view_func, "__name__", ""))
        if needs is None:
            raise LookupError(f"the route {self.name}.{name} does not say what it needs")
        self.permissions[name] = _permission(needs, writes)
        super().add_url_rule(rule, endpoint, view_func, provide_automatic_options, **options)


def register(app: Flask) -> None:
    """Ask before every view of ``app``; LookupError for a route that is in no :class:`Room`."""
    rules = {"static": ANYBODY} | {
        f"{room.name}.{view}": permission
        for room in app.blueprints.values()
        if isinstance(room, Room)
        for view, permission in room.permissions.items()
    }
    unnamed = {route.endpoint for route in app.url_map.iter_rules()} - set(rules)
    if unnamed:
        raise LookupError(f"no permission is named for {', '.join(sorted(unnamed))}")
    app.extensions[RULES] = rules
    app.before_request(check)


def rules_of(app: Flask) -> Mapping[str, Permission]:
    """Endpoint → permission of a whole app."""
    rules: Mapping[str, Permission] = app.extensions[RULES]
    return rules


def check() -> Response | None:
    """Let pass, lead to the door, or refuse; 403 for a route that came without a permission."""
    if request.endpoint is None:
        return None  # no such page: answered with 404
    permission = rules_of(current_app).get(request.endpoint)
    if permission is None:
        abort(403)
    if permission.anybody:
        return no_trial()
    away = signed_in.guard()
    if away is not None:
        return away
    actor = signed_in.actor()
    wanted = permission.actions(request.method)
    if wanted is not None and not permission.admits(actor.role, request.method):
        permissions.require(actor.role, wanted[0])
    if actor.unit_id is not None and _address().get("unit_id", actor.unit_id) != actor.unit_id:
        raise Refused("other-unit", "this account acts for another unit")
    return no_trial()


def no_trial() -> Response | None:
    """What is a trial's (试投) has no page but the trial's own, the hall's and the voters'."""
    given = _address()
    named = {what: given[name] for name, what in TRIAL_IDS.items() if name in given}
    if not named or request.blueprint in TRIAL_ROOMS:
        return None
    if not hold.trial_of(database(), **named):
        return None
    if "meeting_id" in named and request.method == "GET" and signed_in.may(permissions.RUN_TRIAL):
        return redirect(url_for("trials.one", meeting_id=named["meeting_id"]))
    raise NotFound("trial-apart", "a trial is in no round and no record")


def _permission(needs: str | tuple[str, ...] | Permission, writes: str | None) -> Permission:
    if isinstance(needs, Permission):
        return needs
    read = (needs,) if isinstance(needs, str) else needs
    return Permission(read, read if writes is None else (writes,))


def _address() -> dict[str, Any]:
    """What the address of this request names."""
    return request.view_args or {}
