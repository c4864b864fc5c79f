"""Slips: their secrets leave on paper and stay nowhere else."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from sqlalchemy import text

from databases import sqlite_url
from office import AUDITOR, HOST, OFFICER
from small_hall import Department, SmallHall, department
from voting.crypto.slipcode import decode_code
from voting.errors import NotFound, Refused
from voting.record.credential import Credential
from voting.services.log.chain import entries
from voting.services.meetings import slips
from voting.services.meetings.plan import get_meeting
from voting.services.voting import casting
from voting.storage import roll
from voting.storage.database import Database


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("slips")


@pytest.fixture(scope="module")
def file_office(folder: Path) -> Iterator[Department]:
    """A department on an SQLite file of its own, whose bytes are searched."""
    db = Database(sqlite_url(folder))
    db.migrate()
    yield department(db)
    db.close()


@pytest.fixture(scope="module")
def printed(file_office: Department) -> SmallHall:
    """A meeting whose slips were really printed."""
    return file_office.hall(paper=True)


def codes_of(pdf: bytes) -> list[str]:
    """What the QR codes on the sheets carry."""
    return [
        code.text
        for page in pypdfium2.PdfDocument(pdf)
        for code in zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil().convert("L"))
    ]


def roll_of(db: Database, meeting: str) -> dict[bytes, str]:
    with db.reading() as session:
        return dict(roll.entries(session, meeting))


def test_every_printed_code_is_on_the_roll_in_its_class(printed: SmallHall) -> None:
    """Read from the paper, not from memory."""
    *urls, test = codes_of(printed.pdf)
    assert test == f"https://vote.example/v/{printed.meeting}/test", "the last page tests a network"
    codes = [url.split("#")[1] for url in urls]
    assert sorted(codes) == sorted(printed.codes) and len(set(codes)) == 16
    keys = {Credential(decode_code(code), printed.meeting).public for code in codes}
    entries_of = roll_of(printed.db, printed.meeting)
    assert keys == set(entries_of)
    assert sorted(entries_of.values()) == ["A"] * 7 + ["B"] * 6 + ["C"] * 3
    assert {url.split("#")[0] for url in urls} == {f"https://vote.example/v/{printed.meeting}"}


def test_no_secret_stays_on_the_server(printed: SmallHall, folder: Path) -> None:
    """Neither secret nor code, URL or signing key stands in the database, its log or its
    journal, in any form one would look for."""
    files = [path.read_bytes() for path in folder.iterdir()]
    assert any(printed.meeting.encode() in data for data in files), "the search looks nowhere"
    assert any(printed.credential(0).public in data for data in files)
    for slip, code in enumerate(printed.codes):
        secret, credential = decode_code(code), printed.credential(slip)
        d = credential.d.to_bytes(32, "big")
        grouped = "-".join(code[i : i + 4] for i in range(0, 28, 4))
        needles = [
            secret,
            secret[::-1],
            secret.hex().encode(),
            code.encode(),
            code.lower().encode(),
            grouped.encode(),
            d,
            d[::-1],
            d.hex().encode(),
            str(credential.d).encode(),
            code[:12].encode(),
        ]
        for needle, data in itertools.product(needles, files):
            assert needle not in data
    assert not any(b"vote.example" in data or b"%PDF" in data for data in files)


def test_no_secret_in_any_table(office: Department) -> None:
    """The same on PostgreSQL, through every column of every table."""
    hall = office.hall(paper=True)
    with hall.db.engine.connect() as connection:
        names = [
            row[0]
            for row in connection.execute(
                text(
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                    if hall.db.is_sqlite
                    else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                )
            )
        ]
        rows = [
            repr(tuple(value.hex() if isinstance(value, bytes) else value for value in row))
            for name in names
            for row in connection.execute(text(f'SELECT * FROM "{name}"'))
        ]
    assert any(hall.credential(0).public.hex() in row for row in rows)
    for slip, code in enumerate(hall.codes):
        for needle in (code, decode_code(code).hex(), f"{hall.credential(slip).d:064x}"):
            assert not any(needle in row for row in rows)


def test_a_printed_number_cannot_be_matched_to_a_key(printed: SmallHall) -> None:
    """The roll is kept in order of its keys, which says nothing of the order of the stack."""
    with printed.db.reading() as session:
        stored = [credential for credential, _ in roll.entries(session, printed.meeting)]
    with printed.db.engine.connect() as connection:
        raw = [
            row[0]
            for row in connection.execute(
                text("SELECT credential FROM roll WHERE meeting = :meeting"),
                {"meeting": printed.meeting},
            )
        ]
        numbered = connection.execute(text("SELECT * FROM roll LIMIT 1")).keys()
    assert stored == sorted(stored) == raw
    assert set(numbered) == {"meeting", "credential", "class_id"}
    assert [printed.credential(slip).public for slip in range(16)] != stored


def test_printing_again_voids_the_former_slips(office: Department) -> None:
    hall = office.hall()
    former = [hall.credential(slip).public for slip in range(16)]
    before = entries(hall.db, OFFICER)
    again = slips.make_slips(hall.db, OFFICER, hall.meeting, "https://vote.example")
    codes = [slip.code for slip in again.slips]
    assert not {Credential(decode_code(code), hall.meeting).public for code in codes} & set(former)
    assert len(roll_of(hall.db, hall.meeting)) == 16
    for public in former:
        with pytest.raises(NotFound) as error:
            casting.look_up(hall.db, hall.meeting, public)
        assert error.value.code == "slip-unknown"
    new = [entry for entry in entries(hall.db, OFFICER) if entry not in before]
    assert [(entry.action, entry.details["replaced_former"]) for entry in new] == [
        ("slips-printed", True)
    ]
    assert get_meeting(hall.db, hall.meeting).state == "printed"


def test_former_keys_are_gone_from_the_file(file_office: Department, folder: Path) -> None:
    hall = file_office.hall()
    former = [hall.credential(slip).public for slip in range(16)]
    slips.print_slips(hall.db, OFFICER, hall.meeting, "https://vote.example")
    files = [path.read_bytes() for path in folder.iterdir()]
    assert not any(key in data for key in former for data in files)


def test_not_after_opening(office: Department) -> None:
    hall = office.opened()
    before = roll_of(hall.db, hall.meeting)
    with pytest.raises(Refused) as error:
        slips.print_slips(hall.db, OFFICER, hall.meeting, "https://vote.example")
    assert error.value.code == "slips-frozen"
    hall.close()
    with pytest.raises(Refused):
        slips.print_slips(hall.db, OFFICER, hall.meeting, "https://vote.example")
    assert roll_of(hall.db, hall.meeting) == before


def test_who_may_print(office: Department) -> None:
    hall = office.hall()
    for actor in (HOST, AUDITOR):
        with pytest.raises(Refused) as error:
            slips.print_slips(hall.db, actor, hall.meeting, "https://vote.example")
        assert error.value.code == "not-permitted"
    with pytest.raises(NotFound):
        slips.print_slips(hall.db, OFFICER, "00000000", "https://vote.example")


def test_representation_shows_no_secret(printed: SmallHall) -> None:
    made = slips.PrintedSlips(printed.pdf, ())
    assert "PDF" not in repr(made)
