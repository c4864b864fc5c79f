"""What somebody might try who only has the meeting's id, or an account without the results."""

from __future__ import annotations

import random

from desk import Desk, signed_in
from office import OFFICER
from small_hall import SmallHall
from threats import threat

from voting.record.archive import Archive
from voting.record.shares import Results
from voting.record.verify import verify
from voting.services import casting, tallying
from voting.services.checking import BallotChecker
from voting.trustee.decrypt import partial_decryption
from voting.web.app import create_app
from voting.web.settings import Settings


@threat("T34")
def test_results_are_not_in_what_everybody_gets(hall: SmallHall, checker: BallotChecker) -> None:
    """The id is on every slip: what it opens holds the box and its proofs, and no sum."""
    chance = random.Random(4)
    for slip in (*range(6), *range(7, 12)):
        casting.cast(hall.db, checker, hall.meeting, hall.vote(slip, chance)[0])
    sealing = hall.close()
    closed = tallying.record(hall.db, hall.meeting)
    for key in hall.keys[:2]:
        shares = partial_decryption(key, closed, sealing)[1]
        tallying.accept_shares(hall.db, OFFICER, hall.meeting, shares.encode())
    whole = Archive.decode(tallying.record(hall.db, hall.meeting))
    assert Results.decode(whole.files["results.json"]).groups
    app = create_app(hall.db, Settings("s" * 32, None, checker))
    got = [Desk(app).get(f"/records/{hall.meeting}/record.zip").data]
    got += [signed_in(app, hall.db, role, name=f"{role}-{hall.meeting}").get(
        f"/meetings/{hall.meeting}/record.zip").data for role in ("host", "trustee")]
    assert got == [closed] * 3
    assert verify(got[0]).counts["ballots"] == 11
