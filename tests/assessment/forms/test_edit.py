"""Changing forms: what is kept always fits, what no longer fits is mended and told."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.assessment.forms.checks import check_form
from voting.assessment.forms.defaults import default_forms
from voting.assessment.forms.edit import MAX_FORMS, Draft, fresh_id, rates_of
from voting.assessment.forms.library import FOUND, PRESET, SEED, TEMPLATES, template
from voting.assessment.forms.model import Question
from voting.assessment.forms.plan import Applies, BallotQuota, plan_from
from voting.assessment.forms.plan_checks import check_plan
from voting.assessment.forms.scales import scale
from voting.assessment.wording import Text
from voting.errors import BadInput, NotFound


def draft() -> Draft:
    """The notice's two forms with a limit."""
    forms = default_forms()
    made = Draft(forms, plan_from({}, forms))
    made.quotas = [BallotQuota("cadre", "overall", "excellent", "block", Fraction(3, 10))]
    return made


def with_scale(question: Question, name: str) -> Question:
    return replace(question, options=scale(name).options)


def refused(code: str, work: Any, *arguments: Any) -> None:
    with pytest.raises((BadInput, NotFound)) as error:
        work(*arguments)
    assert error.value.code == code


@pytest.mark.parametrize("known", TEMPLATES, ids=lambda t: t.id)
def test_every_template_can_be_used_as_it_is(known: Any) -> None:
    made = draft()
    ids = [made.add(form, applies) for form, applies in known.make() if form.kind == "other"]
    made.finish()
    for form in made.forms:
        check_form(form)
        assert all(form.text.plain().values())
        for question in form.questions:
            assert all(question.text.plain().values())
            assert all(option.text.en for option in question.options)
    assert known.source in (SEED, FOUND, PRESET) and known.basis.zh and known.basis.en
    assert len(set(ids)) == len(ids)


def test_the_votes_that_are_held_together() -> None:
    """domain notes, §2: 一报告两评议 is two forms, one with reasons; 民主推荐 chooses up to k."""
    (selection, _), (promoted, applies) = template("selection").make()
    assert applies.who == "promoted"
    assert [o.text.zh for o in promoted.questions[0].options] == [
        "认同",
        "基本认同",
        "不认同",
        "不了解",
    ]
    assert [o.counts for o in promoted.questions[0].options] == [True, True, True, False]
    reasons = promoted.questions[1]
    assert (reasons.min, reasons.max, reasons.abstain) == (0, 3, None)
    assert [q.section.zh for q in selection.questions] == ["选人用人工作"] * 3 + ["存在问题"]
    assert [form.id for form, _ in template("politics").make()] == [
        "politics",
        "politics-negative",
    ]
    refused("template-unknown", template, "nothing")


def test_adding_removing_and_moving_forms() -> None:
    made = draft()
    form, applies = template("satisfaction").make()[0]
    assert [made.add(form, applies), made.add(form, applies)] == ["satisfaction", "satisfaction-2"]
    made.move("satisfaction-2", -1)
    made.move("team", -1)
    assert [f.id for f in made.forms] == ["team", "cadre", "satisfaction-2", "satisfaction"]
    made.remove("cadre")
    assert made.finish() == ["quotas-dropped"] and made.quotas == []
    made.remove("team")
    made.remove("satisfaction")
    refused("forms-last", made.remove, "satisfaction-2")
    refused("form-unknown", made.remove, "team")
    for _ in range(MAX_FORMS - 1):
        made.add(form, applies)
    refused("forms-many", made.add, form, applies)


def test_nobody_can_be_graded_twice_by_adding_the_notice_form_again() -> None:
    made = draft()
    form, applies = template("cadre").make()[0]
    made.add(form, applies)
    refused("plan-overlap", made.finish)


def test_questions_come_and_go() -> None:
    made = draft()
    model = made.question("cadre", "virtue")
    assert made.put_question("cadre", None, replace(model, text=Text("学"))) == "q"
    made.move_question("cadre", "q", -1)
    assert [q.id for q in made.form("cadre").questions][-2:] == ["q", "overall"]
    made.remove_question("cadre", "q")
    refused("question-unknown", made.put_question, "cadre", "q", model)
    for key in ("ability", "diligence", "achievements", "integrity", "virtue"):
        made.remove_question("cadre", key)
    refused("questions-last", made.remove_question, "cadre", "overall")
    assert made.finish() == []


