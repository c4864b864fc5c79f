"""What every view needs of the running instance: the database and the settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, current_app, request

from voting.web.site.settings import Settings

if TYPE_CHECKING:
    from voting.storage.database import Database

KEY = "qingping"


@dataclass(frozen=True, slots=True)
class Wiring:
    """The two things that `create_app` was given."""

    db: Database
    settings: Settings


def wire(app: Flask, db: Database, settings: Settings) -> None:
    """Keep ``db`` and ``settings`` with the application."""
    app.extensions[KEY] = Wiring(db, settings)


def _wiring() -> Wiring:
    wiring: Wiring = current_app.extensions[KEY]
    return wiring


def database() -> Database:
    """Return the database of this instance."""
    return _wiring().db


def settings() -> Settings:
    """Return the settings of this instance."""
    return _wiring().settings


def settings_of(app: Flask) -> Settings:
    """Return the settings of an application outside of any request."""
    wiring: Wiring = app.extensions[KEY]
    return wiring.settings


def base_url() -> str:
    """Return the address voters reach this instance under, without a slash at the end."""
    return (settings().base_url or request.url_root).rstrip("/")


def plain_http() -> bool:
    """True when voters reach this instance without https: the network could change the page."""
    return not base_url().startswith("https://")
