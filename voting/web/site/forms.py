"""What every form shares: messages in the reader's language, and refusals beside the fields."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import render_template
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import Form
from wtforms.i18n import get_translations

from voting.errors import BadEncoding, BadInput, BadProof, Refused, VotingError
from voting.language.refusals import explain
from voting.web.site.error_pages import PERMISSION_CODES
from voting.web.site.language import chosen

N_ = str  # marks a text for the catalogue

FILL_IN = N_("请填写此项。")
CHOOSE_FILE = N_("请选择文件。")
TOO_LONG = N_("内容过长。")


class InTwoLanguages:
    """The library's own messages: it brings Chinese, and is English by itself."""

    def get_translations(self, form: Any) -> Any:
        """Return WTForms' texts in the language of this request."""
        return get_translations([chosen()])


class OfficeForm(FlaskForm):
    """A form with a token against foreign pages."""

    class Meta(InTwoLanguages, FlaskForm.Meta):
        """Messages in two languages."""


class RowForm(Form):
    """A row inside another form; the outer one carries the token."""

    class Meta(InTwoLanguages):
        """Messages in two languages."""

        csrf = False


class ConfirmForm(OfficeForm):
    """Only the token: the button is the whole input."""


class UploadForm(OfficeForm):
    """One file."""

    file = FileField(N_("文件"), validators=[FileRequired(CHOOSE_FILE)])

    def content(self) -> bytes:
        """Return the bytes of the file."""
        data: bytes = self.file.data.read()
        return data


@contextmanager
def refusals(form: FlaskForm) -> Iterator[None]:
    """Turn what the house refuses into a message above ``form``; missing permission stays one."""
    try:
        yield
    except (BadInput, BadEncoding, BadProof, Refused) as error:
        if error.code in PERMISSION_CODES:
            raise
        form.form_errors.append(sentence(error))


def sentence(error: VotingError) -> str:
    """The refusal in the reader's language."""
    return explain(error, chosen())


def show(template: str, form: FlaskForm, **values: object) -> tuple[str, int]:
    """Render ``template`` with ``form``: 400 if it has anything to complain about."""
    return render_template(template, form=form, **values), 400 if form.errors else 200
