"""Both wheels of libsecp256k1 give the same bytes and refuse the same input."""

from __future__ import annotations

import hashlib

import pytest

from voting.crypto import _btclib, _coincurve
from voting.crypto._engine import Engine
from voting.crypto.group import ORDER
from voting.errors import BadEncoding, BadProof

ENGINES = [_btclib.load(), _coincurve.load()]
FIELD = 2**256 - 2**32 - 977
# BIP-340, test vectors 0 and 1 (github.com/bitcoin/bips, bip-0340/test-vectors.csv)
BIP340 = [
    (
        "0000000000000000000000000000000000000000000000000000000000000003",
        "F9308A019258C31049344F85F89D5229B531C845836F99B08601F113BCE036F9",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "E907831F80848D1069A5371B402410364BDF1C5F8307B0084C55F1CE2DCA8215"
        "25F66A4A85EA8B71E482A74F382D2CE5EBEEE8FDB2172F477DF4900D310536C0",
    ),
    (
        "B7E151628AED2A6ABF7158809CF4F3C762E7160F38B4DA56A784D9045190CFEF",
        "DFF1D77F2A671C5F36183726DB2341BE58FEAE1DA2DECED843240F7B502BA659",
        "0000000000000000000000000000000000000000000000000000000000000001",
        "243F6A8885A308D313198A2E03707344A4093822299F31D0082EFA98EC4E6C89",
        "6896BD60EEAE296DB48A229FF71DFE071BDE413E6D43F917DC8DCF8C78DE3341"
        "8906D11AC976ABCCB20B091292BFF4EA897EFCB639EA871CFA95F6DE339E4B0A",
    ),
]


def scalar(label: str) -> bytes:
    return hashlib.sha256(label.encode()).digest()


def both(make: object) -> object:
    """The one answer of both engines."""
    assert callable(make)
    answers = [make(engine) for engine in ENGINES]
    assert answers[0] == answers[1]
    return answers[0]


def test_both_are_really_there() -> None:
    assert [engine.name for engine in ENGINES] == ["btclib", "coincurve"]
    assert ENGINES[0].lib is not ENGINES[1].lib


@pytest.mark.parametrize("label", [f"scalar {n}" for n in range(20)])
def test_multiplications_agree(label: str) -> None:
    def products(engine: Engine) -> list[bytes]:
        point = engine.base_mul(scalar("point"))
        return [
            engine.serialize(engine.base_mul(scalar(label))),
            engine.serialize(engine.secret_mul(point, scalar(label))),
            engine.serialize(engine.public_mul(point, scalar(label))),
            engine.serialize(engine.negate(engine.base_mul(scalar(label)))),
        ]

    answers = both(products)
    assert isinstance(answers, list) and answers[1] == answers[2] != answers[0]


@pytest.mark.parametrize("count", [1, 2, 3, 50])
def test_sums_agree(count: int) -> None:
    def total(engine: Engine) -> bytes:
        points = [engine.base_mul(scalar(f"sum {n}")) for n in range(count)]
        return engine.serialize(engine.combine(points))

    assert both(total) == both(
        lambda engine: engine.serialize(
            engine.base_mul(
                (
                    sum(int.from_bytes(scalar(f"sum {n}"), "big") for n in range(count)) % ORDER
                ).to_bytes(32, "big")
            )
        )
    )


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_infinity_is_no_point(engine: Engine) -> None:
    point = engine.base_mul(scalar("point"))
    assert engine.combine([point, engine.negate(point)]) is None
    for multiply in (engine.secret_mul, engine.public_mul):
        with pytest.raises(BadProof):
            multiply(point, bytes(32))
    with pytest.raises(BadProof):
        engine.base_mul(bytes(32))


@pytest.mark.parametrize("secret, public, aux, message, signature", BIP340)
def test_bip340_vectors(secret: str, public: str, aux: str, message: str, signature: str) -> None:
    own, said = bytes.fromhex(secret), bytes.fromhex(message)
    assert both(lambda engine: engine.xonly(own)) == bytes.fromhex(public)
    signed = both(lambda engine: engine.sign(own, said, bytes.fromhex(aux)))
    assert signed == bytes.fromhex(signature)
    for engine in ENGINES:
        engine.verify(bytes.fromhex(public), said, bytes.fromhex(signature))


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_other_signatures_are_refused(engine: Engine) -> None:
    own, message = scalar("signer"), scalar("message")
    public, signature = engine.xonly(own), engine.sign(own, message, bytes(32))
    engine.verify(public, message, signature)
    for said, signed in [
        (scalar("other"), signature),
        (message, bytes(64)),
        (message, signature[:-1]),
        (message, signature + b"\x00"),
        (message, signature[:32] + bytes(32)),
        (message, bytes([signature[0] ^ 1]) + signature[1:]),
    ]:
        with pytest.raises(BadProof):
            engine.verify(public, said, signed)
    with pytest.raises(BadProof):
        engine.verify(engine.xonly(scalar("another")), message, signature)
    for key in [bytes(32), (5).to_bytes(32, "big"), FIELD.to_bytes(32, "big"), public[1:]]:
        with pytest.raises(BadEncoding):
            engine.verify(key, message, signature)


NO_POINTS = {
    "empty": b"",
    "infinity as SEC 1 writes it": b"\x00",
    "33 zeros": bytes(33),
    "x = 5, not on the curve": b"\x02" + (5).to_bytes(32, "big"),
    "x = p": b"\x02" + FIELD.to_bytes(32, "big"),
    "x = p + 1": b"\x02" + (FIELD + 1).to_bytes(32, "big"),
    "all ones": b"\x02" + b"\xff" * 32,
}


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
@pytest.mark.parametrize("data", NO_POINTS.values(), ids=NO_POINTS)
def test_what_is_no_point_is_refused(engine: Engine, data: bytes) -> None:
    with pytest.raises(BadEncoding):
        engine.parse(data)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_points_have_one_encoding(engine: Engine) -> None:
    point = engine.serialize(engine.base_mul(scalar("point")))
    assert engine.serialize(engine.parse(point)) == point
    y = both(lambda one: bytes(one.ffi.buffer(_uncompressed(one, point))))
    assert isinstance(y, bytes)
    hybrid = bytes([6 | y[64] & 1]) + y[1:]
    for other in (y, hybrid, point + b"\x00", point[:-1], b"\x05" + point[1:]):
        with pytest.raises(BadEncoding):
            engine.parse(other)


def _uncompressed(engine: Engine, point: bytes) -> object:
    out = engine.ffi.new("unsigned char[65]")
    length = engine.ffi.new("size_t *", 65)
    raw = engine.parse(point)
    engine.lib.secp256k1_ec_pubkey_serialize(engine.context, out, length, raw, 2)
    return out
