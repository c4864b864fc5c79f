"""Ballots with one failure each and the check that must name it (docs/protocol.md §5)."""

from __future__ import annotations

import forging
from ballot_vectors import SECRET, seed_of, single
from forging import FIRST_POINT, forge, forge_bits, patched
from voting.crypto.group import ORDER, Point
from voting.record.ballot import make_ballot
from voting.record.credential import Credential
from voting.record.layout import BIT_VALUES, HEAD, SCALAR, SIGNATURE, Layout, Sum

MANIFEST = single()
LAYOUT = Layout.of(MANIFEST)
CONTEXT = MANIFEST.context()
KEY = Point.decode(bytes.fromhex(MANIFEST.trustees.key))
OWN = Credential(SECRET, MANIFEST.meeting.id)
OTHER = Credential(bytes(16), MANIFEST.meeting.id)
STRANGER = Credential(b"\x01" * 16, MANIFEST.meeting.id)
SEED = seed_of(2000)
GOOD = make_ballot(LAYOUT, CONTEXT, KEY, OWN, SEED, [[1]])
OTHERS = make_ballot(LAYOUT, CONTEXT, KEY, OTHER, seed_of(2001), [[0]])
ELSEWHERE = single(abstain=False)
FIELD = 2**256 - 2**32 - 977
ANSWERS = FIRST_POINT + 66 * len(LAYOUT.slots)

Case = tuple[str, str, bytes]


def _lie(messages: list[int], slots: list[tuple[int, ...]], total: tuple[int, ...]) -> bytes:
    """Correct proofs of a statement of the same size that the manifest does not make."""
    return forge(CONTEXT, KEY, OWN, SEED, messages, slots, [Sum((0, 1, 2, 3), total)])


def _statements() -> list[Case]:
    """Ballots of a cheat who proves something else, or proves the manifest's statement of a lie."""
    bits = [BIT_VALUES] * 4
    short = [Sum((0,), BIT_VALUES)]
    cheats = {
        "two grades in one question, sum proven 0 or 2": _lie([1, 1, 0, 0], bits, (0, 2)),
        "two grades in one question, sum proven over one slot": forge(
            CONTEXT, KEY, OWN, SEED, [1, 1, 0, 0], bits, short
        ),
        "2 instead of 1, proven 0 or 2": _lie([0, 2, 0, 0], [(0, 1), (0, 2), *bits[:2]], (0, 2)),
        "+2 and -1, proven 0 or 2 and 0 or -1": _lie(
            [2, -1, 0, 0], [(0, 2), (-1, 0), *bits[:2]], BIT_VALUES
        ),
        "a vote of -1": _lie([-1, 1, 0, 0], [(-1, 0), *bits[:3]], BIT_VALUES),
    }
    lies = {
        "two grades in one question": [1, 1, 0, 0],
        "2 instead of 1": [0, 2, 0, 0],
        "+2 and -1": [2, -1, 0, 0],
        "a thousand votes": [1000, 0, 0, 0],
    }
    for name, messages in lies.items():
        cheats[name] = forge_bits(LAYOUT, CONTEXT, KEY, OWN, SEED, messages)
    return [(name, "ballot-proof", data) for name, data in cheats.items()]


def _copies() -> list[Case]:
    own_elsewhere = make_ballot(Layout.of(ELSEWHERE), ELSEWHERE.context(), KEY, OWN, SEED, [[1]])
    moved = make_ballot(LAYOUT, ELSEWHERE.context(), KEY, OWN, SEED, [[1]])
    return [
        ("another's ballot under one's own slip", "ballot-proof", forging.under(OTHERS, OWN)),
        (
            "the same, its numbers shifted",
            "ballot-proof",
            forging.rerandomised(LAYOUT, OTHERS, KEY, OWN),
        ),
        (
            "another's credential, one's own signature",
            "ballot-signature",
            forging.sign_again(OTHERS, OWN),
        ),
        (
            "another's credential in one's own ballot",
            "ballot-signature",
            GOOD[: HEAD - 32] + OTHER.public + GOOD[HEAD:],
        ),
        ("a slip that is not on the roll", "ballot-credential", forging.under(GOOD, STRANGER)),
        ("made for another manifest", "ballot-context", moved),
        ("made for another manifest of another length", "ballot-length", own_elsewhere),
        (
            "made for another manifest, context replaced and signed again",
            "ballot-proof",
            patched(moved, 4, CONTEXT, OWN),
        ),
    ]


