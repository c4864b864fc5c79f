"""Notation, file shapes, archive and manifest for the second verifier (`stranger.py`).

Written from `docs/protocol.md` alone; section signs in the comments are those of the page.
"""

import hashlib
import json
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from stranger_curve import N, Point, decode

Json = Any
"""Parsed JSON: its shape is checked by `fits` before anything is read from it."""

BASE = [
    "manifest.json",
    "ceremony.json",
    "roll.json",
    "voids.json",
    "closing.json",
    "ballots.bin",
    "tally.json",
]
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
CLASS = re.compile(r"[A-Z][A-Z0-9]{0,7}")
HASH, POINT = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{66}")
NUMBER, INDEX = range(100_001), range(1, 10)
NAME = re.compile(r".{1,4000}", re.DOTALL)
TEXT = {"zh": str, "en": str}
PROOF = {"c": HASH, "s": HASH}


@dataclass(frozen=True)
class Nullable:
    """A shape that may also be null."""

    shape: Any


OPTION = {"id": ID, "text": TEXT, "score": Nullable(range(101)), "counts": bool}
QUESTION = {
    "id": ID,
    "role": {"aspect", "overall"},
    "section": TEXT,
    "text": TEXT,
    "help": TEXT,
    "min": NUMBER,
    "max": NUMBER,
    "abstain": Nullable({"text": TEXT, "counts": bool}),
    "options": [OPTION],
}
FORM = {
    "id": ID,
    "kind": {"team", "cadre", "other"},
    "text": TEXT,
    "rates": [{"id": ID, "text": TEXT, "options": [ID]}],
    "subjects": [{"id": ID, "name": NAME, "post": str, "position": re.compile(f"({ID.pattern})?")}],
    "questions": [QUESTION],
}
MANIFEST = {
    "format": {"qingping-manifest/1"},
    "suite": {"qingping-1"},
    "meeting": {
        "id": re.compile("[0-9a-hjkmnp-tv-z]{8}"),
        "round": str,
        "year": range(1949, 3000),
        "title": NAME,
        "unit": NAME,
        "date": str,
        "place": str,
    },
    "trustees": {
        "ceremony": HASH,
        "key": POINT,
        "threshold": INDEX,
        "members": [{"index": INDEX, "name": NAME, "verification": POINT}],
    },
    "forms": [FORM],
    "quotas": [
        {
            "form": ID,
            "question": ID,
            "option": ID,
            "at_most": range(1001),
            "policy": {"block", "warn"},
        }
    ],
    "classes": [{"id": CLASS, "name": NAME, "weight": range(10001), "expected": NUMBER}],
    "counting": {
        "denominator": {"valid", "expected"},
        "scores": bool,
        "tables": [{"class": CLASS, "position": ID, "as": CLASS}],
    },
    "disclosure": {"minimum": range(2, 1001), "merging": {"smallest-first"}},
    "roll": {"hash": HASH, "size": range(1, 100_001)},
    "bundle": HASH,
}
COMMIT = {
    "format": {"qingping-commit/1"},
    "ceremony": NAME,
    "trustees": INDEX,
    "threshold": INDEX,
    "index": INDEX,
    "name": NAME,
    "commit": HASH,
}
REVEAL = {
    "format": {"qingping-reveal/1"},
    "ceremony": NAME,
    "trustees": INDEX,
    "threshold": INDEX,
    "index": INDEX,
    "name": NAME,
    "nonce": HASH,
    "transport": POINT,
    "commitments": [POINT],
    "possession": PROOF,
    "transport_possession": PROOF,
}
CONFIRM = {
    "format": {"qingping-confirm/1"},
    "ceremony": str,
    "index": INDEX,
    "reveals": HASH,
    "verification": POINT,
    "possession": PROOF,
}
CEREMONY = {
    "format": {"qingping-ceremony/1"},
    "id": str,
    "trustees": INDEX,
    "threshold": INDEX,
    "commits": [COMMIT],
    "reveals": [REVEAL],
    "confirms": [CONFIRM],
}
ROLL = {"format": {"qingping-roll/1"}, "meeting": str, "entries": [(HASH, CLASS)]}
VOIDS = {
    "format": {"qingping-voids/1"},
    "context": HASH,
    "voids": [(HASH, re.compile(r"[0-9a-f]{128}"))],
}
BOX = {"count": NUMBER, "hash": HASH}
CLOSING = {
    "format": {"qingping-closing/1"},
    "context": HASH,
    "ballots": BOX,
    "voids": BOX,
    "unused": NUMBER,
    "heads": [{"class": CLASS, "present": NUMBER, "issued": NUMBER, "paper": NUMBER}],
    "paper": Nullable({"count": NUMBER, "hash": HASH}),
}
PAPER = {
    "format": {"qingping-paper/1"},
    "context": HASH,
    "nonce": re.compile("[0-9a-f]{32}"),
    "classes": [{"class": CLASS, "ballots": range(1, 100_001), "sums": [NUMBER]}],
}
SHARES = {
    "format": {"qingping-shares/1"},
    "context": HASH,
    "tally": HASH,
    "trustee": INDEX,
    "groups": [[(POINT, HASH, HASH)]],
}


