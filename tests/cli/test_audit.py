"""``voting audit`` and ``voting account``: the log checked, the last administrator helped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from voting.cli.main import main
from voting.services.accounts import administer, links, signing
from voting.services.context import SYSTEM
from voting.services.log import chain
from voting.serving.instance import DATABASE, Instance
from voting.storage.database import Database


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An instance with a log of five entries."""
    instance = Instance.prepare(tmp_path)
    administer.first_start(instance.db)
    for number in range(4):
        with instance.db.transaction() as session:
            chain.write(session, SYSTEM, "tried", f"target{number}", {"words": "清\x1b[2J\n评"})
    instance.db.close()
    yield tmp_path


def run(*args: object) -> int:
    return main(["--language", "en", *map(str, args)])


def change(folder: Path, statement: str) -> None:
    db = Database(f"sqlite:///{folder / DATABASE}")
    with db.engine.begin() as connection:
        connection.execute(text(statement))
    db.close()


def seal(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert run("audit", "verify", "--folder", folder) == 0
    found = re.search(r"Fingerprint (\S+)", capsys.readouterr().out)
    assert found
    return found[1]


def test_a_log_that_holds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = seal(folder, capsys)
    assert len(printed) == 19
    assert run("audit", "verify", "--folder", folder, "--noted", 5, printed.lower()) == 0
    assert "5 entries, every link holds" in (out := capsys.readouterr().out)
    assert "It is the log that was noted" in out


def test_a_changed_entry_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(
        folder, "UPDATE audit_log SET entry = replace(entry, 'target1', 'target9') WHERE number = 3"
    )
    for verb in ("verify", "show"):
        assert run("audit", verb, "--folder", folder) == 1
        shown = capsys.readouterr()
        assert shown.out == "" and "entry 3" in shown.err


def test_a_cut_end_shows_by_what_was_noted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = seal(folder, capsys)
    change(folder, "DELETE FROM audit_log WHERE number = 5")
    assert run("audit", "verify", "--folder", folder) == 0, "the chain alone cannot know"
    assert run("audit", "verify", "--folder", folder, "--noted", 5, printed) == 1
    assert "entry 5 is missing" in capsys.readouterr().err
    assert run("audit", "verify", "--folder", folder, "--noted", 4, printed) == 1
    for wrong in ("0", "x", "１"):
        assert run("audit", "verify", "--folder", folder, "--noted", wrong, printed) == 1


def test_entries_cannot_steer_the_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("audit", "show", "--folder", folder, "--last", 2) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["4", "5"]
    assert all("\x1b" not in line and "target" in line for line in lines)
    assert run("audit", "show", "--folder", folder, "--actor", "nobody") == 0
    assert capsys.readouterr().out == ""
    assert run("audit", "show", "--folder", folder, "--action", "account-created") == 0
    assert capsys.readouterr().out.count("\n") == 1


def test_where_there_is_no_instance_none_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (("audit", "verify"), ("audit", "show"), ("account", "admin")):
        assert run(*command, "--folder", tmp_path / "none") == 1
        assert "no database" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_the_last_administrator_gets_a_link_on_the_server(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("account", "nobody", "--folder", folder) == 1
    capsys.readouterr()
    assert run("account", "admin", "--folder", folder) == 0
    assert "/welcome#" in (told := capsys.readouterr().out) and "address of this instance" in told
    assert run("account", "admin", "--folder", folder, "--base-url", "https://vote.example/") == 0
    address = capsys.readouterr().out.splitlines()[-1]
    head, _, code = address.partition("#")
    assert head == "https://vote.example/welcome"
    instance = Instance.prepare(folder)
    assert links.redeem(instance.db, code, "four unrelated words") == "admin"
    actor = signing.actor_of(
        instance.db, signing.login(instance.db, "admin", "four unrelated words")
    )
    assert actor is not None and actor.ready
    instance.db.close()
