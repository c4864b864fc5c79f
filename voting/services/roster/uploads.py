"""A roster between its upload and the word to import it: the bytes that were previewed are kept.

They wait on the server, one upload an account, for half an hour; only the account that sent them
gets them back, and neither an address nor a page carries them. What is imported are these bytes,
and only if they would do what the preview showed (the seal of :mod:`rosterimport`).
"""

from __future__ import annotations

import hashlib
from typing import Final

from voting.assessment import permissions
from voting.errors import Refused
from voting.services.context import Actor, Clock, permit, utc_now
from voting.services.log import chain
from voting.storage import rounds
from voting.storage import uploads as rows
from voting.storage.database import Database

KEPT_SECONDS: Final = 30 * 60


def keep(db: Database, actor: Actor, round_id: str, data: bytes, *, clock: Clock = utc_now) -> None:
    """Keep an upload in place of the account's earlier one; NotFound ``round-unknown``."""
    permit(actor, permissions.IMPORT_ROSTER)
    now = int(clock().timestamp())
    with db.transaction() as session:
        rounds.known(session, round_id)
        rows.remove_expired(session, now)
        rows.put(
            session,
            rows.UploadRow(
                account_id=actor.id, round_id=round_id, data=data, expires=now + KEPT_SECONDS
            ),
        )
        chain.write(
            session,
            actor,
            "roster-uploaded",
            round_id,
            {"sha256": hashlib.sha256(data).hexdigest()},
            clock=clock,
        )


def kept(db: Database, actor: Actor, round_id: str, *, clock: Clock = utc_now) -> bytes:
    """What waits for the account in this round; Refused ``upload-gone``."""
    permit(actor, permissions.IMPORT_ROSTER)
    with db.reading() as session:
        row = rows.get(session, actor.id)
    if row is None or row.round_id != round_id or row.expires <= int(clock().timestamp()):
        raise Refused("upload-gone", "no upload is waiting, or its time is past")
    return row.data


def discard(db: Database, actor: Actor, round_id: str, *, clock: Clock = utc_now) -> None:
    """Forget what waits for the account."""
    permit(actor, permissions.IMPORT_ROSTER)
    with db.transaction() as session:
        rows.remove(session, actor.id)
        rows.remove_expired(session, int(clock().timestamp()))
        chain.write(session, actor, "roster-discarded", round_id, clock=clock)
