"""The manifest (protocol §3): all that is fixed when a meeting opens, as one canonical JSON.

Its SHA-256 is the *context* of every proof of the meeting. Reading is strict: what
:meth:`Manifest.decode` returns satisfies every rule of §3.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from voting.assessment.forms.model import (
    ClassTable,
    Form,
    Meeting,
    Quota,
    VoterClass,
    slot_count,
)
from voting.assessment.forms.plain import plain
from voting.crypto.encoding import canonical, read_canonical
from voting.record.fields import Fields, array, require, unique
from voting.record.questions import ID, check_quota, read_form, read_quota

FORMAT = "qingping-manifest/1"
SUITE = "qingping-1"
WEIGHT_SUM = 10_000
MAX_SLOTS = 4096
MEETING_ID = re.compile(r"[0-9a-hjkmnp-tv-z]{8}")
CLASS_ID = re.compile(r"[A-Z][A-Z0-9]{0,7}")
HEX32 = re.compile(r"[0-9a-f]{64}")
HEX33 = re.compile(r"[0-9a-f]{66}")


@dataclass(frozen=True, slots=True)
class Member:
    """A trustee: index from 1, office, and the public key of the key share (hex of 33 bytes)."""

    index: int
    name: str
    verification: str

    @classmethod
    def read(cls, value: object, path: str) -> Member:
        f = Fields(value, path, "index", "name", "verification")
        return cls(
            f.integer("index", 1, 9), f.text("name", empty=False), f.match("verification", HEX33)
        )


@dataclass(frozen=True, slots=True)
class Trustees:
    """Who can open the sums: hash of ceremony.json, joint key H, threshold, members by index."""

    ceremony: str
    key: str
    threshold: int
    members: tuple[Member, ...]

    @classmethod
    def read(cls, value: object, path: str) -> Trustees:
        f = Fields(value, path, "ceremony", "key", "threshold", "members")
        members = f.array("members", Member.read, least=1)
        require(
            [m.index for m in members] == list(range(1, len(members) + 1)),
            f"{path}.members",
            "indices are not 1, 2, 3, …",
        )
        return cls(
            f.match("ceremony", HEX32),
            f.match("key", HEX33),
            f.integer("threshold", len(members) // 2 + 1, len(members)),
            members,
        )


@dataclass(frozen=True, slots=True)
class Counting:
    """How the round counts: denominator 有效票 (valid) or 应参加人数 (expected); scores or not;
    classes that count as another by position."""

    denominator: str
    scores: bool
    tables: tuple[ClassTable, ...] = ()

    @classmethod
    def read(cls, value: object, path: str) -> Counting:
        f = Fields(value, path, "denominator", "scores", "tables")
        return cls(
            f.one_of("denominator", "valid", "expected"),
            f.flag("scores"),
            f.array("tables", _class_table),
        )


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Minimum class size (ballots) below which classes are merged, and the rule of merging."""

    minimum: int
    merging: str

    @classmethod
    def read(cls, value: object, path: str) -> Disclosure:
        f = Fields(value, path, "minimum", "merging")
        return cls(f.integer("minimum", 2, 1000), f.one_of("merging", "smallest-first"))


@dataclass(frozen=True, slots=True)
class RollRef:
    """SHA-256 (hex) of roll.json and how many slips stand on it."""

    hash: str
    size: int

    @classmethod
    def read(cls, value: object, path: str) -> RollRef:
        f = Fields(value, path, "hash", "size")
        return cls(f.match("hash", HEX32), f.integer("size", 1, 100_000))


@dataclass(frozen=True, slots=True)
class Manifest:
    """See the module. Field order is free: canonical JSON sorts."""

    meeting: Meeting
    trustees: Trustees
    forms: tuple[Form, ...]
    quotas: tuple[Quota, ...]
    classes: tuple[VoterClass, ...]
    counting: Counting
    disclosure: Disclosure
    roll: RollRef
    bundle: str

    def encode(self) -> bytes:
        """The canonical bytes of manifest.json."""
        return canonical({"format": FORMAT, "suite": SUITE, **plain(self)})

    def context(self) -> bytes:
        """SHA-256 of the canonical bytes: what every proof of the meeting is bound to."""
        return hashlib.sha256(self.encode()).digest()

    @classmethod
    def decode(cls, data: bytes) -> Manifest:
        """Read manifest.json; :class:`BadEncoding` names the first thing that is not as in §3."""
        path = "manifest"
        f = Fields(
            read_canonical(data),
            path,
            "format",
            "suite",
            "meeting",
            "trustees",
            "forms",
            "quotas",
            "classes",
            "counting",
            "disclosure",
            "roll",
            "bundle",
        )
        f.one_of("format", FORMAT)
        f.one_of("suite", SUITE)
        forms = f.array("forms", read_form, least=1)
        unique(f"{path}.forms", tuple(form.id for form in forms))
        require(slot_count(forms) <= MAX_SLOTS, f"{path}.forms", f"more than {MAX_SLOTS} slots")
        quotas = f.array("quotas", read_quota)
        for i, quota in enumerate(quotas):
            check_quota(quota, forms, f"{path}.quotas[{i}]")
        classes = _classes(f.values["classes"], f"{path}.classes")
        counting = Counting.read(f.values["counting"], f"{path}.counting")
        _check_tables(counting.tables, {c.id for c in classes}, f"{path}.counting.tables")
        return cls(
            _meeting(f.values["meeting"], f"{path}.meeting"),
            Trustees.read(f.values["trustees"], f"{path}.trustees"),
            forms,
            quotas,
            classes,
            counting,
            Disclosure.read(f.values["disclosure"], f"{path}.disclosure"),
            RollRef.read(f.values["roll"], f"{path}.roll"),
            f.match("bundle", HEX32),
        )


def _meeting(value: object, path: str) -> Meeting:
    f = Fields(value, path, "id", "round", "year", "title", "unit", "date", "place")
    return Meeting(
        f.match("id", MEETING_ID),
        f.text("round"),
        f.integer("year", 1949, 2999),
        f.text("title", empty=False),
        f.text("unit", empty=False),
        f.text("date"),
        f.text("place"),
    )


def _voter_class(value: object, path: str) -> VoterClass:
    f = Fields(value, path, "id", "name", "weight", "expected")
    return VoterClass(
        f.match("id", CLASS_ID),
        f.text("name", empty=False),
        f.integer("weight", 0, WEIGHT_SUM),
        f.integer("expected", 0, 100_000),
    )


def _class_table(value: object, path: str) -> ClassTable:
    f = Fields(value, path, "class", "position", "as")
    return ClassTable(f.match("class", CLASS_ID), f.match("position", ID), f.match("as", CLASS_ID))


def _classes(value: object, path: str) -> tuple[VoterClass, ...]:
    classes = array(value, path, _voter_class, least=1)
    unique(path, tuple(c.id for c in classes))
    require(
        sum(c.weight for c in classes) == WEIGHT_SUM, path, f"weights do not sum to {WEIGHT_SUM}"
    )
    return classes


def _check_tables(tables: tuple[ClassTable, ...], classes: set[str], path: str) -> None:
    pairs = [(row.class_id, row.position) for row in tables]
    require(len(set(pairs)) == len(pairs), path, "a class stands twice for one position")
    for i, row in enumerate(tables):
        require({row.class_id, row.counts_as} <= classes, f"{path}[{i}]", "names an unknown class")
        require(row.class_id != row.counts_as, f"{path}[{i}]", "a class counts as itself")
