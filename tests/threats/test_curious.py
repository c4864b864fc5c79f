"""What somebody might try who only has the meeting's id, or an account without the results."""

from __future__ import annotations

import random

from desk import PASSWORD, Desk, signed_in
from office import ADMIN, OFFICER
from small_hall import SmallHall
from threats import threat
from voting.record.archive import Archive
from voting.record.shares import Results
from voting.record.verify import verify
from voting.services.accounts import administer
from voting.services.meetings import plan, tallying
from voting.services.voting import casting
from voting.services.voting.checking import BallotChecker
from voting.storage import accounts as rows
from voting.trustee.decrypt import partial_decryption
from voting.web.app import create_app
from voting.web.site.settings import Settings


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
    got += [
        signed_in(app, hall.db, role, name=f"{role}-{hall.meeting}")
        .get(f"/meetings/{hall.meeting}/record.zip")
        .data
        for role in ("host", "trustee")
    ]
    assert got == [closed] * 3
    assert verify(got[0]).counts["ballots"] == 11


@threat("T36")
def test_a_link_is_good_once_and_a_printed_password_only_changes_itself(
    hall: SmallHall, checker: BallotChecker
) -> None:
    """Who opens another person's link first can act as that person until the person, whose link
    does not work, says so; the link is not good a second time."""
    app = create_app(hall.db, Settings("s" * 32, None, checker))
    name = f"once-{hall.meeting}"
    code = administer.create_account(hall.db, ADMIN, name, "officer")
    fields = {"code": code, "new": PASSWORD, "again": PASSWORD}
    thief, person = Desk(app), Desk(app)
    assert thief.post("/welcome", **fields).status_code == 302
    assert "可能已用过" in person.post("/welcome", **fields).get_data(as_text=True)
    assert person.get("/rounds").status_code == 302
    made = next(a for a in administer.list_accounts(hall.db, ADMIN) if a.name == name)
    fields["code"] = administer.new_link(hall.db, ADMIN, made.id)
    assert thief.get("/rounds").status_code == 302, "the administrator's new link ends it"
    assert person.post("/welcome", **fields).status_code == 302

    with hall.db.transaction() as session:  # as the first start leaves its account
        row = rows.hold_by_name(session, name)
        assert row is not None
        row.one_time = True
    for path in ("/rounds", "/log", f"/meetings/{hall.meeting}", f"/host/{hall.meeting}"):
        assert person.get(path).location == "/password", path
    person.post(f"/host/{hall.meeting}/heads", "/password", **{"present-A": 1, "issued-A": 1})
    assert plan.get_meeting(hall.db, hall.meeting).classes[0].present is None
    new = "five unrelated words"
    person.post("/password", old=PASSWORD, new=new, again=new)
    assert person.get("/rounds").status_code == 200
    assert Desk(app).post("/login", name=name, password=PASSWORD).status_code == 400
