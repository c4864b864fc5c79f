"""``voting verify``: what was checked and how often, or the first culprit and exit code 1."""

from __future__ import annotations

from pathlib import Path

import pytest

from bad_records import LIES
from held_meeting import hold_meeting, record_of
from held_paper import with_paper
from voting.cli.main import main
from voting.record.archive import Archive
from voting.record.closing import Closing


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.zip"


@pytest.mark.parametrize("processes", ["1", "2"])
def test_says_what_it_checked(
    path: Path, processes: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record = record_of(hold_meeting())
    path.write_bytes(record)
    assert main(["--language", "en", "verify", str(path), "--processes", processes]) == 0
    shown = capsys.readouterr().out
    for number, text in (
        (13, "ballots: on the roll"),
        (36, "proofs of partial decryption"),
        (18, "encrypted sums"),
        (17, "slips on the roll"),
        (1, "signatures of"),
    ):
        assert any(
            line.split()[0] == str(number) and text in line
            for line in shown.splitlines()
            if line.strip()
        )
    sealing = Closing.decode(Archive.decode(record).files["closing.json"]).sealing_fingerprint()
    assert sealing in shown and shown.endswith("Every check passed.\n")


def test_closed_record_says_that_there_are_no_results(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_bytes(record_of(hold_meeting(), opened=False))
    assert main(["--language", "en", "verify", str(path), "--processes", "1"]) == 0
    shown = capsys.readouterr().out
    assert "not opened yet" in shown and "opened again" not in shown


@pytest.mark.parametrize("language", ["zh", "en"])
def test_paper_ballots_are_named(
    path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """How many of each class; before the results that the counts are sealed, then what they are
    worth."""
    held = with_paper(hold_meeting())
    sealed, by_hand, line = {
        "zh": ("票数已封存", "票数出自手工", "C C票：在册4 实到4 发出4 作废2 收回2 另收回纸质票2"),
        "en": (
            "are sealed",
            "by hand",
            "C C票: roll 4, present 4, issued 4, voided 2, ballots 2, paper ballots besides 2",
        ),
    }[language]
    for opened, said, unsaid in ((False, sealed, by_hand), (True, by_hand, sealed)):
        path.write_bytes(record_of(held, opened=opened))
        assert main(["--language", language, "verify", str(path), "--processes", "1"]) == 0
        shown = capsys.readouterr().out
        assert said in shown and unsaid not in shown and line in shown
        assert (
            "     18  " + {"zh": "纸质票：", "en": "sums of paper"}[language] in shown
        ) == opened


@pytest.mark.parametrize(
    "name",
    [
        "two grades in one question",
        "one vote more",
        "void twice",
        "small class opened alone",
        "threshold lowered",
        "paper vote moved after closing",
    ],
)
@pytest.mark.parametrize("processes", ["1", "2"])
def test_names_the_culprit(
    path: Path, name: str, processes: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing on the standard output that could be taken for a success."""
    path.write_bytes(LIES[name].make(hold_meeting()))
    assert main(["--language", "en", "verify", str(path), "--processes", processes]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert f"fails the check {LIES[name].check}" in shown.err and shown.err.count("\n") == 1


def test_files_that_are_no_records(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for data in (b"", b"PK\x03\x04", b"hello", bytes(100), b"PK\x05\x06" + bytes(18)):
        path.write_bytes(data)
        assert main(["verify", str(path), "--processes", "1"]) == 1
        assert capsys.readouterr().out == ""
    assert main(["verify", str(path.parent / "none.zip")]) == 1
    assert main(["verify", str(path.parent)]) == 1
