"""Manifests with one fault each, which every reader must refuse (docs/protocol.md §3)."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

from ballot_vectors import tabled
from voting.crypto.encoding import canonical

Plain = dict[str, Any]
Spoil = Callable[[Plain], object]


def question(data: Plain, place: int = 0) -> Plain:
    """A question of the cadres' form."""
    found: Plain = data["forms"][1]["questions"][place]
    return found


def quota(**changes: object) -> Spoil:
    """Changes of the one quota."""
    return lambda data: data["quotas"][0].update(changes)


def row(**changes: object) -> Spoil:
    """Changes of the first row of the class table (H counts as A when it rates members)."""
    return lambda data: data["counting"]["tables"][0].update(changes)


FAULTS: dict[str, Spoil] = {
    "a key too many": lambda data: data.update(more=1),
    "a key missing": lambda data: data.pop("bundle"),
    "another format": lambda data: data.update(format="qingping-manifest/2"),
    "another suite": lambda data: data.update(suite="qingping-2"),
    "no form": lambda data: data.update(forms=[], quotas=[]),
    "two forms with one id": lambda data: data["forms"].append(copy.deepcopy(data["forms"][0])),
    "no question": lambda data: data["forms"][0].update(questions=[]),
    "no subject": lambda data: data["forms"][0].update(subjects=[]),
    "two subjects with one id": lambda data: data["forms"][1]["subjects"][1].update(id="s1"),
    "a subject without a name": lambda data: data["forms"][1]["subjects"][1].update(name=""),
    "a position that is no id": lambda data: data["forms"][1]["subjects"][1].update(position="A"),
    "a position that is null": lambda data: data["forms"][1]["subjects"][1].update(position=None),
    "a section that is text": lambda data: question(data).update(section="作风"),
    "a section in one language": lambda data: question(data)["section"].pop("en"),
    "no section": lambda data: question(data).pop("section"),
    "no option": lambda data: question(data).update(options=[]),
    "two options with one id": lambda data: question(data)["options"][1].update(id="o1"),
    "sixty-five options": lambda data: question(data).update(
        options=[{**question(data)["options"][0], "id": f"x{n}"} for n in range(65)]
    ),
    "a score of 101": lambda data: question(data)["options"][0].update(score=101),
    "a score of true": lambda data: question(data)["options"][0].update(score=True),
    "a role that is unknown": lambda data: question(data).update(role="main"),
    "two overall questions": lambda data: question(data).update(role="overall"),
    "max above the options": lambda data: question(data).update(max=5),
    "max 0": lambda data: question(data).update(min=0, max=0),
    "min above max": lambda data: question(data).update(min=2),
    "min below 0": lambda data: question(data).update(min=-1),
    "a rate without options": lambda data: data["forms"][1]["rates"][0].update(options=[]),
    "a rate with an option twice": lambda data: data["forms"][1]["rates"][0].update(
        options=["o1", "o1"]
    ),
    "a rate with an unknown option": lambda data: data["forms"][1]["rates"][0].update(
        options=["o9"]
    ),
    "two rates with one id": lambda data: data["forms"][1]["rates"].append(
        data["forms"][1]["rates"][0]
    ),
    "a quota of an unknown form": quota(form="other"),
    "a quota of an unknown question": quota(question="q9"),
    "a quota of an unknown option": quota(option="o9"),
    "a quota above the subjects": quota(at_most=3),
    "a warning above the subjects": quota(at_most=3, policy="warn"),
    "a policy that is unknown": quota(policy="ask"),
    "a quota without a policy": lambda data: data["quotas"][0].pop("policy"),
    "no class": lambda data: data.update(classes=[], counting={**data["counting"], "tables": []}),
    "two classes with one id": lambda data: data["classes"][1].update(id="A"),
    "weights that sum to 9999": lambda data: data["classes"][0].update(weight=5999),
    "a table of an unknown class": row(**{"class": "X"}),
    "a table that counts as an unknown class": row(**{"as": "X"}),
    "a class that counts as itself": row(**{"as": "H"}),
    "a class twice for one position": row(position="head"),
    "a table for no position": row(position=""),
    "a table with a key too many": row(weight=1),
    "no tables": lambda data: data["counting"].pop("tables"),
    "an unknown denominator": lambda data: data["counting"].update(denominator="all"),
    "a minimum of 1": lambda data: data["disclosure"].update(minimum=1),
    "another merging": lambda data: data["disclosure"].update(merging="none"),
    "no trustee": lambda data: data["trustees"].update(members=[]),
    "a trustee who is not the next": lambda data: data["trustees"]["members"][0].update(index=2),
    "a threshold above the trustees": lambda data: data["trustees"].update(threshold=2),
    "half of the trustees": lambda data: data["trustees"].update(
        members=[{**data["trustees"]["members"][0], "index": n} for n in (1, 2)]
    ),
    "an empty roll": lambda data: data["roll"].update(size=0),
    "upper-case hexadecimal": lambda data: data.update(bundle="AB" * 32),
    "a text of 4001 characters": lambda data: data["meeting"].update(place="场" * 4001),
    "a meeting id with an l": lambda data: data["meeting"].update(id="0000000l"),
    "an id with a line end": lambda data: data["forms"][0].update(id="team\n"),
    "a year before 1949": lambda data: data["meeting"].update(year=1948),
}


def manifests() -> object:
    """One good manifest, and each fault as the bytes that carry it."""
    good = tabled().encode()
    cases = []
    for name, spoil in FAULTS.items():
        data = json.loads(good)
        spoil(data)
        cases.append({"name": name, "manifest": canonical(data).decode()})
    assert all(case["manifest"] != good.decode() for case in cases)
    return {"good": good.decode(), "cases": cases}
