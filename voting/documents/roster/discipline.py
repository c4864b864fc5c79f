"""The column 党纪政务处分或组织处理 (rule 7 of the notice): words people use, read as codes.

A cell holds one matter or several, parted by ``；`` or line breaks, each with its kind, the day and
a remark in any order: ``党内警告 2020.3 清纪〔2020〕3号；诫勉谈话 2020-05-01``. The codes are those of
the scope rules; what follows from each is decided there, and by people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from voting.assessment.roster.facts import Discipline
from voting.assessment.roster.presets import DISCIPLINE_WORDS, MEASURES
from voting.documents.roster.dates import day_within
from voting.documents.roster.model import CellFault
from voting.language.catalogue import message

LABELS: dict[str, str] = {measure.code: measure.text.zh for measure in MEASURES}
"""Code → the word written for it in a roster."""

WORDS: dict[str, str] = {
    **DISCIPLINE_WORDS,
    **{label: code for code, label in LABELS.items()},
    "立案": "case-open",
    "审查调查": "case-open",
    "留置": "case-open",
}
"""What people write → code; a longer word is looked for before a shorter one within it."""

_FIND = re.compile("|".join(sorted(WORDS, key=lambda word: (-len(word), word))))
_NOTHING = frozenset({"无", "没有", "否", "-", "—", "——", "/", "无处分"})
_FILLING = re.compile("^(?:因|于|受到?|给予|予以)?(?:党内|党纪|政务|行政|政纪)?$|^(?:处分|谈话)$")
_EDGES = " ，,。.、:：()（）;；"
_PARTS = re.compile("[；;\n]")
NOTE_LIMIT = 200
MOST = 10


def read_discipline(words: Iterable[str]) -> tuple[Discipline, ...]:
    """The matters in the plain lines of one cell, in their order. Raises CellFault."""
    entries = [part.strip() for line in words for part in _PARTS.split(line)]
    matters = tuple(_matter(part) for part in entries if part and part not in _NOTHING)
    if len(matters) > MOST:
        raise CellFault(message("写了{count}项，最多{most}项", count=len(matters), most=MOST))
    return matters


def written(matters: Iterable[Discipline]) -> str:
    """The matters as one cell that :func:`read_discipline` reads back."""
    return "；".join(
        " ".join(part for part in (LABELS.get(m.code, m.code), m.day, m.note) if part)
        for m in matters
    )


def _matter(words: str) -> Discipline:
    matters = _FIND.findall(words)
    codes = {WORDS[word] for word in matters}
    if not codes:
        known = "、".join(LABELS.values())
        raise CellFault(
            message(
                "认不出“{words}”是哪一类，请用这些词：{known}；不属于这些的写入“备注”",
                words=words[:20],
                known=known,
            ),
        )
    if len(codes) > 1:
        raise CellFault(
            message(
                "“{words}”写了{count}类，请用分号“；”分开，每项各写时间",
                words=words[:30],
                count=len(codes),
            ),
        )
    day, rest = day_within(_FIND.sub(" ", words, count=1))
    note = " ".join(
        part
        for part in (piece.strip(_EDGES) for piece in rest.split())
        if part and not _FILLING.match(part)
    )
    if len(note) > NOTE_LIMIT:
        raise CellFault(
            message("说明太长（{count}字），不得超过{most}字", count=len(note), most=NOTE_LIMIT),
        )
    return Discipline(codes.pop(), day, note)
