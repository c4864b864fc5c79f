"""The key ceremony as trustees take it: what each refuses, and whom it blames."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from voting.crypto.encoding import canonical, read_canonical
from voting.crypto.group import ORDER, base_mul, random_scalar, secret_mul
from voting.crypto.proofs import prove_complaint
from voting.crypto.sealing import pair_seal
from voting.crypto.threshold import Polynomial
from voting.errors import BadEncoding, BadInput, BadProof, Refused, VotingError
from voting.record.ceremony.finished import Ceremony
from voting.record.ceremony.key_shares import Complaint, SealedShares, open_box
from voting.record.ceremony.messages import Commit, Confirm, Reveal
from voting.trustee import steps
from voting.trustee.key_file import TrusteeKey


@dataclass
class Round:
    """A ceremony at the point where every share is sealed and none is confirmed."""

    keys: list[TrusteeKey]
    commits: list[Commit]
    reveals: list[Reveal]
    sealed: list[SealedShares]

    def confirm(self, index: int) -> tuple[TrusteeKey, Confirm]:
        return steps.confirm(self.keys[index - 1], self.commits, self.reveals, self.sealed)


def sealed_round(n: int = 3, k: int = 2) -> Round:
    keys = [TrusteeKey.create("r-1", n, k, i, f"office {i}") for i in range(1, n + 1)]
    commits = [steps.commit(key) for key in keys]
    revealed = [steps.reveal(key, commits) for key in keys]
    reveals = [message for _, message in revealed]
    sealed = [steps.seal_shares(key, commits, reveals) for key, _ in revealed]
    return Round([key for key, _ in sealed], commits, reveals, [m for _, m in sealed])


@pytest.fixture
def now() -> Round:
    return sealed_round()


def with_share(now: Round, sender: int, receiver: int, share: bytes) -> SealedShares:
    """The message of ``sender`` with another plaintext in the box for ``receiver``."""
    key, other = now.keys[sender - 1], now.reveals[receiver - 1]
    box = pair_seal(
        secret_mul(other.transport, key.transport), "r-1", sender, receiver, key.reveals, share
    )
    old = now.sealed[sender - 1]
    return replace(old, boxes=tuple((j, box if j == receiver else b) for j, b in old.boxes))


@pytest.mark.parametrize(("n", "k"), [(1, 1), (2, 2), (3, 2), (5, 3), (9, 9)])
def test_ceremony_of_any_size_decodes_to_itself(n: int, k: int) -> None:
    now = sealed_round(n, k)
    done = [now.confirm(i) for i in range(1, n + 1)]
    ceremony = steps.assemble(now.commits, now.reveals, [m for _, m in done])
    assert Ceremony.decode(ceremony.encode()) == ceremony
    secret = sum(key.coefficients[0] for key in now.keys) % ORDER
    assert ceremony.joint_key() == base_mul(secret)
    for key, _ in done:
        assert key.share is not None and key.joint_key == ceremony.joint_key().encode()
        assert key.coefficients == ()
        assert ceremony.verification(key.terms.index) == base_mul(key.share)


def test_messages_survive_their_files(now: Round) -> None:
    _, confirm = now.confirm(1)
    for message in (now.commits[0], now.reveals[1], now.sealed[2], confirm):
        assert type(message).read(read_canonical(canonical(message.json()))) == message


@pytest.mark.parametrize(
    ("n", "k", "i"), [(0, 0, 0), (3, 4, 1), (3, 0, 1), (3, 2, 4), (3, 2, 0), (10, 2, 1)]
)
def test_impossible_numbers(n: int, k: int, i: int) -> None:
    with pytest.raises(BadInput) as error:
        TrusteeKey.create("r-1", n, k, i, "office")
    assert error.value.code == "ceremony-numbers"


def refused(code: str, kind: type[VotingError] = BadProof) -> pytest.RaisesExc[VotingError]:
    return pytest.raises(kind, check=lambda error: error.code == code)


def test_reveal_waits_for_every_commit(now: Round) -> None:
    fresh = TrusteeKey.create("r-1", 3, 2, 1, "office 1")
    with refused("ceremony-incomplete"):
        steps.reveal(fresh, [steps.commit(fresh), now.commits[1]])


def test_reveal_refuses_commits_without_its_own(now: Round) -> None:
    fresh = TrusteeKey.create("r-1", 3, 2, 1, "office 1")
    with refused("ceremony-own"):
        steps.reveal(fresh, now.commits)


def test_reveal_refuses_commits_other_than_those_it_answered(now: Round) -> None:
    """Otherwise somebody could choose a key after having seen the others'."""
    other = steps.commit(TrusteeKey.create("r-1", 3, 2, 3, "office 3"))
    assert steps.reveal(now.keys[0], now.commits)[1] == now.reveals[0]
    with refused("ceremony-changed", Refused):
        steps.reveal(now.keys[0], [*now.commits[:2], other])


