"""The meetings of the large demo: slips, real ballots, closing, and the trustees' shares."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from voting.demo.county import YEAR
from voting.demo.voters import DemoVoter, Opinions, plain_count, python_ballots
from voting.documents.slips.sheets import Slip
from voting.record.archive import RESULTS, Archive
from voting.record.shares import Results
from voting.services.context import Actor
from voting.services.meetings import closing, opening, slips, tallying
from voting.services.meetings import plan as meetings_plan
from voting.services.meetings.plan import ClassInput, MeetingInput
from voting.services.voting import casting
from voting.services.voting.checking import BallotChecker
from voting.storage.database import Database
from voting.trustee.decrypt import partial_decryption
from voting.trustee.key_file import TrusteeKey

CLASSES = (
    ClassInput("A", "领导班子成员", 4000, 5, 5, 1),
    ClassInput("B", "中层干部和群众代表", 6000, 7, 7, 1),
)
"""Few voters a meeting: what is large here is the county."""
_HALF = 6


class Halls:
    """Holds meetings one after the other with the keys of two trustees."""

    def __init__(
        self,
        db: Database,
        actor: Actor,
        base_url: str,
        bundle: str,
        keys: Sequence[TrusteeKey],
        pool: ProcessPoolExecutor,
        chance: random.Random,
    ) -> None:
        self._db, self._actor, self._base_url, self._bundle = db, actor, base_url, bundle
        self._keys, self._pool, self._chance = list(keys), pool, chance
        self._checker = BallotChecker()

    def plan(self, round_id: str, unit_id: str, hour: int) -> str:
        """Plan the meeting of a unit and print its slips; its id and nothing of the slips."""
        return self._printed(round_id, unit_id, hour)[0]

    def begin(self, round_id: str, unit_id: str, hour: int) -> str:
        """Print and open; nobody has voted yet."""
        meeting, _ = self._printed(round_id, unit_id, hour)
        opening.open_meeting(self._db, self._actor, meeting, self._bundle)
        return meeting

    def hold(self, round_id: str, unit_id: str, hour: int) -> bool:
        """The whole meeting; whether the opened sums are those of the plain count."""
        meeting, printed = self._printed(round_id, unit_id, hour)
        opening.open_meeting(self._db, self._actor, meeting, self._bundle)
        manifest = casting.manifest_bytes(self._db, meeting)
        opinions = Opinions(manifest, self._chance)
        voters = [
            DemoVoter(slip.code, slip.class_id, opinions.choose())
            for slip in printed
            if not slip.spare
        ]
        self._vote(meeting, manifest, voters)
        closing.declare_heads(
            self._db, self._actor, meeting, {c.id: (c.expected, c.expected) for c in CLASSES}
        )
        sealing = closing.close_meeting(self._db, self._actor, meeting)
        record = tallying.record(self._db, meeting)
        for place, key in enumerate(self._keys):
            self._keys[place], shares = partial_decryption(
                key, record, sealing, lambda work, items: self._pool.map(work, items, chunksize=3)
            )
            tallying.accept_shares(self._db, self._actor, meeting, shares.encode())
        results = Results.decode(Archive.decode(tallying.record(self._db, meeting)).files[RESULTS])
        groups = [g.classes for g in results.groups]
        return [list(g.counts) for g in results.groups] == plain_count(manifest, voters, groups)

    def close(self) -> None:
        """End the processes that check ballots."""
        self._checker.close()

    def _printed(self, round_id: str, unit_id: str, hour: int) -> tuple[str, Sequence[Slip]]:
        meeting = meetings_plan.create_meeting(
            self._db,
            self._actor,
            MeetingInput(
                round_id,
                unit_id,
                f"{YEAR}年度考核民主测评会",
                f"{YEAR + 1}-01-{20 + hour % 7} 09:00",
                "三楼会议室",
                CLASSES,
                scores=True,
            ),
        )
        return meeting, slips.make_slips(self._db, self._actor, meeting, self._base_url).slips

    def _vote(self, meeting: str, manifest: bytes, voters: Sequence[DemoVoter]) -> None:
        halves = [voters[:_HALF], voters[_HALF:]]
        made = self._pool.map(python_ballots, [manifest] * len(halves), halves)
        ballots = [ballot for half in made for ballot in half]
        self._chance.shuffle(ballots)
        with ThreadPoolExecutor(4) as senders:
            list(
                senders.map(
                    lambda data: casting.cast(self._db, self._checker, meeting, data), ballots
                )
            )
