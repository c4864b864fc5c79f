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
class Instance:
    """The two things that `create_app` was given."""

    db: Database
    settings: Settings


def attach(app: Flask, db: Database, settings: Settings) -> None:
    """Keep ``db`` and ``settings`` with the application."""
    app.extensions[KEY] = Instance(db, settings)


def _instance() -> Instance:
    instance: Instance = current_app.extensions[KEY]
    return instance


def database() -> Database:
    """Return the database of this instance."""
    return _instance().db


def settings() -> Settings:
    """Return the settings of this instance."""
    return _instance().settings


def settings_of(app: Flask) -> Settings:
    """Return the settings of an application outside of any request."""
    instance: Instance = app.extensions[KEY]
    return instance.settings


def base_url() -> str:
    """Return the address voters reach this instance under, without a slash at the end."""
    return (settings().base_url or request.url_root).rstrip("/")


def plain_http() -> bool:
    """True when voters reach this instance without https: the network could change the page."""
    return not base_url().startswith("https://")
