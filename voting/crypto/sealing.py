"""Sealing: a trustee's key file under a passphrase, and a share for one other trustee (§7.3).

The key file is JSON so that a person sees what it is; the secrets are in ``box``. Its scrypt
parameters are fixed (N = 2¹⁷, r = 8, p = 1: 128 MiB, a fraction of a second): a file that asks for
others is refused, so nobody can weaken it or make a reader run out of memory.
"""

from __future__ import annotations

import secrets
import unicodedata
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from voting.crypto.encoding import canonical, read_canonical, read_fields, read_hex
from voting.crypto.group import Point
from voting.crypto.transcript import lp, u32
from voting.errors import BadProof

_FORMAT: Final = "qingping-key/1"
_COST: Final = {"name": "scrypt", "n": 2**17, "r": 8, "p": 1}
_ZERO_NONCE: Final = bytes(12)


def _passphrase_key(passphrase: str, salt: bytes) -> bytes:
    # The same words typed on another keyboard may come in another Unicode form.
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    return Scrypt(salt=salt, length=32, n=2**17, r=8, p=1).derive(typed)


def _header(salt: bytes, nonce: bytes) -> dict[str, object]:
    return {"format": _FORMAT, "kdf": {**_COST, "salt": salt.hex()}, "nonce": nonce.hex()}


def seal(data: bytes, passphrase: str) -> bytes:
    """Seal bytes under a passphrase: the key file, canonical JSON with its header authenticated."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    header = _header(salt, nonce)
    cipher = ChaCha20Poly1305(_passphrase_key(passphrase, salt))
    box = cipher.encrypt(nonce, data, canonical(header))
    return canonical({**header, "box": box.hex()})


def unseal(envelope: bytes, passphrase: str) -> bytes:
    """Open a key file.

    Raise BadEncoding where it is none of ours, BadProof("wrong-passphrase") where it does not open.
    """
    fields = read_fields(read_canonical(envelope), ("kdf", "nonce", "box"), format=_FORMAT)
    kdf = read_fields(fields["kdf"], ("salt",), **_COST)
    salt, nonce = read_hex(kdf["salt"], 16), read_hex(fields["nonce"], 12)
    box = read_hex(fields["box"])
    cipher = ChaCha20Poly1305(_passphrase_key(passphrase, salt))
    try:
        return cipher.decrypt(nonce, box, canonical(_header(salt, nonce)))
    except InvalidTag:
        raise BadProof("wrong-passphrase", "the passphrase does not open this key file") from None


def _pair_cipher(shared: Point, ceremony: str, sender: int, receiver: int) -> ChaCha20Poly1305:
    info = lp(b"qingping/1/share") + u32(sender) + u32(receiver)
    key = HKDF(algorithm=SHA512(), length=32, salt=ceremony.encode(), info=info)
    return ChaCha20Poly1305(key.derive(shared.encode()))


def pair_seal(
    shared_point: Point,
    ceremony: str,
    sender: int,
    receiver: int,
    reveals: bytes,
    plaintext: bytes,
) -> bytes:
    """Seal one message of one trustee to another, bound to the ceremony's reveals.

    The nonce is zero because a pair of transport keys seals a single message a direction.
    """
    cipher = _pair_cipher(shared_point, ceremony, sender, receiver)
    return cipher.encrypt(_ZERO_NONCE, plaintext, reveals)


def pair_open(
    shared_point: Point, ceremony: str, sender: int, receiver: int, reveals: bytes, box: bytes
) -> bytes:
    """Open what ``pair_seal`` made; raise BadProof("box") where it does not open."""
    cipher = _pair_cipher(shared_point, ceremony, sender, receiver)
    try:
        return cipher.decrypt(_ZERO_NONCE, box, reveals)
    except InvalidTag:
        raise BadProof("box", "a sealed share does not open", index=sender) from None