def _bytes() -> list[Case]:
    high = (2**256 - 1).to_bytes(32, "big")
    order = ORDER.to_bytes(32, "big")
    last = len(GOOD) - SIGNATURE - SCALAR
    points = {
        "infinity": bytes(33),
        "an uncompressed prefix": b"\x04" + GOOD[FIRST_POINT + 1 : FIRST_POINT + 33],
        "x not on the curve": b"\x02" + (5).to_bytes(32, "big"),
        "x = p": b"\x02" + FIELD.to_bytes(32, "big"),
        "x = p + 1, which is 1 mod p": b"\x02" + (FIELD + 1).to_bytes(32, "big"),
    }
    cases = [
        (f"a point: {name}", "ballot-point", patched(GOOD, FIRST_POINT, piece, OWN))
        for name, piece in points.items()
    ]
    scalars = {"e": HEAD, "c of the first slot": ANSWERS, "the last s": last}
    for name, place in scalars.items():
        cases.append((f"{name} = n", "ballot-scalar", patched(GOOD, place, order, OWN)))
        cases.append((f"{name} all ones", "ballot-scalar", patched(GOOD, place, high, OWN)))
        cases.append((f"{name} = 0", "ballot-proof", patched(GOOD, place, bytes(32), OWN)))
    return cases


def _shapes() -> list[Case]:
    signature = len(GOOD) - SIGNATURE
    flipped = bytes([GOOD[signature] ^ 1])
    not_on_curve = GOOD[: HEAD - 32] + (5).to_bytes(32, "big") + GOOD[HEAD:]
    swapped = GOOD[FIRST_POINT + 66 : FIRST_POINT + 132] + GOOD[FIRST_POINT : FIRST_POINT + 66]
    return [
        ("empty", "ballot-length", b""),
        ("truncated", "ballot-length", GOOD[:-1]),
        ("a byte too many", "ballot-length", GOOD + b"\x00"),
        ("twice", "ballot-length", GOOD + GOOD),
        ("other magic", "ballot-magic", b"QPB2" + GOOD[4:]),
        (
            "a bit of the signature flipped",
            "ballot-signature",
            GOOD[:signature] + flipped + GOOD[signature + 1 :],
        ),
        ("a signature of zeros", "ballot-signature", GOOD[:signature] + bytes(64)),
        ("two ciphertexts swapped", "ballot-proof", patched(GOOD, FIRST_POINT, swapped, OWN)),
        ("a sum of points is infinity", "ballot-proof", forging.cancelling(LAYOUT, GOOD, OWN)),
        (
            "a commitment is infinity",
            "ballot-proof",
            forging.infinite_commitment(LAYOUT, GOOD, SEED, OWN),
        ),
        ("a credential that is no point, not on the roll", "ballot-credential", not_on_curve),
    ]


def cases() -> list[Case]:
    """(name, code of the check, ballot)."""
    return [*_statements(), *_copies(), *_bytes(), *_shapes()]


def negatives() -> object:
    """All of them with the one manifest, its roll and a ballot that passes."""
    return {
        "manifest": MANIFEST.encode().decode(),
        "context": CONTEXT.hex(),
        "roll": sorted([OWN.public.hex(), OTHER.public.hex()]),
        "good": GOOD.hex(),
        "cases": [
            {"name": name, "error": error, "ballot": data.hex()} for name, error, data in cases()
        ],
    }
