import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from voting.assessment.forms.checks import check_form, form_for_meeting, read_form, read_subjects
from voting.assessment.forms.defaults import cadre_form, default_forms, team_form
from voting.assessment.forms.model import Form
from voting.assessment.forms.plain import form_from, plain_form
from voting.assessment.forms.scales import FOUND, PRESET, SCALES, scale
from voting.errors import BadInput, NotFound

SUBJECTS = [{"id": "c1", "name": "王　伟", "post": "书记", "position": "head"}]


def names(form: Form) -> list[str]:
    return [question.text.zh for question in form.questions]


def labels(form: Form) -> set[tuple[str, ...]]:
    return {tuple(o.text.zh for o in q.options) for q in form.questions}


def test_the_forms_of_the_notice() -> None:
    assert names(team_form()) == [
        "政治思想建设",
        "领导能力",
        "工作实绩",
        "党风廉政建设",
        "作风建设",
        "总体评价",
    ]
    assert names(cadre_form()) == ["德", "能", "勤", "绩", "廉", "总体评价"]
    assert labels(team_form()) == {("优秀", "良好", "一般", "较差")}
    assert labels(cadre_form()) == {("优秀", "称职", "基本称职", "不称职")}


def test_rates_scores_and_abstention() -> None:
    for form, lowest in ((team_form(), "较差率"), (cadre_form(), "不称职率")):
        assert [r.id for r in form.rates] == ["excellent", "favourable", "unfavourable"]
        assert form.rates[2].text.zh == lowest
        for question in form.questions:
            assert [o.score for o in question.options] == [100, 80, 60, 0]
            assert question.abstain is not None and question.abstain.counts is True
            assert (question.min, question.max) == (1, 1)
        assert [q.role for q in form.questions] == ["aspect"] * 5 + ["overall"]
    assert cadre_form().rates[1].options == ("excellent", "competent")
    assert team_form().rates[1].options == ("excellent", "good")


def test_every_text_has_english_and_every_aspect_a_help() -> None:
    def texts(value: Any) -> list[dict[str, str]]:
        if isinstance(value, dict):
            if set(value) == {"zh", "en"}:
                return [value]
            return [text for item in value.values() for text in texts(item)]
        if isinstance(value, list):
            return [text for item in value for text in texts(item)]
        return []

    for form in default_forms():
        check_form(form)
        for text in texts(plain_form(form)):
            assert bool(text["zh"]) == bool(text["en"])
            assert not re.search("[\u4e00-\u9fff]", text["en"])
        for question in form.questions:
            assert bool(question.help.zh) == (question.role == "aspect")
            assert len(question.help.zh) <= 90


def test_forms_are_kept_as_plain_json_that_shares_nothing() -> None:
    first: dict[str, Any] = plain_form(cadre_form())
    assert json.loads(json.dumps(first)) == first
    assert read_form(first) == form_from(first) == cadre_form()
    first["questions"][0]["options"][0]["text"]["zh"] = "改"
    assert cadre_form().questions[0].options[0].text.zh == "优秀"


def test_form_for_meeting_adds_subjects_and_shares_nothing() -> None:
    form = cadre_form()
    ready: dict[str, Any] = plain_form(form_for_meeting(form, read_subjects(SUBJECTS)))
    assert ready["subjects"] == SUBJECTS
    assert set(ready) == {"id", "kind", "text", "rates", "subjects", "questions"}
    ready["questions"][0]["id"] = "changed"
    assert form == cadre_form() and form.questions[0].id == "virtue"