def test_terms_must_agree(now: Round) -> None:
    for changed in ("ceremony", "threshold"):
        value = "r-2" if changed == "ceremony" else 3
        terms = replace(now.commits[2].terms, **{changed: value})
        with refused("ceremony-terms") as error:
            steps.seal_shares(
                now.keys[0], [*now.commits[:2], replace(now.commits[2], terms=terms)], now.reveals
            )
        assert error.value.values["index"] == 3


def test_reveal_that_was_not_committed_to(now: Round) -> None:
    late = steps.own_reveal(TrusteeKey.create("r-1", 3, 2, 3, "office 3"))
    with refused("ceremony-commit") as error:
        steps.seal_shares(now.keys[0], now.commits, [*now.reveals[:2], late])
    assert error.value.values["index"] == 3


def test_reveal_changed_after_the_shares_were_sealed(now: Round) -> None:
    """Both commit and reveal of trustee 3 are swapped: consistent, and not what 1 answered."""
    other = TrusteeKey.create("r-1", 3, 2, 3, "office 3")
    commits = [*now.commits[:2], steps.commit(other)]
    reveals = [*now.reveals[:2], steps.own_reveal(other)]
    with refused("ceremony-changed", Refused):
        steps.confirm(now.keys[0], commits, reveals, now.sealed)
    with refused("ceremony-changed", Refused):
        steps.complain(now.keys[0], reveals, now.sealed[1])


def test_reveal_with_too_few_points(now: Round) -> None:
    value = now.reveals[2].json()
    value["commitments"] = value["commitments"][:1]
    with pytest.raises(BadEncoding):
        Reveal.read(value)


BAD_SHARES = {
    "one more": lambda now: (Polynomial(now.keys[1].coefficients).at(1) + 1).to_bytes(32, "big"),
    "of somebody else": lambda now: Polynomial(now.keys[1].coefficients).at(3).to_bytes(32, "big"),
    "zero": lambda now: bytes(32),
    "above the order": lambda now: b"\xff" * 32,
    "too short": lambda now: b"\x01",
}


@pytest.mark.parametrize("kind", BAD_SHARES)
def test_bad_share_is_blamed_and_proven(now: Round, kind: str) -> None:
    """The receiver names the sender; anybody can check the complaint; nobody else is harmed."""
    now.sealed[1] = with_share(now, 2, 1, BAD_SHARES[kind](now))
    with refused("ceremony-share") as error:
        now.confirm(1)
    assert error.value.values["index"] == 2
    now.confirm(3)
    _, complaint = steps.complain(now.keys[0], now.reveals, now.sealed[1])
    again = Complaint.read(read_canonical(canonical(complaint.json())))
    again.check(tuple(now.reveals), now.sealed[1])


def test_box_with_a_changed_byte_is_blamed(now: Round) -> None:
    old = now.sealed[1]
    (j, box), *rest = old.boxes
    now.sealed[1] = replace(old, boxes=((j, bytes([box[0] ^ 1]) + box[1:]), *rest))
    with refused("ceremony-share"):
        now.confirm(1)
    steps.complain(now.keys[0], now.reveals, now.sealed[1])[1].check(
        tuple(now.reveals), now.sealed[1]
    )


def test_box_for_other_reveals_is_blamed(now: Round) -> None:
    """A right share under another transcript still ends the ceremony, so it must be provable."""
    key = replace(now.keys[1], reveals=bytes(32))
    shared = secret_mul(now.reveals[0].transport, key.transport)
    share = Polynomial(key.coefficients).at(1).to_bytes(32, "big")
    box = pair_seal(shared, "r-1", 2, 1, bytes(32), share)
    now.sealed[1] = SealedShares("r-1", 2, bytes(32), ((1, box), now.sealed[1].boxes[1]))
    with refused("ceremony-share") as error:
        now.confirm(1)
    assert error.value.values["index"] == 2
    _, complaint = steps.complain(now.keys[0], now.reveals, now.sealed[1])
    complaint.check(tuple(now.reveals), now.sealed[1])


def test_complaint_ends_the_ceremony_of_the_accuser(now: Round) -> None:
    """It opens both boxes of the pair to everybody, so that one more trustee could work out whole
    polynomials: a good share sent later must not bring the ceremony to its end."""
    good = now.sealed[1]
    now.sealed[1] = with_share(now, 2, 1, bytes(32))
    key, complaint = steps.complain(now.keys[0], now.reveals, now.sealed[1])
    seen = open_box(complaint.point, now.sealed[0], 2)
    assert seen == Polynomial(now.keys[0].coefficients).at(2)
    assert key.coefficients == () and key.share is None
    assert steps.complain(key, now.reveals, now.sealed[1])[1].point == complaint.point
    now.keys[0], now.sealed[1] = key, good
    with refused("ceremony-over", Refused):
        now.confirm(1)
    with refused("ceremony-over", Refused):
        steps.seal_shares(key, now.commits, now.reveals)


def test_no_complaint_once_confirmed(now: Round) -> None:
    """A bad share put in the place of a good one must not talk the shared point out of a key."""
    key, _ = now.confirm(1)
    now.sealed[1] = with_share(now, 2, 1, bytes(32))
    with refused("ceremony-over", Refused):
        steps.complain(key, now.reveals, now.sealed[1])


