"""The phone's own JavaScript, run by Node, against the server's making and checking of ballots.

The manifests are drawn at random, so that odd limits meet each other; the shared vectors hold the
plain cases. Needs `static/build/node-ballot.cjs`, which scripts/test builds.
"""

from __future__ import annotations

import base64
import hashlib
import json
import random
import subprocess
from typing import Any

import pytest

from voting.assessment.forms.model import Abstain, Form, Option, Question, Quota, Subject
from voting.assessment.wording import Text
from voting.crypto.group import FixedBase, Point
from voting.crypto.slipcode import encode_code
from voting.paths import build_dir, node_path
from voting.record.ballot import make_ballot, tracker
from voting.record.ballot_check import check_ballot
from voting.record.credential import Credential
from voting.record.layout import Layout
from voting.record.manifest import Manifest
from voting.record.reference import manifest_of, reference_manifest

CASES = 24


def _phone(*arguments: str, data: bytes) -> list[dict[str, Any]]:
    node, script = node_path(), build_dir() / "node-ballot.cjs"
    assert node is not None and script.is_file(), "scripts/build-assets makes it"
    command = [str(node), str(script), *arguments]
    done = subprocess.run(command, input=data, capture_output=True, check=True, timeout=120)
    return [json.loads(line) for line in done.stdout.splitlines()]


def _make(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return _phone("make", data="".join(json.dumps(line) + "\n" for line in lines).encode())


def _question(number: int, draw: random.Random) -> Question:
    size = draw.randint(1, 5)
    most = draw.randint(1, size)
    least = draw.randint(0, most)
    abstain = Abstain(Text("弃权", ""), True) if draw.random() < 0.7 else None
    options = tuple(Option(f"o{n}", Text(str(n), ""), None, True) for n in range(size))
    return Question(
        f"q{number}", "aspect", Text("问", ""), Text("", ""), least, most, abstain, options
    )


def _form(number: int, draw: random.Random) -> Form:
    subjects = tuple(Subject(f"s{n}", f"干部{n}", "") for n in range(draw.randint(1, 3)))
    questions = tuple(_question(n, draw) for n in range(draw.randint(1, 3)))
    return Form(f"f{number}", "other", Text("表", ""), (), subjects, questions)


def _choices(manifest: Manifest, draw: random.Random) -> list[list[int]]:
    found = []
    for form in manifest.forms:
        for _ in form.subjects:
            for question in form.questions:
                count = draw.choice(question.values())
                found.append(draw.sample(range(len(question.options)), count))
    return found


def _case(number: int) -> tuple[Manifest, list[list[int]]]:
    """A random manifest with a quota that the random choices just keep, and a warning they may
    pass."""
    draw = random.Random(number)
    manifest = manifest_of(tuple(_form(n, draw) for n in range(draw.randint(1, 2))))
    choices = _choices(manifest, draw)
    form = manifest.forms[0]
    per_subject = len(form.questions)
    used = sum(0 in choices[s * per_subject] for s in range(len(form.subjects)))
    quota = Quota("f0", "q0", "o0", draw.randint(used, len(form.subjects)))
    warning = Quota("f0", "q0", "o0", draw.randint(0, len(form.subjects)), "warn")
    return manifest_of(manifest.forms, (warning, quota)), choices


def _line(manifest: Manifest, choices: list[list[int]], seed: bytes | None) -> dict[str, Any]:
    secret = hashlib.sha256(manifest.encode()).digest()[:16]
    line: dict[str, Any] = {
        "manifest": base64.b64encode(manifest.encode()).decode(),
        "code": encode_code(secret),
        "meeting": manifest.meeting.id,
        "choices": choices,
    }
    return line if seed is None else {**line, "seed": seed.hex()}


def _credential(manifest: Manifest) -> Credential:
    secret = hashlib.sha256(manifest.encode()).digest()[:16]
    return Credential(secret, manifest.meeting.id)


def test_random_manifests_give_the_same_bytes_and_pass_the_check() -> None:
    cases = [(*_case(number), hashlib.sha256(b"%d" % number).digest()) for number in range(CASES)]
    made = _make([_line(*case) for case in cases])
    assert len(made) == CASES
    checked = FixedBase(Point.decode(bytes.fromhex(cases[0][0].trustees.key)))
    for (manifest, choices, seed), reply in zip(cases, made, strict=True):
        layout, context = Layout.of(manifest), manifest.context()
        credential = _credential(manifest)
        ballot = base64.b64decode(reply["ballot"], validate=True)
        wanted = make_ballot(layout, context, checked.point, credential, seed, choices)
        assert ballot == wanted
        assert reply["tracker"] == tracker(wanted)
        assert reply["credential"] == credential.public.hex()
        assert check_ballot(layout, context, checked, ballot).credential == credential.public


def test_the_cases_reach_what_the_shared_vectors_do_not() -> None:
    """Two values that are not neighbours, three and more values, a single one."""
    kinds = {s.values for n in range(CASES) for s in Layout.of(_case(n)[0]).sums}
    distances = {values[1] - values[0] for values in kinds if len(values) == 2}
    assert distances > {1} and {len(values) for values in kinds} >= {1, 2, 3, 4}


def test_without_a_seed_every_ballot_is_new_and_passes_the_check() -> None:
    manifest, choices = _case(3)
    replies = _make([_line(manifest, choices, None)] * 3)
    ballots = [base64.b64decode(reply["ballot"], validate=True) for reply in replies]
    assert len(set(ballots)) == 3
    key = FixedBase(Point.decode(bytes.fromhex(manifest.trustees.key)))
    for ballot in ballots:
        check_ballot(Layout.of(manifest), manifest.context(), key, ballot)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"choices": []}, "choices"),
        ({"code": "0000-0000-0000-0000-0000-0000-0001"}, "code-check"),
        ({"code": "0000"}, "code-length"),
        ({"meeting": "zzzzzzzz"}, "other-meeting"),
        ({"manifest": base64.b64encode(b"{}").decode()}, "record-field"),
        ({"manifest": base64.b64encode(b"{} ").decode()}, "json"),
    ],
)
def test_what_cannot_be_made_is_answered_with_its_code(change: dict[str, Any], code: str) -> None:
    manifest, choices = _case(1)
    good = _line(manifest, choices, None)
    refused, made = _make([{**good, **change}, good])
    assert refused["error"] == code
    assert "ballot" in made


def test_bench_reports_medians_and_the_size_of_the_reference_ballot() -> None:
    (figures,) = _phone("bench", "--runs", "1", data=reference_manifest().encode())
    assert figures["bytes"] == 58_196 and figures["runs"] == 1
    assert figures["prepare_ms"] > 0 and figures["seal_ms"] > 0
