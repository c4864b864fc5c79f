"""Reports and objections: who could learn what from them."""

from __future__ import annotations

import re

from desk import Desk, signed_in
from office import OFFICER, unit_named
from reports import settle, subject, write
from small_hall import SmallHall
from threats import threat
from voting import paths
from voting.services.log import chain
from voting.services.materials import objections
from voting.services.meetings import plan
from voting.services.roster.views import get_unit
from voting.services.voting.checking import BallotChecker
from voting.storage import meetings as rows
from voting.web.app import create_app
from voting.web.site.settings import Settings

BOOTH = paths.static_dir() / "src" / "booth"


@threat("T41")
def test_what_is_read_reaches_nobody(hall: SmallHall, checker: BallotChecker) -> None:
    """Two phones get the same bytes, without a cookie; nothing is stored; phone and kiosk ask for
    them in one place each, when the ballot is ready, and the sheet asks for nothing."""
    app = create_app(hall.db, Settings("s" * 32, None, checker))
    path = f"/v/{hall.meeting}/materials.json"
    with hall.db.reading() as session:
        before = rows.readings(session, hall.meeting)
        entries = len(chain.entries(hall.db, OFFICER))
    one, other = app.test_client().get(path), app.test_client().get(path)
    assert one.status_code == 200 and one.data == other.data
    assert "Set-Cookie" not in one.headers and "ETag" not in one.headers
    with hall.db.reading() as session:
        assert rows.readings(session, hall.meeting) == before
    assert len(chain.entries(hall.db, OFFICER)) == entries
    sources = {file.name: file.read_text("utf-8") for file in sorted(BOOTH.rglob("*.js"))}
    asking = [name for name, text in sources.items() if re.search(r"\breadings\.begin\(", text)]
    assert asking == ["kiosk.js", "main.js"]
    tells = re.compile(r"fetch\(|storage|sendBeacon|new Image|location\.")
    assert not [name for name in ("reading.js", "readings.js") if tells.search(sources[name])]


@threat("T42")
def test_a_unit_learns_no_sender_and_no_other_report(
    hall: SmallHall, checker: BallotChecker
) -> None:
    unit = plan.get_meeting(hall.db, hall.meeting).unit_id
    objections.record_objection(hall.db, OFFICER, unit, "2021-01-12", "张某某", "反映主要负责人")
    app = create_app(hall.db, Settings("s" * 32, None, checker))
    own: Desk = signed_in(app, hall.db, "unit", unit)
    for path in ("/unit", f"/units/{unit}/publicity", f"/units/{unit}/publicity/print"):
        page = own.get(path).get_data(as_text=True)
        assert "张某某" not in page and "反映主要负责人" not in page, path
    assert "张某某" not in repr(chain.entries(hall.db, OFFICER))
    view = get_unit(hall.db, unit)
    other = unit_named(hall.db, view.round_id, "城关镇")
    cadre = other.cadres[1].id
    if not subject(hall.db, other.id, cadre).written:
        write(hall.db, other.id, cadre, "内部情况")
        settle(hall.db, other.id, cadre)
    for path in ("materials", f"materials/{cadre}", f"materials/{cadre}/report", "publicity"):
        answer = own.get(f"/units/{other.id}/{path}")
        assert answer.status_code == 403 and "内部情况" not in answer.get_data(as_text=True)
