"""The shared vectors, checked against this implementation on both libsecp256k1 wheels."""

from __future__ import annotations

import hashlib
import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import vectors
from voting.crypto.base32 import fingerprint
from voting.crypto.encoding import canonical, read_canonical
from voting.crypto.group import FixedBase, Point, scalar_bytes, verify_signature
from voting.crypto.slipcode import decode_code, encode_code
from voting.crypto.transcript import digest, wide
from voting.errors import BadEncoding, VotingError
from voting.record.ballot import make_ballot, tracker
from voting.record.ballot_check import ballot_head, check_ballot
from voting.record.credential import Credential
from voting.record.layout import Layout
from voting.record.manifest import Manifest

HERE = Path(__file__).resolve().parent


def load(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="ascii"))


def cases(name: str) -> list[Any]:
    return list(load(name)["cases"])


@pytest.mark.parametrize("case", cases("transcript.json"))
def test_hashes(case: Any) -> None:
    parts = [bytes.fromhex(part) for part in case["parts"]]
    assert digest(case["tag"], *parts).hex() == case["digest"]
    assert scalar_bytes(wide(case["tag"], *parts)).hex() == case["wide"]
    assert fingerprint(bytes.fromhex(case["digest"])) == case["fingerprint"]


def test_different_parts_have_different_hashes() -> None:
    digests = [case["digest"] for case in cases("transcript.json")]
    assert len(set(digests)) == len(digests)


def test_slip_codes_are_written_and_read() -> None:
    found = load("slipcode.json")
    for case in found["good"]:
        assert encode_code(bytes.fromhex(case["secret"])) == case["code"]
        assert decode_code(case["code"]).hex() == case["secret"]
    for case in found["typed"]:
        assert decode_code(case["typed"]).hex() == case["secret"]


@pytest.mark.parametrize("case", load("slipcode.json")["bad"])
def test_wrong_slip_codes_are_refused_with_their_group(case: Any) -> None:
    with pytest.raises(BadEncoding) as caught:
        decode_code(case["code"])
    assert caught.value.code == case["error"]
    assert caught.value.values.get("group") == case["group"]


@pytest.mark.parametrize("case", cases("credential.json"))
def test_credentials(case: Any) -> None:
    own = Credential(bytes.fromhex(case["secret"]), case["meeting"])
    assert own.public.hex() == case["credential"]
    message, signature = bytes.fromhex(case["void_message"]), bytes.fromhex(case["signature"])
    assert digest("void", bytes.fromhex(case["context"]), own.public) == message
    assert own.sign(message, bytes.fromhex(case["aux"])) == signature
    verify_signature(own.public, message, signature)


@pytest.mark.parametrize("case", load("canonical.json")["good"], ids=lambda case: case["hex"][:40])
def test_canonical_json_is_written_and_read(case: Any) -> None:
    assert canonical(case["value"]).hex() == case["hex"]
    assert read_canonical(bytes.fromhex(case["hex"])) == case["value"]


@pytest.mark.parametrize("case", load("canonical.json")["bad"], ids=lambda case: case["why"])
def test_other_json_is_refused(case: Any) -> None:
    with pytest.raises(BadEncoding):
        read_canonical(bytes.fromhex(case["hex"]))


def check_case(case: Any) -> None:
    manifest = Manifest.decode(case["manifest"].encode())
    layout, context = Layout.of(manifest), manifest.context()
    assert context.hex() == case["context"]
    assert layout.ballot_length == case["length"]
    assert len(layout.slots) == case["slots"]
    sums = [{"slots": list(one.slots), "values": list(one.values)} for one in layout.sums]
    assert sums == case["sums"]
    own = Credential(bytes.fromhex(case["secret"]), manifest.meeting.id)
    key = Point.decode(bytes.fromhex(manifest.trustees.key))
    seed = bytes.fromhex(case["seed"])
    ballot = make_ballot(layout, context, key, own, seed, case["choices"])
    assert ballot.hex() == case.get("ballot", ballot.hex())
    assert hashlib.sha256(ballot).hexdigest() == case["sha256"]
    assert tracker(ballot) == case["tracker"]
    view = check_ballot(layout, context, FixedBase(key), ballot)
    assert view.credential == own.public
    assert len(view.ciphertexts) == len(layout.slots)


@pytest.mark.parametrize("case", cases("ballot.json"), ids=lambda case: case["name"])
def test_ballots(case: Any) -> None:
    check_case(case)


def test_reference_ballot() -> None:
    case = load("reference.json")
    assert (case["slots"], len(case["sums"]), case["length"]) == (312, 78, 58_196)
    check_case(case)


@pytest.mark.parametrize("case", cases("manifests.json"), ids=lambda case: case["name"])
def test_each_bad_manifest_is_refused(case: Any) -> None:
    Manifest.decode(load("manifests.json")["good"].encode())
    with pytest.raises(BadEncoding) as caught:
        Manifest.decode(case["manifest"].encode())
    assert caught.value.code == "record-field"


@pytest.fixture(scope="module")
def negative() -> tuple[Layout, bytes, FixedBase, set[bytes]]:
    found = load("negative.json")
    manifest = Manifest.decode(found["manifest"].encode())
    key = FixedBase(Point.decode(bytes.fromhex(manifest.trustees.key)))
    roll = {bytes.fromhex(credential) for credential in found["roll"]}
    check_ballot(Layout.of(manifest), manifest.context(), key, bytes.fromhex(found["good"]))
    return Layout.of(manifest), manifest.context(), key, roll


@pytest.mark.parametrize("case", cases("negative.json"), ids=lambda case: case["name"])
def test_each_bad_ballot_fails_the_check_it_should(
    case: Any, negative: tuple[Layout, bytes, FixedBase, set[bytes]]
) -> None:
    layout, context, key, roll = negative
    data = bytes.fromhex(case["ballot"])
    with pytest.raises(VotingError) as caught:
        if ballot_head(layout, context, data) not in roll:
            raise BadEncoding("ballot-credential", "not on the roll")
        check_ballot(layout, context, key, data)
    assert caught.value.code == case["error"]


WITHOUT_BTCLIB = """
import runpy, sys
sys.modules["btclib_secp256k1"] = None
sys.path.insert(0, sys.argv[2])
from voting.crypto.group import engine
assert engine.name == "coincurve", engine.name
import vectors
text_of = runpy.run_path(sys.argv[1])["text_of"]
for name, make in vectors.FILES.items():
    with open(sys.argv[3] + "/" + name, "w", encoding="ascii") as file:
        file.write(text_of(make()))
"""


def test_the_second_wheel_makes_the_same_vectors(tmp_path: Path) -> None:
    support = str(HERE.parent / "support")
    arguments = [str(HERE / "generate.py"), support, str(tmp_path)]
    command = [sys.executable, "-c", WITHOUT_BTCLIB, *arguments]
    subprocess.run(command, check=True, timeout=120)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (HERE / made.name).read_bytes(), made.name
    assert len(list(tmp_path.iterdir())) == len(vectors.FILES)


BY_HAND = {"characters.json"}
"""Counted by people: how many characters a text has."""


def test_the_files_are_what_the_generator_makes() -> None:
    text_of = runpy.run_path(str(HERE / "generate.py"))["text_of"]
    assert {*vectors.FILES, *BY_HAND} == {path.name for path in HERE.glob("*.json")}
    for name, make in vectors.FILES.items():
        assert text_of(make()) == (HERE / name).read_text(encoding="ascii"), name
