"""What the hall needs besides a meeting: photos, paper ballots counted by two, a trial."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from voting.assessment.permissions import HOST
from voting.crypto.slipcode import decode_code
from voting.demo.voters import DemoVoter, Opinions, plain_count
from voting.documents.slips.sheets import Slip
from voting.record.credential import Credential
from voting.record.frozen import frozen
from voting.record.voids import make_void
from voting.services.accounts import administer
from voting.services.context import Actor
from voting.services.materials import photos
from voting.services.meetings import hall, slips
from voting.services.meetings.opening import open_meeting
from voting.services.paper_ballots import enter
from voting.services.paper_ballots.entries import PaperBallotSums
from voting.services.paper_ballots.form import form_of
from voting.services.roster.views import list_units
from voting.services.trials import hold
from voting.services.voting import casting
from voting.web.site.assets import bundle_hash

if TYPE_CHECKING:
    from pictures.scene import County

COUNTER = "主持人一"
"""The account of the second person who counts paper ballots."""
MINUTES = 10
_COLOURS = ("#dfe7ef", "#e9e3da", "#e2ebe1", "#ece0e3")
_SUITS = ("#2f3e55", "#3d3d46", "#4a4038", "#27454a")


def give_photos(made: County, unit_id: str, *, leave: bool) -> None:
    """A drawn likeness for every cadre of a unit; ``leave``: the last one has none."""
    db = made.instance.db
    round_id = made.places["second"]
    unit = next(u for u in list_units(db, round_id) if u.id == unit_id)
    for place, cadre in enumerate(unit.cadres[:-1] if leave else unit.cadres):
        photos.put(db, made.actor, unit_id, cadre.id, _likeness(place))


def hand_back(made: County, meeting: str, slip: Slip | str) -> None:
    """A slip is voided and its voter gets a paper ballot."""
    db = made.instance.db
    code = slip if isinstance(slip, str) else slip.code
    context = frozen(casting.manifest_bytes(db, meeting)).context
    casting.void_slip(
        db,
        made.actor,
        meeting,
        *make_void(context, Credential(decode_code(code), meeting)),
        "paper",
    )


def count_down(made: County, meeting: str) -> None:
    """The hall is told how long the vote still takes."""
    hall.set_countdown(made.instance.db, made.actor, meeting, MINUTES)


def enter_paper(made: County, meeting: str, *, wrong: bool) -> None:
    """Both count the paper ballots; the second by a slip of the pen otherwise, if ``wrong``."""
    db = made.instance.db
    account = next(a for a in administer.list_accounts(db, made.actor) if a.name == COUNTER)
    second = Actor(account.id, account.name, HOST)
    right = _counted(made, meeting)
    enter.enter(db, made.actor, meeting, right)
    last = list(right)[-1]
    enter.enter(db, second, meeting, {**right, **({last: _misread(right[last])} if wrong else {})})


def begin_trial(made: County, meeting: str) -> tuple[str, slips.PrintedSlips]:
    """A trial after a meeting, printed; its meeting and its slips."""
    db, actor = made.instance.db, made.actor
    practice = hold.create_trial(db, actor, meeting, 6)
    printed = hold.print_trial_slips(db, actor, practice, "https://ceping.example")
    return practice, printed


def open_trial(made: County, practice: str) -> None:
    """Let its phones in."""
    open_meeting(made.instance.db, made.actor, practice, bundle_hash(), "")


def _counted(made: County, meeting: str) -> dict[str, PaperBallotSums]:
    """What the paper ballots that were handed out say."""
    db = made.instance.db
    manifest = casting.manifest_bytes(db, meeting)
    opinions = Opinions(manifest, random.Random(meeting))
    numbers = {c: n for c, n in form_of(db, meeting).handed.items() if n}
    voters = [
        DemoVoter("", class_id, opinions.choose())
        for class_id, number in numbers.items()
        for _ in range(number)
    ]
    counts = plain_count(manifest, voters, [(class_id,) for class_id in numbers])
    return {
        class_id: PaperBallotSums(number, tuple(sums))
        for (class_id, number), sums in zip(numbers.items(), counts, strict=True)
    }


def _misread(right: PaperBallotSums) -> PaperBallotSums:
    """A vote of the first question that has one is read as none, and so is one further on."""
    sums = list(right.sums)
    for place in [at for at, number in enumerate(sums) if number][1:12:10]:
        sums[place] -= 1
    return PaperBallotSums(right.ballots, tuple(sums))


def _likeness(place: int) -> bytes:
    """Head and shoulders of nobody."""
    image = Image.new("RGB", (480, 640), _COLOURS[place % 4])
    draw = ImageDraw.Draw(image)
    skin, suit = "#d9b08c", _SUITS[place % 4]
    draw.rounded_rectangle((60, 440, 420, 760), 120, fill=suit)
    draw.polygon([(195, 440), (285, 440), (240, 560)], fill="#f4f4f2")
    draw.rectangle((205, 380, 275, 460), fill=skin)
    draw.ellipse((140, 140, 340, 420), fill=skin)
    hair = (130, 110, 350, 300 if place % 3 else 280)
    draw.pieslice(hair, 180, 360, fill="#2b2622")
    if place % 3 == 1:
        draw.rounded_rectangle((122, 200, 162, 420), 20, fill="#2b2622")
        draw.rounded_rectangle((318, 200, 358, 420), 20, fill="#2b2622")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