def test_commits_changed_after_the_own_reveal(now: Round) -> None:
    """Trustee 2 waits for the reveals, then replaces commit and reveal alike: seen in round 3."""
    late = TrusteeKey.create("r-1", 3, 2, 2, "office 2")
    commits = [now.commits[0], steps.commit(late), now.commits[2]]
    reveals = [now.reveals[0], steps.reveal(late, commits)[1], now.reveals[2]]
    key = replace(now.keys[0], reveals=b"")
    with refused("ceremony-changed", Refused):
        steps.seal_shares(key, commits, reveals)


def test_missing_shares_are_named(now: Round) -> None:
    for index in (2, 3):
        rest = [s for s in now.sealed if s.index != index]
        with refused("ceremony-share") as error:
            steps.confirm(now.keys[0], now.commits, now.reveals, rest)
        assert error.value.values["index"] == index


def test_missing_box_is_named(now: Round) -> None:
    now.sealed[1] = replace(now.sealed[1], boxes=now.sealed[1].boxes[1:])
    with refused("ceremony-share") as error:
        now.confirm(1)
    assert error.value.values["index"] == 2


def test_message_in_the_name_of_another(now: Round) -> None:
    """Trustee 3 puts a second message "of trustee 2" into the folder: nobody is framed."""
    with refused("ceremony-incomplete"):
        steps.confirm(
            now.keys[0], now.commits, now.reveals, [*now.sealed, replace(now.sealed[2], index=2)]
        )


def test_complaint_about_a_box_that_was_not_sent(now: Round) -> None:
    """A founded complaint counts against the message it is about, not against a corrected one."""
    bad = with_share(now, 2, 1, bytes(32))
    _, complaint = steps.complain(now.keys[0], now.reveals, bad)
    complaint.check(tuple(now.reveals), bad)
    other = with_share(now, 2, 1, b"\1" * 32)  # wrong too, but another box
    for sent in (now.sealed[1], other):
        with refused("complaint"):
            complaint.check(tuple(now.reveals), sent)


def test_unfounded_complaints(now: Round) -> None:
    """The accuser's program refuses; a forged complaint fails its check."""
    with refused("complaint-unfounded", Refused):
        steps.complain(now.keys[0], now.reveals, now.sealed[1])
    own, other = now.reveals[0].transport, now.reveals[1].transport
    point, proof = prove_complaint("r-1", 1, 2, now.keys[0].transport, own, other, random_scalar())
    honest = Complaint("r-1", 1, 2, now.keys[0].reveals, now.sealed[1].box_for(1), point, proof)
    reveals = tuple(now.reveals)
    with refused("complaint"):
        honest.check(reveals, now.sealed[1])
    with refused("complaint"):  # a false point opens nothing, but cannot be proven
        replace(honest, point=base_mul(5)).check(reveals, now.sealed[1])
    with refused("complaint"):  # about a box that was never sent
        replace(honest, box=bytes(48)).check(reveals, now.sealed[1])
    bad = with_share(now, 2, 1, bytes(32))
    with refused("complaint"):  # a proof for another accused
        replace(honest, against=3, box=now.sealed[2].box_for(1)).check(reveals, now.sealed[2])
    with refused("complaint"):  # for another ceremony
        replace(honest, box=bad.box_for(1), ceremony="r-2").check(reveals, bad)
    with refused("complaint"):
        replace(honest, box=bad.box_for(1), reveals=bytes(32)).check(reveals, bad)
    with refused("complaint"):
        replace(honest, against=9).check(reveals, bad)


@pytest.mark.parametrize("index", [1, 4, 9])
def test_complaint_against_nobody(now: Round, index: int) -> None:
    with refused("ceremony-terms"):
        steps.complain(now.keys[0], now.reveals, replace(now.sealed[1], index=index))


def test_confirming_again_says_the_same(now: Round) -> None:
    """The key is written before the message: a lost message is made again from the key."""
    key, first = now.confirm(1)
    now.keys[0] = key
    again, second = now.confirm(1)
    assert again == key and second.verification == first.verification
    assert second.possession != first.possession
    others = [now.confirm(i)[1] for i in (2, 3)]
    steps.assemble(now.commits, now.reveals, [second, *others]).check()
    with refused("ceremony-over", Refused):
        steps.seal_shares(key, now.commits, now.reveals)
    with refused("ceremony-changed", Refused):
        steps.confirm(key, now.commits, now.reveals[::-1], now.sealed)


def test_nothing_secret_in_messages_or_representations(now: Round) -> None:
    key, confirm = now.confirm(1)
    secrets = [now.keys[0].transport, *now.keys[0].coefficients, key.share]
    public = b"".join(
        canonical(m.json()) for m in (now.commits[0], now.reveals[0], now.sealed[0], confirm)
    ).decode()
    public += repr(now.keys[0]) + repr(key)
    for secret in secrets:
        assert secret is not None
        assert f"{secret:064x}" not in public and str(secret) not in public
