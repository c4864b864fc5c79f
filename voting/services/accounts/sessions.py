"""Sessions as their owner and the administrator see and end them."""

from __future__ import annotations

from dataclasses import dataclass

from voting.assessment import permissions
from voting.errors import NotFound
from voting.services.accounts import signing
from voting.services.context import Actor, Clock, permit, timestamp_of, utc_now
from voting.services.log import chain
from voting.storage import accounts as rows
from voting.storage import sessions
from voting.storage.database import Database


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session: ``id`` says which (it is no secret), times are UTC (ISO 8601), ``device`` the
    short name of a browser; ``waiting`` for its second factor; ``here``: the one that asks."""

    id: str
    device: str
    started: str
    expires: str
    waiting: bool
    here: bool


def of_account(
    db: Database, actor: Actor, account_id: str, *, here: str | None = None, clock: Clock = utc_now
) -> tuple[SessionView, ...]:
    """The living sessions of an account, the latest first; of others for the administrator only.

    ``here`` is the token of the session that asks.
    """
    _permit(actor, account_id)
    mine = None if here is None else signing.hash_token(here)
    with db.reading() as session:
        row = rows.known(session, account_id)
        return tuple(
            SessionView(
                _id(kept),
                kept.device,
                timestamp_of(kept.started),
                timestamp_of(kept.expires),
                signing.waits(kept, row),
                kept.token_hash == mine,
            )
            for kept in sessions.of_account(session, account_id, int(clock().timestamp()))
        )


def end(
    db: Database, actor: Actor, account_id: str, session_id: str, *, clock: Clock = utc_now
) -> None:
    """End one session, at once."""
    _permit(actor, account_id)
    with db.transaction() as session:
        living = sessions.of_account(session, account_id, int(clock().timestamp()))
        ended = next((kept for kept in living if _id(kept) == session_id), None)
        if ended is None:
            raise NotFound("session-unknown", "this session has ended already")
        row = rows.known(session, account_id)
        sessions.remove(session, ended.token_hash)
        chain.write(
            session, actor, "session-ended", row.name, {"device": ended.device}, clock=clock
        )


def end_all(
    db: Database, actor: Actor, account_id: str, *, keep: str | None = None, clock: Clock = utc_now
) -> None:
    """End all sessions of an account, except that of the token ``keep``."""
    _permit(actor, account_id)
    with db.transaction() as session:
        row = rows.known(session, account_id)
        sessions.remove_of(session, account_id, None if keep is None else signing.hash_token(keep))
        chain.write(session, actor, "sessions-ended", row.name, clock=clock)


def _permit(actor: Actor, account_id: str) -> None:
    if actor.id != account_id:
        permit(actor, permissions.MANAGE_ACCOUNTS)


def _id(kept: sessions.SessionRow) -> str:
    return kept.token_hash.hex()[:16]
