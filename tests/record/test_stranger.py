"""Two verifiers that share no line: the product's, and one written from the protocol page alone.

Both accept what is right and count the same things; both reject what is wrong, at the same check.
"""

from __future__ import annotations

import json
import random
import re
import secrets
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

import stranger
from bad_records import LIES
from held_meeting import HeldMeeting, hold_meeting, record_of, run_ceremony
from held_paper import with_paper
from stranger_reading import check_manifest
from voting.assessment.counting.disclosure import merge_classes
from voting.assessment.forms.model import (
    Abstain,
    ClassTable,
    Form,
    Question,
    Quota,
    Subject,
    VoterClass,
)
from voting.assessment.wording import Text
from voting.errors import VotingError
from voting.record.archive import Archive
from voting.record.credential import Credential
from voting.record.failure import RecordFailure
from voting.record.layout import Layout
from voting.record.manifest import Counting, Disclosure, RollRef
from voting.record.reference import manifest_of, options
from voting.record.roll import Roll
from voting.record.verify import verify
from voting.record.voids import Voids

VECTORS = Path(__file__).parents[1] / "vectors"

FLIPS = {
    "manifest.json": 4,
    "ceremony.json": 5,
    "roll.json": 4,
    "voids.json": 4,
    "closing.json": 4,
    "ballots.bin": 4,
    "tally.json": 4,
    "paper.json": 6,
    "shares-1.json": 4,
    "shares-3.json": 4,
    "results.json": 4,
    "": 6,
}
"""Bits flipped in each file, the archive written anew; in the archive itself under ``""``."""

PROOFS = (
    "two grades in one question",
    "plus two and minus one",
    "quota broken",
    "true proof that a question sums to 0 or 2",
    "ballot copied under another slip",
    "ciphertexts that cancel to infinity",
)
OTHERS = (
    "signature of another ballot",
    "slip used twice",
    "ballot removed",
    "ballot removed and closing rebuilt",
    "ballot removed and shares relabelled",
    "void with a mauled signature",
    "one slip more unused",
    "minimum of one",
    "key that is not of the ceremony",
    "key chosen after the others",
    "transport key without proof",
    "confirmation without proof",
    "slip added to roll and manifest after the vote",
    "sum of one slot wrong",
    "small class opened alone",
    "share of another trustee relabelled",
    "share proof with another response",
    "shares of two groups exchanged",
    "one trustee alone",
    "one vote more",
    "one vote moved",
    *(name for name in LIES if "paper" in name),
)


@pytest.fixture(scope="module")
def held() -> HeldMeeting:
    return hold_meeting()


def test_manifests_with_one_fault_are_refused_by_both() -> None:
    faults = json.loads((VECTORS / "manifests.json").read_text(encoding="ascii"))
    check_manifest(faults["good"].encode())
    for case in faults["cases"]:
        with pytest.raises(ValueError):
            check_manifest(case["manifest"].encode())
            pytest.fail(case["name"])


@lru_cache
def small_record() -> bytes:
    """Five ballots in one class and three paper ballots, opened by trustees 1 and 3."""
    return record_of(with_paper(hold_meeting((("A", 5),))))


