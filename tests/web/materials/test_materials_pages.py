"""Pages of materials, 公示, papers of other units, talks and visits: what each takes and refuses."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import docx
import pytest
from flask import Flask

from desk import Desk, signed_in
from office import OFFICER, unit_named
from open_meeting import Hall
from reports import TEXT, settle, write
from voting.services.materials import edit, publicity
from voting.services.materials.publicity import PublicityInput
from voting.services.meetings import plan as meetings_plan
from voting.services.roster.views import list_units

MARKUP = "<script>alert(1)</script>=1+1{{7*7}}"


class Place:
    """城关镇's addresses, and people at them."""

    def __init__(self, office: Flask, hall: Hall) -> None:
        self.hall, self.db = hall, hall.db
        self.round = meetings_plan.get_meeting(hall.db, hall.meeting).round_id
        self.unit = unit_named(hall.db, self.round, "城关镇")
        assert self.unit.team is not None
        self.team, self.wang = self.unit.team.id, self.unit.cadres[0].id
        self.own = signed_in(office, hall.db, "unit", self.unit.id)
        self.office = office
        self.root = f"/units/{self.unit.id}"
        self.report = f"{self.root}/materials/{self.wang}/report"

    def somebody(self, role: str) -> Desk:
        return signed_in(self.office, self.db, role)

    def stranger(self) -> Desk:
        other = unit_named(self.db, self.round, "县志办").id
        return signed_in(self.office, self.db, "unit", other)

    def saved(self) -> int:
        return edit.unit_materials(self.db, OFFICER, self.unit.id).subject(self.wang).written


@pytest.fixture
def place(office: Flask, hall: Hall) -> Place:
    return Place(office, hall)


