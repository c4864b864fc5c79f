"""The demo's voters: what each chooses, and the plain count made beside the encrypted one."""

from __future__ import annotations

import base64
import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from voting.crypto.group import Point
from voting.crypto.slipcode import decode_code
from voting.demo.node import json_lines, phone
from voting.errors import Refused
from voting.record.ballot import make_ballot
from voting.record.credential import Credential
from voting.record.frozen import frozen

Choice = tuple[tuple[int, ...], ...]
ABSTAINING = 0.03


@dataclass(frozen=True, slots=True)
class DemoVoter:
    """A slip's code and class, and what its voter chooses: option indices per question."""

    code: str
    class_id: str
    choices: Choice


class Opinions:
    """How a hall tends to rate each subject: some are liked, some are not."""

    def __init__(self, manifest: bytes, chance: random.Random) -> None:
        self._manifest = frozen(manifest).manifest
        self._chance = chance
        self._bias = [
            [chance.uniform(0.35, 0.9) for _ in form.subjects] for form in self._manifest.forms
        ]

    def choose(self) -> Choice:
        """One voter's choices for a whole ballot."""
        choices: list[tuple[int, ...]] = []
        for form, biases in zip(self._manifest.forms, self._bias, strict=True):
            for bias in biases:
                for question in form.questions:
                    choices.append(self._one(bias, len(question.options)))
        return tuple(choices)

    def _one(self, bias: float, options: int) -> tuple[int, ...]:
        if self._chance.random() < ABSTAINING:
            return ()
        weights = [bias, (1 - bias) * 0.7, (1 - bias) * 0.22, (1 - bias) * 0.08][:options]
        return (self._chance.choices(range(options), weights)[0],)


def python_ballots(manifest: bytes, voters: Sequence[DemoVoter]) -> list[bytes]:
    """Ballots made by the house's own Python."""
    known = frozen(manifest)
    key = Point.decode(bytes.fromhex(known.manifest.trustees.key))
    return [
        make_ballot(
            known.layout,
            known.context,
            key,
            Credential(decode_code(v.code), known.manifest.meeting.id),
            secrets.token_bytes(32),
            v.choices,
        )
        for v in voters
    ]


def phone_ballots(manifest: bytes, voters: Sequence[DemoVoter]) -> list[bytes]:
    """Ballots made by the phone's JavaScript under Node."""
    meeting = frozen(manifest).manifest.meeting.id
    text = base64.b64encode(manifest).decode()
    answers = phone(
        "make",
        data=json_lines(
            {"manifest": text, "code": v.code, "meeting": meeting, "choices": v.choices}
            for v in voters
        ),
    )
    for answer in answers:
        if "error" in answer:
            raise Refused(
                "node-failed",
                f"the phone's code refused: {answer['error']}",
                reason=answer["error"],
            )
    return [base64.b64decode(answer["ballot"]) for answer in answers]


def plain_count(
    manifest: bytes, voters: Sequence[DemoVoter], groups: Sequence[tuple[str, ...]]
) -> list[list[int]]:
    """Counts per slot for each group of classes, added up in the open."""
    known = frozen(manifest)
    counts = [[0] * len(known.layout.slots) for _ in groups]
    for voter in voters:
        for place, classes in enumerate(groups):
            if voter.class_id in classes:
                for chosen, one in zip(voter.choices, known.layout.sums, strict=True):
                    for option in chosen:
                        counts[place][one.slots[option]] += 1
    return counts
