"""The application factory: blueprints, headers, language, sessions and error pages."""

from __future__ import annotations

import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect

from voting import paths
from voting.web import (
    access,
    account,
    accounts,
    compression,
    department,
    documents,
    errorpages,
    exports,
    filters,
    formseditor,
    grades,
    headers,
    host,
    kiosk,
    language,
    log,
    materials,
    meetings,
    nettest,
    overview,
    paperballots,
    people,
    photos,
    plan,
    public,
    publicity,
    questioneditor,
    results,
    roster,
    roundcharts,
    scope,
    statements,
    trials,
    unit,
    unithome,
    voter,
)
from voting.web.settings import Settings
from voting.web.wiring import wire

if TYPE_CHECKING:
    from voting.storage.database import Database

# A faulty roster of a whole county is below 1 MB; a ballot has 58 kB, shares of one trustee 0.5 MB.
MAX_REQUEST_BYTES = 16 * 1024 * 1024

OFFICE = (
    accounts,
    account,
    people,
    log,
    department,
    overview,
    exports,
    roster,
    scope,
    formseditor,
    questioneditor,
    plan,
    meetings,
    results,
    documents,
    host,
    paperballots,
    roundcharts,
    unit,
    grades,
    public,
    unithome,
    materials,
    publicity,
    photos,
    statements,
    trials,
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
    wire(app, db, settings)
    app.static_folder = str(paths.static_dir())
    app.static_url_path = "/static"
    csrf = CSRFProtect(app)
    for module in OFFICE:
        app.register_blueprint(module.blueprint)
    app.register_blueprint(voter.blueprint)
    app.register_blueprint(kiosk.blueprint)
    app.register_blueprint(nettest.blueprint)
    csrf.exempt(nettest.blueprint)
    csrf.exempt(voter.blueprint)  # the voter's page has no cookie a stranger's page could ride on
    for add in (access, language, filters, compression, headers, errorpages):
        add.register(app)
    return app
