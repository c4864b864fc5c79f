"""Forms as a manifest has them, to count by hand."""

from __future__ import annotations

from collections.abc import Sequence

from voting.assessment.forms.checks import form_for_meeting, read_subjects
from voting.assessment.forms.model import Form
from voting.assessment.forms.plain import plain_form


def held_form(form: Form, subjects: Sequence[dict[str, str]]) -> dict[str, object]:
    """The form with these subjects (``id, name, post, position``) as plain JSON."""
    return plain_form(form_for_meeting(form, read_subjects(list(subjects))))
