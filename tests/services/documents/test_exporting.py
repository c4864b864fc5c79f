"""All documents of a round in one zip, built in a process of its own."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from office import HOST, OFFICER, make_round
from voting.errors import NotFound, Refused
from voting.services.documents import export
from voting.services.documents.export import JobView
from voting.storage import jobs
from voting.storage.database import Database


def _finished(db: Database, job_id: str) -> JobView:
    for _ in range(600):
        job = export.job(db, OFFICER, job_id)
        if job.ended:
            return job
        time.sleep(0.1)
    raise AssertionError(f"still {job}")


def _job(round_id: str, **values: object) -> jobs.JobRow:
    fields: dict[str, object] = {
        "id": "ab" * 16,
        "round_id": round_id,
        "state": "running",
        "done": 1,
        "total": 9,
        "label": "",
        "file": "x.zip",
        "error": "",
        "created_by": "x",
        "touched": int(time.time()),
    }
    return jobs.JobRow(**{**fields, **values})


def test_the_zip_holds_the_papers_and_only_its_owner_reads_it(db: Database, tmp_path: Path) -> None:
    round_id = make_round(db)
    job_id = export.start(db, OFFICER, round_id, tmp_path / "exports")
    job = _finished(db, job_id)
    assert (job.state, job.error, job.done) == ("done", "", job.total)
    name, path = export.built(db, OFFICER, job_id, tmp_path / "exports")
    assert name == "2020年度考核.zip" and path.stat().st_mode & 0o077 == 0
    names = zipfile.ZipFile(io.BytesIO(path.read_bytes())).namelist()
    assert len(names) == len(set(names)) > 0
    assert not [n for n in names if n.startswith("/") or ".." in n.split("/") or "\\" in n]
    assert [p.name for p in (tmp_path / "exports").iterdir()] == [path.name], "no parts are left"


def test_a_second_start_joins_the_work_that_runs(db: Database, tmp_path: Path) -> None:
    round_id = make_round(db)
    with db.transaction() as session:
        jobs.add(session, _job(round_id))
    assert export.start(db, OFFICER, round_id, tmp_path) == "ab" * 16


def test_a_job_that_died_is_told_and_can_be_started_again(db: Database, tmp_path: Path) -> None:
    round_id = make_round(db)
    with db.transaction() as session:
        jobs.add(session, _job(round_id, touched=int(time.time()) - 1000))
    found = export.job(db, OFFICER, "ab" * 16)
    assert (found.state, found.error) == ("failed", "job-broken")
    left = tmp_path / f"{'ab' * 16}.zip.part"
    left.write_bytes(b"half of the papers")
    again = export.start(db, OFFICER, round_id, tmp_path)
    assert not left.exists(), "what the dead job had written is gone"
    assert again != "ab" * 16
    assert _finished(db, again).state == "done"
    with pytest.raises(NotFound):
        export.job(db, OFFICER, "ab" * 16)


def test_nothing_is_fetched_before_it_is_whole(db: Database, tmp_path: Path) -> None:
    round_id = make_round(db)
    with db.transaction() as session:
        jobs.add(session, _job(round_id))
    (tmp_path / f"{'ab' * 16}.zip").write_bytes(b"half")
    with pytest.raises(Refused) as refused:
        export.built(db, OFFICER, "ab" * 16, tmp_path)
    assert refused.value.code == "job-unfinished"


def test_only_those_who_export_tables_build_watch_and_fetch(db: Database, tmp_path: Path) -> None:
    round_id = make_round(db)
    for use in (
        lambda: export.start(db, HOST, round_id, tmp_path),
        lambda: export.job(db, HOST, "ab" * 16),
        lambda: export.built(db, HOST, "ab" * 16, tmp_path),
    ):
        with pytest.raises(Refused) as refused:
            use()
        assert refused.value.code == "not-permitted"
