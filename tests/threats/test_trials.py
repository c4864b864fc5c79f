"""A trial is no vote, and a vote is no trial; and nobody may say that a connection is safe."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from certificates import Authority
from office import HOST
from small_hall import Department, SmallHall
from threats import threat
from voting.errors import BadInput, NotFound, Refused
from voting.record.frozen import frozen
from voting.services.meetings import opening, plan, tallying
from voting.services.meetings.checks import check_meeting
from voting.services.trials import hold, keys
from voting.services.voting import casting
from voting.serving.certificates import check_address, load
from voting.serving.instance import Instance
from voting.serving.server import Server
from voting.storage import trials


@threat("T60")
def test_a_trial_cannot_pass_for_the_vote(office: Department) -> None:
    """The mark is under the fingerprint that the hall compares, and there is no record to show."""
    made = hold.create_trial(office.db, HOST)
    hold.print_trial_slips(office.db, HOST, made, "https://vote.example")
    opening.open_meeting(office.db, HOST, made, "ab" * 32)
    title = frozen(casting.manifest_bytes(office.db, made)).manifest.meeting.title
    assert title.startswith("【试投】")
    with pytest.raises(NotFound):
        tallying.public_record(office.db, made)
    hold.discard_trial(office.db, HOST, made)


@threat("T60")
def test_a_vote_cannot_pass_for_a_trial(hall: SmallHall) -> None:
    """Its title cannot have the mark; nothing throws it away or opens it with keys kept here."""
    with pytest.raises(BadInput, match="marks a trial"):
        check_meeting(title=" 【试投】大会", date="x", place="x", minimum=5, denominator="valid")
    for use in (hold.discard_trial, hold.tally_trial):
        with pytest.raises(NotFound):
            use(hall.db, HOST, hall.meeting)
    assert plan.get_meeting(hall.db, hall.meeting).state == "open"


@threat("T60")
def test_the_keys_of_a_trial_open_nothing_else(office: Department) -> None:
    """They are on the server for everybody to read: the round's own trustees never see them."""
    made = hold.create_trial(office.db, HOST)
    with office.db.reading() as session:
        packed = trials.keys(session, plan.get_meeting(office.db, made).round_id)
    assert packed is not None
    hall = office.opened()
    sealing = hall.close()
    record = tallying.record(hall.db, hall.meeting)
    with pytest.raises(Refused, match="other keys"):
        keys.open_shares(packed, record, sealing)
    hold.discard_trial(office.db, HOST, made)


@threat("T61")
def test_nobody_says_that_a_connection_is_safe(tmp_path: Path) -> None:
    """No header about scheme or address is believed, unless one proxy was named."""
    instance = Instance.prepare(tmp_path)
    alone = Server(instance, "127.0.0.1", 0, "https://vote.example").cfg
    assert (alone.forwarded_allow_ips, alone.forwarder_headers) == ([], [])
    named = Server(instance, "127.0.0.1", 0, "https://vote.example", proxy="192.0.2.1").cfg
    assert named.forwarded_allow_ips == ["192.0.2.1"]


@threat("T61")
def test_a_certificate_for_something_else_is_not_served(tmp_path: Path) -> None:
    """People would learn to go on past a warning, as they would with somebody else's page."""
    found = load(Authority.found(tmp_path).issue("other.example"), datetime.now(UTC))
    with pytest.raises(Refused, match="not for vote.example"):
        check_address(found, "https://vote.example")
