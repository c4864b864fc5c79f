"""Ballots for the shared vectors: small ones whole, big ones by hash."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from voting.assessment.forms.model import (
    Abstain,
    ClassTable,
    Form,
    Option,
    Question,
    Quota,
    Subject,
    VoterClass,
)
from voting.assessment.wording import Text
from voting.crypto.group import Point
from voting.record.ballot import ballot_hash, make_ballot, tracker
from voting.record.credential import Credential
from voting.record.layout import Layout
from voting.record.manifest import Manifest
from voting.record.reference import (
    CADRE_SCALE,
    form,
    manifest_of,
    options,
    question,
    reference_manifest,
)

NO_TEXT = Text("", "")
SECRET = hashlib.sha256(b"vector secret").digest()[:16]
WHOLE = 4000
"""Ballots up to this many bytes stand in the vectors whole."""


def subjects(count: int) -> tuple[Subject, ...]:
    """Subjects s1, s2, …"""
    return tuple(Subject(f"s{n}", f"干部{n}", "副职") for n in range(1, count + 1))


def single(abstain: bool = True) -> Manifest:
    """One subject, one question, four options: 4 slots, 1 sum, 908 bytes."""
    chosen = options(CADRE_SCALE)
    one = question(1, "总体评价", chosen) if abstain else question(1, "总体评价", chosen, None)
    return manifest_of((Form("one", "other", Text("单", "One"), (), subjects(1), (one,)),))


def multiple(least: int, most: int, count: int, abstain: bool) -> Manifest:
    """One question with ``count`` options of which ``least`` … ``most`` are chosen."""
    choices = tuple(
        Option(f"o{n}", Text(f"候选人{n}", f"Candidate {n}"), None, True)
        for n in range(1, count + 1)
    )
    out = Abstain(Text("弃权", "Abstain"), True) if abstain else None
    one = Question("q1", "aspect", Text("推荐", ""), NO_TEXT, least, most, out, choices)
    return manifest_of((Form("vote", "other", Text("推荐票", ""), (), subjects(1), (one,)),))


def quota(people: int, at_most: int, policy: str = "block") -> Manifest:
    """One question about several cadres, of whom at most some may get 优秀."""
    one = question(1, "总体评价", options(CADRE_SCALE))
    forms = (Form("cadre", "cadre", Text("干部", ""), (), subjects(people), (one,)),)
    return manifest_of(forms, (Quota("cadre", "q1", "o1", at_most, policy),))


def tabled() -> Manifest:
    """Sections, positions, and a class that counts as another when it rates members."""
    made = two_forms()
    team, cadre = made.forms
    conduct = Text("作风", "Conduct")
    questions = tuple(
        replace(q, section=conduct if n else Text("政治素质", ""))
        for n, q in enumerate(cadre.questions)
    )
    people = tuple(
        replace(s, position=p) for s, p in zip(cadre.subjects, ("head", "member"), strict=True)
    )
    classes = (
        VoterClass("A", "领导", 6000, 10),
        VoterClass("B", "干部", 4000, 40),
        VoterClass("H", "主要负责人", 0, 1),
    )
    tables = (ClassTable("H", "member", "A"), ClassTable("H", "head", "B"))
    return replace(
        made,
        forms=(team, replace(cadre, questions=questions, subjects=people)),
        classes=classes,
        counting=replace(made.counting, tables=tables),
    )


def two_forms() -> Manifest:
    """The forms of the notice for a team and two cadres, with a quota: 72 slots, 20 sums."""
    forms = (
        form("team", ("政治思想建设", "领导能力"), CADRE_SCALE, subjects(1)),
        form("cadre", ("德", "能"), CADRE_SCALE, subjects(2)),
    )
    return manifest_of(forms, (Quota("cadre", "q3", "o1", 1),))


def cycling(count: int) -> list[list[int]]:
    """Choices that use every option and 弃权 in turn."""
    return [[n % 5] if n % 5 < 4 else [] for n in range(count)]


CASES: tuple[tuple[str, Manifest, Sequence[Sequence[int]]], ...] = (
    ("single choice, second option", single(), [[1]]),
    ("single choice, first option", single(), [[0]]),
    ("single choice, abstained", single(), [[]]),
    ("single choice without abstention: one allowed value", single(abstain=False), [[3]]),
    ("two to three of five, two chosen", multiple(2, 3, 5, abstain=False), [[0, 3]]),
    ("two to three of five, three chosen", multiple(2, 3, 5, abstain=False), [[1, 2, 4]]),
    ("two to three of five or abstain, abstained", multiple(2, 3, 5, abstain=True), [[]]),
    ("two to three of five or abstain, two chosen", multiple(2, 3, 5, abstain=True), [[4, 1]]),
    ("none to two of two", multiple(0, 2, 2, abstain=False), [[0, 1]]),
    ("at most one 优秀 of three, one given", quota(3, 1), [[1], [0], [2]]),
    ("at most one 优秀 of three, none given", quota(3, 1), [[1], [], [2]]),
    ("at most no 优秀", quota(2, 0), [[1], [2]]),
    (
        "at most one 优秀 of three, only warned: two given, no sum",
        quota(3, 1, "warn"),
        [[0], [0], [2]],
    ),
    (
        "sections, positions and a class table",
        tabled(),
        [[], [1], [3], [0], [0], [1], [], [2], [2]],
    ),
    ("two forms and a quota", two_forms(), [[0], [1], [], [2], [3], [0], [1], [2], [1]]),
    ("a team and a cadre of the notice", reference_manifest(cadres=1), cycling(12)),
)


def seed_of(number: int) -> bytes:
    """The seed of the case with this number: each its own."""
    return hashlib.sha256(f"vector seed {number}".encode()).digest()


def _case(
    number: int, name: str, manifest: Manifest, choices: Sequence[Sequence[int]]
) -> dict[str, object]:
    layout, context = Layout.of(manifest), manifest.context()
    own = Credential(SECRET, manifest.meeting.id)
    key = Point.decode(bytes.fromhex(manifest.trustees.key))
    ballot = make_ballot(layout, context, key, own, seed_of(number), choices)
    case: dict[str, object] = {
        "name": name,
        "manifest": manifest.encode().decode(),
        "context": context.hex(),
        "secret": SECRET.hex(),
        "credential": own.public.hex(),
        "seed": seed_of(number).hex(),
        "choices": [list(chosen) for chosen in choices],
        "slots": len(layout.slots),
        "sums": [{"slots": one.slots, "values": one.values} for one in layout.sums],
        "length": len(ballot),
        "sha256": ballot_hash(ballot).hex(),
        "tracker": tracker(ballot),
    }
    if len(ballot) <= WHOLE:
        case["ballot"] = ballot.hex()
    return case


def ballots() -> object:
    """Small manifests of every kind."""
    return {"cases": [_case(number, *case) for number, case in enumerate(CASES)]}


def reference() -> object:
    """The reference ballot: 312 slots, 78 sums, 58 196 bytes."""
    return _case(1000, "reference", reference_manifest(), cycling(78))
