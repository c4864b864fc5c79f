"""``voting trustee``: a whole ceremony and an opening in files, and what is refused on the way."""

from __future__ import annotations

import shutil
import stat
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from held_meeting import OFFICES, HeldMeeting, hold_meeting, record_of
from lies_setup import held_under
from voting.cli.main import main
from voting.crypto.encoding import canonical, read_canonical
from voting.record.archive import Archive
from voting.record.ballot import ballot_hash
from voting.record.ceremony.finished import Ceremony
from voting.record.ceremony.key_shares import Complaint, SealedShares
from voting.record.ceremony.messages import Reveal
from voting.record.closing import Closing
from voting.record.shares import Shares
from voting.record.tally import Tally
from voting.trustee.key_file import TrusteeKey

PASSPHRASES = {1: "passphrase of one", 2: "passphrase of two", 3: "口令：三号保管人自己的口令"}


@dataclass(frozen=True)
class Desk:
    """A folder: messages in ``shared``, key files and passphrases of the trustees beside it."""

    folder: Path

    @property
    def shared(self) -> Path:
        return self.folder / "shared"

    def key(self, index: int) -> Path:
        return self.folder / f"trustee-{index}.key"

    def run(self, step: str, index: int, *more: str, language: str = "en") -> int:
        """``voting trustee STEP`` as trustee ``index``."""
        passphrase = self.folder / f"passphrase-{index}.txt"
        if not passphrase.exists():
            passphrase.write_text(PASSPHRASES[index] + "\n", encoding="utf-8")
        return main(
            [
                "--language",
                language,
                "trustee",
                step,
                "--messages",
                str(self.shared),
                "--key",
                str(self.key(index)),
                "--passphrase-file",
                str(passphrase),
                *more,
            ]
        )

    def init(self, index: int) -> int:
        return self.run(
            "init",
            index,
            "--ceremony",
            "r-2020",
            "--index",
            str(index),
            "--name",
            OFFICES[index - 1],
        )

    def assemble(self) -> int:
        return main(["trustee", "assemble", "--messages", str(self.shared)])

    def copy(self, folder: Path) -> Desk:
        """The same desk in another folder, to go on differently from here."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Desk(folder)

    def unsealed(self, index: int) -> TrusteeKey:
        return TrusteeKey.unseal(self.key(index).read_bytes(), PASSPHRASES[index])


@pytest.fixture(scope="module")
def revealed(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Three trustees who have committed and revealed."""
    desk = Desk(tmp_path_factory.mktemp("revealed"))
    for step in (desk.init, lambda index: desk.run("reveal", index)):
        assert [step(index) for index in (1, 2, 3)] == [0, 0, 0]
    return desk


