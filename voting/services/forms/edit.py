"""Changing the forms of a round and its plan, until the first meeting opens (``forms-frozen``).

Every use case checks the whole afterwards, so that what is kept can always be opened. What no
longer fits is mended and told: the codes returned are those of ``Draft.finish``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from voting.assessment import permissions
from voting.assessment.forms.edit import Draft
from voting.assessment.forms.library import template
from voting.assessment.forms.model import ClassTable, Question, Rate, Subject
from voting.assessment.forms.plain import plain_form
from voting.assessment.forms.plan import Applies, BallotQuota
from voting.assessment.wording import Text
from voting.errors import BadInput
from voting.services import checks
from voting.services.context import Actor, new_id, permit
from voting.services.log import chain
from voting.services.rounds.plan import check_open, forms_of, plan_mark, plan_of
from voting.storage import rosters, rounds
from voting.storage.database import Database, Session
from voting.storage.rounds import RoundRow

MOST_LISTED: Final = 60
LONGEST_TITLE: Final = 60

Person = tuple[str, str]
"""Name and post of somebody typed into a form's own list."""


class _Edit(Draft):
    """A draft within its transaction; ``mended`` is what had to be mended when it was done."""

    def __init__(self, session: Session, row: RoundRow) -> None:
        super().__init__(forms_of(row), plan_of(session, row))
        self.session = session
        self.mended: Sequence[str] = ()


def add_forms(db: Database, actor: Actor, round_id: str, template_id: str) -> list[str]:
    """Add the forms of a template at the end of the slip; returns their ids."""
    chosen = template(template_id)
    with _editing(db, actor, round_id, "form-added", chosen.text.zh) as draft:
        return [draft.add(form, applies) for form, applies in chosen.make()]


def remove_form(db: Database, actor: Actor, round_id: str, form_id: str) -> Sequence[str]:
    """Take a form out, with its quotas."""
    with _editing(db, actor, round_id, "form-removed", form_id) as draft:
        draft.remove(form_id)
    return draft.mended


def move_form(db: Database, actor: Actor, round_id: str, form_id: str, step: int) -> None:
    """Change the order of the slip: -1 nearer to its beginning, +1 to its end."""
    with _editing(db, actor, round_id, "form-moved", form_id) as draft:
        draft.move(form_id, step)


def name_form(db: Database, actor: Actor, round_id: str, form_id: str, text: Text) -> None:
    """Give a form another title."""
    title = _text("form-title", text, LONGEST_TITLE)
    with _editing(db, actor, round_id, "form-named", form_id) as draft:
        draft.put(replace(draft.form(form_id), text=title))


def set_who(
    db: Database,
    actor: Actor,
    round_id: str,
    form_id: str,
    who: str,
    *,
    people: Sequence[Person] = (),
    units: Sequence[str] = (),
) -> None:
    """Say who stands on a form: a group of the roster, or ``listed`` people typed by hand.

    ``units`` limits the form to the meetings of some units; none means all. A person who stays on
    the list keeps the id.
    """
    with _editing(db, actor, round_id, "form-who", form_id) as draft:
        before = {(c.name, c.post): c for c in draft.applies.get(form_id, Applies(who)).listed}
        draft.form(form_id)
        draft.applies[form_id] = Applies(
            who, _listed(people, before) if who == "listed" else (), tuple(units)
        )
        known = {unit.id for unit in rosters.units(draft.session, round_id)}
        if not known.issuperset(units):
            raise BadInput("meeting-unit", "the unit is not on the roster of this round")


def set_quotas(
    db: Database, actor: Actor, round_id: str, form_id: str, quotas: Sequence[BallotQuota]
) -> None:
    """Say how many of a form's subjects may get an option on one ballot; replaces what was said."""
    with _editing(db, actor, round_id, "form-limits", form_id) as draft:
        others = [quota for quota in draft.quotas if quota.form != form_id]
        draft.form(form_id)
        draft.quotas = others + [replace(quota, form=form_id) for quota in quotas]


def set_rates(
    db: Database,
    actor: Actor,
    round_id: str,
    form_id: str,
    rates: Sequence[tuple[str, Text, Sequence[str]]],
) -> None:
    """The rates of a form: id, name, ids of the options added up."""
    named = tuple(
        Rate(rate, _text("rate-name", text, 40), tuple(options)) for rate, text, options in rates
    )
    with _editing(db, actor, round_id, "form-rates", form_id) as draft:
        draft.put(replace(draft.form(form_id), rates=named))


def set_tables(db: Database, actor: Actor, round_id: str, tables: Sequence[ClassTable]) -> None:
    """Say which class counts as which when people of a position are rated."""
    with _editing(db, actor, round_id, "class-tables", "") as draft:
        draft.tables = list(tables)


def put_question(
    db: Database,
    actor: Actor,
    round_id: str,
    form_id: str,
    question_id: str | None,
    question: Question,
    *,
    spread: bool = False,
) -> Sequence[str]:
    """Replace a question, or add one (None), under an id that is given here; ``spread`` gives its
    options and 弃权 to all single-choice questions of the form."""
    with _editing(db, actor, round_id, "question-changed", form_id) as draft:
        kept = draft.put_question(form_id, question_id, question)
        if spread:
            draft.spread(form_id, kept)
    return draft.mended


def remove_question(
    db: Database, actor: Actor, round_id: str, form_id: str, question_id: str
) -> Sequence[str]:
    """Take a question out of a form."""
    with _editing(db, actor, round_id, "question-removed", form_id) as draft:
        draft.remove_question(form_id, question_id)
    return draft.mended


def move_question(
    db: Database, actor: Actor, round_id: str, form_id: str, question_id: str, step: int
) -> None:
    """Change the order of a form's questions."""
    with _editing(db, actor, round_id, "question-moved", form_id) as draft:
        draft.move_question(form_id, question_id, step)


@contextmanager
def _editing(db: Database, actor: Actor, round_id: str, what: str, about: str) -> Iterator[_Edit]:
    """One change, in one transaction: read, change, mend, check, keep, log ``what`` of the form
    ``about``, with the fingerprint that the plan has from then on."""
    permit(actor, permissions.EDIT_FORMS)
    with db.transaction() as session:
        row = rounds.hold(session, round_id)
        check_open(session, round_id)
        draft = _Edit(session, row)
        names = {form.id: form.text.zh for form in draft.forms}
        yield draft
        draft.mended = draft.finish()
        row.forms = [plain_form(form) for form in draft.forms]
        row.plan = draft.plan.plain()
        chain.write(
            session,
            actor,
            what,
            round_id,
            {
                **({"form": names.get(about, about)} if about else {}),
                "fingerprint": plan_mark(draft.forms, draft.plan),
            },
        )


def _listed(people: Sequence[Person], before: dict[Person, Subject]) -> tuple[Subject, ...]:
    if len(people) > MOST_LISTED:
        raise BadInput("plan-listed-many", f"at most {MOST_LISTED} on a list", most=MOST_LISTED)
    tidy = [
        (checks.line("listed-name", name, 60), checks.line("listed-post", post, 200, empty=True))
        for name, post in people
    ]
    for name, post in tidy:
        if tidy.count((name, post)) > 1:
            raise BadInput("plan-listed-twice", f"{name} stands twice on the list", name=name)
    return tuple(before.get(person) or Subject(new_id(), *person) for person in tidy)


def _text(field: str, text: Text, longest: int) -> Text:
    return Text(
        checks.line(field, text.zh, longest),
        checks.line(field, text.en, 2 * longest, empty=True),
    )
