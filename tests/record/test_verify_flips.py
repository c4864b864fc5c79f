"""Any changed byte of a record fails the verifier: flipped bits, lost, doubled, moved files."""

from __future__ import annotations

import io
import random
import zipfile
from functools import lru_cache

import pytest

from held_meeting import hold_meeting, record_of
from held_paper import with_paper
from voting.record.archive import Archive
from voting.record.failure import RecordFailure
from voting.record.verify import verify

RAW_FLIPS = 400
FLIPS_A_FILE = 34
NAMES = (
    "manifest.json",
    "ceremony.json",
    "roll.json",
    "voids.json",
    "closing.json",
    "ballots.bin",
    "tally.json",
    "paper.json",
    "shares-1.json",
    "shares-3.json",
    "results.json",
)


@lru_cache
def small_record() -> bytes:
    """Five ballots in one class and three paper ballots, opened by trustees 1 and 3."""
    return record_of(with_paper(hold_meeting((("A", 5),))))


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def refused(record: bytes) -> str:
    """The check that refuses a record; the test fails where none does."""
    with pytest.raises(RecordFailure) as failure:
        verify(record)
    return str(failure.value.values["check"])


def test_record_itself_passes() -> None:
    assert verify(small_record()).results is not None
    assert tuple(Archive.decode(small_record()).files) == NAMES


def test_flipped_bits_of_the_archive() -> None:
    """Anywhere in record.zip, its own structure included: the checksums alone notice these."""
    record, chance = small_record(), random.Random(1)
    structure = [len(record) - 1 - chance.randrange(900) for _ in range(RAW_FLIPS // 4)]
    anywhere = [chance.randrange(len(record)) for _ in range(RAW_FLIPS)]
    for place in structure + anywhere:
        assert refused(flipped(record, 8 * place + chance.randrange(8))) == "archive"


@pytest.mark.parametrize("name", NAMES)
def test_flipped_bits_in_an_archive_made_whole_again(name: str) -> None:
    """The attacker writes the archive anew: now the content itself must tell."""
    files, chance = Archive.decode(small_record()).files, random.Random(name)
    for _ in range(FLIPS_A_FILE):
        changed = flipped(files[name], chance.randrange(8 * len(files[name])))
        assert refused(Archive({**files, name: changed}).encode()) != "archive"


@pytest.mark.parametrize("name", NAMES)
def test_file_dropped(name: str) -> None:
    files = dict(Archive.decode(small_record()).files)
    del files[name]
    check = {"shares": "results", "paper.": "paper"}.get(name[:6], "archive")
    assert refused(Archive(files).encode()) == check


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", NAMES)
def test_file_twice(name: str) -> None:
    files = Archive.decode(small_record()).files
    assert refused(_zip([*files.items(), (name, files[name])])) == "archive"
    place = NAMES.index(name)
    doubled = list(files.items())
    doubled.insert(place, (name, files[name]))
    assert refused(_zip(doubled)) == "archive"


@pytest.mark.parametrize("place", range(len(NAMES) - 1))
def test_files_in_another_order(place: int) -> None:
    items = list(Archive.decode(small_record()).files.items())
    items[place], items[place + 1] = items[place + 1], items[place]
    assert refused(Archive(dict(items)).encode()) == "archive"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("change", ["truncated", "empty", "newline", "zero", "doubled"])
def test_file_of_another_length(name: str, change: str) -> None:
    files = Archive.decode(small_record()).files
    data = files[name]
    changed = {
        "truncated": data[:-1],
        "empty": b"",
        "newline": data + b"\n",
        "zero": data + b"\0",
        "doubled": data + data,
    }[change]
    assert refused(Archive({**files, name: changed}).encode()) != "archive"


@pytest.mark.parametrize(
    "extra",
    [
        "notes.txt",
        "shares-0.json",
        "shares-10.json",
        "Results.json",
        "../results.json",
        "ballots.bin/",
    ],
)
def test_file_that_does_not_belong(extra: str) -> None:
    items = list(Archive.decode(small_record()).files.items())
    for place in (0, 7, 8, 10, 11):
        changed = [*items[:place], (extra, b"{}"), *items[place:]]
        assert refused(Archive(dict(changed)).encode()) == "archive"


def test_bytes_before_between_and_after() -> None:
    record = small_record()
    second = record.index(b"PK\x03\x04", 4)
    directory = record.index(b"PK\x01\x02")
    for changed in (
        b"\0" + record,
        record + b"\0",
        record[:-1],
        record + record,
        b"",
        b"PK",
        record[:second] + b"\0" + record[second:],
        record[:40],
        record[:directory],
        record[:directory] + b"\0" + record[directory:],
        record[:-2] + b"\x01\x00x",
    ):
        assert refused(changed) == "archive"


def test_other_ways_to_write_the_same_files() -> None:
    """Compressed, dated, with permissions or comments: the content is right, the bytes are not."""
    files = Archive.decode(small_record()).files
    assert refused(_zip(list(files.items()), method=zipfile.ZIP_DEFLATED)) == "archive"
    assert refused(_zip(list(files.items()), date=(2021, 1, 20, 9, 0, 0))) == "archive"
    assert refused(_zip(list(files.items()), comment=b"x")) == "archive"
    assert refused(_zip(list(files.items()), extra=b"\x99\x99\x01\x00x")) == "archive"
    assert refused(_zip(list(files.items()))) == "archive"  # permissions as Python writes them


def _zip(
    items: list[tuple[str, bytes]],
    *,
    method: int = zipfile.ZIP_STORED,
    date: tuple[int, int, int, int, int, int] = (1980, 1, 1, 0, 0, 0),
    comment: bytes = b"",
    extra: bytes = b"",
) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        target.comment = comment
        for name, data in items:
            entry = zipfile.ZipInfo(name, date)
            entry.create_system, entry.extra, entry.compress_type = 0, extra, method
            target.writestr(entry, data)
    return buffer.getvalue()
