"""Sentences with figures that reports, briefs and feedback share, and room to write in a cell."""

from __future__ import annotations

from voting.assessment.counting.head_counts import HeadLine
from voting.assessment.counting.table import FormTally, QuestionTable
from voting.documents.filed.paper_ballot_line import with_paper

_DIGITS = "零一二三四五六七八九"


def overall_sentence(form: FormTally, question: QuestionTable) -> str:
    """``优秀39票（75.82%）、称职…；优秀率75.82%，优称率92.36%；得分95.000。`` with weighted shares."""
    line = question.weighted
    votes = [
        f"{option.text.zh}{question.total.counts[option.id]}票"
        + ("" if line.percent[option.id] is None else f"（{line.percent[option.id]}%）")
        for option in question.options
    ]
    if question.abstain is not None and question.total.abstain is not None:
        votes.append(f"{question.abstain.zh}{question.total.abstain}票")
    rates = [
        f"{rate.text.zh}{line.rates[rate.id]}%"
        for rate in form.rates
        if line.rates.get(rate.id) is not None
    ]
    score = [] if line.score is None else [f"得分{line.score}"]
    return (
        "；".join(part for part in ("、".join(votes), "，".join((*rates, *score))) if part) + "。"
    )


def heads_sentence(line: HeadLine) -> str:
    """应到 · 实到 · 发出 · 收回 · 有效 · 无效 in a sentence, with the paper ballots if any."""
    return (
        f"应到{_people(line.expected)}，实到{_people(line.present)}，发出测评票{line.issued}张，"
        f"收回{with_paper(line.returned, line.paper, '张')}，有效{line.valid}张，无效{line.invalid}张"
    )


def room(prompt: str, lines: int) -> str:
    """A prompt with empty lines below it: room to write in a cell."""
    return f"（{prompt}）" + "\n" * lines


def _people(number: int) -> str:
    return f"{number}人"


def chinese(number: int) -> str:
    """``12`` → ``十二``, for headings; 1 to 99, larger ones in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    lead = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return lead + (_DIGITS[ones] if ones or not tens else "")


def shortened(words: str, length: int) -> str:
    """At most so many characters, the last a sign that more was said."""
    return words if len(words) <= length else words[: length - 1] + "…"
