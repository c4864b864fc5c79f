"""What a paper ballot (纸质票) of a meeting asks: subjects, questions, options with their slots."""

from __future__ import annotations

from dataclasses import dataclass

from voting.assessment.meeting_state import MeetingState
from voting.crypto.encoding import canonical, read_canonical
from voting.record.fields import array
from voting.record.frozen import frozen
from voting.record.questions import Form, Question, Quota, Text
from voting.services.forms.of_meeting import ballot_of
from voting.storage import meetings, rosters, rounds
from voting.storage.database import Database, Session
from voting.storage.meetings import MeetingRow


@dataclass(frozen=True, slots=True)
class PaperOption:
    """An option; ``slot`` is the place of its number in the sums of a class (from 0)."""

    slot: int
    text: Text


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question about one subject: choose ``least`` … ``most`` options, or nothing at all where
    ``abstain`` (the text of 弃权) is given."""

    id: str
    section: Text
    text: Text
    help: Text
    least: int
    most: int
    abstain: Text | None
    options: tuple[PaperOption, ...]


@dataclass(frozen=True, slots=True)
class PaperSubject:
    """Who is rated, with every question about that subject; ``post`` may be empty."""

    id: str
    name: str
    post: str
    questions: tuple[PaperQuestion, ...]


@dataclass(frozen=True, slots=True)
class PaperPart:
    """A form (表) of the ballot."""

    id: str
    kind: str
    text: Text
    subjects: tuple[PaperSubject, ...]


@dataclass(frozen=True, slots=True)
class PaperLimit:
    """At most ``at_most`` subjects of form ``form`` may get the option in the question (on one
    ballot); ``blocks``: a ballot above it is invalid, else it is only pointed to."""

    form: str
    question: str
    text: Text
    at_most: int
    blocks: bool


@dataclass(frozen=True, slots=True)
class PaperVoterClass:
    """A voter class (票类); ``handed``: slips voided to vote on paper instead."""

    id: str
    name: str
    handed: int


@dataclass(frozen=True, slots=True)
class PaperForm:
    """What the paper ballots of a meeting ask and what is to be entered of them.

    ``slots`` numbers a class, in the order parts → subjects → questions → options. ``final``: the
    meeting has been opened and nothing of this changes any more.
    """

    meeting: str
    state: MeetingState
    title: str
    unit: str
    date: str
    place: str
    classes: tuple[PaperVoterClass, ...]
    parts: tuple[PaperPart, ...]
    limits: tuple[PaperLimit, ...]
    slots: int
    final: bool


def form_of(db: Database, meeting_id: str) -> PaperForm:
    """What is to be entered, from the manifest; before opening as the plan and roster stand.

    NotFound ``meeting-unknown``; before opening also what :func:`ballot_of` refuses.
    """
    with db.reading() as session:
        row = meetings.known(session, meeting_id)
        unit = rosters.known_unit(session, row.unit_id)
        classes = tuple(
            PaperVoterClass(c.class_id, c.name, c.paper)
            for c in meetings.classes(session, meeting_id)
        )
        forms, quotas = _asked(session, row, classes)
        parts, slots = _parts(forms)
        return PaperForm(
            row.id,
            row.state,
            row.title,
            unit.name,
            row.date,
            row.place,
            classes,
            parts,
            tuple(_limit(quota, forms) for quota in quotas),
            slots,
            row.manifest is not None,
        )


def _asked(
    session: Session,
    row: MeetingRow,
    classes: tuple[PaperVoterClass, ...],
) -> tuple[tuple[Form, ...], tuple[Quota, ...]]:
    if row.manifest is not None:
        manifest = frozen(row.manifest).manifest
        return manifest.forms, manifest.quotas
    ballot = ballot_of(
        session,
        rounds.known(session, row.round_id, trials=True),
        row.unit_id,
        {c.id for c in classes},
    )
    return (
        array(read_canonical(canonical(ballot.forms)), "forms", Form.read),
        array(read_canonical(canonical(ballot.quotas)), "quotas", Quota.read),
    )


def _parts(forms: tuple[Form, ...]) -> tuple[tuple[PaperPart, ...], int]:
    parts, slot = [], 0
    for form in forms:
        subjects = []
        for subject in form.subjects:
            questions = []
            for question in form.questions:
                questions.append(_question(question, slot))
                slot += len(question.options)
            subjects.append(PaperSubject(subject.id, subject.name, subject.post, tuple(questions)))
        parts.append(PaperPart(form.id, form.kind, form.text, tuple(subjects)))
    return tuple(parts), slot


def _question(question: Question, first: int) -> PaperQuestion:
    options = tuple(
        PaperOption(slot, option.text) for slot, option in enumerate(question.options, start=first)
    )
    return PaperQuestion(
        question.id,
        question.section,
        question.text,
        question.help,
        question.min,
        question.max,
        question.abstain.text if question.abstain else None,
        options,
    )


def _limit(quota: Quota, forms: tuple[Form, ...]) -> PaperLimit:
    text = next(
        option.text
        for form in forms
        if form.id == quota.form
        for question in form.questions
        if question.id == quota.question
        for option in question.options
        if option.id == quota.option
    )
    return PaperLimit(quota.form, quota.question, text, quota.at_most, quota.policy == "block")
