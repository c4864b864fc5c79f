"""One meeting of the demo, from its slips to its verified record."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from voting.crypto.slipcode import decode_code
from voting.demo import paper_voters
from voting.demo.browser import browser_votes
from voting.demo.office import Office
from voting.demo.trustees import DemoTrustees
from voting.demo.voters import DemoVoter, Opinions, phone_ballots, plain_count, python_ballots
from voting.documents.slips.sheets import Slip
from voting.files import write_file
from voting.processes import process_map
from voting.record.archive import RESULTS, Archive
from voting.record.credential import Credential
from voting.record.frozen import frozen
from voting.record.shares import Results
from voting.record.verify import verify
from voting.record.voids import make_void
from voting.services.context import Actor
from voting.services.meetings.plan import get_meeting
from voting.services.meetings.tallying import meeting_tally
from voting.services.voting import casting
from voting.storage.database import Database

STAY_AWAY = 1
"""Voters of each class who take a slip and never use it."""
NODE_BALLOTS, BROWSER_BALLOTS = 9, 7
CHARTS = ("grades", "spread")
SENDERS = 8


@dataclass(slots=True)
class Held:
    """What the summary tells of a meeting."""

    id: str
    unit: str
    ballots: dict[str, int] = field(default_factory=dict)
    paper: int = 0
    plaintext_equal: bool = False
    checks: dict[str, int] = field(default_factory=dict)
    merged: list[list[str]] = field(default_factory=list)


class DemoMeeting:
    """Holds an opened meeting whose slips are known; ``folder`` takes its files. ``counters`` are
    the two people who count paper ballots, ``paper`` of each class so many."""

    def __init__(
        self,
        db: Database,
        office: Office,
        meeting: str,
        slips: Sequence[Slip],
        folder: Path,
        chance: random.Random,
        counters: Sequence[Actor],
        paper: Mapping[str, int],
    ) -> None:
        self._db, self._office = db, office
        self._counters, self._paper = counters, paper
        self._meeting, self._folder, self._chance = meeting, folder, chance
        self._manifest = casting.manifest_bytes(db, meeting)
        self._spare = next(s for s in slips if s.spare)
        self._slips = [s for s in slips if not s.spare]
        self._held = Held(meeting, get_meeting(db, meeting).unit_name)

    def hold(self, trustees: DemoTrustees, address: str) -> Held:
        """Vote, void a spoilt slip, count paper ballots, close, open the sums, compare, verify,
        draw the charts."""
        voters, papers = paper_voters.without_phone(list(self._voters()), self._paper)
        self._vote(voters, address)
        self._count_paper(papers)
        sealing = self._close()
        record = self._folder / "record.zip"
        write_file(record, self._office.get(f"/meetings/{self._meeting}/record.zip"))
        for share in trustees.decrypt(record, sealing):
            self._office.upload(f"/meetings/{self._meeting}/shares", "shares.json", share)
        write_file(record, self._office.get(f"/meetings/{self._meeting}/record.zip"))
        self._compare(record, voters, papers)
        self._draw()
        return self._held

    def _voters(self) -> Iterator[DemoVoter]:
        """The voters: one slip a class stays unused; one spoilt slip is voided, a spare used."""
        opinions = Opinions(self._manifest, self._chance)
        seen: dict[str, int] = {}
        spoilt: Slip | None = None
        for slip in self._slips:
            seen[slip.class_id] = seen.get(slip.class_id, 0) + 1
            if slip.class_id == self._spare.class_id and spoilt is None:
                spoilt = slip
                continue
            if seen[slip.class_id] > STAY_AWAY or slip.class_id == self._spare.class_id:
                yield DemoVoter(slip.code, slip.class_id, opinions.choose())
        if spoilt is not None:
            context = frozen(self._manifest).context
            credential = Credential(decode_code(spoilt.code), self._meeting)
            self._office.void(self._meeting, *make_void(context, credential))
        yield DemoVoter(self._spare.code, self._spare.class_id, opinions.choose())

    def _vote(self, voters: Sequence[DemoVoter], address: str) -> None:
        in_browser = list(voters[:BROWSER_BALLOTS])
        trackers = browser_votes(address, self._meeting, self._manifest, in_browser)
        rest = list(voters[len(trackers) :])
        by_node, by_python = rest[:NODE_BALLOTS], rest[NODE_BALLOTS:]
        ballots = phone_ballots(self._manifest, by_node) + python_ballots(self._manifest, by_python)
        self._chance.shuffle(ballots)
        with ThreadPoolExecutor(SENDERS) as pool:
            list(pool.map(lambda ballot: self._office.cast(self._meeting, ballot), ballots))
        self._held.ballots = {
            "python": len(by_python),
            "node": len(by_node),
            "browser": len(trackers),
        }

    def _count_paper(self, papers: Sequence[DemoVoter]) -> None:
        if papers:
            paper_voters.hand_back(self._office, self._meeting, self._manifest, papers)
            paper_voters.enter(self._db, self._counters, self._meeting, self._manifest, papers)
        self._held.paper = len(papers)

    def _close(self) -> str:
        view = get_meeting(self._db, self._meeting)
        heads: dict[str, str] = {}
        for c in view.classes:
            away = 0 if c.id == self._spare.class_id else STAY_AWAY
            heads |= {
                f"present-{c.id}": str(c.expected),
                f"issued-{c.id}": str(c.ballots + c.voided + away),
            }
        page = f"/host/{self._meeting}"
        heads["seen"] = self._office.hidden(page, "seen")
        self._office.post(f"{page}/heads", heads, page=page)
        seen = self._office.hidden(f"{page}/close", "seen")
        self._office.post(f"{page}/close", {"seen": seen, "confirmed": "yes"})
        return str(get_meeting(self._db, self._meeting).sealing)

    def _compare(
        self, record: Path, voters: Sequence[DemoVoter], papers: Sequence[DemoVoter]
    ) -> None:
        """The verified record, and the tables, against the plain count."""
        data = record.read_bytes()
        with process_map() as mapper:
            checked = verify(data, mapper)
        results = Results.decode(Archive.decode(data).files[RESULTS])
        groups = [g.classes for g in results.groups]
        opened = [list(g.counts) for g in results.groups]
        self._held.plaintext_equal = (
            opened == plain_count(self._manifest, voters, groups)
            and paper_voters.as_counted(self._manifest, papers, checked.paper)
            and paper_voters.in_tables(
                self._manifest, [*voters, *papers], meeting_tally(self._db, self._meeting)
            )
        )
        self._held.checks = checked.counts
        self._held.merged = [list(g) for g in groups if len(g) > 1]

    def _draw(self) -> None:
        charts = self._folder / "charts"
        team = frozen(self._manifest).manifest.forms[0].subjects[0].id
        for kind in CHARTS:
            for ending in ("svg", "png"):
                path = f"/meetings/{self._meeting}/charts/{kind}.{ending}"
                write_file(charts / f"{kind}.{ending}", self._office.get(path))
        for ending in ("svg", "png"):
            path = f"/meetings/{self._meeting}/charts/profile.{ending}?subject={team}"
            write_file(charts / f"profile.{ending}", self._office.get(path))
