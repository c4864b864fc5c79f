"""What every form shares: messages in the reader's language, and refusals beside the fields."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from flask import render_template
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import Form
from wtforms.i18n import get_translations

from voting.errors import BadEncoding, BadInput, BadProof, Refused, VotingError
from voting.language.catalogue import N_
from voting.language.refusals import explain
from voting.web.site.error_pages import status_of
from voting.web.site.language import chosen

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
        """The whole file, read once."""
        data: bytes = self.file.data.read()
        return data


class SentForm:
    """A form that its template writes by hand: what the house refused of it stands in
    ``form_errors``, as in the forms of the library."""

    def __init__(self) -> None:
        self.form_errors: list[str] = []
        self.refusal: VotingError | None = None

    @property
    def errors(self) -> list[str]:
        """Everything there is to complain about."""
        return self.form_errors

    @property
    def status(self) -> int:
        """400 where something was refused."""
        return 400 if self.errors else 200

    @property
    def exact_status(self) -> int:
        """The status of the refusal itself: 409 where somebody else was faster."""
        return self.status if self.refusal is None else status_of(self.refusal)


class refusals:  # named as contextlib.suppress is
    """Turn what the house refuses into a message above ``form``; missing permission stays one."""

    def __init__(self, form: FlaskForm | SentForm) -> None:
        self.form = form

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if not isinstance(error, BadInput | BadEncoding | BadProof | Refused):
            return False
        if status_of(error) == 403:
            return False
        self.form.form_errors.append(sentence(error))
        if isinstance(self.form, SentForm):
            self.form.refusal = error
        return True


def sentence(error: VotingError) -> str:
    """The refusal in the reader's language."""
    return explain(error, chosen())


def show(template: str, form: FlaskForm, **values: object) -> tuple[str, int]:
    """Render ``template`` with ``form``: 400 if it has anything to complain about."""
    return render_template(template, form=form, **values), 400 if form.errors else 200
