"""What voters read beside the ballot: settled materials and photos of the unit, frozen at opening.

Every phone fetches all of it in one request, whoever holds it and whatever is read of it: which
report a voter opens, and how long, leaves no trace anywhere. It is no part of what is voted on, and
the manifest does not hash it.
"""

from __future__ import annotations

import gzip

from voting.assessment.materials.sections import ITEM, WHOLE
from voting.assessment.meeting_state import MeetingState
from voting.crypto.encoding import canonical
from voting.errors import Refused
from voting.language.catalogue import both
from voting.services.materials.photos import data_uris
from voting.services.materials.views import MaterialView, materials_of
from voting.storage import meetings
from voting.storage.database import Database, Session

FORMAT = "qingping-readings/1"
Plain = dict[str, object]


def freeze(session: Session, unit_id: str) -> bytes:
    """The settled materials and the photos of a unit as gzipped JSON
    ``{"format", "subjects": {id: [material]}, "photos": {id: data URI}}``; ``photos`` only where
    some were given.

    A material is ``{"title", "sections": [{"title", "text"}]}``, titles in two languages.
    """
    subjects = {
        subject.id: [_plain(view) for view in subject.materials if view.settled]
        for subject in materials_of(session, unit_id).subjects
    }
    told: Plain = {
        "format": FORMAT,
        "subjects": {key: found for key, found in subjects.items() if found},
    }
    if photos := data_uris(session, unit_id, subjects):
        told["photos"] = photos
    return gzip.compress(canonical(told), mtime=0)


def readings(db: Database, meeting_id: str) -> bytes:
    """The gzipped JSON of an open meeting; Refused ``materials-not-open`` before and after.

    NotFound ``meeting-unknown``.
    """
    with db.reading() as session:
        state, data = meetings.readings(session, meeting_id)
    if state != MeetingState.OPEN:
        raise Refused("materials-not-open", "materials are read while the vote is open")
    return (
        data
        if data is not None
        else gzip.compress(canonical({"format": FORMAT, "subjects": {}}), mtime=0)
    )


def _plain(view: MaterialView) -> Plain:
    titles = {section.id: both(section.text) for section in view.sections}
    none = {"zh": "", "en": ""}
    return {
        "title": both(view.kind.text),
        "sections": [
            {
                "title": none
                if part["section"] in (ITEM, WHOLE)
                else titles.get(part["section"], none),
                "text": f"{number}. {part['text']}" if part["section"] == ITEM else part["text"],
            }
            for number, part in enumerate(view.body, start=1)
        ],
    }