@pytest.fixture(scope="module")
def shared(revealed: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """… who have sealed their shares."""
    desk = revealed.copy(tmp_path_factory.mktemp("shared"))
    assert [desk.run("share", index) for index in (1, 2, 3)] == [0, 0, 0]
    return desk


@pytest.fixture(scope="module")
def finished(shared: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """… who have confirmed and put the ceremony together."""
    desk = shared.copy(tmp_path_factory.mktemp("finished"))
    assert [desk.run("confirm", index) for index in (1, 2, 3)] == [0, 0, 0]
    assert desk.assemble() == 0
    return desk


@pytest.fixture(scope="module")
def held(finished: Desk) -> HeldMeeting:
    """A meeting under the keys of that ceremony."""
    ceremony = Ceremony.decode((finished.shared / "ceremony.json").read_bytes())
    meeting = hold_meeting()
    keys = tuple(finished.unsealed(index) for index in (1, 2, 3))
    under = replace(meeting, keys=keys, ceremony=ceremony)
    return held_under(under, replace(meeting.manifest, trustees=ceremony.trustees()))


def test_the_ceremony_gives_keys_that_work(finished: Desk) -> None:
    ceremony = Ceremony.decode((finished.shared / "ceremony.json").read_bytes())
    assert [m.name for m in ceremony.trustees().members] == list(OFFICES)
    assert (ceremony.id, ceremony.threshold) == ("r-2020", 2)
    names = sorted(path.name for path in finished.shared.iterdir())
    assert names == sorted(
        ["ceremony.json"]
        + [
            f"{kind}-{i}.json"
            for kind in ("commit", "reveal", "sealed-shares", "confirm")
            for i in (1, 2, 3)
        ]
    )


def test_secrets_stay_in_sealed_files_of_their_owners(finished: Desk, shared: Desk) -> None:
    """Neither messages nor key files hold a secret in the clear; nobody else may read a key."""
    for index in (1, 2, 3):
        key, before = finished.unsealed(index), shared.unsealed(index)
        assert stat.S_IMODE(finished.key(index).stat().st_mode) == 0o600
        assert key.share and before.coefficients and not key.coefficients
        for desk in (finished, shared):
            files = [
                p.read_bytes()
                for p in desk.folder.rglob("*")
                if p.is_file() and not p.name.startswith("passphrase")
            ]
            for secret in (key.share, key.transport, *before.coefficients):
                raw = secret.to_bytes(32, "big")
                assert not any(raw in data or raw.hex().encode() in data for data in files)


def test_decrypting_in_files(
    finished: Desk, held: HeldMeeting, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong passphrase, wrong fingerprint, the right one, again, and a second tally."""
    desk = finished.copy(tmp_path)
    record = record_of(held, opened=False)
    path = tmp_path / "record.zip"
    path.write_bytes(record)
    files = Archive.decode(record).files
    sealing = Closing.decode(files["closing.json"]).sealing_fingerprint()
    arguments = ("--record", str(path), "--sealing", sealing, "--minimum", "2", "--yes")
    before = desk.key(1).read_bytes()
    (tmp_path / "passphrase-1.txt").write_text("not the passphrase\n", encoding="utf-8")
    assert desk.run("decrypt", 1, *arguments) == 1
    assert "passphrase is wrong" in capsys.readouterr().err
    (tmp_path / "passphrase-1.txt").write_text(PASSPHRASES[1], encoding="utf-8")
    assert desk.run("decrypt", 1, "--record", str(path), "--sealing", "0000-0000-0000-0000") == 1
    assert sealing in capsys.readouterr().err
    assert desk.key(1).read_bytes() == before and not (desk.shared / "shares-1.json").exists()
    assert desk.run("decrypt", 1, *arguments) == 0
    first = Shares.decode((desk.shared / "shares-1.json").read_bytes())
    first.check(held.manifest, held.context, Tally.decode(files["tally.json"]))
    assert desk.run("decrypt", 1, *arguments) == 0
    second = Shares.decode((desk.shared / "shares-1.json").read_bytes())
    pairs = [
        (a, b)
        for x, y in zip(first.groups, second.groups, strict=True)
        for a, b in zip(x, y, strict=True)
    ]
    assert all(a.share == b.share and a.challenge != b.challenge for a, b in pairs)
    fewer = sorted(held.ballots.values(), key=ballot_hash)[1:]
    other = record_of(held, ballots=fewer, opened=False)
    path.write_bytes(other)
    mark = Closing.decode(Archive.decode(other).files["closing.json"]).sealing_fingerprint()
    kept = (desk.shared / "shares-1.json").read_bytes()
    assert desk.run("decrypt", 1, "--record", str(path), "--sealing", mark) == 1
    assert "another tally" in capsys.readouterr().err
    assert (desk.shared / "shares-1.json").read_bytes() == kept


def test_records_that_are_refused(
    finished: Desk, held: HeldMeeting, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, path = finished.copy(tmp_path), tmp_path / "record.zip"
    foreign = record_of(hold_meeting(), opened=False)
    path.write_bytes(foreign)
    mark = Closing.decode(Archive.decode(foreign).files["closing.json"]).sealing_fingerprint()
    assert desk.run("decrypt", 2, "--record", str(path), "--sealing", mark) == 1
    assert "other keys" in capsys.readouterr().err
    good = bytearray(record_of(held, opened=False))
    good[len(good) // 2] ^= 4
    path.write_bytes(good)
    assert desk.run("decrypt", 2, "--record", str(path), "--sealing", mark) == 1
    assert "file is damaged" in capsys.readouterr().err
    assert desk.run("decrypt", 2, "--record", str(tmp_path / "none"), "--sealing", mark) == 1
    assert "cannot be read" in capsys.readouterr().err
    assert not (desk.shared / "shares-2.json").exists()


def test_a_key_file_is_never_overwritten(
    finished: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = finished.copy(tmp_path)
    before = desk.key(1).read_bytes()
    assert desk.init(1) == 1
    assert "not overwritten" in capsys.readouterr().err
    assert desk.key(1).read_bytes() == before


def test_a_colleagues_index_is_not_taken(
    revealed: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who copies the first one's line keeps the first one's commitment as it is."""
    desk = revealed.copy(tmp_path)
    desk.key(1).unlink()
    before = (desk.shared / "commit-1.json").read_bytes()
    assert desk.init(1) == 1
    assert "somebody has index 1" in capsys.readouterr().err
    assert (desk.shared / "commit-1.json").read_bytes() == before and not desk.key(1).exists()


@pytest.mark.parametrize("text", [b"", b"\n", b"short", b"\xff\xfe\n"])
def test_passphrase_files_that_are_none(
    tmp_path: Path, text: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path)
    (tmp_path / "passphrase-1.txt").write_bytes(text)
    assert desk.init(1) == 1
    assert capsys.readouterr().err.startswith("✗ ")
    assert not desk.key(1).exists() and not desk.shared.exists()


def test_steps_out_of_turn(
    revealed: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    early = Desk(tmp_path / "early")
    (tmp_path / "early").mkdir()
    assert early.init(1) == 0
    assert early.run("reveal", 1) == 1
    assert "missing or double" in capsys.readouterr().err
    assert early.run("share", 1) == 1
    assert "no reveal-*.json" in capsys.readouterr().err
    desk = revealed.copy(tmp_path / "late")
    assert desk.run("confirm", 1) == 1
    assert "sealed-shares" in capsys.readouterr().err


def test_changed_commit_and_changed_reveal(
    revealed: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = revealed.copy(tmp_path)
    path = desk.shared / "reveal-3.json"
    value = read_canonical(path.read_bytes())
    path.write_bytes(canonical({**value, "nonce": "00" * 32}))
    assert desk.run("share", 1) == 1
    assert "Trustee 3 revealed something other" in capsys.readouterr().err
    path.write_bytes(canonical(value))
    commit = desk.shared / "commit-2.json"
    commit.write_bytes(canonical({**read_canonical(commit.read_bytes()), "commit": "00" * 32}))
    assert desk.run("share", 1) == 1
    assert "Trustee 2 revealed something other" in capsys.readouterr().err
    assert desk.run("reveal", 1) == 1
    assert "differ from those you saw" in capsys.readouterr().err


def test_bad_share_is_named_and_the_complaint_holds(
    shared: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = shared.copy(tmp_path)
    path = desk.shared / "sealed-shares-2.json"
    value = read_canonical(path.read_bytes())
    value["boxes"][0][1] = "00" * 48
    path.write_bytes(canonical(value))
    assert desk.run("confirm", 1) == 1
    assert "share of trustee 2" in capsys.readouterr().err
    assert not (desk.shared / "confirm-1.json").exists()
    assert desk.run("complain", 1, "--against", "2") == 0
    complaint = Complaint.read(read_canonical((desk.shared / "complaint-1-2.json").read_bytes()))
    reveals = tuple(
        Reveal.read(read_canonical((desk.shared / f"reveal-{i}.json").read_bytes()))
        for i in (1, 2, 3)
    )
    complaint.check(reveals, SealedShares.read(value))
    assert desk.run("complain", 1, "--against", "3") == 1
    assert "is right" in capsys.readouterr().err
    assert not (desk.shared / "complaint-1-3.json").exists()


def test_damaged_messages_are_refused_in_both_languages(
    shared: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = shared.copy(tmp_path)
    path = desk.shared / "sealed-shares-3.json"
    good = path.read_bytes()
    for bad in (b"", b"{}", good[:-1], good + b"\n", b"\xff", b"[" * 100_000):
        path.write_bytes(bad)
        assert desk.run("confirm", 1) == 1
        assert capsys.readouterr().err.startswith("✗ The file is")
    assert desk.run("confirm", 1, language="zh") == 1
    assert capsys.readouterr().err.startswith("✗ 文件")
