"""What the rules of scope find about a cadre: reasons, questions for a person, papers wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from voting.assessment.roster.rules import NOTHING, Effect
from voting.language.catalogue import Said, Value, message

Answer = Literal["on_ballot", "graded", "cap"]
"""The three answers a person can give instead of the rules."""

WantedKind = Literal["former", "secondment"]

GENERAL: Final = 0
"""The rule number of what is told without telling the rule."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a stable ``code``, the ``rule`` (1 to 7), a sentence, its 依据 and what follows.

    ``confidential``: for the department, the committee and the auditor only.
    """

    code: str
    rule: int
    text: Said
    basis: Said
    confidential: bool = False
    effect: Effect = NOTHING


@dataclass(frozen=True, slots=True)
class Ask:
    """What a person has to decide. ``about`` are the answers that wait for it: until then the
    cadre stands on the ballot and no grade is proposed. Empty: only to be looked at."""

    code: str
    rule: int
    text: Said
    basis: Said
    confidential: bool = False
    about: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper to ask for: the ``former`` unit's statement (rule 3) or the 挂职鉴定 of the host unit
    (``secondment``, rule 4); ``of`` is the unit that writes it."""

    kind: WantedKind
    of: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule finds; empty where it does not concern the cadre."""

    reasons: tuple[Reason, ...] = ()
    asks: tuple[Ask, ...] = ()
    wanted: tuple[Wanted, ...] = ()


NONE: Final = Finding()
"""The rule does not concern the cadre."""


def in_brackets(words: str) -> Value:
    """Words in brackets, nothing where there are none."""
    return message("（{what}）", what=words) if words else ""
