"""A small complete meeting held in memory, and records that lie in one place.

Everything is real: ceremony, ballots, voids, closing, tally, shares. :func:`record_of` makes a
record out of any parts and works out honestly, with the trustees' keys, whatever comes after
them: an attacker who has the server *and* the trustees could do as much.
"""

from __future__ import annotations

import hashlib
import random
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from voting.assessment.forms.model import Form, Question, Quota, Subject, VoterClass
from voting.assessment.wording import Text
from voting.crypto.group import Point, base_mul, random_scalar
from voting.crypto.proofs import prove_decryption
from voting.crypto.threshold import TotalTable, combine, decode_total
from voting.errors import BadProof
from voting.record import archive
from voting.record.ballot import ballot_hash, make_ballot
from voting.record.ceremony.finished import Ceremony
from voting.record.closing import Closing, Head, close_box
from voting.record.credential import Credential
from voting.record.layout import Layout
from voting.record.manifest import Disclosure, Manifest, RollRef
from voting.record.paper_ballots import PaperBallots
from voting.record.reference import form, manifest_of, options, question
from voting.record.roll import Roll
from voting.record.shares import ResultGroup, Results, Shares, SlotShare
from voting.record.tally import Tally, make_tally
from voting.record.voids import Voids, make_void
from voting.trustee import steps
from voting.trustee.key_file import TrusteeKey

OFFICES = ("组织部", "纪检监察", "参会代表")
SLIPS = {"A": 7, "B": 6, "C": 4}
CAST = {"A": 6, "B": 5, "C": 2}
"""The first of each class vote; of what is left the first slip of C is voided."""

FEW = {"A": 2, "B": 1}
"""Ballots of a meeting where even all classes together are too few to be opened."""

Choices = tuple[tuple[int, ...], ...]


