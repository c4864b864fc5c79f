"""All documents of a round as one zip, built beside the server with a progress that can be watched.

The work runs in processes of its own: a hall that votes meanwhile keeps its threads. The file is
readable by the server's account only and is replaced by the next one of the same round.
"""

from __future__ import annotations

import multiprocessing
import re
import secrets
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import as_completed
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from voting.assessment import permissions
from voting.errors import NotFound, Refused, VotingError
from voting.processes import end_with_parent, spawn_pool
from voting.services.context import Actor, permit
from voting.services.documents import offers
from voting.services.documents.source import Source
from voting.services.log import chain
from voting.storage import jobs as rows
from voting.storage import rounds
from voting.storage.database import Database

PROCESSES: Final = 2
SILENT_SECONDS: Final = 120
"""A job that has not said anything for so long has died with its server."""

_ID: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class JobView:
    """``state`` is waiting, running, done or failed; ``done`` of ``total`` parts are built;
    ``label`` names the last one; ``error`` is a code of :mod:`voting.language.refusals`, empty if none."""

    id: str
    round_id: str
    state: str
    done: int
    total: int
    label: str
    error: str

    @property
    def ended(self) -> bool:
        """Nothing more will happen."""
        return self.state in ("done", "failed")


def start(db: Database, actor: Actor, round_id: str, folder: Path) -> str:
    """Begin to build; the job that already runs for this round where there is one. Its id."""
    permit(actor, permissions.EXPORT_TABLES)
    with db.transaction() as session:
        name = rounds.known(session, round_id).name
        for row in rows.of_round(session, round_id):
            if not _view(row).ended:
                return row.id
            for path in (folder / _file(row.id), _unfinished(folder, row.id)):
                path.unlink(missing_ok=True)
        rows.forget(session, round_id)
        job = rows.JobRow(
            id=secrets.token_hex(16),
            round_id=round_id,
            state="waiting",
            done=0,
            total=0,
            label="",
            file=f"{name}.zip",
            error="",
            created_by=actor.name,
            touched=int(time.time()),
        )
        rows.add(session, job)
        chain.write(session, actor, "documents-built", round_id, {"name": name})
    url = db.engine.url.render_as_string(hide_password=False)
    multiprocessing.get_context("spawn").Process(
        target=run, args=(url, job.id, round_id, folder)
    ).start()
    return job.id


def job(db: Database, actor: Actor, job_id: str) -> JobView:
    """How far a job is; NotFound ``job-unknown``."""
    permit(actor, permissions.EXPORT_TABLES)
    with db.reading() as session:
        return _view(rows.known(session, job_id))


def built(db: Database, actor: Actor, job_id: str, folder: Path) -> tuple[str, Path]:
    """(name for the reader, path) of a finished zip; Refused ``job-unfinished`` before."""
    permit(actor, permissions.EXPORT_TABLES)
    with db.reading() as session:
        row = rows.known(session, job_id)
    path = folder / _file(row.id)
    if row.state != "done" or not path.exists():
        raise Refused("job-unfinished", "the documents are not built yet")
    return row.file, path


def run(url: str, job_id: str, round_id: str, folder: Path) -> None:
    """Build everything, in the process made by :func:`start`."""
    end_with_parent()
    db = Database(url)
    try:
        build(db, job_id, round_id, folder)
    except VotingError as error:
        _tell(db, job_id, state="failed", error=error.code)
    except BaseException:
        _tell(db, job_id, state="failed", error="job-broken")
        raise
    finally:
        _unfinished(folder, job_id).unlink(missing_ok=True)
        db.close()


def build(db: Database, job_id: str, round_id: str, folder: Path) -> None:
    """Write the zip part by part; it appears under its name only when it is whole.

    Its files are compressed by their own formats already.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    parts = offers.parts_of_round(Source(db, round_id))
    _tell(db, job_id, state="running", total=len(parts))
    unfinished = _unfinished(folder, job_id)
    unfinished.touch(0o600)
    url = db.engine.url.render_as_string(hide_password=False)
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED) as archive:
        for count, (label, files) in enumerate(_made(url, round_id, parts), start=1):
            for name, data in files:
                archive.writestr(name, data)
            _tell(db, job_id, done=count, label=label)
    unfinished.rename(folder / _file(job_id))
    _tell(db, job_id, state="done")


def _made(
    url: str, round_id: str, parts: list[offers.Part]
) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """Each part's label and files, as they get ready."""
    with spawn_pool(PROCESSES) as pool:
        futures = {pool.submit(make_part, url, round_id, part): part for part in parts}
        for future in as_completed(futures):
            yield futures[future].label, future.result()


def make_part(url: str, round_id: str, part: offers.Part) -> list[tuple[str, bytes]]:
    """The files of one part, in a process of the pool."""
    return offers.make_part(_source(url, round_id), part)


@cache
def _source(url: str, round_id: str) -> Source:
    """What the papers are made from, read once by each process of the pool, which ends with it."""
    return Source(Database(url), round_id)


def _tell(db: Database, job_id: str, **values: str | int) -> None:
    with db.transaction() as session:
        rows.tell(session, job_id, {**values, "touched": int(time.time())})


def _view(row: rows.JobRow) -> JobView:
    state, error = row.state, row.error
    if state in ("waiting", "running") and row.touched + SILENT_SECONDS < time.time():
        state, error = "failed", "job-broken"
    return JobView(row.id, row.round_id, state, row.done, row.total, row.label, error)


def _file(job_id: str) -> str:
    """The name of the file in the folder: made from the id alone, never from typed text."""
    if _ID.fullmatch(job_id) is None:
        raise NotFound("job-unknown", "there is no such job")
    return f"{job_id}.zip"


def _unfinished(folder: Path, job_id: str) -> Path:
    """The file while it is being written; what a broken job leaves of it is taken away."""
    return folder / f"{_file(job_id)}.part"
