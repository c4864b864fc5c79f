"""The results of a meeting with several forms on one slip, on the page and in the log."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from databases import opened, sqlite_url
from desk import signed_in
from held_meeting import run_ceremony
from office import OFFICER, hold, make_round, meeting_input, print_roll, unit_named
from voting.services.forms import edit
from voting.services.meetings import plan
from voting.services.rounds import edit as rounds_edit
from voting.services.voting.checking import BallotChecker
from voting.web.app import create_app
from voting.web.site.settings import Settings


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, checker: BallotChecker) -> str:
    """The tally of 县志办: its cadre, selection of cadres for a typed subject, a recommendation."""
    with opened(sqlite_url(Path(tmp_path_factory.mktemp("tally")))) as db:
        round_id = make_round(db)
        unit = unit_named(db, round_id, "县志办")
        for name in ("selection", "recommendation", "politics"):
            edit.add_forms(db, OFFICER, round_id, name)
        edit.set_who(db, OFFICER, round_id, "selection", "listed", people=[("县志办", "")])
        keys, ceremony = run_ceremony()
        rounds_edit.accept_ceremony(db, OFFICER, round_id, ceremony.encode())
        meeting = plan.create_meeting(
            db, OFFICER, replace(meeting_input(round_id, unit.id, 3), minimum=2)
        )
        vote = [*[[0]] * 6, [0], [1], [2], [0, 3], [1, 2], *[[1]] * 5, [4, 5]]
        hold(
            db, print_roll(db, meeting), {"A": [vote, vote, [*vote[:9], [], [], *vote[11:]]]}, keys
        )
        app = create_app(db, Settings("s" * 32, None, checker))
        return signed_in(app, db, "officer").text(f"/meetings/{meeting}/tally")


def words(html: str) -> str:
    """The text of a page with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_every_form_and_question_is_there(page: str) -> None:
    for name in (
        "领导干部民主测评表",
        "选人用人工作民主评议表",
        "政治素质正向测评表",
        "推荐人选",
        "有无下列情形",
        "存在问题 · 选人用人方面存在的主要问题",
    ):
        assert name in page, name


def test_a_subject_on_several_forms_has_an_anchor_on_each(page: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'href="#([^"]+)"', page):
        assert target in ids, target


def test_many_options_stand_below_each_other_with_their_votes(page: str) -> None:
    problems = page[page.index("选人用人方面存在的主要问题") :]
    assert "落实党管干部原则不到位 66.67% 66.67% 2票 2票" in words(problems)
    assert "论资排辈 0.00% 0.00% 0票 0票" in words(problems)


def test_rates_stand_where_they_mean_something(page: str) -> None:
    chosen = words(page[page.index('id="s-recommendation-') :]).split("政治素质")[0]
    assert "推荐人选 加权" in chosen and "好评率" not in chosen
    assert "本题可选多项" in page