@pytest.mark.parametrize(
    ("subjects", "code"),
    [
        ([], "form-count"),
        ([*SUBJECTS, *SUBJECTS], "form-twice"),
        ([{"id": "c1", "name": " ", "post": "", "position": ""}], "form-text"),
        ([{"id": "c1", "name": "王"}], "form-shape"),
        ([{"id": "C 1", "name": "王", "post": "", "position": ""}], "form-id"),
        ("c1", "form-shape"),
    ],
)
def test_faulty_subjects(subjects: Any, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        form_for_meeting(cadre_form(), read_subjects(subjects))
    assert caught.value.code == code


Change = Callable[[dict[str, Any]], object]
FAULTS: list[tuple[str, str, Change]] = [
    ("form-shape", "form", lambda f: f.pop("rates")),
    ("form-shape", "form", lambda f: f.update(subjects=[])),
    ("form-id", "id", lambda f: f.update(id="Team")),
    ("form-id", "id", lambda f: f.update(id="team\n")),
    ("form-word", "kind", lambda f: f.update(kind="person")),
    ("form-text", "text.zh", lambda f: f["text"].update(zh="")),
    ("form-text", "text.zh", lambda f: f["text"].update(zh="a\u202eb")),
    ("form-shape", "text", lambda f: f["text"].pop("en")),
    ("form-count", "questions", lambda f: f.update(questions=[])),
    ("form-overall", "questions", lambda f: f["questions"][0].update(role="overall")),
    ("form-twice", "questions", lambda f: f["questions"].append(dict(f["questions"][0]))),
    ("form-number", "questions[0].max", lambda f: f["questions"][0].update(max=0)),
    ("form-number", "questions[0].max", lambda f: f["questions"][0].update(max=5)),
    ("form-number", "questions[0].min", lambda f: f["questions"][0].update(min=2)),
    ("form-number", "questions[0].max", lambda f: f["questions"][0].update(max=True)),
    ("form-shape", "questions[0].abstain", lambda f: f["questions"][0].update(abstain=True)),
    (
        "form-flag",
        "questions[0].abstain.counts",
        lambda f: f["questions"][0]["abstain"].update(counts=1),
    ),
    (
        "form-number",
        "questions[0].options[1].score",
        lambda f: f["questions"][0]["options"][1].update(score=101),
    ),
    (
        "form-number",
        "questions[0].options[1].score",
        lambda f: f["questions"][0]["options"][1].update(score=80.0),
    ),
    (
        "form-twice",
        "questions[0].options",
        lambda f: f["questions"][0]["options"][1].update(id="excellent"),
    ),
    ("form-count", "questions[0].options", lambda f: f["questions"][0].update(options=[])),
    (
        "form-multiple",
        "questions[0]",
        lambda f: f["questions"][0].update(max=2, abstain={"text": f["text"], "counts": False}),
    ),
    ("form-rate", "rates[0].options", lambda f: f["rates"][0].update(options=["nobody"])),
    ("form-twice", "rates", lambda f: f["rates"].append(f["rates"][0])),
    (
        "form-twice",
        "rates[0].options",
        lambda f: f["rates"][0].update(options=["excellent", "excellent"]),
    ),
    ("form-count", "rates[0].options", lambda f: f["rates"][0].update(options=[])),
]


@pytest.mark.parametrize(("code", "where", "change"), FAULTS)
def test_faults_are_named_with_their_place(code: str, where: str, change: Change) -> None:
    form = plain_form(cadre_form())
    change(form)
    with pytest.raises(BadInput) as caught:
        read_form(form)
    assert (caught.value.code, caught.value.values["where"]) == (code, where)


def test_a_form_may_be_anything_editable() -> None:
    """Another vocabulary, no abstention, several choices, no rates."""
    form = team_form()
    first = replace(form.questions[0], options=scale("satisfied").options, abstain=None, min=0)
    check_form(replace(form, rates=(), questions=(first,)))


def test_no_form_is_no_form() -> None:
    values: tuple[object, ...] = (None, [], "form", 3)
    for value in values:
        with pytest.raises(BadInput):
            read_form(value)


def test_the_library_of_scales() -> None:
    assert len({s.id for s in SCALES}) == len(SCALES) >= 9
    for known in SCALES:
        assert known.source in (FOUND, PRESET)
        for text in (known.text, known.basis, *(option.text for option in known.options)):
            assert text.zh and text.en
        assert "按条例" not in known.basis.zh
        assert [o.score for o in known.options if o.score is not None] == sorted(
            (o.score for o in known.options if o.score is not None), reverse=True
        )
    assert [o.counts for o in scale("approved").options] == [True, True, True, False]
    with pytest.raises(NotFound):
        scale("none")