def test_there_is_one_overall_question_and_grades_need_it() -> None:
    made = draft()
    made.put_question("cadre", "virtue", replace(made.question("cadre", "virtue"), role="overall"))
    assert [q.id for q in made.form("cadre").questions if q.role == "overall"] == ["virtue"]
    made.remove_question("cadre", "virtue")
    refused("form-needs-overall", made.finish)
    several = replace(made.question("cadre", "overall"), role="overall", max=2)
    made.put_question("cadre", "overall", several)
    refused("form-needs-overall", made.finish)


def test_rates_follow_other_options() -> None:
    """优称率 = 优秀 + 称职 means nothing any more where the options are 好/较好/一般/差."""
    made = draft()
    made.put_question("cadre", "overall", with_scale(made.question("cadre", "overall"), "good-bad"))
    assert made.finish() == ["rates-reset", "quotas-dropped"]
    assert [(r.id, r.text.zh, list(r.options)) for r in made.form("cadre").rates] == [
        ("excellent", "好率", ["good"]),
        ("favourable", "好较好率", ["good", "fairly-good"]),
        ("unfavourable", "差率", ["bad"]),
    ]


def test_options_that_keep_their_ids_keep_the_rates() -> None:
    made = draft()
    question = made.question("cadre", "overall")
    worst = replace(question.options[3], text=Text("不称职（差）", question.options[3].text.en))
    question = replace(question, options=(*question.options[:3], worst))
    made.put_question("cadre", "overall", question)
    assert made.finish() == [] and len(made.quotas) == 1


def test_rates_of_a_short_scale() -> None:
    agree = scale("agree").options
    assert [(r.id, list(r.options)) for r in rates_of(agree)] == [
        ("excellent", ["agree"]),
        ("favourable", ["agree"]),
        ("unfavourable", ["disagree"]),
    ]
    assert [r.id for r in rates_of(agree[:1])] == ["excellent", "favourable"]
    known = scale("approved").options
    assert rates_of(known)[2].options == ("disapprove",), "不了解 does not count"


def test_one_set_of_options_for_the_whole_form() -> None:
    made = draft()
    made.put_question(
        "team", "politics", with_scale(made.question("team", "politics"), "satisfied-four")
    )
    made.spread("team", "politics")
    assert {tuple(o.id for o in q.options) for q in made.form("team").questions} == {
        ("satisfied", "fairly-satisfied", "basically-satisfied", "dissatisfied")
    }
    assert made.finish() == ["rates-reset"]


def test_several_choices_are_not_spread() -> None:
    made = draft()
    made.add(*template("selection").make()[0])
    before = made.question("selection", "problems")
    made.spread("selection", "overall")
    assert made.question("selection", "problems") == before
    made.spread("selection", "problems")
    assert made.question("selection", "overall").max == 1


def test_the_forms_that_were_given_stay_untouched() -> None:
    forms = default_forms()
    made = Draft(forms, plan_from({}, forms))
    made.put(replace(made.form("team"), text=Text("别的")))
    made.applies["team"] = Applies("team", units=("u",))
    assert forms == default_forms()


def test_fresh_ids() -> None:
    assert [fresh_id("q", []), fresh_id("q", ["q"]), fresh_id("q", ["q", "q-2"])] == [
        "q",
        "q-2",
        "q-3",
    ]


STEPS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 30)), max_size=8)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_whatever_is_done_what_is_kept_fits(steps: list[tuple[int, int]]) -> None:
    """Random edits; where finish does not refuse, forms and plan pass every check by themselves."""
    made = draft()
    for kind, number in steps:
        form = made.forms[number % len(made.forms)]
        question = form.questions[number % len(form.questions)]
        names = ["good-bad", "agree", "approved", "cadre", "team"]
        try:
            if kind == 0:
                made.add(*TEMPLATES[number % len(TEMPLATES)].make()[0])
            elif kind == 1:
                made.remove(form.id)
            elif kind == 2:
                made.remove_question(form.id, question.id)
            elif kind == 3:
                made.put_question(form.id, question.id, with_scale(question, names[number % 5]))
            elif kind == 4:
                made.spread(form.id, question.id)
            else:
                made.move_question(form.id, question.id, number % 3 - 1)
        except BadInput:
            continue
    try:
        made.finish()
    except BadInput:
        return
    for form in made.forms:
        check_form(form)
    check_plan(made.plan, made.forms)
    assert plan_from(made.plan.plain(), made.forms) == made.plan
    again = Draft(made.forms, made.plan)
    assert again.finish() == [], "mended once, it stays mended"
