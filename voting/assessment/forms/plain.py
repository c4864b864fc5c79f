"""Forms as plain JSON in the manifest's shape (protocol §3), and read back from it.

Reading takes what the house itself wrote, a round's forms or a manifest that was checked; what is
missing or of another kind shows as KeyError, TypeError, ValueError or AttributeError.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from voting.assessment.forms.model import (
    Abstain,
    ClassTable,
    Form,
    Option,
    Question,
    Rate,
    Subject,
)
from voting.assessment.wording import text_from

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Plain = Mapping[str, Any]
"""A JSON object as ``json.loads`` gives it."""

_KEYS = {"class_id": "class", "counts_as": "as"}


def plain(value: DataclassInstance) -> dict[str, object]:
    """A value with all that is in it as a JSON object."""
    return {
        _KEYS.get(field.name, field.name): _plain(getattr(value, field.name))
        for field in fields(value)
    }


def plain_form(form: Form) -> dict[str, object]:
    """A form as a JSON object; the form of a round has no key ``subjects``."""
    whole = plain(form)
    if not form.subjects:
        del whole["subjects"]
    return whole


def form_from(form: Plain) -> Form:
    """Read a form, with its subjects where it has the key."""
    return Form(
        form["id"],
        form["kind"],
        text_from(form["text"]),
        tuple(rate_from(rate) for rate in form["rates"]),
        tuple(
            Subject(subject["id"], subject["name"], subject["post"], subject["position"])
            for subject in form.get("subjects", ())
        ),
        tuple(question_from(question) for question in form["questions"]),
    )


def question_from(question: Plain) -> Question:
    """Read one question of a form."""
    abstain = question["abstain"]
    return Question(
        question["id"],
        question["role"],
        text_from(question["text"]),
        text_from(question["help"]),
        question["min"],
        question["max"],
        None if abstain is None else Abstain(text_from(abstain["text"]), bool(abstain["counts"])),
        tuple(
            Option(option["id"], text_from(option["text"]), option["score"], bool(option["counts"]))
            for option in question["options"]
        ),
        text_from(question["section"]),
    )


def rate_from(rate: Plain) -> Rate:
    """Read one rate of a form."""
    return Rate(rate["id"], text_from(rate["text"]), tuple(rate["options"]))


def class_table_from(row: Plain) -> ClassTable:
    """Read one line of the class tables."""
    return ClassTable(row["class"], row["position"], row["as"])


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return plain(value)
    return value
