"""Lies about manifest, keys and roll; see ``lies``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from held_meeting import HeldMeeting, record_of, run_ceremony, with_file
from lies import lie
from voting.crypto.group import add, base_mul, negate
from voting.record.credential import Credential
from voting.record.manifest import Manifest, RollRef
from voting.record.roll import Roll
from voting.record.voids import Voids, make_void


def held_under(held: HeldMeeting, manifest: Manifest) -> HeldMeeting:
    """The meeting as if it had been held under another manifest: every ballot is made anew."""
    own = [one for group in held.credentials.values() for one in group]
    ballots = {
        one.public: held.ballot(one, held.choices[one.public], manifest)
        for one in own
        if one.public in held.choices
    }
    voids = Voids.of(manifest.context(), [make_void(manifest.context(), held.credentials["C"][2])])
    return replace(held, manifest=manifest, ballots=ballots, voids=voids)


@lie("voids", "record-mismatch")
def weights_changed_after_the_vote(held: HeldMeeting) -> bytes:
    classes = (
        replace(held.manifest.classes[0], weight=3000),
        replace(held.manifest.classes[1], weight=5000),
        held.manifest.classes[2],
    )
    changed = replace(held.manifest, classes=classes)
    return with_file(record_of(held), "manifest.json", changed.encode())


@lie("ballots", "ballot-context")
def minimum_lowered_after_the_vote(held: HeldMeeting) -> bytes:
    """All that needs no voter is rebuilt; there are no voids to betray the change."""
    changed = replace(held.manifest, disclosure=replace(held.manifest.disclosure, minimum=2))
    empty = Voids(changed.context(), ()).encode()
    return record_of(held, manifest=changed, voids=empty)


@lie("manifest", "record-field")
def weights_that_do_not_sum_to_100(held: HeldMeeting) -> bytes:
    classes = (replace(held.manifest.classes[0], weight=4001), *held.manifest.classes[1:])
    return record_of(held_under(held, replace(held.manifest, classes=classes)))


@lie("manifest", "record-field")
def class_twice(held: HeldMeeting) -> bytes:
    a, b, c = held.manifest.classes
    changed = replace(held.manifest, classes=(a, b, replace(c, id="B")))
    return with_file(record_of(held), "manifest.json", changed.encode())


@lie("manifest", "record-field")
def minimum_of_one(held: HeldMeeting) -> bytes:
    changed = replace(held.manifest, disclosure=replace(held.manifest.disclosure, minimum=1))
    return record_of(held_under(held, changed))


@lie("ceremony", "record-mismatch")
def key_that_is_not_of_the_ceremony(held: HeldMeeting) -> bytes:
    """The administrator's own key in the place of the trustees'."""
    trustees = replace(held.manifest.trustees, key=base_mul(4711).encode().hex())
    changed = held_under(held, replace(held.manifest, trustees=trustees))
    return record_of(changed, opened=False)


@lie("ceremony", "record-mismatch")
def keys_of_two_trustees_exchanged(held: HeldMeeting) -> bytes:
    one, two, three = held.manifest.trustees.members
    members = (
        replace(one, verification=two.verification),
        replace(two, verification=one.verification),
        three,
    )
    trustees = replace(held.manifest.trustees, members=members)
    return record_of(held_under(held, replace(held.manifest, trustees=trustees)))


@lie("ceremony", "record-mismatch")
def key_share_that_is_not_of_the_ceremony(held: HeldMeeting) -> bytes:
    one, *rest = held.manifest.trustees.members
    members = (replace(one, verification=base_mul(4711).encode().hex()), *rest)
    trustees = replace(held.manifest.trustees, members=members)
    return record_of(held_under(held, replace(held.manifest, trustees=trustees)))


@lie("manifest", "record-field")
def threshold_lowered(held: HeldMeeting) -> bytes:
    trustees = replace(held.manifest.trustees, threshold=1)
    return record_of(held_under(held, replace(held.manifest, trustees=trustees)), trustees=(1,))


@lie("ceremony", "record-mismatch")
def trustee_renamed(held: HeldMeeting) -> bytes:
    one, *rest = held.manifest.trustees.members
    trustees = replace(held.manifest.trustees, members=(replace(one, name="纪委"), *rest))
    return record_of(held_under(held, replace(held.manifest, trustees=trustees)))


@lie("ceremony", "record-mismatch")
def ceremony_of_others(held: HeldMeeting) -> bytes:
    return record_of(held, ceremony=run_ceremony()[1].encode())


def _with_ceremony(held: HeldMeeting, **changes: Any) -> bytes:
    """The whole meeting held under a ceremony that is wrong in itself."""
    ceremony = replace(held.ceremony, **changes)
    changed = replace(held, ceremony=ceremony)
    manifest = replace(held.manifest, trustees=ceremony.trustees())
    return record_of(held_under(changed, manifest), opened=False)


@lie("ceremony", "possession")
def key_chosen_after_the_others(held: HeldMeeting) -> bytes:
    """Trustee 3 makes the joint key its own: C₃ = aG − C₁ − C₂, which it cannot prove."""
    one, two, three = held.ceremony.reveals
    mine = add([base_mul(4711), negate(one.commitments[0]), negate(two.commitments[0])])
    rogue = replace(three, commitments=(mine, *three.commitments[1:]))
    return _with_ceremony(
        held, reveals=(one, two, rogue), commits=(*held.ceremony.commits[:2], rogue.commit())
    )


@lie("ceremony", "ceremony-commit")
def reveal_other_than_the_commit(held: HeldMeeting) -> bytes:
    one, two, three = held.ceremony.reveals
    return _with_ceremony(held, reveals=(one, two, replace(three, nonce=bytes(32))))


@lie("ceremony", "possession")
def transport_key_without_proof(held: HeldMeeting) -> bytes:
    one, two, three = held.ceremony.reveals
    bad = replace(three, transport_possession=three.possession)
    return _with_ceremony(
        held, reveals=(one, two, bad), commits=(*held.ceremony.commits[:2], bad.commit())
    )


@lie("ceremony", "ceremony-confirm")
def confirmation_of_another_key(held: HeldMeeting) -> bytes:
    one, *rest = held.ceremony.confirms
    return _with_ceremony(held, confirms=(replace(one, verification=base_mul(2)), *rest))


@lie("ceremony", "possession")
def confirmation_without_proof(held: HeldMeeting) -> bytes:
    one, two, three = held.ceremony.confirms
    return _with_ceremony(held, confirms=(replace(one, possession=two.possession), two, three))


@lie("ceremony", "ceremony-incomplete")
def confirmation_missing(held: HeldMeeting) -> bytes:
    return _with_ceremony(held, confirms=held.ceremony.confirms[:2])


@lie("roll", "record-mismatch")
def slip_moved_to_another_class(held: HeldMeeting) -> bytes:
    first, *rest = held.roll.entries
    other = {"A": "B", "B": "C", "C": "A"}[first[1]]
    return record_of(held, roll=replace(held.roll, entries=((first[0], other), *rest)).encode())


@lie("roll", "record-mismatch")
def slip_added_to_the_roll(held: HeldMeeting) -> bytes:
    stranger = Credential(bytes(16), held.manifest.meeting.id)
    return record_of(
        held, roll=Roll.of(held.roll.meeting, [*held.roll.entries, (stranger.public, "A")]).encode()
    )


def _with_roll(held: HeldMeeting, roll: Roll, size: int | None = None) -> bytes:
    """The whole meeting held with this roll, its hash in the manifest."""
    ref = RollRef(roll.hash().hex(), size or len(roll.entries))
    changed = held_under(held, replace(held.manifest, roll=ref))
    return record_of(replace(changed, roll=roll), roll=roll.encode())


@lie("voids", "record-mismatch")
def slip_added_to_roll_and_manifest_after_the_vote(held: HeldMeeting) -> bytes:
    stranger = Credential(bytes(16), held.manifest.meeting.id)
    roll = Roll.of(held.roll.meeting, [*held.roll.entries, (stranger.public, "A")])
    manifest = replace(held.manifest, roll=RollRef(roll.hash().hex(), len(roll.entries)))
    good = with_file(record_of(held), "manifest.json", manifest.encode())
    return with_file(good, "roll.json", roll.encode())


@lie("roll", "record-mismatch")
def roll_of_another_size(held: HeldMeeting) -> bytes:
    return _with_roll(held, held.roll, size=len(held.roll.entries) + 1)


@lie("roll", "record-mismatch")
def roll_of_another_meeting(held: HeldMeeting) -> bytes:
    return _with_roll(held, replace(held.roll, meeting="000000zz"))


@lie("roll", "record-mismatch")
def class_that_the_manifest_does_not_know(held: HeldMeeting) -> bytes:
    unused = held.credentials["A"][6].public
    entries = tuple((c, "D" if c == unused else name) for c, name in held.roll.entries)
    return _with_roll(held, replace(held.roll, entries=entries))


@lie("roll", "record-field")
def roll_not_sorted(held: HeldMeeting) -> bytes:
    return _with_roll(held, replace(held.roll, entries=tuple(reversed(held.roll.entries))))


@lie("roll", "record-field")
def slip_twice_on_the_roll(held: HeldMeeting) -> bytes:
    first = held.roll.entries[0]
    return _with_roll(held, replace(held.roll, entries=(first, *held.roll.entries)))


@lie("roll", "record-field")
def slip_that_is_no_key(held: HeldMeeting) -> bytes:
    entries = tuple(sorted([*held.roll.entries, (b"\xff" * 32, "A")]))
    return _with_roll(held, replace(held.roll, entries=entries))