def odd_meeting() -> HeldMeeting:
    """What few meetings have: one trustee, proofs of one value, a quota of 0 and one that only
    warns and is passed, equal classes, a class table."""

    def ask(number: int, least: int, most: int, abstain: bool) -> Question:
        given = Abstain(Text("弃权", ""), True) if abstain else None
        return Question(
            f"q{number}",
            "aspect",
            Text("问", ""),
            Text("", ""),
            least,
            most,
            given,
            options(("甲", "乙", "丙", "丁"))[:2],
        )

    form = Form(
        "other",
        "other",
        Text("表", ""),
        (),
        (Subject("s", "推荐", "", "other"),),
        (ask(1, 1, 1, False), ask(2, 0, 2, False), ask(3, 2, 2, True)),
    )
    keys, ceremony = run_ceremony("r-odd", 1, 1)
    sizes = {"A": 2, "B": 1, "C": 1}
    manifest = manifest_of(
        (form,),
        (
            Quota("other", "q2", "o1", 0),
            Quota("other", "q3", "o2", 1),
            Quota("other", "q1", "o1", 0, "warn"),
        ),
    )
    slips = {
        c: tuple(Credential(secrets.token_bytes(16), manifest.meeting.id) for _ in range(n))
        for c, n in sizes.items()
    }
    roll = Roll.of(manifest.meeting.id, [(one.public, c) for c in slips for one in slips[c]])
    manifest = replace(
        manifest,
        trustees=ceremony.trustees(),
        roll=RollRef(roll.hash().hex(), 4),
        classes=(
            VoterClass("A", "A", 10000, 2),
            VoterClass("B", "B", 0, 1),
            VoterClass("C", "C", 0, 1),
        ),
        counting=Counting("valid", True, (ClassTable("B", "other", "A"),)),
        disclosure=Disclosure(2, "smallest-first"),
    )
    held = HeldMeeting(
        keys, ceremony, manifest, roll, slips, {}, {}, {}, Voids.of(manifest.context(), []), {}
    )
    ballots = {
        one.public: held.ballot(one, ((place % 2,), (1,) * (place % 2), (0, 1)))
        for place, one in enumerate(one for c in slips for one in slips[c])
    }
    return replace(held, ballots=ballots)


def refused(record: bytes, ballots: int | None = 0) -> tuple[str, str]:
    """The checks at which the stranger and the product refuse; fails where one does not."""
    with pytest.raises(ValueError) as strange:
        stranger.verify(record, ballots)
    assert not isinstance(strange.value, VotingError)
    with pytest.raises(RecordFailure) as failure:
        verify(record)
    found = re.match("[a-z]+", str(strange.value))
    assert found is not None
    return found[0], str(failure.value.values["check"])


def test_both_accept_and_count_the_same() -> None:
    assert stranger.verify(small_record()) == verify(small_record()).counts


def test_both_accept_an_odd_meeting() -> None:
    held = odd_meeting()
    record = record_of(held, trustees=(1,), voids=held.voids.encode())
    assert [len(one.values) for one in Layout.of(held.manifest).sums] == [1, 3, 2, 1, 2]
    assert stranger.verify(record) == verify(record).counts
    results = verify(record).results
    assert results is not None
    assert [(g.classes, g.counts) for g in results.groups] == [
        (("A",), (1, 1, 0, 1, 2, 2)),
        (("B", "C"), (1, 1, 0, 1, 2, 2)),
    ]


def test_both_accept_a_record_that_is_not_opened(held: HeldMeeting) -> None:
    for one in (held, with_paper(held)):
        record = record_of(one, opened=False)
        assert stranger.verify(record, 0) == verify(record).counts
        assert "paper.json" not in Archive.decode(record).files


@pytest.mark.parametrize("name", FLIPS)
def test_both_reject_flipped_bits(name: str) -> None:
    chance = random.Random(f"stranger {name}")
    files = Archive.decode(small_record()).files
    data = files.get(name, small_record())
    for _ in range(FLIPS[name]):
        changed = bytearray(data)
        bit = chance.randrange(8 * len(data))
        changed[bit // 8] ^= 1 << bit % 8
        record = Archive({**files, name: bytes(changed)}).encode() if name else bytes(changed)
        assert (refused(record)[1] == "archive") == (name == "")


@pytest.mark.parametrize("name", PROOFS)
def test_both_reject_false_proofs(held: HeldMeeting, name: str) -> None:
    assert refused(LIES[name].make(held), None) == ("ballots", "ballots")


@pytest.mark.parametrize("name", OTHERS)
def test_both_reject_consistent_lies(held: HeldMeeting, name: str) -> None:
    """The proofs of the ballots are good here, so the slow verifier leaves them out."""
    check = LIES[name].check
    assert refused(LIES[name].make(held)) == (check, check)


def test_both_merge_classes_alike() -> None:
    chance = random.Random(8)
    for _ in range(400):
        counts = {
            f"C{place}": chance.choice([0, 1, 2, 3, 3, 5, 8])
            for place in range(chance.randrange(1, 8))
        }
        minimum = chance.randrange(2, 9)
        product = [list(g.classes) for g in merge_classes(list(counts.items()), minimum)]
        assert stranger.grouped(counts, minimum) == product
