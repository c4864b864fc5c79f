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
from voting.record.shares import Shares, SlotShare
from voting.record.verify import CheckedRecord, Mapper, verify
from voting.trustee.keyfile import TrusteeKey


def partial_decryption(key: TrusteeKey, record: bytes, sealing_fingerprint: str,
                       mapper: Mapper = map) -> tuple[TrusteeKey, Shares]:
    """The trustee's shares of the tally in ``record`` (bytes of record.zip, closed or opened).

    Recomputes the sums from the ballots of the record. :class:`Refused` if the fingerprint is
    not the one in the minutes, the manifest names another key, or this key has opened another
    tally of the meeting; :class:`BadProof`/:class:`BadEncoding` if the record fails a check.
    """
    if key.share is None:
        raise Refused("ceremony-unfinished", "this key file has not finished its ceremony")
    checked = verify(Archive.decode(record).closed_part().encode(), mapper)
    _same_fingerprint(checked, sealing_fingerprint)
    _own_key(key, checked)
    meeting, tally = checked.manifest.meeting.id, checked.tally.hash().hex()
    if key.ledger.get(meeting, tally) != tally:
        raise Refused("second-tally", "this key has opened another tally of the meeting already: "
                      "a meeting is opened once")
    shares = _shares(key, checked)
    return replace(key, ledger={**key.ledger, meeting: tally}), shares


def _same_fingerprint(checked: CheckedRecord, typed: str) -> None:
    found = checked.closing.sealing_fingerprint()
    if typed.replace("-", "").replace(" ", "").upper() != found.replace("-", ""):
        raise Refused("sealing-fingerprint", f"the record's sealing fingerprint is {found}, not "
                      "the one in the minutes", found=found)


def _own_key(key: TrusteeKey, checked: CheckedRecord) -> None:
    trustees = checked.manifest.trustees
    index = key.terms.index
    mine = base_mul(key.share or 0).encode().hex()
    if trustees.key != key.joint_key.hex() or index > len(trustees.members) or (
            trustees.members[index - 1].verification != mine):
        raise Refused("foreign-key", "the meeting was held under other keys than yours")


def _shares(key: TrusteeKey, checked: CheckedRecord) -> Shares:
    tally, index = checked.tally, key.terms.index
    tally_hash, secret = tally.hash(), key.share or 0
    verification = base_mul(secret)
    nonce = _nonces(secret, checked.context, tally_hash)
    groups = tuple(
        tuple(SlotShare(*prove_decryption(checked.context, tally_hash, index, g, i, secret,
                                          verification, total.a, nonce(g, i)))
              for i, total in enumerate(group.sums))
        for g, group in enumerate(tally.opened))
    return Shares(checked.context, tally_hash, index, groups)


def _nonces(secret: int, context: bytes, tally: bytes) -> Callable[[int, int], int]:
    """Nonces from fresh randomness and the secret, so that neither alone gives them away."""
    fresh = secrets.token_bytes(32)

    def nonce(group: int, slot: int) -> int:
        return wide("nonce", scalar_bytes(secret), fresh, context, tally, u32(group), u32(slot))

    return nonce
