"""What somebody might try who only has the meeting's id, or an account without the results."""

from __future__ import annotations

import random

from desk import Desk, signed_in
from office import ADMIN, OFFICER
from small_hall import SmallHall
from threats import threat

from voting.record.archive import Archive
from voting.record.shares import Results
from voting.record.verify import verify
from voting.services import accounts, casting, meetings, tallying
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


@threat("T36")
def test_a_one_time_password_does_nothing_but_change_itself(
        hall: SmallHall, checker: BallotChecker) -> None:
    app = create_app(hall.db, Settings("s" * 32, None, checker))
    name = f"once-{hall.meeting}"
    password = accounts.create_account(hall.db, ADMIN, name, "officer")
    desk = Desk(app)
    desk.post("/login", name=name, password=password)
    for path in ("/rounds", "/log", f"/meetings/{hall.meeting}", f"/host/{hall.meeting}"):
        assert desk.get(path).location == "/password", path
    desk.post(f"/host/{hall.meeting}/heads", "/password", **{"present-A": 1, "issued-A": 1})
    assert meetings.get_meeting(hall.db, hall.meeting).classes[0].present is None
    desk.post("/password", old=password, new="four unrelated words", again="four unrelated words")
    assert desk.get("/rounds").status_code == 200
    assert Desk(app).post("/login", name=name, password=password).status_code == 400
