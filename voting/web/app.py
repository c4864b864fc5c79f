"""The application factory: blueprints, headers, language, sessions and error pages."""

from __future__ import annotations

import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect

from voting import paths
from voting.web.accounts import own, people, sign_in
from voting.web.ballot_forms import forms, plan, questions
from voting.web.documents import export, results, round_charts
from voting.web.documents import pages as documents_pages
from voting.web.grades import round as grades_round
from voting.web.grades import unit
from voting.web.log import pages as log_pages
from voting.web.materials import home, photos, publicity, statements
from voting.web.materials import pages as materials_pages
from voting.web.meetings import hall, network_test
from voting.web.meetings import pages as meetings_pages
from voting.web.paper_ballots import pages as paper_ballots_pages
from voting.web.roster import pages as roster_pages
from voting.web.roster import scope
from voting.web.rounds import overview, pages
from voting.web.site import access, compression, error_pages, filters, headers, language
from voting.web.site.instance import attach
from voting.web.site.settings import Settings
from voting.web.trials import pages as trials_pages
from voting.web.voting import kiosk, phone, public

if TYPE_CHECKING:
    from voting.storage.database import Database

# A faulty roster of a whole county is below 1 MB; a ballot has 58 kB, shares of one trustee 0.5 MB.
MAX_REQUEST_BYTES = 16 * 1024 * 1024

OFFICE = (
    sign_in,
    own,
    people,
    log_pages,
    pages,
    overview,
    export,
    roster_pages,
    scope,
    forms,
    questions,
    plan,
    meetings_pages,
    results,
    documents_pages,
    hall,
    paper_ballots_pages,
    round_charts,
    unit,
    grades_round,
    public,
    home,
    materials_pages,
    publicity,
    photos,
    statements,
    trials_pages,
)


class OfficeSessions(SecureCookieSessionInterface):
    """The signed cookie of the office pages: Secure whenever the instance is reached by https."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure or bool(app.config["SESSION_COOKIE_SECURE"])


class QingpingApp(Flask):
    """Flask whose log names the place of an unexpected error, and nothing of the request."""

    session_interface = OfficeSessions()

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None] | None,
        *args: object,
    ) -> None:
        """Log type and stack; the message is left out, for it may quote what somebody sent."""
        kind, _, trace = exc_info or (None, None, None)
        name = kind.__name__ if kind else "unknown"
        stack = "".join(traceback.format_tb(trace))
        self.logger.error("unexpected %s in %s\n%s", name, request.endpoint, stack)


def create_app(db: Database, settings: Settings) -> Flask:
    """Return the WSGI application of one instance."""
    app = QingpingApp("voting.web", template_folder=str(paths.templates_dir()), static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        SESSION_COOKIE_NAME="qingping",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=(settings.base_url or "").startswith("https://"),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # pages send no referrer; the token alone decides
    )
    attach(app, db, settings)
    app.static_folder = str(paths.static_dir())
    app.static_url_path = "/static"
    csrf = CSRFProtect(app)
    for module in OFFICE:
        app.register_blueprint(module.blueprint)
    app.register_blueprint(phone.blueprint)
    app.register_blueprint(kiosk.blueprint)
    app.register_blueprint(network_test.blueprint)
    csrf.exempt(network_test.blueprint)
    csrf.exempt(phone.blueprint)  # the voter's page has no cookie a stranger's page could ride on
    for add in (access, language, filters, compression, headers, error_pages):
        add.register(app)
    return app