def plain(page: str) -> str:
    """What a reader sees."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def upload(desk: Desk, path: str, name: str, data: bytes) -> tuple[int, str]:
    """Send a file under a name."""
    form = {
        "csrf_token": desk.token(path.removesuffix("/upload")),
        "version": "0",
        "file": (BytesIO(data), name),
    }
    answer = desk.client.post(path, data=form, content_type="multipart/form-data")
    return answer.status_code, answer.get_data(as_text=True)


def test_a_unit_begins_at_its_own_page(place: Place) -> None:
    assert place.own.get("/").location == "/unit"
    text = plain(place.own.text("/unit"))
    assert "城关镇" in text and "本单位要做的事" in text and "共10份，已填写0份，已审定0份" in text
    assert "县志办" not in text and "县财政局" not in text
    assert place.somebody("officer").get("/unit").location == "/"


def test_a_unit_sees_nothing_of_the_round(place: Place) -> None:
    for path in (
        "/rounds",
        f"/rounds/{place.round}",
        f"/rounds/{place.round}/materials",
        f"/rounds/{place.round}/materials/rules",
        f"/rounds/{place.round}/visits",
    ):
        assert place.own.get(path).status_code == 403, path
    for path in ("/unit", f"{place.root}/materials", place.report):
        assert "/rounds" not in place.own.text(path), "no link leads to a refusal"


def test_another_unit_gets_nothing(place: Place) -> None:
    stranger = place.stranger()
    token = stranger.token("/unit")
    for path in (
        "materials",
        f"materials/{place.wang}",
        f"materials/{place.wang}/report",
        f"materials/{place.wang}/report/versions",
        "publicity",
        "publicity/print",
        "statements",
    ):
        assert stranger.get(f"{place.root}/{path}").status_code == 403, path
    for path in (
        f"materials/{place.wang}/report",
        f"materials/{place.wang}/report/upload",
        f"materials/{place.wang}/settle",
        "publicity",
        "objections",
        "statements",
    ):
        fields = {
            "csrf_token": token,
            "s-whole": "甲",
            "version": "0",
            "file": (BytesIO(b"text"), "a.txt"),
            "settled_by": "甲",
            "settled_on": "2021-01-01",
            "versions": "1",
            "starts": "2021-01-01",
            "ends": "2021-01-02",
            "place": "甲",
            "objections_to": "乙",
            "text": "丙",
            "received_on": "2021-01-01",
            "content": "丁",
            "cadre_id": place.wang,
            "kind": "former",
            "asked_of": "戊",
        }
        answer = stranger.client.post(f"{place.root}/{path}", data=fields)
        assert answer.status_code == 403, path
    assert place.saved() == 0


def test_writing_and_reading_back(place: Place) -> None:
    assert (
        place.own.post(place.report, version="0", **{"s-whole": f"{MARKUP}\n第二段"}).status_code
        == 302
    )
    page = place.own.text(f"{place.root}/materials/{place.wang}")
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page
    assert "=1+1{{7*7}}" in plain(page) and "整篇文字" in page
    assert "第1版" in plain(place.own.text(f"{place.report}/versions"))


def test_over_length_is_refused_with_the_count_and_the_text_stays(place: Place) -> None:
    answer = place.own.post(place.report, version="0", **{"s-whole": "字" * 3002})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and "字" * 3002 in page
    assert "共3002字，超过3000字的限额2字，未保存" in page
    assert place.saved() == 0


def test_an_older_text_does_not_cover_a_newer_one(place: Place) -> None:
    place.own.post(place.report, version="0", **{"s-whole": "一"})
    answer = place.own.post(place.report, version="0", **{"s-whole": "我写的"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and "刚有人保存了新的内容" in page and "我写的" in page
    for version in ("", "x", "-1", "9" * 30):
        assert place.own.post(place.report, version=version, **{"s-whole": "二"}).status_code == 400


def test_entries_of_a_list(place: Place) -> None:
    path = f"{place.root}/materials/{place.team}/problems"
    assert place.own.post(path, version="0", item=["甲", "", "乙"]).status_code == 302
    page = place.own.text(f"{place.root}/materials/{place.team}")
    assert re.findall(r'<li class="prose">(.*?)</li>', page) == ["甲", "乙"]
    answer = place.own.post(path, version="1", item=["甲"] * 51)
    assert answer.status_code == 400 and "最多50条" in answer.get_data(as_text=True)


def test_a_word_file_fills_the_fields_and_keeps_nothing(place: Place) -> None:
    file = docx.Document()
    for text in (
        "德",
        "讲政治",
        "能",
        "能干",
        "勤",
        "勤勉",
        "绩",
        "实绩",
        "大事一",
        "一",
        "大事二",
        "二",
        "廉",
        "廉洁",
    ):
        file.add_paragraph(text)
    out = BytesIO()
    file.save(out)
    status, page = upload(
        place.own, f"{place.report}/upload", "../../etc/passwd\x00.docx", out.getvalue()
    )
    assert status == 200 and "还没有保存" in page and "passwd" not in page
    assert re.search(r'id="s-character"[^>]*>讲政治</textarea>', page)
    assert place.saved() == 0


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版Word"),
        (b"\x00\x01", "只能上传"),
        (b"PK\x03\x04", "已损坏"),
        (b"%PDF-1.4", "已损坏"),
        (b"a" * (10 << 20) + b"b", "超过10MB"),
    ],
)
def test_files_that_are_refused(place: Place, data: bytes, words: str) -> None:
    status, page = upload(place.own, f"{place.report}/upload", "a.docx", data)
    assert status == 400 and words in page


def test_no_file_at_all(place: Place) -> None:
    answer = place.own.post(f"{place.report}/upload", page=place.report)
    assert answer.status_code == 400 and "请选择文件" in answer.get_data(as_text=True)


def test_settled_is_locked_until_the_department_unlocks_it(place: Place) -> None:
    subject = f"{place.root}/materials/{place.wang}"
    write(place.db, place.unit.id, place.wang)
    refused = place.own.post(
        f"{subject}/settle", page=subject, settled_by="书记", settled_on="2999-01-01", versions="1"
    )
    assert refused.status_code == 400 and "不能晚于今天" in refused.get_data(as_text=True)
    assert (
        place.own.post(
            f"{subject}/settle",
            page=subject,
            settled_by="党委书记王伟",
            settled_on="2021-01-10",
            versions="1",
        ).status_code
        == 302
    )
    assert "党委书记王伟，2021-01-10审定" in plain(place.own.text(subject))
    assert "<textarea" not in place.own.text(place.report)
    token = place.own.token("/unit")
    locked = place.own.client.post(
        place.report, data={"csrf_token": token, "version": "1", "s-whole": "改"}
    )
    assert locked.status_code == 400 and "已审定并锁定" in locked.get_data(as_text=True)
    assert (
        place.own.client.post(
            f"{subject}/unlock", data={"csrf_token": token, "reason": "改"}
        ).status_code
        == 403
    )
    officer = place.somebody("officer")
    assert officer.post(f"{subject}/unlock", page=subject, reason="").status_code == 400
    assert officer.post(f"{subject}/unlock", page=subject, reason="改错字").status_code == 302
    assert "<textarea" in place.own.text(place.report)


def test_incomplete_cannot_be_settled_by_hand(place: Place) -> None:
    subject = f"{place.root}/materials/{place.wang}"
    place.own.post(place.report, version="0", **{"s-character": TEXT})
    assert "审定并锁定" not in place.own.text(subject)
    answer = place.own.client.post(
        f"{subject}/settle",
        data={
            "csrf_token": place.own.token("/unit"),
            "settled_by": "甲",
            "settled_on": "2021-01-10",
            "versions": "1",
        },
    )
    assert answer.status_code == 400 and "还缺" in answer.get_data(as_text=True)


def test_every_form_needs_its_token(place: Place) -> None:
    for path in (
        place.report,
        f"{place.root}/materials/{place.wang}/settle",
        f"{place.root}/publicity",
        f"{place.root}/objections",
        f"{place.root}/statements",
    ):
        assert place.own.client.post(path, data={"version": "0"}).status_code == 400, path


def plan(place: Place, **change: str) -> int:
    fields = {
        "starts": "2021-01-11",
        "ends": "2021-01-15",
        "place": "公告栏",
        "objections_to": "干部科",
        "text": f"一、领导班子工作实绩\n{MARKUP}",
        **change,
    }
    return place.own.post(f"{place.root}/publicity", **fields).status_code


def test_a_publication_and_its_notice(place: Place) -> None:
    assert plan(place, ends="2021-01-01") == 400
    assert plan(place) == 302
    page = place.own.text(f"{place.root}/publicity")
    assert "2021-01-11至2021-01-15，共5日" in page and "公示期满" in page
    assert "已经开始，内容不能再改" in page and 'name="starts"' not in page
    printed = place.own.text(f"{place.root}/publicity/print")
    assert "&lt;script&gt;alert(1)" in printed and "<script>alert" not in printed
    assert "自2021年1月11日至2021年1月15日，共5日" in printed
    for suffix, magic in (("docx", b"PK"), ("pdf", b"%PDF")):
        link = re.search(rf'href="([^"]+\.{suffix})"', page)
        assert link and place.own.get(link[1]).data.startswith(magic)
    assert (
        place.own.client.post(
            f"{place.root}/publicity",
            data={
                "csrf_token": place.own.token("/unit"),
                "starts": "2021-01-11",
                "ends": "2021-01-20",
                "place": "甲",
                "objections_to": "乙",
                "text": "丙",
            },
        ).status_code
        == 400
    )
    assert (
        place.somebody("officer")
        .post(
            f"{place.root}/publicity",
            starts="2021-01-11",
            ends="2021-01-20",
            place="甲",
            objections_to="乙",
            text="丙",
        )
        .status_code
        == 302
    )


def test_objections_on_the_page(place: Place) -> None:
    path = f"{place.root}/publicity"
    assert (
        place.own.post(
            f"{place.root}/objections",
            page=path,
            received_on="2021-01-12",
            sender="",
            content=MARKUP,
        ).status_code
        == 302
    )
    place.somebody("officer").post(
        f"{place.root}/objections",
        page=path,
        received_on="2021-01-12",
        sender="某人",
        content="只给部里",
    )
    page = place.own.text(path)
    assert "&lt;script&gt;" in page and "只给部里" not in page and "某人" not in page
    found = re.search(r'id="o-(\w+)"', page)
    assert found
    assert (
        place.own.post(
            f"{place.root}/objections/{found[1]}", page=path, handled_on="2021-01-13", handling=""
        ).status_code
        == 400
    )
    assert (
        place.own.post(
            f"{place.root}/objections/{found[1]}",
            page=path,
            handled_on="2021-01-13",
            handling="已核实",
        ).status_code
        == 302
    )
    assert "2021-01-13办理：已核实" in plain(place.own.text(path))
    assert "只给部里" in place.somebody("auditor").text(path)
    assert 'name="handling"' not in place.somebody("committee").text(path)


def test_opening_warns_and_asks_for_a_reason(place: Place) -> None:
    host = place.somebody("host")
    hall = f"/host/{place.hall.meeting}"
    assert "还没有进行实绩公示" in host.text(hall) and 'name="reason"' in host.text(hall)
    answer = host.post(f"{hall}/open", page=hall)
    assert answer.status_code == 409 and "请填写理由" in answer.get_data(as_text=True)
    assert meetings_plan.get_meeting(place.db, place.hall.meeting).state == "printed"
    publicity.plan_publicity(
        place.db,
        OFFICER,
        place.unit.id,
        PublicityInput("2021-01-11", "2021-01-15", "甲", "乙", "丙"),
    )
    assert 'name="reason"' not in host.text(hall)
    assert host.post(f"{hall}/open", page=hall).status_code == 302


def test_papers_of_other_units(place: Place) -> None:
    path = f"{place.root}/statements"
    fields = {"cadre_id": place.wang, "kind": "former", "asked_of": "韩村镇<b>"}
    assert place.own.post(path, page="/unit", **fields, received_on="2021-01-12").status_code == 400
    assert place.own.post(path, page="/unit", **fields, asked_on="2021-01-08").status_code == 302
    page = place.own.text(path)
    assert "已发函" in page and "韩村镇&lt;b&gt;" in page
    assert "<input" not in place.somebody("committee").text(path).split("<main", 1)[1]


def test_talks_and_visits(place: Place) -> None:
    path = f"/rounds/{place.round}/visits"
    host = place.somebody("host")
    assert host.post(path, unit=place.unit.id, talks="12", visits="", remark="").status_code == 302
    assert 'value="12"' in host.text(path)
    for talks in ("x", "-1", "10000", "1.5"):
        assert host.post(path, unit=place.unit.id, talks=talks, visits="1").status_code == 400
    assert "12" in plain(place.somebody("committee").text(f"/rounds/{place.round}/materials"))


def test_rules_of_a_round(place: Place) -> None:
    path = f"/rounds/{place.round}/materials/rules"
    officer = place.somebody("officer")
    assert (
        officer.post(
            path, summary="3500", report="30", days="5", title="甲", guide="乙"
        ).status_code
        == 400
    )
    assert (
        officer.post(
            path, summary="3500", report="2000", days="3", title="脱贫攻坚责任", guide="写明情况"
        ).status_code
        == 302
    )
    assert place.own.post(place.report, version="0", **{"s-whole": "字" * 2001}).status_code == 400


def test_pages_in_english(place: Place) -> None:
    write(place.db, place.unit.id, place.wang)
    settle(place.db, place.unit.id, place.wang)
    rest = re.compile(r"[\u4e00-\u9fff]+")
    for path in ("/unit", f"{place.root}/materials", f"{place.root}/statements"):
        page = plain(place.own.text(f"{path}?lang=en").split("<main", 1)[1])
        names = {unit.name for unit in list_units(place.db, place.round)}
        known = (
            "".join(names)
            + "".join(c.name + c.post for c in place.unit.cadres)
            + "年度考核清组文号领导班子镇政府礼堂民主测评会组织部"
        )
        assert not [w for w in rest.findall(page) if not set(w) <= set(known)], (path, page)


def test_what_voters_fetch(place: Place) -> None:
    phone = place.office.test_client()
    path = f"/v/{place.hall.meeting}/materials.json"
    assert phone.get(path).status_code == 409
    write(place.db, place.unit.id, place.wang)
    settle(place.db, place.unit.id, place.wang)
    place.hall.open()
    packed = phone.get(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip" and packed.status_code == 200
    bare = phone.get(path, headers={"Accept-Encoding": "identity"})
    assert list(bare.json["subjects"]) == [place.wang]
    assert "Set-Cookie" not in packed.headers
    assert phone.get("/v/00000000/materials.json").status_code == 404
