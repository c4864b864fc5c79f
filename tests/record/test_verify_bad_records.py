"""A verifier is worth what it rejects: records with one lie each, and the check that notices."""

from __future__ import annotations

import re

import pytest

from bad_records import LIES
from held_meeting import FEW, SLIPS, HeldMeeting, decrypt, hold_meeting, record_of, with_file
from held_paper import SUMS_A, SUMS_C, with_paper
from lies_tally import true_tally
from voting.crypto.encoding import canonical, read_canonical
from voting.record.archive import Archive
from voting.record.failure import RecordFailure
from voting.record.verify import verify

JSON_FILES = {
    "manifest.json": "manifest",
    "ceremony.json": "ceremony",
    "roll.json": "roll",
    "voids.json": "voids",
    "closing.json": "closing",
    "tally.json": "tally",
    "paper.json": "paper",
    "shares-1.json": "shares",
    "results.json": "results",
}


@pytest.fixture(scope="module")
def held() -> HeldMeeting:
    return hold_meeting()


def failure_of(record: bytes) -> RecordFailure:
    with pytest.raises(RecordFailure) as failure:
        verify(record)
    return failure.value


def test_honest_records_pass(held: HeldMeeting) -> None:
    """Closed and opened, by any trustees, with small classes, with too few ballots, with none."""
    closed = verify(record_of(held, opened=False))
    assert closed.results is None and "shares" not in closed.counts
    full = verify(record_of(held))
    assert full.counts == {
        "archive": 10,
        "manifest": 1,
        "ceremony": 3,
        "roll": 17,
        "voids": 1,
        "ballots": 13,
        "closing": 1,
        "tally": 18,
        "shares": 36,
        "results": 18,
    }
    assert verify(record_of(held, trustees=(1, 2, 3))).counts["shares"] == 54
    for cast in ((), tuple(FEW.items()), tuple(SLIPS.items())[:1]):
        verify(record_of(hold_meeting(cast)))


def test_paper_count_is_part_of_the_opened_record_only(held: HeldMeeting) -> None:
    real = with_paper(held)
    closed, full = (verify(record_of(real, opened=opened)) for opened in (False, True))
    assert closed.paper is None and closed.closing.paper == full.closing.paper
    assert full.paper is not None and full.paper.seal() == full.closing.paper
    assert [(c.class_id, c.ballots, c.sums) for c in full.paper.classes] == [
        ("A", 1, SUMS_A),
        ("C", 2, SUMS_C),
    ]
    assert [(line.id, line.voided, line.paper) for line in closed.lines] == [
        ("A", 1, 1),
        ("B", 0, 0),
        ("C", 2, 2),
    ]
    assert full.counts["archive"] == 11 and full.counts["paper"] == 18
    plain = verify(record_of(held)).results
    assert full.results is not None and plain is not None
    assert [g.counts for g in full.results.groups] == [g.counts for g in plain.groups]


def test_hash_of_the_paper_count_tells_nothing(held: HeldMeeting) -> None:
    """The same sums are sealed under another hash each time."""
    first, second = (verify(record_of(with_paper(held), opened=False)).closing for _ in range(2))
    assert first.paper is not None and second.paper is not None
    assert first.paper.count == second.paper.count and first.paper.hash != second.paper.hash


def test_results_are_the_plaintext_count(held: HeldMeeting) -> None:
    results = verify(record_of(held)).results
    assert results is not None
    expected = {
        ("A",): held.plain["A"],
        ("B", "C"): tuple(b + c for b, c in zip(held.plain["B"], held.plain["C"], strict=True)),
    }
    assert {g.classes: g.counts for g in results.groups} == expected


@pytest.mark.parametrize("name", LIES)
def test_lie_is_noticed(held: HeldMeeting, name: str) -> None:
    found = failure_of(LIES[name].make(held))
    assert (found.values["check"], found.values["cause"]) == (LIES[name].check, LIES[name].cause)
    assert found.values["place"] and found.values["reason"]


def test_corpus_is_large() -> None:
    assert len(LIES) >= 80


@pytest.mark.parametrize("name", JSON_FILES)
@pytest.mark.parametrize(
    "change",
    [
        "space",
        "key order",
        "extra key",
        "missing key",
        "twice",
        "other format",
        "list",
        "no utf-8",
        "upper-case hex",
    ],
)
def test_json_that_is_not_of_its_form(held: HeldMeeting, name: str, change: str) -> None:
    record = record_of(with_paper(held))
    data = Archive.decode(record).files[name]
    found = failure_of(with_file(record, name, _changed(data, change)))
    assert found.values["check"] == JSON_FILES[name]
    assert found.values["cause"] in ("json", "record-field")


def _changed(data: bytes, change: str) -> bytes:
    value = read_canonical(data)
    if change == "space":
        return data.replace(b":", b": ", 1)
    if change == "key order":
        key, rest = re.fullmatch(
            rb'\{("[a-z]+":(?:"[^"]*"|\d+|.*?\]|.*?\}|null)),(.*)\}', data, re.DOTALL
        ).groups()
        return b"{" + rest + b"," + key + b"}"
    if change == "extra key":
        return canonical({**value, "zzz": ""})
    if change == "missing key":
        return canonical({key: value[key] for key in list(value)[1:]})
    if change == "twice":
        return data[:-1] + b',"format":"' + value["format"].encode() + b'"}'
    if change == "other format":
        return canonical({**value, "format": value["format"][:-1] + "2"})
    if change == "list":
        return canonical([value])
    if change == "no utf-8":
        return data[:-1] + b"\xff}"
    assert change == "upper-case hex"
    return re.sub(
        rb'"(?=\d*[a-f])([0-9a-f]{64,})"', lambda m: b'"' + m[1].upper() + b'"', data, count=1
    )


def test_shares_without_results_and_results_without_shares(held: HeldMeeting) -> None:
    files = dict(Archive.decode(record_of(held)).files)
    results = files.pop("results.json")
    assert failure_of(Archive(files).encode()).values["check"] == "archive"
    for name in ("shares-1.json", "shares-3.json"):
        del files[name]
    found = failure_of(Archive({**files, "results.json": results}).encode())
    assert (found.values["check"], found.values["cause"]) == ("results", "shares-missing")


def test_more_shares_than_needed_must_hold_too(held: HeldMeeting) -> None:
    """The results follow from the first two; a false third share fails all the same."""
    tally = true_tally(held)
    shares = {j: decrypt(held.keys[j - 1], held.context, tally).encode() for j in (1, 2)}
    bad = decrypt(held.keys[2], held.context, tally, secret=77).encode()
    found = failure_of(record_of(held, tally=tally, trustees=(1, 2), shares={**shares, 3: bad}))
    assert (found.values["check"], found.values["cause"]) == ("shares", "decryption")
    assert found.values["place"] == "shares-3.json"


def test_place_names_the_culprit(held: HeldMeeting) -> None:
    """A person must find the ballot in question: its tracker stands in the message."""
    found = failure_of(LIES["two grades in one question"].make(held))
    assert re.fullmatch(
        r"ballot ([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", str(found.values["place"])
    )


def test_mapper_that_does_no_work_is_noticed(held: HeldMeeting) -> None:
    """Results are taken one by one: a mapper that skips the ballots cannot make them pass."""
    with pytest.raises(RecordFailure):
        verify(record_of(held), lambda work, items: [])


def test_mapper_that_is_lazy_is_waited_for(held: HeldMeeting) -> None:
    record = LIES["two instead of one"].make(held)
    with pytest.raises(RecordFailure):
        verify(record, lambda work, items: (work(item) for item in items))
