"""Partial decryption of a closed meeting (protocol §9): check everything, open once, remember."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace

from voting.crypto.group import base_mul, scalar_bytes
from voting.crypto.proofs import prove_decryption
from voting.crypto.transcript import u32, wide
from voting.errors import Refused
from voting.record.archive import Archive
from voting.record.box_checks import Mapper
from voting.record.manifest import Manifest
from voting.record.shares import Shares, SlotShare
from voting.record.verify import CheckedRecord, verify
from voting.trustee.key_file import TrusteeKey


def partial_decryption(
    key: TrusteeKey,
    record: bytes,
    sealing_fingerprint: str,
    mapper: Mapper = map,
    *,
    floor: int = 2,
    confirm: Callable[[CheckedRecord], None] | None = None,
) -> tuple[TrusteeKey, Shares]:
    """The trustee's shares of the tally in ``record`` (bytes of record.zip, closed or opened).

    Recomputes the sums from the ballots of the record. ``floor`` is the smallest class size this
    trustee accepts; ``confirm`` shows the record to the person and raises to stop.
    :class:`Refused` if the fingerprint is not the one in the minutes, the manifest names another
    key or too small a class size, or this key has opened another tally of the meeting;
    :class:`BadProof`/:class:`BadEncoding` if the record fails a check.
    """
    checked = verify(Archive.decode(record).closed_part().encode(), mapper)
    _same_fingerprint(checked, sealing_fingerprint)
    _own_key(key, checked.manifest)
    minimum = checked.manifest.disclosure.minimum
    if minimum < floor:
        raise Refused(
            "minimum-floor",
            f"the meeting's minimum class size is {minimum}",
            minimum=minimum,
            floor=floor,
        )
    meeting, tally = checked.manifest.meeting.id, checked.tally.hash().hex()
    if key.ledger.get(meeting, tally) != tally:
        raise Refused(
            "second-tally",
            "this key has opened another tally of the meeting already: a meeting is opened once",
        )
    if confirm is not None:
        confirm(checked)
    shares = _shares(key, checked)
    return replace(key, ledger={**key.ledger, meeting: tally}), shares


def _same_fingerprint(checked: CheckedRecord, typed: str) -> None:
    sealing = checked.closing.sealing_fingerprint()
    if typed.replace("-", "").replace(" ", "").upper() != sealing.replace("-", ""):
        raise Refused(
            "sealing-fingerprint",
            f"the record's sealing fingerprint is {sealing}, not the one in the minutes",
            found=sealing,
        )


def check_manifest(key: TrusteeKey, manifest: bytes) -> Manifest:
    """The manifest of a meeting uses the key this trustee shares; to be asked before the vote.

    :class:`Refused` ``foreign-key`` if ballots would be encrypted to somebody else.
    """
    decoded = Manifest.decode(manifest)
    _own_key(key, decoded)
    return decoded


def _own_key(key: TrusteeKey, manifest: Manifest) -> None:
    if key.share is None:
        raise Refused("ceremony-unfinished", "this key file has not finished its ceremony")
    trustees = manifest.trustees
    index = key.terms.index
    mine = base_mul(key.share).encode().hex()
    if (
        trustees.key != key.joint_key.hex()
        or index > len(trustees.members)
        or (trustees.members[index - 1].verification != mine)
    ):
        raise Refused("foreign-key", "the meeting was held under other keys than yours")


def _shares(key: TrusteeKey, checked: CheckedRecord) -> Shares:
    tally, index = checked.tally, key.terms.index
    tally_hash, secret = tally.hash(), key.share or 0
    verification = base_mul(secret)
    nonce = _nonces(secret, checked.context, tally_hash)
    groups = tuple(
        tuple(
            SlotShare(
                *prove_decryption(
                    checked.context,
                    tally_hash,
                    index,
                    g,
                    i,
                    secret,
                    verification,
                    total.a,
                    nonce(g, i),
                )
            )
            for i, total in enumerate(group.sums)
        )
        for g, group in enumerate(tally.opened)
    )
    return Shares(checked.context, tally_hash, index, groups)


def _nonces(secret: int, context: bytes, tally: bytes) -> Callable[[int, int], int]:
    """Nonces from fresh randomness and the secret, so that neither alone gives them away."""
    fresh = secrets.token_bytes(32)

    def nonce(group: int, slot: int) -> int:
        return wide("nonce", scalar_bytes(secret), fresh, context, tally, u32(group), u32(slot))

    return nonce
