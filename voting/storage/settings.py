"""Settings of the whole installation, each under its key."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.storage.base import Base
from voting.storage.conflict import saving


class SettingRow(Base):
    """Table ``settings``: what the administrator sets for the whole installation, as JSON; for
    example ``second-factor`` → list of roles that need one."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


def get(session: Session, key: str, default: Any) -> Any:
    """The value of a setting; ``default`` where it was never set."""
    row = session.get(SettingRow, key)
    return default if row is None else row.value


def put(session: Session, key: str, value: Any) -> None:
    """Set it; raises Conflict where somebody else sets it for the first time just now."""
    with saving(session):
        session.merge(SettingRow(key=key, value=value))
