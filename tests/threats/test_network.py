"""What the hall's Wi-Fi, or whoever listens on it, might try."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from desk import signed_in
from office import OFFICER
from small_hall import Department, SmallHall
from threats import threat
from voting.crypto.slipcode import decode_code
from voting.errors import VotingError
from voting.record.ballot import tracker
from voting.services.meetings import slips
from voting.services.meetings.plan import get_meeting
from voting.services.voting import casting
from voting.services.voting.checking import BallotChecker
from voting.web.app import create_app
from voting.web.site.assets import bundle_hash
from voting.web.site.settings import Settings


def refused(code: str, work: Callable[[], object]) -> None:
    with pytest.raises(VotingError) as error:
        work()
    assert error.value.code == code


@threat("T30")
def test_no_byte_can_be_changed_on_the_way(hall: SmallHall, checker: BallotChecker) -> None:
    data, chance = hall.ballot(0), random.Random(9)
    places = [
        4,
        40,
        70,
        101,
        2000,
        len(data) - 1,
        *(chance.randrange(len(data)) for _ in range(20)),
    ]
    for place in places:
        changed = bytearray(data)
        changed[place] ^= 1 << chance.randrange(8)
        with pytest.raises(VotingError):
            casting.cast(hall.db, checker, hall.meeting, bytes(changed))
    assert get_meeting(hall.db, hall.meeting).ballots == 0
    casting.cast(hall.db, checker, hall.meeting, data)


@threat("T31")
def test_replays_count_nothing(office: Department, checker: BallotChecker) -> None:
    hall, other = office.opened(), office.opened()
    data = hall.ballot(0)
    first = casting.cast(hall.db, checker, hall.meeting, data)
    assert not first.repeated
    for _ in range(3):
        assert casting.cast(hall.db, checker, hall.meeting, data) == replace(first, repeated=True)
    refused("ballot-context", lambda: casting.cast(hall.db, checker, other.meeting, data))
    assert get_meeting(hall.db, hall.meeting).ballots == 1
    hall.close()
    assert casting.cast(hall.db, checker, hall.meeting, data).repeated
    assert get_meeting(hall.db, hall.meeting).ballots == 1


@threat("T32")
def test_code_and_choices_are_not_sent(office: Department, checker: BallotChecker) -> None:
    """The secret is behind the # of the address; ballot and question about a slip hold the public
    key only, and ballots of opposite choices cannot be told by their length."""
    hall = office.hall()
    made = slips.make_slips(hall.db, OFFICER, hall.meeting, "https://vote.example")
    hall = replace(hall, codes=[slip.code.replace("-", "") for slip in made.slips])
    hall.open()
    parts = urlsplit(made.slips[0].url)
    assert parts.fragment == hall.codes[0]
    assert hall.codes[0] not in parts.netloc + parts.path + parts.query
    best = hall.ballot(0, [(0,)] * hall.known.layout.questions)
    worst = hall.ballot(0, [()] * hall.known.layout.questions)
    assert len(best) == len(worst)
    secret, signing = decode_code(hall.codes[0]), hall.credential(0).d.to_bytes(32, "big")
    for sent in (best, worst, hall.credential(0).public):
        assert secret not in sent and signing not in sent
    assert casting.cast(hall.db, checker, hall.meeting, best).tracker == tracker(best)


@threat("T33")
def test_plain_http_is_said_and_the_page_is_hashed(
    office: Department, checker: BallotChecker
) -> None:
    """The warning stands on the host's screen on http and not on https; the hash of the page's
    files is in the manifest, so that a replaced page can be shown to be one."""
    hall = office.hall()
    for base, warned, role in ((None, True, "host"), ("https://vote.example", False, "officer")):
        app = create_app(hall.db, Settings("s" * 32, base, checker))
        desk = signed_in(app, hall.db, role)
        page = desk.text(f"/host/{hall.meeting}")
        assert ("不加密（http）" in page) is warned, base
    hall.open(bundle_hash() or "ab" * 32)
    assert hall.known.manifest.bundle == (bundle_hash() or "ab" * 32)
