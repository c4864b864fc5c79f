"""A printed meeting of a town, its slips' codes, and ballots as phones would make them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from held_meeting import run_ceremony
from office import EARLY, HOST, OFFICER, make_round, meeting_input, unit_named
from voting.crypto.group import GENERATOR, ORDER, Point, add, mul
from voting.crypto.slipcode import decode_code
from voting.crypto.threshold import lagrange
from voting.record.ballot import make_ballot
from voting.record.credential import Credential
from voting.record.frozen import frozen
from voting.services.meetings import opening, slips
from voting.services.meetings import plan as meetings_plan
from voting.services.rounds import edit
from voting.services.voting import casting
from voting.storage.database import Database
from voting.trustee.key_file import TrusteeKey

Votes = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Hall:
    """A meeting of 城关镇 (a team and five cadres: 36 questions) with printed slips.

    ``codes`` are what the QR codes carry: 28 symbols without hyphens; ``keys`` the trustees'.
    """

    db: Database
    meeting: str
    codes: Sequence[str]
    keys: Sequence[TrusteeKey]

    def open(self, bundle: str = "ab" * 32) -> str:
        """Open the vote; returns the fingerprint of the manifest."""
        return opening.open_meeting(self.db, HOST, self.meeting, bundle, EARLY)

    def credential(self, slip: int) -> Credential:
        """The key on a slip."""
        return Credential(decode_code(self.codes[slip]), self.meeting)

    def ballot(self, slip: int, votes: Votes | None = None) -> bytes:
        """An honest ballot with a fresh seed; all 弃权 where no votes are given."""
        known = frozen(casting.manifest_bytes(self.db, self.meeting))
        key = Point.decode(bytes.fromhex(known.manifest.trustees.key))
        return make_ballot(
            known.layout,
            known.context,
            key,
            self.credential(slip),
            secrets.token_bytes(32),
            votes or [()] * known.layout.questions,
        )

    def opened_bits(self, ballot: bytes) -> list[int]:
        """What a ballot says, slot by slot: all trustees together open it, as the test may."""
        shares = {key.terms.index: key.share for key in self.keys}
        factors = lagrange(shares)
        secret = sum(factors[i] * (share or 0) for i, share in shares.items()) % ORDER
        known = frozen(casting.manifest_bytes(self.db, self.meeting))
        data, bits = known.layout.ciphertexts(ballot), []
        for at in range(0, len(data), 66):
            a, b = Point.decode(data[at : at + 33]), Point.decode(data[at + 33 : at + 66])
            masked = mul(a, secret)
            bits.append(0 if b == masked else 1)
            assert b in (masked, add([masked, GENERATOR])), "neither 0 nor 1"
        return bits


Plan = Callable[[Database, str], None]
"""Changes the forms of a round (its id) before its meeting is prepared."""


def usual(_db: Database, _round_id: str) -> None:
    """The forms of the notice as they are."""


def printed_hall(db: Database, slips_of_class: int = 8, plan: Plan = usual) -> Hall:
    """Round, roster, keys, meeting and slips, made as the department makes them."""
    round_id = make_round(db)
    plan(db, round_id)
    keys, ceremony = run_ceremony()
    edit.accept_ceremony(db, OFFICER, round_id, ceremony.encode())
    unit = unit_named(db, round_id, "城关镇")
    meeting = meetings_plan.create_meeting(
        db, OFFICER, meeting_input(round_id, unit.id, slips_of_class)
    )
    made = slips.make_slips(db, OFFICER, meeting, "http://localhost")
    return Hall(db, meeting, [slip.code.replace("-", "") for slip in made.slips], keys)
