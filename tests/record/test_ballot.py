"""Making ballots: what is encrypted is what was chosen, and nothing else is let through."""

from __future__ import annotations

import pytest

from ballot_vectors import CASES, multiple, quota, single, two_forms
from voting.crypto.group import ORDER, FixedBase, Point, base_mul, mul
from voting.crypto.threshold import TotalTable, decode_total
from voting.errors import BadEncoding, BadInput
from voting.record.ballot import Choices, Draws, make_ballot, tracker
from voting.record.ballot_check import BallotView, check_ballot
from voting.record.credential import Credential
from voting.record.layout import Layout
from voting.record.manifest import Manifest
from voting.record.reference import reference_manifest, reference_secret

KEY = base_mul(reference_secret())
TABLE = FixedBase(KEY)
OWN = Credential(b"slip" * 4, "000000rf")
SEED = b"\x07" * 32


def cast(manifest: Manifest, choices: Choices, seed: bytes = SEED) -> bytes:
    return make_ballot(Layout.of(manifest), manifest.context(), KEY, OWN, seed, choices)


def checked(manifest: Manifest, choices: Choices) -> BallotView:
    data = cast(manifest, choices)
    return check_ballot(Layout.of(manifest), manifest.context(), TABLE, data)


def opened(view: BallotView) -> list[int]:
    """The bits of a ballot, by the secret that nobody has outside a test."""
    table = TotalTable(1)
    return [decode_total(c.b, mul(c.a, reference_secret()), table) for c in view.ciphertexts]


@pytest.mark.parametrize("name, manifest, choices", CASES, ids=[case[0] for case in CASES])
def test_ballots_hold_the_choices(name: str, manifest: Manifest, choices: Choices) -> None:
    layout = Layout.of(manifest)
    bits = [0] * len(layout.slots)
    for one, chosen in zip(layout.sums, choices, strict=False):
        for option in chosen:
            bits[one.slots[option]] = 1
    assert opened(checked(manifest, choices)) == bits


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert cast(single(), [[1]]) == cast(single(), [[1]])


def test_every_argument_changes_the_ballot() -> None:
    layout, context = Layout.of(single()), single().context()
    other = Credential(b"pils" * 4, "000000rf")
    made = [
        make_ballot(layout, context, KEY, OWN, SEED, [[1]]),
        make_ballot(layout, b"\x01" * 32, KEY, OWN, SEED, [[1]]),
        make_ballot(layout, context, base_mul(5), OWN, SEED, [[1]]),
        make_ballot(layout, context, KEY, other, SEED, [[1]]),
        make_ballot(layout, context, KEY, OWN, b"\x08" * 32, [[1]]),
        make_ballot(layout, context, KEY, OWN, SEED, [[2]]),
    ]
    assert len({tracker(data) for data in made}) == len(made)


def test_numbers_of_different_slips_have_nothing_in_common() -> None:
    other = Credential(b"pils" * 4, "000000rf")
    first, second = (Draws(SEED, bytes(32), slip.public) for slip in (OWN, other))
    drawn = [draws.scalar() for draws in (first, second) for _ in range(20)]
    assert len(set(drawn)) == 40
    assert all(0 < number < ORDER for number in drawn)


@pytest.mark.parametrize(
    "manifest, choices",
    [
        (single(), []),
        (single(), [[0], [1]]),
        (single(), [[0, 1]]),
        (single(), [[4]]),
        (single(), [[-1]]),
        (single(abstain=False), [[]]),
        (multiple(2, 3, 5, abstain=False), [[]]),
        (multiple(2, 3, 5, abstain=False), [[0]]),
        (multiple(2, 3, 5, abstain=False), [[0, 1, 2, 3]]),
        (multiple(2, 3, 5, abstain=False), [[0, 0]]),
        (multiple(2, 3, 5, abstain=True), [[0]]),
        (quota(3, 1), [[0], [0], [1]]),
        (quota(2, 0), [[0], [1]]),
    ],
)
def test_choices_the_manifest_does_not_allow(manifest: Manifest, choices: Choices) -> None:
    with pytest.raises(BadInput) as caught:
        cast(manifest, choices)
    assert caught.value.code == "choices"


def test_a_seed_is_32_bytes() -> None:
    with pytest.raises(BadEncoding):
        cast(single(), [[1]], seed=b"short")


def test_layout_of_two_forms_and_a_quota() -> None:
    layout = Layout.of(two_forms())
    assert (len(layout.slots), layout.questions, len(layout.sums)) == (36, 9, 10)
    assert [one.values for one in layout.sums] == [(0, 1)] * 10
    places = [layout.slots[slot] for slot in layout.sums[-1].slots]
    assert [(s.form_index, s.subject_index, s.question_index, s.option_index) for s in places] == [
        (1, 0, 2, 0),
        (1, 1, 2, 0),
    ]
    assert layout.slots[0] != layout.slots[1]
    assert [slot for one in layout.sums[:9] for slot in one.slots] == list(range(36))


@pytest.mark.parametrize(
    "manifest, values",
    [
        (single(), (0, 1)),
        (single(abstain=False), (1,)),
        (multiple(2, 3, 5, abstain=False), (2, 3)),
        (multiple(2, 3, 5, abstain=True), (0, 2, 3)),
        (multiple(0, 2, 2, abstain=False), (0, 1, 2)),
        (multiple(0, 2, 2, abstain=True), (0, 1, 2)),
    ],
)
def test_allowed_values(manifest: Manifest, values: tuple[int, ...]) -> None:
    layout = Layout.of(manifest)
    assert layout.sums[0].values == values
    scalars = 3 * len(layout.slots) + 2 * len(values) - 1
    assert layout.ballot_length == 4 + 3 * 32 + 66 * len(layout.slots) + 32 * scalars + 64


def test_reference_layout() -> None:
    layout = Layout.of(reference_manifest())
    assert (len(layout.slots), len(layout.sums), layout.ballot_length) == (312, 78, 58_196)


def test_ciphertexts_stand_where_the_layout_says() -> None:
    layout, data = Layout.of(single()), cast(single(), [[1]])
    view = check_ballot(layout, single().context(), TABLE, data)
    assert layout.ciphertexts(data) == b"".join(c.encode() for c in view.ciphertexts)
    assert isinstance(view.ciphertexts[0].a, Point)
