"""Voters of the demo who have no phone: they hand their slips back and vote on paper.

Two people count the paper ballots and enter them, each alone. The second makes a slip of the pen,
sees it beside the other's number and corrects it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from voting.assessment.counting.table import MeetingTally
from voting.assessment.permissions import HOST
from voting.crypto.slipcode import decode_code
from voting.demo.office import Office
from voting.demo.stopped import DemoStopped
from voting.demo.voters import DemoVoter, plain_count
from voting.record.credential import Credential
from voting.record.frozen import frozen
from voting.record.paper_ballots import PaperBallots
from voting.record.voids import make_void
from voting.services.accounts.administer import create_account, list_accounts
from voting.services.context import Actor
from voting.services.paper_ballots import enter as paper_ballots_enter
from voting.services.paper_ballots.entries import PaperBallotSums
from voting.storage.database import Database

SECOND = "计票人"


def second_counter(db: Database, first: Actor) -> Actor:
    """An account of its own for the second person who counts."""
    create_account(db, first, SECOND, HOST)
    account = next(a for a in list_accounts(db, first) if a.name == SECOND)
    return Actor(account.id, account.name, HOST)


def without_phone(
    voters: Sequence[DemoVoter], numbers: Mapping[str, int]
) -> tuple[list[DemoVoter], list[DemoVoter]]:
    """Who votes by phone and who on paper, so many of each class: the first of them."""
    left = dict(numbers)
    phones: list[DemoVoter] = []
    papers: list[DemoVoter] = []
    for voter in voters:
        if left.get(voter.class_id, 0) > 0:
            left[voter.class_id] -= 1
            papers.append(voter)
        else:
            phones.append(voter)
    return phones, papers


def hand_back(office: Office, meeting: str, manifest: bytes, voters: Sequence[DemoVoter]) -> None:
    """The host voids each slip for a paper ballot."""
    context = frozen(manifest).context
    for voter in voters:
        credential = Credential(decode_code(voter.code), meeting)
        office.void(meeting, *make_void(context, credential), replacement="paper")


def enter(
    db: Database,
    counters: Sequence[Actor],
    meeting: str,
    manifest: bytes,
    voters: Sequence[DemoVoter],
) -> None:
    """Both enter what is on the paper ballots; the second mistypes the last class's number."""
    right = {
        class_id: PaperBallotSums(sum(v.class_id == class_id for v in voters), tuple(counts))
        for class_id, counts in _plain(manifest, voters).items()
    }
    first, second = counters
    paper_ballots_enter.enter(db, first, meeting, right)
    last = list(right)[-1]
    slip = replace(right[last], ballots=right[last].ballots - 1, sums=(0,) * len(right[last].sums))
    paper_ballots_enter.enter(db, second, meeting, {**right, last: slip})
    if not paper_ballots_enter.compare(db, second, meeting).differences:
        raise DemoStopped("paper", "two entries that differ were not told apart")
    paper_ballots_enter.enter(db, second, meeting, {last: right[last]})


def as_counted(manifest: bytes, voters: Sequence[DemoVoter], paper: PaperBallots | None) -> bool:
    """Whether the record's paper count is what the paper voters wrote."""
    in_record = {} if paper is None else {c.class_id: list(c.sums) for c in paper.classes}
    return in_record == _plain(manifest, voters)


def in_tables(manifest: bytes, voters: Sequence[DemoVoter], tally: MeetingTally) -> bool:
    """Whether the totals of the tables are those of all voters, by phone and on paper."""
    totals = [
        question.total.counts[option.id]
        for form in tally.forms
        for subject in form.subjects
        for question in subject.questions
        for option in question.options
    ]
    classes = tuple({voter.class_id for voter in voters})
    return [totals] == plain_count(manifest, voters, [classes])


def _plain(manifest: bytes, voters: Sequence[DemoVoter]) -> dict[str, list[int]]:
    """Class → counts per slot, in the manifest's order."""
    there = {voter.class_id for voter in voters}
    classes = [c.id for c in frozen(manifest).manifest.classes if c.id in there]
    counts = plain_count(manifest, voters, [(class_id,) for class_id in classes])
    return dict(zip(classes, counts, strict=True))
