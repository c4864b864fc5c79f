"""Checks of a form before it is kept or used: the rules of protocol §3, and what counting needs.

Every refusal is BadInput with ``where``, a path such as ``questions[2].options[0].score``. Beyond
§3: texts are not blank in Chinese and not endless; rates name options that stand together in a
single-choice question and count; in multiple choice nothing may be left out of the denominator,
for sums cannot tell how many ballots that would be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from voting.errors import BadInput

KINDS = ("team", "cadre", "other")
ROLES = ("aspect", "overall")
MAX_OPTIONS = 64
MAX_TEXT = 400
MAX_SCORE = 100

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,31}\Z")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def validate_form(form: object) -> None:
    """A form without subjects (``id, kind, text, rates, questions``), else BadInput."""
    fields = _object(form, "form", ("id", "kind", "text", "rates", "questions"))
    _id(fields["id"], "id")
    _one_of(fields["kind"], KINDS, "kind")
    _text(fields["text"], "text")
    questions = _list(fields["questions"], "questions", least=1)
    for i, question in enumerate(questions):
        _question(question, f"questions[{i}]")
    _unique([q["id"] for q in questions], "questions")
    if sum(q["role"] == "overall" for q in questions) > 1:
        raise _refuse("form-overall", "questions", "more than one overall question")
    rates = _list(fields["rates"], "rates")
    for i, rate in enumerate(rates):
        _rate(rate, questions, f"rates[{i}]")
    _unique([rate["id"] for rate in rates], "rates")


def check_subjects(subjects: object) -> None:
    """At least one subject ``{"id", "name", "post", "position"}``, ids unique."""
    rows = _list(subjects, "subjects", least=1)
    for i, subject in enumerate(rows):
        where = f"subjects[{i}]"
        fields = _object(subject, where, ("id", "name", "post", "position"))
        _id(fields["id"], f"{where}.id")
        _string(fields["name"], f"{where}.name")
        _string(fields["post"], f"{where}.post", empty=True)
        if fields["position"] != "":
            _id(fields["position"], f"{where}.position")
    _unique([subject["id"] for subject in rows], "subjects")


def _question(question: object, where: str) -> None:
    keys = ("id", "role", "section", "text", "help", "min", "max", "abstain", "options")
    fields = _object(question, where, keys)
    _id(fields["id"], f"{where}.id")
    _one_of(fields["role"], ROLES, f"{where}.role")
    _text(fields["section"], f"{where}.section", empty=True)
    _text(fields["text"], f"{where}.text")
    _text(fields["help"], f"{where}.help", empty=True)
    options = _list(fields["options"], f"{where}.options", least=1, most=MAX_OPTIONS)
    for i, option in enumerate(options):
        _option(option, f"{where}.options[{i}]")
    _unique([option["id"] for option in options], f"{where}.options")
    most = _integer(fields["max"], 1, len(options), f"{where}.max")
    _integer(fields["min"], 0, most, f"{where}.min")
    abstain = fields["abstain"]
    if abstain is not None:
        given = _object(abstain, f"{where}.abstain", ("text", "counts"))
        _text(given["text"], f"{where}.abstain.text")
        _flag(given["counts"], f"{where}.abstain.counts")
    everything = [*options, *([] if abstain is None else [abstain])]
    if most > 1 and not all(choice["counts"] for choice in everything):
        raise _refuse("form-multiple", where, "several choices, and one that does not count")


def _option(option: object, where: str) -> None:
    fields = _object(option, where, ("id", "text", "score", "counts"))
    _id(fields["id"], f"{where}.id")
    _text(fields["text"], f"{where}.text")
    _flag(fields["counts"], f"{where}.counts")
    if fields["score"] is not None:
        _integer(fields["score"], 0, MAX_SCORE, f"{where}.score")


def _rate(rate: object, questions: Sequence[Mapping[str, Any]], where: str) -> None:
    fields = _object(rate, where, ("id", "text", "options"))
    _id(fields["id"], f"{where}.id")
    _text(fields["text"], f"{where}.text")
    options = _list(fields["options"], f"{where}.options", least=1)
    for i, option in enumerate(options):
        _id(option, f"{where}.options[{i}]")
    _unique(options, f"{where}.options")
    wanted = set(options)
    counting = [
        {option["id"] for option in question["options"] if option["counts"]}
        for question in questions
        if question["max"] == 1
    ]
    if not any(wanted <= ids for ids in counting):
        raise _refuse(
            "form-rate", f"{where}.options", "no single-choice question counts all these options"
        )


def _object(value: object, where: str, keys: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _refuse("form-shape", where, "an object is wanted")
    wrong = set(value) ^ set(keys)
    if wrong:
        names = ", ".join(sorted(str(key) for key in wrong))
        raise _refuse("form-shape", where, f"missing or unknown: {names}")
    return value


def _list(value: object, where: str, *, least: int = 0, most: int | None = None) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise _refuse("form-shape", where, "a list is wanted")
    if len(value) < least or (most is not None and len(value) > most):
        raise _refuse("form-count", where, f"{len(value)} entries")
    return value


def _id(value: object, where: str) -> None:
    if not isinstance(value, str) or not _ID.match(value):
        raise _refuse("form-id", where, f"{value!r} is not an id")


def _one_of(value: object, known: tuple[str, ...], where: str) -> None:
    if value not in known:
        raise _refuse("form-word", where, f"{value!r} is not one of {', '.join(known)}")


def _text(value: object, where: str, *, empty: bool = False) -> None:
    """``{"zh", "en"}``; English may be missing, Chinese only where ``empty``."""
    fields = _object(value, where, ("zh", "en"))
    _string(fields["zh"], f"{where}.zh", empty=empty)
    _string(fields["en"], f"{where}.en", empty=True)


def _string(value: object, where: str, *, empty: bool = False) -> None:
    if not isinstance(value, str) or len(value) > MAX_TEXT or not _one_line(value):
        raise _refuse("form-text", where, f"one line of at most {MAX_TEXT} characters is wanted")
    if not empty and not value.strip():
        raise _refuse("form-text", where, "the text is empty")


def _one_line(value: str) -> bool:
    """No line breaks, controls or invisible marks; a full-width space and rare characters pass."""
    return not any(unicodedata.category(character) in _UNSEEN for character in value)


def _integer(value: object, least: int, most: int, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise _refuse("form-number", where, f"a whole number {least}…{most} is wanted")
    return value


def _flag(value: object, where: str) -> None:
    if not isinstance(value, bool):
        raise _refuse("form-flag", where, "true or false is wanted")


def _unique(values: Sequence[Any], where: str) -> None:
    if len(set(values)) != len(values):
        raise _refuse("form-twice", where, "an id occurs twice")


def _refuse(code: str, where: str, why: str) -> BadInput:
    return BadInput(code, f"{where}: {why}", where=where)
