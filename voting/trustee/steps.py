"""The rounds of the key ceremony as a trustee takes them (protocol §7).

Each step takes the key and the public messages so far, refuses what does not fit, and returns
the changed key with the message to publish.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from voting.crypto.encoding import canonical
from voting.crypto.group import ORDER, base_mul, random_scalar, secret_mul
from voting.crypto.proofs import prove_complaint, prove_possession
from voting.crypto.sealing import pair_seal
from voting.crypto.threshold import Polynomial, check_share
from voting.crypto.transcript import digest, wide
from voting.errors import BadEncoding, BadProof, Refused
from voting.record.ceremony.finished import Ceremony, check_reveals, check_same_terms, reveals_hash
from voting.record.ceremony.key_shares import Complaint, SealedShares, open_box
from voting.record.ceremony.messages import CONSTANT, TRANSPORT, Commit, Confirm, Reveal
from voting.trustee.key_file import TrusteeKey


def own_reveal(key: TrusteeKey) -> Reveal:
    """The reveal of this key; the same at every call, for its proofs take fixed nonces."""
    if not key.coefficients:
        raise _over()
    t = key.terms
    polynomial = Polynomial(key.coefficients)
    commitments = polynomial.commitments()
    transport = base_mul(key.transport)
    return Reveal(
        t,
        key.nonce,
        transport,
        tuple(commitments),
        prove_possession(
            t.ceremony,
            t.index,
            CONSTANT,
            key.coefficients[0],
            commitments[0],
            _nonce(key, CONSTANT, key.coefficients[0]),
        ),
        prove_possession(
            t.ceremony,
            t.index,
            TRANSPORT,
            key.transport,
            transport,
            _nonce(key, TRANSPORT, key.transport),
        ),
    )


def commit(key: TrusteeKey) -> Commit:
    """Round 1."""
    return own_reveal(key).commit()


def reveal(key: TrusteeKey, commits: Sequence[Commit]) -> tuple[TrusteeKey, Reveal]:
    """Round 2: only when every commit is there, and only against one set of commits."""
    check_same_terms([c.terms for c in commits])
    mine = own_reveal(key)
    if mine.commit() not in commits:
        raise BadProof("ceremony-own", "your own commit is not among the messages")
    if key.commits:
        _same_commits(key, commits)
    return replace(key, commits=_commits_hash(commits)), mine


def seal_shares(
    key: TrusteeKey, commits: Sequence[Commit], reveals: Sequence[Reveal]
) -> tuple[TrusteeKey, SealedShares]:
    """Round 3: check everybody's reveal, seal a share for each of the others."""
    key = _accept_reveals(key, commits, reveals)
    t = key.terms
    polynomial = Polynomial(key.coefficients)
    boxes = []
    for other in reveals:
        j = other.terms.index
        if j != t.index:
            shared = secret_mul(other.transport, key.transport)
            boxes.append(
                (
                    j,
                    pair_seal(
                        shared,
                        t.ceremony,
                        t.index,
                        j,
                        key.reveals,
                        polynomial.at(j).to_bytes(32, "big"),
                    ),
                )
            )
    return key, SealedShares(t.ceremony, t.index, key.reveals, tuple(boxes))


def confirm(
    key: TrusteeKey,
    commits: Sequence[Commit],
    reveals: Sequence[Reveal],
    sealed: Sequence[SealedShares],
) -> tuple[TrusteeKey, Confirm]:
    """Round 4: check every share, keep their sum, forget the polynomial.

    :class:`BadProof` ``ceremony-share`` names the trustee whose share is wrong: complain then.
    A key that has confirmed says so again (its message may have been lost).
    """
    if key.share is not None:
        _same_reveals(key, reveals)
        return key, _confirmation(key, key.share)
    key = _accept_reveals(key, commits, reveals)
    t = key.terms
    share = Polynomial(key.coefficients).at(t.index)
    by_sender = {s.index: s for s in sealed}
    if len(by_sender) != len(sealed):
        raise BadProof("ceremony-incomplete", "the shares of some trustee stand twice")
    for other in reveals:
        i = other.terms.index
        if i != t.index:
            if i not in by_sender:
                raise BadProof("ceremony-share", f"the shares of trustee {i} are missing", index=i)
            share += _received(key, other, by_sender[i])
    ceremony = Ceremony(tuple(commits), tuple(reveals), ())
    share %= ORDER
    public = base_mul(share)
    if public != ceremony.verification(t.index):
        raise BadProof("ceremony-share", "the sum of the shares does not fit", index=t.index)
    done = replace(key, share=share, coefficients=(), joint_key=ceremony.joint_key().encode())
    return done, _confirmation(done, share)


