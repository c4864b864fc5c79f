"""A device on which many vote keeps nothing of one for the next; tests/browser/test_kiosk.py shows
it in real browsers, by their memory too."""

from __future__ import annotations

import re

from desk import signed_in
from small_hall import SmallHall
from threats import threat
from voting.paths import build_dir
from voting.services.voting.checking import BallotChecker
from voting.web.app import create_app
from voting.web.site.settings import Settings

STORES = re.compile(
    r"localStorage|sessionStorage|indexedDB|document\.cookie|serviceWorker|caches\.|openDatabase"
    r"|requestFileSystem|window\.name|self\.name"
)


@threat("T57")
def test_the_kiosk_has_no_way_to_store_anything() -> None:
    """Not one of a browser's stores is named in its program."""
    folder = build_dir()
    program = (folder / "kiosk.js").read_text(encoding="utf-8")
    assert STORES.findall(program) == []
    assert STORES.findall((folder / "worker.js").read_text(encoding="utf-8")) == []
    assert "localStorage" in (folder / "booth.js").read_text(encoding="utf-8"), "phones do store"
    pushed = re.findall(r"\.pushState\(([^()]*)\)", program)
    assert [one for one in pushed if "above:" in one], "the browser's history holds a constant"


@threat("T57")
def test_the_page_is_the_same_for_everybody_and_stored_nowhere(
    hall: SmallHall, checker: BallotChecker
) -> None:
    client = create_app(hall.db, Settings("s" * 32, None, checker)).test_client()
    first, second = (client.get(f"/v/{hall.meeting}/kiosk") for _ in range(2))
    assert first.status_code == 200 and first.data == second.data
    assert first.headers["Cache-Control"] == "no-store" and "Set-Cookie" not in first.headers
    page = first.get_data(as_text=True)
    assert "<form" not in page and "<input" not in page and "<textarea" not in page
    assert client.get("/v/00000000/kiosk").status_code == 404


@threat("T57")
def test_nobody_votes_in_a_browser_that_is_signed_in(
    hall: SmallHall, checker: BallotChecker
) -> None:
    app = create_app(hall.db, Settings("s" * 32, None, checker))
    desk = signed_in(app, hall.db, "host", name="kiosk-host")
    page = desk.text(f"/v/{hall.meeting}/kiosk")
    assert f"http://localhost/v/{hall.meeting}/kiosk" in page and "kiosk.js" not in page
    assert desk.get("/v/00000000/kiosk").status_code == 404
    assert "kiosk.js" in app.test_client().get(f"/v/{hall.meeting}/kiosk").get_data(as_text=True)
