"""Starting an instance, the doctor, and what the bench prints."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from urllib.request import urlopen

import pytest

from voting.cli.main import main
from voting.demo import path
from voting.demo.office import Office
from voting.services.accounts.administer import FIRST_NAME, first_start
from voting.services.accounts.signing import actor_of, login
from voting.serving.instance import SECRET, Instance, free_port
from voting.serving.server import serving


def test_an_empty_instance_is_prepared_once(tmp_path: Path) -> None:
    first = Instance.prepare(tmp_path)
    password = first_start(first.db)
    assert password is not None and len(password) >= 12
    login(first.db, FIRST_NAME, password)
    again = Instance.prepare(tmp_path)
    assert again.secret_key == first.secret_key
    assert first_start(again.db) is None, "the password is shown once"


def test_two_instances_share_no_secret(tmp_path: Path) -> None:
    one, two = Instance.prepare(tmp_path / "a"), Instance.prepare(tmp_path / "b")
    assert one.secret_key != two.secret_key
    assert stat.S_IMODE((tmp_path / "a" / SECRET).stat().st_mode) == 0o600
    assert first_start(one.db) != first_start(two.db)


def test_other_people_of_the_machine_cannot_read_the_database(tmp_path: Path) -> None:
    instance = Instance.prepare(tmp_path)
    first_start(instance.db)
    files = list(tmp_path.glob("qingping.db*"))
    assert files
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_the_server_answers_and_ends(tmp_path: Path) -> None:
    instance = Instance.prepare(tmp_path)
    port = free_port("127.0.0.1")
    with (
        serving(instance, "127.0.0.1", port, f"http://127.0.0.1:{port}") as address,
        urlopen(f"{address}/login", timeout=10) as page,
    ):
        assert page.status == 200
    with pytest.raises(OSError):
        urlopen(f"{address}/login", timeout=2)


def test_the_demo_hands_out_a_password_of_its_own(tmp_path: Path) -> None:
    """What is printed to the person works at once: the one-time password was changed by HTTP."""
    instance = Instance.prepare(tmp_path)
    one_time = first_start(instance.db)
    assert one_time is not None
    port = free_port("127.0.0.1")
    with serving(instance, "127.0.0.1", port, f"http://127.0.0.1:{port}") as address:
        office = Office(address)
        chosen = path.sign_in(office, one_time)
        assert "/password" not in office.get("/rounds").decode().partition("<main")[2]
    actor = actor_of(instance.db, login(instance.db, FIRST_NAME, chosen))
    assert actor is not None and not actor.one_time


def test_prepare_without_serving(tmp_path: Path) -> None:
    assert main(["run", "--no-serve", "--folder", str(tmp_path)]) == 0
    assert (tmp_path / "qingping.db").exists()


def test_doctor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--folder", str(tmp_path)]) == 0
    assert "✗" not in capsys.readouterr().out


def test_bench_verify_prints_one_json_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "verify"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    figures = json.loads(line)
    assert figures["bench"] == "verify" and figures["runs"] >= 5
    assert figures["bytes"] <= 60_000 and figures["slots"] == 312 and figures["median_ms"] > 0


def test_bench_slips_decodes_what_it_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "slips", "--slips", "30"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["decoded"] == figures["slips"] == 30


def test_bench_ballot_runs_the_phones_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "ballot"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["engine"] == "node" and figures["runs"] == 5
    assert figures["bytes"] <= 60_000
    assert {"prepare_ms", "seal_ms", "load"} <= figures.keys()


def test_refusals_are_one_line_in_the_asked_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.zip"
    assert main(["--language", "en", "verify", str(missing)]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "cannot be read" in error
    assert main(["--language", "zh", "verify", str(missing)]) == 1
    assert "无法读取" in capsys.readouterr().err
