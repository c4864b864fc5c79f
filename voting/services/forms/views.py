"""The forms of a round as the editor, the printed plan and the preview show them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from voting.assessment import permissions
from voting.assessment.forms.model import Form, Question
from voting.assessment.forms.plain import plain, plain_form
from voting.assessment.forms.plan import WHO, Applies, BallotQuota, RoundPlan, subjects_of
from voting.assessment.roster.unit import UnitView
from voting.assessment.wording import Text
from voting.errors import NotFound, Refused
from voting.record.manifest import MAX_SLOTS
from voting.services.context import Actor, permit
from voting.services.forms.of_meeting import People, filled, people_of, quotas_on
from voting.services.roster.scope import rules_of
from voting.services.roster.views import unit_views
from voting.services.rounds.plan import forms_of, is_frozen, plan_mark, plan_of
from voting.storage import meetings, rosters, rounds
from voting.storage.database import Database, Session
from voting.storage.rounds import RoundRow


@dataclass(frozen=True, slots=True)
class FormView:
    """A form with who stands on it; ``units`` the names of the units it is limited to, ``sizes``
    the different numbers of subjects it has at the units (0 where nobody stands on it there)."""

    form: Form
    applies: Applies
    units: tuple[str, ...]
    quotas: tuple[BallotQuota, ...]
    sizes: tuple[int, ...]

    @property
    def id(self) -> str:
        """The form's id within the round."""
        return self.form.id

    @property
    def sections(self) -> bool:
        """True where at least one question stands under a heading."""
        return any(question.section.zh for question in self.form.questions)

    def question(self, question_id: str) -> Question:
        """One question; NotFound ``question-unknown``."""
        for question in self.form.questions:
            if question.id == question_id:
                return question
        raise NotFound("question-unknown", "there is no such question")

    def words(self, quota: BallotQuota) -> tuple[Text, Text]:
        """The texts of question and option a quota is about."""
        question = self.question(quota.question)
        return question.text, next(o.text for o in question.options if o.id == quota.option)


@dataclass(frozen=True, slots=True)
class FormsPage:
    """All forms of a round.

    ``rules`` is the version of the rules of scope; ``largest`` the number of questions on the
    longest slip and the unit that has it; ``too_large`` where a slip would not open; ``counts``
    how many of the round each group is, by the words of :data:`voting.assessment.forms.plan.WHO`;
    ``classes`` the ids of voter classes in use at the round's meetings, with a name.
    """

    forms: tuple[FormView, ...]
    plan: RoundPlan
    frozen: bool
    fingerprint: str
    rules: int
    largest: tuple[int, str]
    too_large: bool
    units: tuple[UnitView, ...]
    counts: Mapping[str, int]
    classes: tuple[tuple[str, str], ...]

    def form(self, form_id: str) -> FormView:
        """One form; NotFound ``form-unknown``."""
        for form in self.forms:
            if form.id == form_id:
                return form
        raise NotFound("form-unknown", "there is no such form")


def forms_page(db: Database, actor: Actor, round_id: str) -> FormsPage:
    """The forms of a round with what they come to at its units."""
    permit(actor, permissions.READ_FORMS)
    with db.reading() as session:
        row = rounds.known(session, round_id)
        return _page(session, row)


def preview(db: Database, actor: Actor, round_id: str, unit_id: str | None) -> bytes:
    """What a phone would be shown at a meeting of the unit (the first that votes on anything, where
    none is named), as JSON: the parts of a manifest that are seen. Nothing can be sent with it.

    Refused ``preview-nobody`` where nobody stands on any form.
    """
    permit(actor, permissions.READ_FORMS)
    with db.reading() as session:
        row = rounds.known(session, round_id)
        forms, plan = forms_of(row), plan_of(session, row)
        units = unit_views(session, rosters.units(session, round_id))
        people = people_of(session, units)
        for unit in units:
            forms_shown = filled(forms, plan, unit.id, people[unit.id])
            if forms_shown and unit_id in (None, unit.id):
                return _shown(session, row, unit, forms_shown, plan)
    raise Refused("preview-nobody", "nobody stands on any form there: import the roster first")


def _page(session: Session, row: RoundRow) -> FormsPage:
    forms, plan = forms_of(row), plan_of(session, row)
    units = unit_views(session, rosters.units(session, row.id))
    people = people_of(session, units)
    sizes = {
        unit.id: {form.id: _size(plan.applies[form.id], unit.id, people[unit.id]) for form in forms}
        for unit in units
    }
    questions = {
        unit.id: sum(sizes[unit.id][form.id] * len(form.questions) for form in forms)
        for unit in units
    }
    slots = [sum(of_unit[form.id] * form.slots for form in forms) for of_unit in sizes.values()]
    longest = max(units, key=lambda unit: questions[unit.id], default=None)
    names = {unit.id: unit.name for unit in units}
    return FormsPage(
        tuple(
            _view(form, plan, {of_unit[form.id] for of_unit in sizes.values()}, names)
            for form in forms
        ),
        plan,
        is_frozen(session, row.id),
        plan_mark(forms, plan),
        rules_of(row).version,
        (0, "") if longest is None else (questions[longest.id], longest.name),
        any(number > MAX_SLOTS for number in slots),
        tuple(units),
        {
            who: sum(_size(Applies(who), unit, one) for unit, one in people.items())
            for who in WHO
            if who != "listed"
        },
        tuple(dict(meetings.class_names(session, row.id)).items()),
    )


def _size(applies: Applies, unit_id: str, people: People) -> int:
    """How many of a unit stand on a form."""
    return len(subjects_of(applies, unit_id, people.team, people.cadres, people.promoted))


def _view(
    form: Form, plan: RoundPlan, sizes: Collection[int], names: Mapping[str, str]
) -> FormView:
    applies = plan.applies[form.id]
    return FormView(
        form,
        applies,
        tuple(names[u] for u in applies.units if u in names),
        tuple(q for q in plan.quotas if q.form == form.id),
        tuple(sorted(sizes)),
    )


def _shown(
    session: Session, row: RoundRow, unit: UnitView, forms: Sequence[Form], plan: RoundPlan
) -> bytes:
    planned = list(meetings.of_unit(session, unit.id))
    meeting = planned[0] if planned else None
    first = meetings.classes(session, meeting.id)[:1] if meeting else []
    return json.dumps(
        {
            "meeting": {
                "round": row.name,
                "year": row.year,
                "unit": unit.name,
                "title": meeting.title if meeting else row.name,
                "date": meeting.date if meeting else "",
                "place": meeting.place if meeting else "",
            },
            "forms": [plain_form(form) for form in forms],
            "quotas": [plain(quota) for quota in quotas_on(plan, forms)],
            "classes": [
                {
                    "id": first[0].class_id if first else "A",
                    "name": first[0].name if first else "参会人员",
                    "weight": 10_000,
                    "expected": 0,
                }
            ],
        },
        ensure_ascii=False,
    ).encode()
