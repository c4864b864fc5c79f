"""The editor of forms as an officer uses it, without JavaScript."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from flask import Flask

from desk import Desk, signed_in
from office import OFFICER
from open_meeting import Hall
from voting.assessment.wording import Text
from voting.services.forms.views import FormsPage, FormView, forms_page
from voting.services.meetings import plan

_FIELD = re.compile(
    r"<(input|textarea|select)\b([^>]*)>(.*?)"
    r"(?=<(?:input|textarea|select|button)\b|</form)",
    re.DOTALL,
)
_NAME = re.compile(r'name="([^"]+)"')
_VALUE = re.compile(r'value="([^"]*)"')


@pytest.fixture
def round_id(hall: Hall) -> str:
    return plan.get_meeting(hall.db, hall.meeting).round_id


@pytest.fixture
def desk(office: Flask, hall: Hall) -> Desk:
    return signed_in(office, hall.db, "officer")


def page(hall: Hall, round_id: str) -> FormsPage:
    return forms_page(hall.db, OFFICER, round_id)


def form(hall: Hall, round_id: str, form_id: str) -> FormView:
    return page(hall, round_id).form(form_id)


def fields(html: str, part: str) -> dict[str, str]:
    """What a browser would send of the form that contains ``part``, unchanged."""
    body = next(f for f in re.findall(r"<form\b.*?</form>", html, re.DOTALL) if part in f)
    found: dict[str, str] = {}
    for kind, attributes, rest in _FIELD.findall(body + "</form"):
        name = _NAME.search(attributes)
        ticked = "checkbox" in attributes or "radio" in attributes
        if name is None or (ticked and "checked" not in attributes):
            continue
        value = _VALUE.search(attributes)
        if kind == "textarea":
            text = rest.split("</textarea>")[0].strip()
        elif kind == "select":
            chosen = re.search(r'<option(?=[^>]*selected)[^>]*value="([^"]*)"', rest)
            text = chosen[1] if chosen else (_VALUE.search(rest) or ["", ""])[1]
        else:
            text = value[1] if value else "y"
        found[name[1]] = unescape(text)
    return found


def send(desk: Desk, path: str, part: str, **changes: str) -> tuple[int, str]:
    """Fill in the form on a page and press its button."""
    data = {**fields(desk.text(path), part), **changes}
    answer = desk.client.post(path, data=data)
    return answer.status_code, answer.get_data(as_text=True)


def test_a_form_is_added_from_a_template_with_its_basis(
    desk: Desk, hall: Hall, round_id: str
) -> None:
    base = f"/rounds/{round_id}/forms"
    text = desk.text(f"{base}/new")
    assert "依据：公开的测评办法" in text and "通知规定" in text
    assert send(desk, f"{base}/new", "template")[0] == 400
    assert send(desk, f"{base}/new", "template", template="selection")[0] == 302
    assert "新提拔任用干部民主评议表" in desk.text(base)
    assert desk.post(f"{base}/move", base, form="promoted", step="up").status_code == 302
    assert [f.id for f in page(hall, round_id).forms] == ["team", "cadre", "promoted", "selection"]
    assert desk.post(f"{base}/selection/remove", base).status_code == 302
    assert [f.id for f in page(hall, round_id).forms] == ["team", "cadre", "promoted"]


def test_a_scale_of_the_library_in_one_tap_is_kept_when_saved(
    desk: Desk, hall: Hall, round_id: str
) -> None:
    path = f"/rounds/{round_id}/forms/cadre/questions/overall"
    before = form(hall, round_id, "cadre")
    status, text = send(desk, path, "data-question-editor", do="scale:qualified")
    assert status == 200 and 'value="基本合格"' in text and 'value="基本称职"' not in text
    assert form(hall, round_id, "cadre") == before, "nothing is kept before saving"
    data = {**fields(text, "data-question-editor"), "spread": "y", "do": "save"}
    assert desk.client.post(path, data=data).status_code == 302
    after = form(hall, round_id, "cadre").form
    assert {tuple(o.text.zh for o in q.options) for q in after.questions} == {
        ("优秀", "合格", "基本合格", "不合格")
    }
    assert [r.text.zh for r in after.rates] == ["优秀率", "优秀合格率", "不合格率"]
    assert "比率已按新的选项重新设置" in desk.text(f"/rounds/{round_id}/forms/cadre")


def test_saving_a_question_unchanged_changes_nothing(desk: Desk, hall: Hall, round_id: str) -> None:
    before = page(hall, round_id)
    for form_id, question in (("team", "politics"), ("cadre", "overall")):
        path = f"/rounds/{round_id}/forms/{form_id}/questions/{question}"
        assert send(desk, path, "data-question-editor", do="save")[0] == 302
    assert page(hall, round_id) == before


def test_a_new_question_with_several_choices(desk: Desk, hall: Hall, round_id: str) -> None:
    path = f"/rounds/{round_id}/forms/cadre/questions/new"
    changes = {
        "zh": "突出特点",
        "section_zh": "其他",
        "kind": "several",
        "min": "0",
        "max": "2",
        "options-0-zh": "肯干",
        "options-1-zh": "会干",
        "options-2-zh": "",
        "options-3-zh": "团结",
    }
    status, text = send(desk, path, "data-question-editor", do="show", **changes)
    assert status == 200 and "最多选2项" in text and "其他" in text
    assert send(desk, path, "data-question-editor", **changes)[0] == 302
    made = form(hall, round_id, "cadre").question("q")
    assert (made.min, made.max, made.section.zh) == (0, 2, "其他")
    assert [o.text.zh for o in made.options] == ["肯干", "会干", "团结"]
    assert len({o.id for o in made.options}) == 3


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"zh": ""}, "请填写此项"),
        ({"kind": "several", "max": "9"}, "最多选几项不能少于"),
        ({"kind": "several", "max": ""}, "请填0到64的整数"),
        ({"kind": "several", "min": "3", "max": "2"}, "最多选几项不能少于"),
        ({"options-0-score": "101"}, "分值在0到100之间"),
        ({f"options-{n}-zh": "" for n in range(6)}, "请至少写一个选项"),
        ({"zh": "长" * 101}, "内容过长"),
    ],
)
def test_what_is_wrong_with_a_question_is_said_beside_it(
    desk: Desk, hall: Hall, round_id: str, changes: dict[str, str], told: str
) -> None:
    before = page(hall, round_id)
    path = f"/rounds/{round_id}/forms/cadre/questions/virtue"
    status, text = send(desk, path, "data-question-editor", **changes)
    assert status == 400 and told in text
    assert page(hall, round_id) == before


def test_not_counting_and_several_do_not_go_together(desk: Desk, round_id: str) -> None:
    path = f"/rounds/{round_id}/forms/cadre/questions/virtue"
    data = fields(desk.text(path), "data-question-editor")
    data.update(kind="several", min="0", max="2")
    del data["options-1-counts"], data["abstain_counts"]
    answer = desk.client.post(path, data=data)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "所有选项都要计入分母" in text and "弃权也要计入分母" in text


def test_text_from_people_stays_text(desk: Desk, hall: Hall, round_id: str) -> None:
    path = f"/rounds/{round_id}/forms/cadre/questions/virtue"
    nasty = "<script>alert(1)</script>{{7*7}}"
    assert send(desk, path, "data-question-editor", zh=nasty, **{"options-0-zh": nasty})[0] == 302
    for address in (
        path,
        f"/rounds/{round_id}/forms/cadre",
        f"/rounds/{round_id}/plan",
        f"/rounds/{round_id}/forms",
    ):
        text = desk.text(address)
        assert "<script>alert" not in text and "{{7*7}}" in text


def test_limits_are_set_in_percent_or_number(desk: Desk, hall: Hall, round_id: str) -> None:
    path = f"/rounds/{round_id}/forms/cadre/limits"
    put = {"quotas-0-target": "overall/excellent", "quotas-0-amount": "33.5"}
    assert send(desk, path, "quotas-0", **put)[0] == 302
    quota = form(hall, round_id, "cadre").quotas[0]
    assert quota.share is not None and (quota.share * 1000, quota.policy) == (335, "block")
    text = desk.text(f"/rounds/{round_id}/forms/cadre")
    assert "最多33.5%" in text and "5个对象时最多1个" in text and "人数少的单位一个都不能给" in text
    number = {"quotas-0-unit": "number", "quotas-0-amount": "2", "quotas-0-policy": "warn"}
    assert send(desk, path, "quotas-0", **number)[0] == 302
    assert form(hall, round_id, "cadre").quotas[0].plain() == {
        "form": "cadre",
        "question": "overall",
        "option": "excellent",
        "policy": "warn",
        "at_most": 2,
    }
    for wrong in ("0", "100", "", "abc"):
        status, text = send(
            desk, path, "quotas-0", **{"quotas-0-unit": "percent", "quotas-0-amount": wrong}
        )
        assert status == 400 and 'class="error"' in text, wrong
    assert send(desk, path, "quotas-0", **{"quotas-0-target": ""})[0] == 302
    assert form(hall, round_id, "cadre").quotas == ()


def test_who_is_assessed_and_a_list_of_its_own(desk: Desk, hall: Hall, round_id: str) -> None:
    base = f"/rounds/{round_id}/forms"
    assert send(desk, f"{base}/new", "template", template="recommendation")[0] == 302
    path = f"{base}/recommendation/who"
    assert (
        send(desk, path, 'name="who"', who="listed", listed="张三，副局长\n\n 李四\t科长 \n王五")[0]
        == 302
    )
    listed = form(hall, round_id, "recommendation").applies.listed
    assert [(c.name, c.post) for c in listed] == [
        ("张三", "副局长"),
        ("李四", "科长"),
        ("王五", ""),
    ]
    assert send(desk, path, 'name="who"', listed="")[0] == 400
    unit = plan.get_meeting(hall.db, hall.meeting).unit_id
    assert send(desk, f"{base}/cadre/who", 'name="who"', who="members", units=unit)[0] == 302
    applies = form(hall, round_id, "cadre").applies
    assert (applies.who, applies.units) == ("members", (unit,))
    assert "只在：城关镇" in re.sub(r"\s+", "", desk.text(base))
    assert send(desk, f"{base}/cadre/who", 'name="who"', who="team")[0] == 400


def test_rates_and_titles(desk: Desk, hall: Hall, round_id: str) -> None:
    base = f"/rounds/{round_id}/forms/cadre"
    assert send(desk, f"{base}/rates", "rates-0", **{"rates-0-zh": "优等率"})[0] == 302
    assert form(hall, round_id, "cadre").form.rates[0].text.zh == "优等率"
    assert send(desk, base, 'name="zh"', zh="干部表", en="Cadres")[0] == 302
    assert form(hall, round_id, "cadre").form.text == Text("干部表", "Cadres")
    assert send(desk, base, 'name="zh"', zh=" ")[0] == 400


def test_classes_by_position(desk: Desk, hall: Hall, round_id: str) -> None:
    path = f"/rounds/{round_id}/class-tables"
    put = {"tables-0-class_id": "b", "tables-0-position": "member", "tables-0-counts_as": "A"}
    assert send(desk, path, "tables-0", **put)[0] == 302
    assert "票类 B 测评“班子成员（非主要负责人）”时，按票类 A 计票" in desk.text(
        f"/rounds/{round_id}/forms"
    )
    assert send(desk, path, "tables-0", **{"tables-0-counts_as": ""})[0] == 400
    assert send(desk, path, "tables-0", **{"tables-0-counts_as": "B"})[0] == 400
    assert len(page(hall, round_id).plan.tables) == 1


def test_the_plan_on_paper_names_everything(desk: Desk, hall: Hall, round_id: str) -> None:
    text = desk.text(f"/rounds/{round_id}/plan")
    assert page(hall, round_id).fingerprint in text
    for word in ("领导班子民主测评表", "总体评价", "优秀", "可弃权", "优称率", "尚可修改"):
        assert word in text


def test_the_preview_is_the_phones_page_and_its_data(desk: Desk, hall: Hall, round_id: str) -> None:
    unit = plan.get_meeting(hall.db, hall.meeting).unit_id
    base = f"/rounds/{round_id}/forms/preview"
    assert f"{base}.json" in desk.text(base)
    data = json.loads(desk.text(f"{base}.json?unit={unit}"))
    assert data["meeting"]["unit"] == "城关镇" and len(data["forms"]) == 2
    assert not {"trustees", "roll", "bundle"} & set(data), "nothing a ballot could be made with"
    assert desk.get(f"{base}?unit=00000000").status_code in (404, 409)


def test_after_the_first_opening_everything_can_only_be_read(
    desk: Desk, hall: Hall, round_id: str
) -> None:
    base = f"/rounds/{round_id}/forms"
    question = fields(desk.text(f"{base}/cadre/questions/virtue"), "data-question-editor")
    hall.open()
    before = page(hall, round_id)
    for address in (base, f"{base}/cadre", f"/rounds/{round_id}/plan"):
        text = desk.text(address)
        assert "固定" in text and "删除…" not in text and "main-button" not in text
    answer = desk.client.post(f"{base}/cadre/questions/virtue", data={**question, "zh": "德行"})
    assert answer.status_code == 400 and "已经固定" in answer.get_data(as_text=True)
    for path, data in (
        (f"{base}/team/remove", {}),
        (f"{base}/move", {"form": "team", "step": "up"}),
        (f"{base}/cadre/questions/virtue/remove", {}),
        (f"{base}/cadre/questions/virtue/move", {"step": "up"}),
    ):
        sent = {**data, "csrf_token": question["csrf_token"]}
        assert desk.client.post(path, data=sent).status_code in (400, 409), path
    assert page(hall, round_id) == before


def test_an_english_editor_is_english(desk: Desk, round_id: str) -> None:
    base = f"/rounds/{round_id}/forms"
    own = {
        "2020年度考核",
        "城关镇",
        "县财政局",
        "县志办",
        "中文",
        "清组文〔2021〕1号",
        "考核工作条例",
        "全体人员",
    }
    for address in (
        base,
        f"{base}/new",
        f"{base}/cadre",
        f"{base}/cadre/limits",
        f"{base}/cadre/rates",
        f"{base}/cadre/who",
        f"/rounds/{round_id}/plan",
        f"/rounds/{round_id}/class-tables",
    ):
        body = re.sub(r"<[^>]+>", "", desk.text(f"{address}?lang=en"))
        for name in own:
            body = body.replace(name, "")
        left = [line.strip() for line in body.splitlines() if re.search("[\u4e00-\u9fff]", line)]
        assert not left, address
