"""Properties of the crypto and record rooms over inputs nobody chose."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forging import forge_bits
from voting.assessment.forms.model import Form, Option, Question, Quota, Subject
from voting.assessment.wording import Text
from voting.crypto.base32 import ALPHABET
from voting.crypto.elgamal import encrypt, sum_ciphertexts
from voting.crypto.encoding import canonical, read_canonical
from voting.crypto.group import ORDER, FixedBase, add, base_mul, mul, random_scalar
from voting.crypto.slipcode import decode_code, encode_code
from voting.crypto.threshold import Polynomial, TotalTable, check_share, decode_total, lagrange
from voting.errors import BadEncoding, BadProof
from voting.record.ballot import make_ballot
from voting.record.ballot_check import check_ballot
from voting.record.credential import Credential
from voting.record.layout import Layout
from voting.record.reference import manifest_of, reference_secret

SECRET = reference_secret()
KEY = base_mul(SECRET)
SCALARS = st.integers(1, ORDER - 1)


@cache
def table() -> FixedBase:
    return FixedBase(KEY)


@given(st.lists(st.integers(0, 1), min_size=1, max_size=30))
@settings(max_examples=25, deadline=None)
def test_sums_of_ciphertexts_hold_the_sums(bits: list[int]) -> None:
    total = sum_ciphertexts([encrypt(KEY, bit, random_scalar()) for bit in bits])
    assert decode_total(total.b, mul(total.a, SECRET), TotalTable(len(bits))) == sum(bits)


@given(SCALARS, SCALARS)
@settings(max_examples=50, deadline=None)
def test_multiples_are_linear(first: int, second: int) -> None:
    assert table().mul(first) == mul(KEY, first)
    assume((first + second) % ORDER != 0)
    both = add([table().mul(first), table().mul(second)])
    assert both == table().mul((first + second) % ORDER)


@given(st.binary(min_size=16, max_size=16))
def test_codes_come_back(secret: bytes) -> None:
    code = encode_code(secret)
    assert decode_code(code) == secret
    assert decode_code(code.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == secret


@given(
    st.binary(min_size=16, max_size=16),
    st.integers(0, 27),
    st.integers(0, 27),
    st.integers(1, 31),
    st.integers(0, 31),
)
@settings(max_examples=500)
def test_one_or_two_wrong_symbols_are_noticed(
    secret: bytes, first: int, second: int, by: int, by_too: int
) -> None:
    assume(first != second)
    symbols = list(encode_code(secret).replace("-", ""))
    for place, step in ((first, by), (second, by_too)):
        symbols[place] = ALPHABET[(ALPHABET.index(symbols[place]) ^ step)]
    with pytest.raises(BadEncoding) as caught:
        decode_code("".join(symbols))
    assert caught.value.code == "code-check"
    if by_too == 0:
        assert caught.value.values["group"] == first // 4 + 1


@given(st.lists(SCALARS, min_size=1, max_size=5), st.data())
@settings(max_examples=40, deadline=None)
def test_any_k_of_n_shares_give_the_secret(coefficients: list[int], data: st.DataObject) -> None:
    f, k = Polynomial(tuple(coefficients)), len(coefficients)
    chosen = data.draw(st.lists(st.integers(1, 9), min_size=k, max_size=k, unique=True))
    assume(f.at(chosen[0]))  # zero is refused as a share: no point stands for it
    weights = lagrange(chosen)
    assert sum(weights[j] * f.at(j) for j in chosen) % ORDER == coefficients[0]
    check_share(f.commitments(), chosen[0], f.at(chosen[0]))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXT, inner, max_size=5),
)


@given(JSON)
@settings(max_examples=300)
def test_canonical_json_comes_back(value: object) -> None:
    data = canonical(value)
    assert read_canonical(data) == value
    assert json.loads(data) == value


@given(JSON, st.integers(0, 10**6), st.integers(0, 255))
@settings(max_examples=300)
def test_no_other_bytes_are_read_as_the_same(value: object, place: int, byte: int) -> None:
    data = canonical(value)
    place %= len(data)
    changed = data[:place] + bytes([byte]) + data[place + 1 :]
    assume(changed != data)
    try:
        other = read_canonical(changed)
    except BadEncoding:
        return
    assert canonical(other) == changed and canonical(other) != data


@given(st.binary(max_size=60))
@settings(max_examples=300)
def test_what_is_read_is_written_the_same(data: bytes) -> None:
    try:
        value = read_canonical(data)
    except BadEncoding:
        return
    assert canonical(value) == data


NO_TEXT = Text("", "")


@st.composite
def small_layouts(draw: st.DrawFn) -> Layout:
    """One form of one to three subjects and one question, with a quota or not."""
    count = draw(st.integers(1, 4))
    most = draw(st.integers(1, count))
    least = draw(st.integers(0, most))
    options = tuple(Option(f"o{n}", NO_TEXT, None, True) for n in range(count))
    question = Question("q", "aspect", NO_TEXT, NO_TEXT, least, most, None, options)
    people = tuple(Subject(f"s{n}", "某", "") for n in range(draw(st.integers(1, 3))))
    form = Form("f", "other", NO_TEXT, (), people, (question,))
    at_most = draw(st.none() | st.integers(0, len(people)))
    quotas = () if at_most is None else (Quota("f", "q", "o0", at_most),)
    return Layout.of(manifest_of((form,), quotas))


CONTEXT = b"\x09" * 32
OWN = Credential(b"\x02" * 16, "000000rf")


def allowed(layout: Layout, messages: list[int]) -> bool:
    fits = all(sum(messages[s] for s in one.slots) in one.values for one in layout.sums)
    return fits and all(message in (0, 1) for message in messages)


@given(small_layouts(), st.data())
@settings(max_examples=60, deadline=None)
def test_exactly_the_allowed_ballots_pass(layout: Layout, data: st.DataObject) -> None:
    """Also of a forger who claims what is false: the check follows the manifest, nothing else."""
    kind = data.draw(st.sampled_from([st.integers(0, 1), st.integers(-1, 2)]))
    size = len(layout.slots)
    messages = data.draw(st.lists(kind, min_size=size, max_size=size))
    ballot = forge_bits(layout, CONTEXT, KEY, OWN, b"\x03" * 32, messages)
    if allowed(layout, messages):
        check_ballot(layout, CONTEXT, table(), ballot)
        chosen = [
            [option for option, slot in enumerate(one.slots) if messages[slot]]
            for one in layout.sums[: layout.questions]
        ]
        made = make_ballot(layout, CONTEXT, KEY, OWN, b"\x03" * 32, chosen)
        assert made[:-64] == ballot[:-64], "the forger's honest ballot is the voter's"
    else:
        with pytest.raises(BadProof) as caught:
            check_ballot(layout, CONTEXT, table(), ballot)
        assert caught.value.code == "ballot-proof"