def need(holds: bool, what: str) -> None:
    """Raise ValueError naming what does not hold."""
    if not holds:
        raise ValueError(what)


@contextmanager
def inside(where: str) -> Iterator[None]:
    """Put the place before the message of a ValueError."""
    try:
        yield
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from error


# ---- §2 notation


def lp(raw: bytes) -> bytes:
    """The length in 4 bytes, then the bytes."""
    return struct.pack(">I", len(raw)) + raw


def digest(tag: str, *items: bytes) -> bytes:
    """32 bytes."""
    return hashlib.sha256(b"".join(map(lp, (b"qingping/1/" + tag.encode(), *items)))).digest()


def wide(tag: str, *items: bytes) -> int:
    """A scalar from SHA-512."""
    hashed = hashlib.sha512(b"".join(map(lp, (b"qingping/1/" + tag.encode(), *items)))).digest()
    return int.from_bytes(hashed, "big") % N


def u32(number: int) -> bytes:
    """4 bytes, big-endian."""
    return struct.pack(">I", number)


def fingerprint(hashed: bytes) -> str:
    """The first 10 bytes in Crockford base32, in fours."""
    bits = int.from_bytes(hashed[:10], "big")
    symbols = "".join(CROCKFORD[bits >> shift & 31] for shift in range(75, -5, -5))
    return "-".join(symbols[i : i + 4] for i in range(0, 16, 4))


def _unrepeated(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    need(len(dict(pairs)) == len(pairs), "JSON: repeated key")
    return dict(pairs)


def _ordered(value: Json) -> Json:
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return {key: _ordered(value[key]) for key in keys}
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    need(not isinstance(value, float), "JSON: not an integer")
    need(not isinstance(value, int) or abs(value) < 2**53, "JSON: integer too large")
    return value


def canonical(value: Json) -> bytes:
    """RFC 8785 as restricted by §2; ValueError for lone surrogates and other numbers."""
    return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":")).encode()


def fits(value: Json, shape: Any, where: str) -> None:
    """Exactly these keys and kinds: sets are words, ranges integers, tuples rows, lists lists."""
    if isinstance(shape, Nullable):
        if value is not None:
            fits(value, shape.shape, where)
    elif isinstance(shape, dict):
        need(type(value) is dict and set(value) == set(shape), f"{where}: keys")
        for key, inner in shape.items():
            fits(value[key], inner, f"{where}.{key}")
    elif isinstance(shape, list | tuple):
        need(type(value) is list, f"{where}: not a list")
        need(isinstance(shape, list) or len(value) == len(shape), f"{where}: length")
        for at, item in enumerate(value):
            fits(item, shape[0] if isinstance(shape, list) else shape[at], f"{where}[{at}]")
    elif isinstance(shape, set):
        need(type(value) is str and value in shape, where)
    elif isinstance(shape, range):
        need(type(value) is int and value in shape, where)
    elif isinstance(shape, re.Pattern):
        need(type(value) is str and shape.fullmatch(value) is not None, where)
    else:
        need(type(value) is shape and (shape is not str or len(value) <= 4000), where)


def read(raw: bytes, shape: Any, where: str) -> Json:
    """Canonical JSON of this shape."""
    with inside(where):
        try:
            value = json.loads(raw.decode("utf-8"), object_pairs_hook=_unrepeated)
            need(canonical(value) == raw, "not canonical")
        except RecursionError as error:
            raise ValueError("nested too deep") from error
    fits(value, shape, where)
    return value


# ---- §11 archive


