"""Checks of a form before it is kept or used: the rules of protocol §3, and what counting needs.

A form is checked as the JSON that is kept of it. Every refusal is BadInput with ``where``, a path
such as ``questions[2].options[0].score``. Beyond §3: texts are not blank in Chinese and not
endless; rates name options that stand together in a single-choice question and count; in multiple
choice nothing may be left out of the denominator, for sums cannot tell how many ballots that would
be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from voting.assessment.forms.model import Abstain, Form, Option, Question, Rate, Subject
from voting.assessment.forms.plain import plain, plain_form
from voting.assessment.wording import Text
from voting.errors import BadInput

KINDS = ("team", "cadre", "other")
ROLES = ("aspect", "overall")
MAX_OPTIONS = 64
MAX_TEXT = 400
MAX_SCORE = 100

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,31}\Z")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def check_form(form: Form) -> None:
    """The form of a round obeys every rule, else BadInput."""
    read_form(plain_form(form))


def form_for_meeting(form: Form, subjects: Sequence[Subject]) -> Form:
    """The form of a round with its subjects, both checked."""
    check_form(form)
    return replace(form, subjects=read_subjects([plain(subject) for subject in subjects]))


def read_form(form: object) -> Form:
    """A form without subjects (``id, kind, text, rates, questions``), else BadInput."""
    fields = _object(form, "form", ("id", "kind", "text", "rates", "questions"))
    form_id = _id(fields["id"], "id")
    kind = _one_of(fields["kind"], KINDS, "kind")
    text = _text(fields["text"], "text")
    questions = tuple(
        _question(question, f"questions[{i}]")
        for i, question in enumerate(_list(fields["questions"], "questions", least=1))
    )
    _unique([question.id for question in questions], "questions")
    if sum(question.role == "overall" for question in questions) > 1:
        raise _refuse("form-overall", "questions", "more than one overall question")
    rates = tuple(
        _rate(rate, questions, f"rates[{i}]")
        for i, rate in enumerate(_list(fields["rates"], "rates"))
    )
    _unique([rate.id for rate in rates], "rates")
    return Form(form_id, kind, text, rates, (), questions)


def read_subjects(subjects: object) -> tuple[Subject, ...]:
    """At least one subject ``{"id", "name", "post", "position"}``, ids unique."""
    rows = tuple(
        _subject(subject, f"subjects[{i}]")
        for i, subject in enumerate(_list(subjects, "subjects", least=1))
    )
    _unique([subject.id for subject in rows], "subjects")
    return rows


def _subject(subject: object, where: str) -> Subject:
    fields = _object(subject, where, ("id", "name", "post", "position"))
    return Subject(
        _id(fields["id"], f"{where}.id"),
        _string(fields["name"], f"{where}.name"),
        _string(fields["post"], f"{where}.post", empty=True),
        "" if fields["position"] == "" else _id(fields["position"], f"{where}.position"),
    )


def _question(question: object, where: str) -> Question:
    keys = ("id", "role", "section", "text", "help", "min", "max", "abstain", "options")
    fields = _object(question, where, keys)
    question_id = _id(fields["id"], f"{where}.id")
    role = _one_of(fields["role"], ROLES, f"{where}.role")
    section = _text(fields["section"], f"{where}.section", empty=True)
    text = _text(fields["text"], f"{where}.text")
    help_text = _text(fields["help"], f"{where}.help", empty=True)
    options = tuple(
        _option(option, f"{where}.options[{i}]")
        for i, option in enumerate(
            _list(fields["options"], f"{where}.options", least=1, most=MAX_OPTIONS)
        )
    )
    _unique([option.id for option in options], f"{where}.options")
    most = _integer(fields["max"], 1, len(options), f"{where}.max")
    least = _integer(fields["min"], 0, most, f"{where}.min")
    abstain = None if fields["abstain"] is None else _abstain(fields["abstain"], where)
    checked = Question(question_id, role, text, help_text, least, most, abstain, options, section)
    if most > 1 and not (checked.abstain_counts and all(option.counts for option in options)):
        raise _refuse("form-multiple", where, "several choices, and one that does not count")
    return checked


def _abstain(abstain: object, where: str) -> Abstain:
    fields = _object(abstain, f"{where}.abstain", ("text", "counts"))
    return Abstain(
        _text(fields["text"], f"{where}.abstain.text"),
        _flag(fields["counts"], f"{where}.abstain.counts"),
    )


def _option(option: object, where: str) -> Option:
    fields = _object(option, where, ("id", "text", "score", "counts"))
    option_id = _id(fields["id"], f"{where}.id")
    text = _text(fields["text"], f"{where}.text")
    counts = _flag(fields["counts"], f"{where}.counts")
    score = fields["score"]
    return Option(
        option_id,
        text,
        None if score is None else _integer(score, 0, MAX_SCORE, f"{where}.score"),
        counts,
    )


def _rate(rate: object, questions: Sequence[Question], where: str) -> Rate:
    fields = _object(rate, where, ("id", "text", "options"))
    rate_id = _id(fields["id"], f"{where}.id")
    text = _text(fields["text"], f"{where}.text")
    options = tuple(
        _id(option, f"{where}.options[{i}]")
        for i, option in enumerate(_list(fields["options"], f"{where}.options", least=1))
    )
    _unique(options, f"{where}.options")
    counting = [{o.id for o in q.options if o.counts} for q in questions if q.single]
    if not any(ids.issuperset(options) for ids in counting):
        raise _refuse(
            "form-rate", f"{where}.options", "no single-choice question counts all these options"
        )
    return Rate(rate_id, text, options)


def _object(value: object, where: str, keys: tuple[str, ...]) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise _refuse("form-shape", where, "an object is wanted")
    wrong = set(value) ^ set(keys)
    if wrong:
        names = ", ".join(sorted(str(key) for key in wrong))
        raise _refuse("form-shape", where, f"missing or unknown: {names}")
    return value


def _list(
    value: object, where: str, *, least: int = 0, most: int | None = None
) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        raise _refuse("form-shape", where, "a list is wanted")
    if len(value) < least or (most is not None and len(value) > most):
        raise _refuse("form-count", where, f"{len(value)} entries")
    return value


def _id(value: object, where: str) -> str:
    if not isinstance(value, str) or not _ID.match(value):
        raise _refuse("form-id", where, f"{value!r} is not an id")
    return value


def _one_of(value: object, known: tuple[str, ...], where: str) -> str:
    if not isinstance(value, str) or value not in known:
        raise _refuse("form-word", where, f"{value!r} is not one of {', '.join(known)}")
    return value


def _text(value: object, where: str, *, empty: bool = False) -> Text:
    """``{"zh", "en"}``; English may be missing, Chinese only where ``empty``."""
    fields = _object(value, where, ("zh", "en"))
    return Text(
        _string(fields["zh"], f"{where}.zh", empty=empty),
        _string(fields["en"], f"{where}.en", empty=True),
    )


def _string(value: object, where: str, *, empty: bool = False) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT or not _one_line(value):
        raise _refuse("form-text", where, f"one line of at most {MAX_TEXT} characters is wanted")
    if not empty and not value.strip():
        raise _refuse("form-text", where, "the text is empty")
    return value


def _one_line(value: str) -> bool:
    """No line breaks, controls or invisible marks; a full-width space and rare characters pass."""
    return not any(unicodedata.category(character) in _UNSEEN for character in value)


def _integer(value: object, least: int, most: int, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise _refuse("form-number", where, f"a whole number {least}…{most} is wanted")
    return value


def _flag(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise _refuse("form-flag", where, "true or false is wanted")
    return value


def _unique(values: Sequence[str], where: str) -> None:
    if len(set(values)) != len(values):
        raise _refuse("form-twice", where, "an id occurs twice")


def _refuse(code: str, where: str, why: str) -> BadInput:
    return BadInput(code, f"{where}: {why}", where=where)