def complain(
    key: TrusteeKey, reveals: Sequence[Reveal], sealed: SealedShares
) -> tuple[TrusteeKey, Complaint]:
    """Accuse the sender of ``sealed``; refused if the share is right.

    The complaint opens the boxes of this pair, in both directions, to everybody. With them one
    more trustee could work out whole polynomials, so the key forgets its own: the ceremony cannot
    be finished with it, nor may a key complain that has finished one.
    """
    if key.share is not None:
        raise _over()
    t = key.terms
    _same_reveals(key, reveals)
    if sealed.index == t.index or sealed.index > t.trustees:
        raise BadProof(
            "ceremony-terms", f"trustee {sealed.index} is none of the others", index=sealed.index
        )
    accused = reveals[sealed.index - 1]
    try:
        _received(key, accused, sealed)
    except BadProof:
        shared, proof = prove_complaint(
            t.ceremony,
            t.index,
            sealed.index,
            key.transport,
            base_mul(key.transport),
            accused.transport,
            random_scalar(),
        )
        return replace(key, coefficients=()), Complaint(
            t.ceremony, t.index, sealed.index, key.reveals, sealed.box_for(t.index), shared, proof
        )
    raise Refused(
        "complaint-unfounded", f"the share of trustee {sealed.index} is right", index=sealed.index
    )


def assemble(
    commits: Sequence[Commit], reveals: Sequence[Reveal], confirms: Sequence[Confirm]
) -> Ceremony:
    """ceremony.json from all messages, checked; needs no secret."""
    ceremony = Ceremony(tuple(commits), tuple(reveals), tuple(confirms))
    ceremony.check()
    return ceremony


def _confirmation(key: TrusteeKey, share: int) -> Confirm:
    t, public = key.terms, base_mul(share)
    return Confirm(
        t.ceremony,
        t.index,
        key.reveals,
        public,
        prove_possession(t.ceremony, t.index, key.reveals.hex(), share, public, random_scalar()),
    )


def _over() -> Refused:
    return Refused("ceremony-over", "this key has finished its ceremony")


def _commits_hash(commits: Sequence[Commit]) -> bytes:
    return digest("commits", *(canonical(c.json()) for c in commits))


def _same_commits(key: TrusteeKey, commits: Sequence[Commit]) -> None:
    if key.commits != _commits_hash(commits):
        raise Refused("ceremony-changed", "the commits differ from those you answered before")


def _same_reveals(key: TrusteeKey, reveals: Sequence[Reveal]) -> None:
    if key.reveals != reveals_hash(reveals):
        raise Refused("ceremony-changed", "the reveals differ from those you answered before")


def _accept_reveals(
    key: TrusteeKey, commits: Sequence[Commit], reveals: Sequence[Reveal]
) -> TrusteeKey:
    check_reveals(commits, reveals)
    _same_commits(key, commits)
    if own_reveal(key) not in reveals:
        raise BadProof("ceremony-own", "your own reveal is not among the messages")
    if key.reveals:
        _same_reveals(key, reveals)
    return replace(key, reveals=reveals_hash(reveals))


def _received(key: TrusteeKey, sender: Reveal, sealed: SealedShares) -> int:
    """The share ``sender`` sealed for this key, checked against its commitments."""
    i, t = sender.terms.index, key.terms
    try:
        if (sealed.ceremony, sealed.reveals) != (t.ceremony, key.reveals):
            raise BadProof("ceremony-share", "sealed for another ceremony", index=i)
        share = open_box(secret_mul(sender.transport, key.transport), sealed, t.index)
        check_share(sender.commitments, t.index, share)
    except (BadProof, BadEncoding) as error:
        raise BadProof(
            "ceremony-share", f"the share of trustee {i} is wrong: {error}", index=i
        ) from error
    return share


def _nonce(key: TrusteeKey, use: str, secret: int) -> int:
    """A fixed nonce for one fixed statement, so that the committed reveal can be made again."""
    return wide("nonce", use.encode(), key.nonce, secret.to_bytes(32, "big"))
