"""How a question will look on a voter's phone, for the panel beside the editor.

Only the look: the page that phones run is shown by the preview.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from voting.assessment.forms.defaults import ABSTAIN
from voting.assessment.forms.model import Question
from voting.assessment.wording import Text
from voting.web.ballot_forms.question_fields import SEVERAL, QuestionForm
from voting.web.site.language import gettext, pick

_WORD = re.compile(r"[\u4e00-\u9fff]{4,8}")


@dataclass(frozen=True, slots=True)
class Look:
    """Texts in the reader's language; each option in the parts it may be broken into; ``blank`` is
    the quiet button (弃权, 都不选) or empty, ``columns`` how many options stand in a row,
    ``several`` says how many may be chosen."""

    text: str
    section: str
    options: tuple[tuple[str, ...], ...]
    columns: int
    blank: str
    several: str
    overall: bool


def look(question: Question) -> Look:
    """The look of a question."""
    texts = tuple(_words(option.text) for option in question.options)
    none_chosen = gettext("都不选") if question.min == 0 else ""
    return Look(
        _words(question.text),
        _words(question.section),
        _halved(texts),
        columns(texts),
        _words(question.abstain.text) if question.abstain else none_chosen,
        "" if question.single else how_many(question.min, question.max),
        question.role == "overall",
    )


def look_of(form: QuestionForm) -> Look:
    """The look of what is written just now, be it finished or not."""
    texts = tuple(pick(row.zh.data, row.en.data or "") for row in form.rows)
    several = form.kind.data == SEVERAL
    least = form.min.data or 0
    blank = (
        _words(ABSTAIN.text)
        if form.abstain.data
        else (gettext("都不选") if several and least == 0 else "")
    )
    return Look(
        pick(form.zh.data or "", form.en.data or ""),
        pick(form.section_zh.data or "", form.section_en.data or ""),
        _halved(texts),
        columns(texts),
        blank,
        how_many(least, form.max.data or 1) if several else "",
        bool(form.overall.data),
    )


def how_many(least: int, most: int) -> str:
    """How many may be chosen, in the phone's words."""
    if least == most:
        return gettext("请选%(most)s项", most=most)
    if least == 0:
        return gettext("最多选%(most)s项", most=most)
    return gettext("可选%(least)s到%(most)s项", least=least, most=most)


def columns(texts: Sequence[str]) -> int:
    """How many options stand in a row: the rule of the phone's page (booth/view/question.js)."""
    longest = max((_width(text) for text in texts), default=0)
    if longest > 11:
        return 1
    if longest > 4.2 or len(texts) == 2:
        return 2
    return 4 if len(texts) % 4 == 0 or len(texts) > 5 else 3


def _words(text: Text) -> str:
    return pick(text.zh, text.en)


def _halved(texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """A longer Chinese word may break in its middle only: 基本／称职 (the phone's rule, too)."""
    return tuple(
        (t[: (len(t) + 1) // 2], t[(len(t) + 1) // 2 :]) if _WORD.fullmatch(t) else (t,)
        for t in texts
    )


def _width(text: str) -> float:
    return sum(1 if ord(c) > 0x2E80 else 0.55 for c in text)
