"""Rounds: a year's assessment with its forms, its settings for grades and its keys."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, LargeBinary, String, false, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.errors import NotFound
from voting.storage.base import ID, Base
from voting.storage.conflict import saving


class RoundRow(Base):
    """Table ``rounds``.

    ``number`` is the 文号, ``basis`` the 依据; ``forms`` the manifest's forms without subjects,
    ``plan`` who stands on which form, quotas on the ballot and class tables; ``rules`` the rules
    of scope with their version; ``settings`` how grades are proposed; ``deadlines`` the day each
    stage is due (stage → ``2021-01-10``); ``ceremony`` the bytes of ceremony.json (protocol §7).
    ``materials`` the rules of materials and 公示 (limits, sections, days).
    ``plan``, ``rules`` and ``materials`` are empty until somebody edits them: the presets hold.
    ``trial``: made up to practise, thrown away after; ``trial_keys`` then holds the key files of
    its trustees, which are no secret: nothing of a trial is.
    """

    __tablename__ = "rounds"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    year: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    number: Mapped[str] = mapped_column(String(100))
    basis: Mapped[str] = mapped_column(String(2000))
    forms: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    plan: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    rules: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    deadlines: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    materials: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    ceremony: Mapped[bytes | None] = mapped_column(LargeBinary)
    trial: Mapped[bool] = mapped_column(default=False, server_default=false())
    trial_keys: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


def add(session: Session, row: RoundRow) -> None:
    """Keep a new round."""
    with saving(session):
        session.add(row)


def known(session: Session, round_id: str, *, trials: bool = False) -> RoundRow:
    """A round; NotFound ``round-unknown``.

    A trial only where ``trials`` says so, for what its meeting needs of its round: what belongs to
    a round is not there for a trial, whose meeting is all there is of it.
    """
    return _or_unknown(session.get(RoundRow, round_id), trials)


def hold(session: Session, round_id: str, *, trials: bool = False) -> RoundRow:
    """The same for this transaction alone, for what must not happen twice at once."""
    query = select(RoundRow).where(RoundRow.id == round_id).with_for_update()
    return _or_unknown(session.scalar(query.execution_options(populate_existing=True)), trials)


def _or_unknown(row: RoundRow | None, trials: bool) -> RoundRow:
    if row is None or (row.trial and not trials):
        raise NotFound("round-unknown", "there is no such round")
    return row


def number(session: Session) -> int:
    """How many rounds there are, trials left out."""
    return (
        session.scalar(select(func.count()).select_from(RoundRow).where(RoundRow.trial.is_(False)))
        or 0
    )


def everything(session: Session) -> list[RoundRow]:
    """All rounds, the latest year first, trials left out."""
    return sorted(
        session.scalars(select(RoundRow).where(RoundRow.trial.is_(False))),
        key=lambda row: (-row.year, row.name, row.id),
    )