def zipped(files: dict[str, bytes]) -> bytes:
    """The one archive of these files."""
    body, directory = b"", b""
    for name, content in files.items():
        common = struct.pack(
            "<HHHHHIIIHH",
            20,
            0,
            0,
            0,
            33,
            zlib.crc32(content),
            len(content),
            len(content),
            len(name),
            0,
        )
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name.encode()
        body += b"PK\x03\x04" + common + name.encode() + content
    count = len(files)
    return (
        body
        + directory
        + b"PK\x05\x06"
        + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    )


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of the archive, which must be exactly the archive `zipped` makes of them."""
    files: dict[str, bytes] = {}
    at = 0
    while data[at : at + 4] == b"PK\x03\x04":
        need(len(data) >= at + 30 and len(files) < 32, "archive: cut short, or too many files")
        size, name_size = struct.unpack("<I4xH", data[at + 18 : at + 28])
        name = data[at + 30 : at + 30 + name_size].decode("ascii")
        need(name not in files, "archive: a name twice")
        files[name] = data[at + 30 + name_size : at + 30 + name_size + size]
        at += 30 + name_size + size
    need(zipped(files) == data, "archive: bytes")
    extra = [name for name in files if re.fullmatch(r"shares-[1-9]\.json", name)]
    paper = [name for name in files if name == "paper.json"]
    opened = [*paper, *sorted(extra), "results.json"] if len(files) > len(BASE) else []
    need(list(files) == BASE + opened, "archive: names")
    return files


# ---- §3 manifest


@dataclass(frozen=True)
class Meeting:
    """A checked manifest: what the other checks need of it."""

    manifest: Json
    context: bytes
    key: Point
    slots: int
    sums: list[tuple[list[int], list[int]]]

    def length(self) -> int:
        """Bytes of a ballot."""
        parts = sum(32 * (2 * len(values) - 1) for _, values in self.sums)
        return 164 + 162 * self.slots + parts


def _distinct(items: list[Json], where: str) -> None:
    ids = [item["id"] for item in items]
    need(len(set(ids)) == len(ids), f"{where}: an id twice")


def _check_question(question: Json, where: str) -> None:
    _distinct(question["options"], f"{where}.options")
    number = len(question["options"])
    need(1 <= number <= 64, f"{where}: number of options")
    need(question["min"] <= question["max"] <= number and question["max"] >= 1, f"{where}: range")


def _check_form(form: Json) -> None:
    where = f"manifest: form {form['id']}"
    for part in ("rates", "subjects", "questions"):
        _distinct(form[part], f"{where}.{part}")
    need(bool(form["subjects"] and form["questions"]), f"{where}: empty")
    need([q["role"] for q in form["questions"]].count("overall") <= 1, f"{where}: overall twice")
    options = {option["id"] for question in form["questions"] for option in question["options"]}
    for rate in form["rates"]:
        named = set(rate["options"])
        need(0 < len(named) == len(rate["options"]) and named <= options, f"{where}: rate")
    for question in form["questions"]:
        _check_question(question, f"{where}: question {question['id']}")


def _sums(manifest: Json) -> tuple[int, list[tuple[list[int], list[int]]]]:
    """Number of slots, and the slots and allowed values of every sum."""
    places: dict[tuple[str, str, str], list[int]] = {}
    sums, at = [], 0
    for form in manifest["forms"]:
        for _ in form["subjects"]:
            for question in form["questions"]:
                start = at
                for option in question["options"]:
                    places.setdefault((form["id"], question["id"], option["id"]), []).append(at)
                    at += 1
                values = set(range(question["min"], question["max"] + 1))
                values |= {0} if question["abstain"] is not None else set()
                sums.append((list(range(start, at)), sorted(values)))
                need(at <= 4096, "manifest: too many slots")
    for quota in manifest["quotas"]:
        place = (quota["form"], quota["question"], quota["option"])
        need(place in places, "manifest: quota of an unknown option")
        need(quota["at_most"] <= len(places[place]), "manifest: quota above the subjects")
        if quota["policy"] == "block":
            sums.append((places[place], list(range(quota["at_most"] + 1))))
    return at, sums


def _check_tables(tables: list[Json], classes: set[str]) -> None:
    rows = {(row["class"], row["position"]) for row in tables}
    need(len(rows) == len(tables), "manifest: a class twice for one position")
    for row in tables:
        need({row["class"], row["as"]} <= classes, "manifest: table of an unknown class")
        need(row["class"] != row["as"], "manifest: a class counts as itself")


def check_manifest(raw: bytes) -> Meeting:
    """§3."""
    manifest = read(raw, MANIFEST, "manifest")
    _distinct(manifest["forms"], "manifest: forms")
    _distinct(manifest["classes"], "manifest: classes")
    for form in manifest["forms"]:
        _check_form(form)
    need(len(manifest["forms"]) > 0, "manifest: no form")
    need(sum(item["weight"] for item in manifest["classes"]) == 10000, "manifest: weights")
    _check_tables(manifest["counting"]["tables"], {item["id"] for item in manifest["classes"]})
    trustees = manifest["trustees"]
    indices = [member["index"] for member in trustees["members"]]
    need(indices == list(range(1, len(indices) + 1)), "manifest: members")
    need(trustees["threshold"] <= len(indices) < 2 * trustees["threshold"], "manifest: threshold")
    slots, sums = _sums(manifest)
    key = decode(bytes.fromhex(trustees["key"]))
    return Meeting(manifest, hashlib.sha256(raw).digest(), key, slots, sums)
