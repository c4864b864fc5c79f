"""Paper ballots on the web: printed, entered by two people, compared, and nobody else sees them."""

from __future__ import annotations

import hashlib
import re
from html import unescape
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from flask import Flask

from desk import Desk, signed_in
from office import HOST
from open_meeting import Hall
from voting.assessment.forms.model import asked
from voting.record.voids import make_void
from voting.services.meetings import closing, plan
from voting.services.paper_ballots import enter
from voting.services.paper_ballots.form import form_of
from voting.services.voting import casting

HANDED = 3


@pytest.fixture
def place(hall: Hall) -> str:
    """The pages of an open meeting where three people vote on paper."""
    hall.open()
    context = hashlib.sha256(casting.manifest_bytes(hall.db, hall.meeting)).digest()
    for slip in range(HANDED):
        credential, signature = make_void(context, hall.credential(slip))
        casting.void_slip(hall.db, HOST, hall.meeting, credential, signature, "paper")
    return f"/host/{hall.meeting}/paper"


@pytest.fixture
def first(office: Flask, hall: Hall) -> Desk:
    return signed_in(office, hall.db, "host", name="host-a")


@pytest.fixture
def second(office: Flask, hall: Hall) -> Desk:
    return signed_in(office, hall.db, "officer", name="officer-b")


def mine(hall: Hall) -> str:
    """The class with paper ballots."""
    return plan.get_meeting(hall.db, hall.meeting).classes[0].id


def numbers(hall: Hall, **changed: str) -> dict[str, str]:
    """Everybody chose the first option of every question; empty fields are 0."""
    form = form_of(hall.db, hall.meeting)
    found = {f"s{one.first}": str(HANDED) for one in asked(form.forms)}
    return {"ballots": str(HANDED), **found, **changed}


def test_before_anybody_votes_on_paper(first: Desk, hall: Hall) -> None:
    place = f"/host/{hall.meeting}/paper"
    page = first.text(place)
    assert "还没有发出纸质票" in page and "名单和内容还可能变动" in page
    assert first.get(f"{place}/{mine(hall)}").status_code == 404
    english = first.text(f"{place}?lang=en")
    assert "No paper ballot was handed out yet" in english and "Counting sheet" in english


def test_ballot_and_sheet_are_printed(first: Desk, hall: Hall) -> None:
    place, name = f"/host/{hall.meeting}/paper", mine(hall)
    for kind, title in (("ballot", "民主测评票（纸质票）"), ("count", "纸质票计票表")):
        pdf = first.get(f"{place}/{kind}-{name}.pdf")
        pages = pypdfium2.PdfDocument(pdf.data)
        words = "".join(page.get_textpage().get_text_range() for page in pages)
        assert title in words and f"票类 {name}" in words
        word = Document(BytesIO(first.get(f"{place}/{kind}-{name}.docx").data))
        assert title in word.paragraphs[0].text
    for wrong in (f"ballot-{name}.xlsx", "ballot-Z.pdf", f"slips-{name}.pdf"):
        assert first.get(f"{place}/{wrong}").status_code == 404


def test_two_enter_and_agree(first: Desk, second: Desk, hall: Hall, place: str) -> None:
    entry = f"{place}/{mine(hall)}"
    assert "待录入" in first.text(place)
    assert first.post(entry, **numbers(hall)).status_code == 302
    page = second.text(place)
    assert "host-a已录完，等待第二人录入" in page
    blank = second.text(entry)
    assert 'name="s0" value=""' in blank, "the second sees nothing of the first"

    assert second.post(entry, **numbers(hall, s0="2", s1="1")).status_code == 302
    for desk, own, other in ((first, "3", "2"), (second, "2", "3")):
        page = desk.text(place)
        assert "两人录入有2处不一致" in page
        assert re.findall(r'differs" data-label="[^"]*">(\d+)<', page) == ["3", "2", "0", "1"]
        page = desk.text(entry)
        field = re.search(r'name="s0" value="(\d*)".*?</td>', page)
        assert field is not None and field[1] == own and f"另一人：{other}" in field[0]

    assert second.post(entry, **numbers(hall)).status_code == 302
    page = first.text(place)
    assert "两人录入一致，可以结束投票" in page
    state = enter.compare(hall.db, HOST, hall.meeting)
    assert state.state == "agreed" and dict(state.returned) == {mine(hall): HANDED}


def test_numbers_of_paper_are_confirmed_and_written_down(
    first: Desk, second: Desk, hall: Hall, place: str
) -> None:
    """At the end the host confirms what came back on paper, and then copies it by class."""
    host, name = f"/host/{hall.meeting}", mine(hall)
    for desk in (first, second):
        desk.post(f"{place}/{name}", **numbers(hall))
    closing.declare_heads(hall.db, HOST, hall.meeting, {name: (HANDED, HANDED)})
    page = unescape(first.text(f"{host}/close"))
    assert "两人计票一致的纸质票 <b>3</b> 张（叁）" in page
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen is not None
    assert first.post(f"{host}/close", seen=seen[1], confirmed="yes").status_code == 302
    page = first.text(host)
    assert "纸质票：发出3张，收回3张" in page and re.search(rf"{name} \S+ <b>3</b></p>", page)


def test_a_third_sees_no_number(
    first: Desk, second: Desk, hall: Hall, office: Flask, place: str
) -> None:
    entry = f"{place}/{mine(hall)}"
    first.post(entry, **numbers(hall))
    second.post(entry, **numbers(hall, s0="2"))
    third = signed_in(office, hall.db, "host", name="host-c")
    page = third.text(place)
    assert "host-a、officer-b都已录完，但数字不一致" in page
    assert "differs" not in page and "由另外两人录入" in page
    assert third.post(entry, **numbers(hall)).status_code == 400
    assert "只由两人录入" in third.post(entry, **numbers(hall)).get_data(as_text=True)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"s0": ""}, "有1项没有填或填错"),
        ({"s0": "二"}, "有1项没有填或填错"),
        ({"s0": "4"}, "有1项没有填或填错"),
        ({"s0": "3", "s1": "1"}, "有1项没有填或填错"),
        ({"ballots": "4"}, "多于发出的3张"),
        ({"ballots": ""}, "没有填"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    first: Desk, hall: Hall, place: str, changed: dict[str, str], told: str
) -> None:
    entry = f"{place}/{mine(hall)}"
    answer = first.post(entry, **numbers(hall, **changed))
    page = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 400 and told in page
    assert all(
        f'name="{name}" value="{value}"' in page
        for name, value in changed.items()
        if name != "ballots"
    )
    assert 'name="s4" value="3"' in page
    assert enter.compare(hall.db, HOST, hall.meeting).state == "none"


def test_the_rest_is_shown_without_a_script(first: Desk, hall: Hall, place: str) -> None:
    entry = f"{place}/{mine(hall)}"
    first.post(entry, **numbers(hall, s0="1", s1="1"))
    rows = re.findall(r"<tr data-row.*?</tr>", first.text(entry))
    assert "<output data-rest>1</output>" in rows[0] and "<output data-rest>0</output>" in rows[1]


def test_all_can_be_discarded_with_a_reason(first: Desk, hall: Hall, place: str) -> None:
    first.post(f"{place}/{mine(hall)}", **numbers(hall))
    assert first.post(f"{place}/discard", place, reason="").status_code == 400
    assert first.post(f"{place}/discard", place, reason="换人计票").status_code == 302
    assert enter.compare(hall.db, HOST, hall.meeting).finished_by == ()
