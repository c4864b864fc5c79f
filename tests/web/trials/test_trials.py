"""Trials at the pages: walked through by a host, marked everywhere, found nowhere else."""

from __future__ import annotations

import random

import pytest
from flask import Flask

from desk import signed_in
from office import BUNDLE, HOST
from open_meeting import Hall
from routes import filled, walk
from voting.demo.voters import DemoVoter, Opinions, python_ballots
from voting.services.meetings import closing, opening, plan
from voting.services.roster.views import get_unit
from voting.services.trials import hold
from voting.services.voting import casting
from voting.services.voting.checking import BallotChecker
from voting.web.site.access import TRIAL_ROOMS, rules_of

MARK = "trial-band"


@pytest.fixture
def made(hall: Hall) -> str:
    """A trial after the printed meeting."""
    return hold.create_trial(hall.db, HOST, hall.meeting, 4)


def test_a_host_walks_through_one(office: Flask, hall: Hall, checker: BallotChecker) -> None:
    desk = signed_in(office, hall.db, "host")
    assert "/trials/" in desk.text("/host/")
    refused = desk.post("/trials/", after="", slips="0")
    assert refused.status_code == 400 and "1到60" in refused.text
    answer = desk.post("/trials/", after=hall.meeting, slips="4")
    page = answer.location.split("?")[0]
    made = page.rsplit("/", 1)[1]
    assert MARK in desk.text(page) and "照：城关镇" in desk.text("/trials/")
    pdf = desk.post(f"{page}/slips", page)
    assert pdf.mimetype == "application/pdf" and pdf.data.startswith(b"%PDF")
    slips = hold.print_trial_slips(hall.db, HOST, made, "http://localhost").slips
    assert desk.post(f"/host/{made}/open", page).status_code == 302, "without a word about 公示"
    manifest = casting.manifest_bytes(hall.db, made)
    opinions = Opinions(manifest, random.Random(5))
    for data in python_ballots(
        manifest, [DemoVoter(slip.code, slip.class_id, opinions.choose()) for slip in slips[:3]]
    ):
        casting.cast(hall.db, checker, made, data)
    closing.declare_heads(
        hall.db, HOST, made, {c.id: (3, 3) for c in plan.get_meeting(hall.db, made).classes}
    )
    closing.close_meeting(hall.db, HOST, made)
    done = desk.post(f"{page}/tally", page)
    assert done.location == f"{page}/tables"
    tables = desk.text(done.location)
    assert MARK in tables and "示例甲" in tables and "/papers" not in tables
    assert desk.get(f"{page}/charts/grades.svg").mimetype == "image/svg+xml"
    assert desk.get(f"{page}/charts/secret.svg").status_code == 404
    assert desk.post(f"{page}/discard", page).location == "/trials/"
    assert desk.get(page).status_code == 404 and hold.list_trials(hall.db) == []


def test_every_page_of_it_says_so(office: Flask, hall: Hall, made: str) -> None:
    desk = signed_in(office, hall.db, "officer")
    hold.print_trial_slips(hall.db, HOST, made, "http://localhost")
    pages = (f"/trials/{made}", f"/host/{made}", f"/host/{made}/paper")
    blank = f"/host/{made}/paper/ballot-A.pdf"
    for path in pages:
        assert MARK in desk.text(path), path
    assert desk.get(blank).mimetype == "application/pdf", "printed before it opens, as in earnest"
    opening.open_meeting(hall.db, HOST, made, BUNDLE)
    for path in pages:
        assert MARK in desk.text(path), path
    assert desk.get(blank).mimetype == "application/pdf"
    assert "试投" in desk.text(f"/host/{made}/screen")
    assert "【试投】" in desk.text(f"/v/{made}/kiosk"), "signed in: its address only"
    voter = office.test_client()
    for path in (f"/v/{made}", f"/v/{made}/kiosk"):
        page = voter.get(path).text
        assert '<body class="trial"' in page and "结果不作数" in page and "trialmark.css" in page
        real = voter.get(path.replace(made, hall.meeting))
        assert real.status_code == 200 and "trial" not in real.text
    assert desk.get(f"/v/{made}/state").get_json()["trial"] is True
    assert desk.get(f"/v/{hall.meeting}/state").get_json()["trial"] is False
    assert MARK not in desk.text(f"/host/{hall.meeting}")


@pytest.mark.parametrize("role", ["administrator", "host", "auditor", "trustee"])
def test_nothing_else_has_a_page_of_it(office: Flask, hall: Hall, made: str, role: str) -> None:
    """Every route of the office with the trial's own ids: its pages and the hall's, or nothing."""
    view = plan.get_meeting(hall.db, made)
    cadre = get_unit(hall.db, view.unit_id).cadres[0]
    known = {
        "round": view.round_id,
        "meeting": made,
        "unit": view.unit_id,
        "cadre": cadre.id,
        "subject": cadre.id,
        "form": "cadre",
        "kind": "grades",
        "suffix": "svg",
    }
    desk = signed_in(office, hall.db, role)
    token, open_doors, asked = desk.token("/password"), [], 0
    for rule, method in walk(office):
        named = {"round_id", "meeting_id", "unit_id", "cadre_id", "subject_id"} & rule.arguments
        room = rule.endpoint.partition(".")[0]
        if (
            not named
            or room in TRIAL_ROOMS
            or not rules_of(office)[rule.endpoint].admits(role, method)
        ):
            continue
        asked += 1
        path = filled(rule.rule, known)
        answer = (
            desk.get(path)
            if method == "GET"
            else desk.client.post(path, data={"csrf_token": token})
        )
        led = answer.status_code == 302 and (answer.location or "") == f"/trials/{made}"
        if not (answer.status_code == 404 or led):
            open_doors.append((method, rule.rule, answer.status_code))
    assert asked > 2 and open_doors == []
    assert plan.get_meeting(hall.db, made).state == "draft"
    assert get_unit(hall.db, view.unit_id).cadres[0] == cadre


def test_the_public_has_no_record_of_it(office: Flask, hall: Hall, made: str) -> None:
    stranger = office.test_client()
    for path in (f"/records/{made}", f"/records/{made}/record.zip"):
        answer = stranger.get(path)
        assert answer.status_code == 404 and "试投" in answer.text
    assert stranger.get(f"/records/{hall.meeting}").status_code == 200


def test_no_list_has_it(office: Flask, hall: Hall, made: str) -> None:
    desk = signed_in(office, hall.db, "administrator")
    view = plan.get_meeting(hall.db, hall.meeting)
    own = plan.get_meeting(hall.db, made)
    for path in (
        "/rounds",
        f"/rounds/{view.round_id}",
        f"/rounds/{view.round_id}/progress",
        "/host/",
        "/accounts",
        "/accounts/units",
        f"/rounds/{view.round_id}/grades",
        f"/rounds/{view.round_id}/documents",
    ):
        page = desk.text(path)
        for trace in (made, own.round_id, own.unit_id, "示例单位", "【试投】"):
            assert trace not in page, (path, trace)
    assert made in desk.text("/trials/")