def run_ceremony(
    name: str = "r-2020", trustees: int = 3, threshold: int = 2
) -> tuple[tuple[TrusteeKey, ...], Ceremony]:
    """The whole ceremony, all trustees honest."""
    offices = [OFFICES[i % 3] + "甲乙丙"[i // 3] for i in range(trustees)]
    keys = [
        TrusteeKey.create(name, trustees, threshold, i, office)
        for i, office in enumerate(offices, start=1)
    ]
    commits = [steps.commit(key) for key in keys]
    revealed = [steps.reveal(key, commits) for key in keys]
    reveals = [message for _, message in revealed]
    shared = [steps.seal_shares(key, commits, reveals) for key, _ in revealed]
    sealed = [message for _, message in shared]
    done = [steps.confirm(key, commits, reveals, sealed) for key, _ in shared]
    ceremony = steps.assemble(commits, reveals, [message for _, message in done])
    return tuple(key for key, _ in done), ceremony


def small_forms() -> tuple[Form, ...]:
    """9 slots, 4 questions: a team, two cadres under a quota, and a choice of one or two of three.

    The last has no 弃权: a ballot that leaves it empty is wrong.
    """

    def two(kind: str, *subjects: Subject) -> Form:
        made = form(kind, (), ("优秀", "称职", "基本称职", "不称职"), subjects)
        return replace(
            made,
            questions=(
                question(1, "总体评价", options(("优秀", "称职", "基本称职", "不称职"))[:2]),
            ),
        )

    choice = Question(
        "q1",
        "aspect",
        Text("推荐", ""),
        Text("", ""),
        1,
        2,
        None,
        options(("甲", "乙", "丙", "丁"))[:3],
    )
    other = Form("other", "other", Text("推荐表", ""), (), (Subject("s1", "推荐", ""),), (choice,))
    return (
        two("team", Subject("team", "领导班子", "")),
        two("cadre", Subject("c1", "张三", "副职"), Subject("c2", "李四", "副职")),
        other,
    )


def random_choices(chance: random.Random) -> Choices:
    """Allowed answers to the four questions of :func:`small_forms`."""
    cadres = chance.choice([((0,), (1,)), ((1,), (0,)), ((1,), (1,)), ((), (1,)), ((0,), ())])
    picked = tuple(sorted(chance.sample(range(3), chance.choice([1, 2]))))
    return (chance.choice([(), (0,), (1,)]), *cadres, picked)


@dataclass(frozen=True)
class HeldMeeting:
    """A closed and opened meeting with everybody's secrets.

    ``credentials`` by class; ``choices`` and ``ballots`` by credential (32 bytes); ``plain`` is
    the count made beside the encryption: class → counts per slot.
    """

    keys: tuple[TrusteeKey, ...]
    ceremony: Ceremony
    manifest: Manifest
    roll: Roll
    credentials: Mapping[str, tuple[Credential, ...]]
    choices: Mapping[bytes, Choices]
    seeds: Mapping[bytes, bytes]
    ballots: Mapping[bytes, bytes]
    voids: Voids
    plain: Mapping[str, tuple[int, ...]]
    paper: PaperBallots | None = None

    @property
    def context(self) -> bytes:
        return self.manifest.context()

    @property
    def layout(self) -> Layout:
        return Layout.of(self.manifest)

    @property
    def key(self) -> Point:
        return self.ceremony.joint_key()

    @property
    def heads(self) -> tuple[Head, ...]:
        slips = [class_id for _, class_id in self.roll.entries]
        paper = {c.class_id: c.ballots for c in self.paper.classes} if self.paper else {}
        return tuple(
            Head(c.id, slips.count(c.id), slips.count(c.id), paper.get(c.id, 0))
            for c in self.manifest.classes
        )

    def ballot(
        self, credential: Credential, choices: Choices, manifest: Manifest | None = None
    ) -> bytes:
        """An honest ballot with a fresh seed."""
        known = manifest or self.manifest
        return make_ballot(
            Layout.of(known),
            known.context(),
            self.key,
            credential,
            secrets.token_bytes(32),
            choices,
        )


@lru_cache(maxsize=4)
def hold_meeting(
    cast: tuple[tuple[str, int], ...] = tuple(CAST.items()), seed: int = 2021
) -> HeldMeeting:
    """Hold the meeting; the choices follow from ``seed``, all secrets are fresh."""
    chance = random.Random(seed)
    keys, ceremony = run_ceremony()
    manifest = manifest_of(small_forms(), (Quota("cadre", "q1", "o1", 1),))
    meeting = manifest.meeting.id
    credentials = {
        c: tuple(Credential(secrets.token_bytes(16), meeting) for _ in range(number))
        for c, number in SLIPS.items()
    }
    roll = Roll.of(meeting, [(one.public, c) for c, own in credentials.items() for one in own])
    manifest = replace(
        manifest,
        trustees=ceremony.trustees(),
        roll=RollRef(roll.hash().hex(), len(roll.entries)),
        classes=(
            VoterClass("A", "A票", 4000, 7),
            VoterClass("B", "B票", 4000, 6),
            VoterClass("C", "C票", 2000, 4),
        ),
        disclosure=Disclosure(5, "smallest-first"),
    )
    layout, context, key = Layout.of(manifest), manifest.context(), ceremony.joint_key()
    choices, seeds, ballots = {}, {}, {}
    plain = {c: [0] * len(layout.slots) for c in SLIPS}
    for c, number in cast:
        for one in credentials[c][:number]:
            chosen = random_choices(chance)
            choices[one.public], seeds[one.public] = chosen, secrets.token_bytes(32)
            ballots[one.public] = make_ballot(layout, context, key, one, seeds[one.public], chosen)
            for answer, total in zip(chosen, layout.sums, strict=False):
                for option in answer:
                    plain[c][total.slots[option]] += 1
    voids = Voids.of(context, [make_void(context, credentials["C"][2])])
    return HeldMeeting(
        keys,
        ceremony,
        manifest,
        roll,
        credentials,
        choices,
        seeds,
        ballots,
        voids,
        {c: tuple(counts) for c, counts in plain.items()},
    )


def decrypt(
    key: TrusteeKey,
    context: bytes,
    tally: Tally,
    *,
    index: int | None = None,
    secret: int | None = None,
    tally_hash: bytes | None = None,
) -> Shares:
    """A trustee's shares of any tally, without a single check; with ``index`` or ``secret`` of
    somebody else, or proofs about another tally, where asked."""
    own = key.terms.index if index is None else index
    scalar = secret or key.share or 0
    bound = tally_hash or tally.hash()
    groups = tuple(
        tuple(
            SlotShare(
                *prove_decryption(
                    context, bound, own, g, i, scalar, base_mul(scalar), total.a, random_scalar()
                )
            )
            for i, total in enumerate(group.sums)
        )
        for g, group in enumerate(tally.opened)
    )
    return Shares(context, tally.hash(), own, groups)


def combined(tally: Tally, shares: Sequence[Shares], most: int = 200) -> Results:
    """What the shares open, without a check that totals are possible (−2 … ``most``)."""
    table = TotalTable(most)
    groups = []
    for g, group in enumerate(tally.opened):
        counts = []
        for i, total in enumerate(group.sums):
            masked = combine({s.trustee: s.groups[g][i].share for s in shares})
            try:
                counts.append(decode_total(total.b, masked, table))
            except BadProof:
                counts.append(0)  # a cheat's total below 0: a liar would write something
        groups.append(ResultGroup(group.classes, group.ballots, tuple(counts)))
    return Results(tally.context, tally.hash(), tuple(groups))


def record_of(
    held: HeldMeeting,
    *,
    manifest: Manifest | None = None,
    ceremony: bytes | None = None,
    roll: bytes | None = None,
    voids: bytes | None = None,
    ballots: Sequence[bytes] | None = None,
    closing: Closing | None = None,
    tally: Tally | None = None,
    trustees: Sequence[int] = (1, 3),
    shares: Mapping[int, bytes] | None = None,
    results: Results | None = None,
    opened: bool = True,
) -> bytes:
    """record.zip of these parts; whatever is not given follows honestly from those before it.
    The paper count is that of ``held``.

    ``ballots`` are taken in the order given. ``trustees`` (indices) open the tally.
    """
    known = manifest or held.manifest
    context = known.context()
    layout = Layout.of(known)
    roll_bytes = roll or held.roll.encode()
    classes = Roll.decode(roll_bytes).classes() if roll is None else _classes(roll_bytes)
    if voids is None:
        spoilt = held.credentials["C"][2]
        voids = (
            held.voids
            if context == held.context
            else Voids.of(context, [make_void(context, spoilt)])
        ).encode()
    box = list(sorted(held.ballots.values(), key=ballot_hash) if ballots is None else ballots)
    if closing is None:
        closing = close_box(
            context,
            known.roll.size,
            [ballot_hash(b) for b in box],
            voids,
            voids.count(b'["'),
            held.heads,
            held.paper.seal() if held.paper else None,
        )
    if tally is None:
        tally = make_tally(
            known,
            context,
            closing.hash(),
            [(classes.get(b[36:68], "A"), layout.ciphertexts(b)) for b in box],
        )
    files = {
        archive.MANIFEST: known.encode(),
        archive.CEREMONY: ceremony or held.ceremony.encode(),
        archive.ROLL: roll_bytes,
        archive.VOIDS: voids,
        archive.CLOSING: closing.encode(),
        archive.BALLOTS: b"".join(box),
        archive.TALLY: tally.encode(),
    }
    if not opened:
        return archive.make_archive(files).encode()
    own = [decrypt(held.keys[j - 1], context, tally) for j in trustees]
    found = shares if shares is not None else {s.trustee: s.encode() for s in own}
    totals = results or combined(tally, own)
    paper = held.paper.encode() if held.paper else None
    return archive.make_archive(files, found, totals.encode(), paper).encode()


def _classes(roll: bytes) -> dict[bytes, str]:
    """Class by credential of a roll that may be wrong, read without any check."""
    text = roll.decode().split('"entries":[', 1)[1]
    pairs = [pair.split('","') for pair in text.split('["')[1:]]
    return {bytes.fromhex(pair[0]): pair[1].split('"')[0] for pair in pairs}


def with_file(record: bytes, name: str, data: bytes) -> bytes:
    """The record with one file replaced, as an archive that is whole again."""
    files = dict(archive.Archive.decode(record).files)
    files[name] = data
    return archive.Archive(files).encode()


def sha256(data: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(data).digest()
