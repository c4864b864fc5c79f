"""A trustee's key file: the secrets of the ceremony, the key share, and the ledger of tallies.

Sealed under a passphrase (scrypt, ChaCha20-Poly1305; ``voting.crypto.sealing``). Every step
returns a changed key; the caller writes it back before publishing the message of the step.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from voting.crypto.encoding import canonical, read_canonical
from voting.crypto.group import ORDER, random_scalar
from voting.crypto.sealing import seal, unseal
from voting.errors import BadEncoding, BadInput
from voting.record.ceremony.messages import MAX_TRUSTEES, Terms
from voting.record.fields import Fields, array, octets, require

FORMAT = "qingping-trustee/1"
MIN_PASSPHRASE = 10


@dataclass(frozen=True, slots=True)
class TrusteeKey:
    """All a trustee keeps. ``share`` is None until the ceremony ended; ``coefficients`` are
    forgotten then, and after a complaint. ``commits`` and ``reveals`` are the hashes of rounds 1
    and 2 once seen. ``ledger`` maps a meeting's id to the one tally hash (hex) this trustee has
    opened: its id and not its context, so that a second manifest of it is refused too."""

    terms: Terms
    nonce: bytes
    transport: int = field(repr=False)
    coefficients: tuple[int, ...] = field(repr=False)
    commits: bytes = b""
    reveals: bytes = b""
    share: int | None = field(default=None, repr=False)
    joint_key: bytes = b""
    ledger: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def create(
        cls, ceremony: str, trustees: int, threshold: int, index: int, name: str
    ) -> TrusteeKey:
        """Fresh secrets for a ceremony; :class:`BadInput` for impossible numbers."""
        if not (
            threshold <= trustees < 2 * threshold
            and trustees <= MAX_TRUSTEES
            and 1 <= index <= trustees
            and ceremony
            and name
        ):
            raise BadInput(
                "ceremony-numbers",
                "trustees are 1 to 9, more than half of them are "
                "needed, the index is one of them, ceremony and name given",
            )
        terms = Terms(ceremony, trustees, threshold, index, name)
        return cls(
            terms,
            secrets.token_bytes(32),
            random_scalar(),
            tuple(random_scalar() for _ in range(threshold)),
        )

    def seal(self, passphrase: str) -> bytes:
        """The key file's bytes; :class:`BadInput` for a passphrase under 10 characters."""
        if len(passphrase) < MIN_PASSPHRASE:
            raise BadInput(
                "passphrase-short",
                f"the passphrase has under {MIN_PASSPHRASE} characters",
                least=MIN_PASSPHRASE,
            )
        return seal(
            canonical(
                {
                    "format": FORMAT,
                    **self.terms.json(),
                    "nonce": self.nonce.hex(),
                    "transport": _scalar(self.transport),
                    "coefficients": [_scalar(a) for a in self.coefficients],
                    "commits": self.commits.hex(),
                    "reveals": self.reveals.hex(),
                    "share": "" if self.share is None else _scalar(self.share),
                    "joint_key": self.joint_key.hex(),
                    "ledger": dict(self.ledger),
                }
            ),
            passphrase,
        )

    @classmethod
    def unseal(cls, data: bytes, passphrase: str) -> TrusteeKey:
        """Open a key file; :class:`BadProof` ``wrong-passphrase`` if it does not fit."""
        f = Fields(
            read_canonical(unseal(data, passphrase)),
            "key",
            "format",
            "ceremony",
            "trustees",
            "threshold",
            "index",
            "name",
            "nonce",
            "transport",
            "coefficients",
            "commits",
            "reveals",
            "share",
            "joint_key",
            "ledger",
        )
        f.one_of("format", FORMAT)
        share = f.octets("share")
        ledger = f.values["ledger"]
        require(isinstance(ledger, dict), "key.ledger", "not an object")
        return cls(
            Terms.read(f),
            f.octets("nonce", 32),
            _read_scalar(f.values["transport"], "key"),
            array(f.values["coefficients"], "key.coefficients", _read_scalar),
            f.octets("commits"),
            f.octets("reveals"),
            int.from_bytes(share, "big") if share else None,
            f.octets("joint_key"),
            dict(ledger) if isinstance(ledger, dict) else {},
        )


def _scalar(value: int) -> str:
    return value.to_bytes(32, "big").hex()


def _read_scalar(value: object, path: str) -> int:
    scalar = int.from_bytes(octets(value, path, 32), "big")
    if not 0 < scalar < ORDER:
        raise BadEncoding(
            "record-field", f"{path}: not a secret scalar", path=path, reason="not a secret scalar"
        )
    return scalar
