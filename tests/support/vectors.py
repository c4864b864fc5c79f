"""The vectors shared by the Python and the JavaScript tests, made from fixed inputs only.

``tests/vectors/generate.py`` writes them; ``tests/vectors/test_vectors.py`` compares.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import ballot_vectors
import manifest_vectors
import negative_vectors
from voting.crypto.base32 import ALPHABET, fingerprint
from voting.crypto.encoding import canonical
from voting.crypto.group import scalar_bytes
from voting.crypto.slipcode import decode_code, encode_code
from voting.crypto.transcript import digest, u32, wide
from voting.errors import BadEncoding
from voting.record.credential import Credential
from voting.record.voids import void_message


def _bytes(label: str, size: int) -> bytes:
    return hashlib.sha512(b"vector " + label.encode()).digest()[:size]


def transcript() -> object:
    """digest and wide over parts that a careless concatenation would confuse."""
    cases = []
    lists: tuple[list[bytes], ...] = (
        [],
        [b""],
        [b"", b""],
        [b"ab", b"c"],
        [b"a", b"bc"],
        [b"abc"],
        [bytes(300)],
        [u32(0), u32(2**32 - 1)],
        ["优秀".encode(), _bytes("part", 33)],
    )
    for tag in ("draw", "ballot"):
        for parts in lists:
            cases.append(
                {
                    "tag": tag,
                    "parts": [part.hex() for part in parts],
                    "digest": digest(tag, *parts).hex(),
                    "wide": scalar_bytes(wide(tag, *parts)).hex(),
                    "fingerprint": fingerprint(digest(tag, *parts)),
                }
            )
    return {"cases": cases}


def _refusal(text: str) -> dict[str, object]:
    try:
        decode_code(text)
    except BadEncoding as error:
        return {"code": text, "error": error.code, "group": error.values.get("group")}
    raise AssertionError(f"{text} was accepted")


def _wrong(code: str, place: int, step: int = 1) -> str:
    symbols = code.replace("-", "")
    other = ALPHABET[(ALPHABET.index(symbols[place]) + step) % 32]
    return symbols[:place] + other + symbols[place + 1 :]


def _padded(code: str) -> str:
    """A code whose sums are right and whose padding bits are not 0: the lowest bit of c_25 set,
    the check symbols found by trying."""
    symbols = code.replace("-", "")
    head = symbols[:25] + ALPHABET[ALPHABET.index(symbols[25]) | 1]
    for first in ALPHABET:
        for second in ALPHABET:
            try:
                decode_code(head + first + second)
            except BadEncoding as error:
                if error.code == "code-padding":
                    return head + first + second
    raise AssertionError("no check symbols fit")


def slipcode() -> object:
    """Codes that are read, and codes that are not, with error and group (1 … 7 or null)."""
    secrets = [bytes(16), b"\xff" * 16, *(_bytes(f"slip {n}", 16) for n in range(6))]
    good = [{"secret": secret.hex(), "code": encode_code(secret)} for secret in secrets]
    code = encode_code(secrets[2])
    confusing = encode_code(_confusing())
    typed = [
        {"secret": secrets[2].hex(), "typed": code.lower()},
        {"secret": secrets[2].hex(), "typed": code.replace("-", "")},
        {"secret": secrets[2].hex(), "typed": " " + code.replace("-", " ") + "  "},
        {"secret": _confusing().hex(), "typed": confusing.replace("0", "O").replace("1", "l")},
        {"secret": _confusing().hex(), "typed": confusing.replace("0", "o").replace("1", "I")},
        {"secret": _confusing().hex(), "typed": confusing.replace("1", "i").replace("1", "L")},
    ]
    bad = [
        "",
        code[:-1],
        code + "0",
        code[:7] + "U" + code[8:],
        "中" + code[1:],
        "Ü" + code[1:],
        "ſ" + code[1:],
        _padded(code),
    ]
    bad += [_wrong(code, place, 1 + place) for place in range(28)]
    bad += [_wrong(_wrong(code, place), place + 9) for place in range(0, 19, 3)]
    return {"good": good, "typed": typed, "bad": [_refusal(text) for text in bad]}


def _confusing() -> bytes:
    """A secret whose code has both 0 and 1 in it."""
    return bytes.fromhex("00443214c74254b635cf84653a56d7c6")


def credential() -> object:
    """Secret and meeting to public key; signatures over what a void signs."""
    cases = []
    for number, meeting in enumerate(("000000rf", "abcdefgh", "zzzzzzzz")):
        secret, aux = _bytes(f"credential {number}", 16), _bytes(f"aux {number}", 32)
        own = Credential(secret, meeting)
        context = _bytes("context", 32)
        message = void_message(context, own.public)
        cases.append(
            {
                "secret": secret.hex(),
                "meeting": meeting,
                "credential": own.public.hex(),
                "context": context.hex(),
                "void_message": message.hex(),
                "aux": aux.hex(),
                "signature": own.sign(message, aux).hex(),
            }
        )
    return {"cases": cases}


GOOD_VALUES: tuple[object, ...] = (
    {},
    [],
    "",
    0,
    -1,
    2**53 - 1,
    1 - 2**53,
    True,
    False,
    None,
    {"b": 1, "a": 2, "aa": 3, "A": 4, "": 5},
    {"\ue000": 1, "😀": 2, "é": 3, "优": 4},
    ['\b\t\n\f\r"\\/\x00\x1f\x7f\x80\u2028\u2029', "清评", "😀"],
    [[], [{}], {"a": {"b": [None]}}],
)

BAD_TEXTS: tuple[tuple[str, bytes], ...] = (
    ("empty", b""),
    ("white space", b'{"a": 1}'),
    ("trailing newline", b"{}\n"),
    ("leading space", b" {}"),
    ("key order", b'{"b":1,"a":2}'),
    ("key order by code point instead of UTF-16", '{"\ue000":1,"😀":2}'.encode()),
    ("repeated key", b'{"a":1,"a":1}'),
    ("fraction", b"[1.5]"),
    ("integral fraction", b"[1.0]"),
    ("exponent", b"[1e2]"),
    ("minus zero", b"[-0]"),
    ("leading zero", b"[01]"),
    ("2^53", b"[9007199254740992]"),
    ("-2^53", b"[-9007199254740992]"),
    ("huge", b"[" + b"9" * 400 + b"]"),
    ("NaN", b"[NaN]"),
    ("Infinity", b"[Infinity]"),
    ("escaped where not needed", b'["\\u0041"]'),
    ("escaped slash", b'["\\/"]'),
    ("upper-case escape", b'["\\u001F"]'),
    ("long form of a short escape", b'["\\u000a"]'),
    ("lone surrogate", b'["\\ud800"]'),
    ("raw control character", b'["\x01"]'),
    ("byte order mark", b"\xef\xbb\xbf{}"),
    ("not UTF-8", b'["\xff"]'),
    ("overlong UTF-8", b'["\xc0\xaf"]'),
    ("single quotes", b"['a']"),
    ("trailing comma", b"[1,]"),
    ("two values", b"{}{}"),
)


def canonical_json() -> object:
    """Values with their one encoding, and bytes that must be refused."""
    good = [{"value": value, "hex": canonical(value).hex()} for value in GOOD_VALUES]
    return {"good": good, "bad": [{"why": why, "hex": data.hex()} for why, data in BAD_TEXTS]}


FILES: dict[str, Callable[[], object]] = {
    "transcript.json": transcript,
    "slipcode.json": slipcode,
    "credential.json": credential,
    "canonical.json": canonical_json,
    "ballot.json": ballot_vectors.ballots,
    "reference.json": ballot_vectors.reference,
    "negative.json": negative_vectors.negatives,
    "manifests.json": manifest_vectors.manifests,
}
