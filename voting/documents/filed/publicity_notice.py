"""The printed notice of 实绩公示, to hang in the unit."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from voting.documents.writing.document import Block, Document, Heading, Paragraph

_HEADING: Final = re.compile(r"[一二三四五六七八九十]+、.{1,30}")
_LINE: Final = 27
"""Characters of a line: 三号 on A4 between the usual margins."""
_PERSON: Final = re.compile(r"[\u3400-\u9fff·]{2,12}(?:（[^（）]{1,60}）)?")


@dataclass(frozen=True, slots=True)
class Notice:
    """What the notice says; days as a document writes them (2021年1月10日)."""

    unit: str
    year: int
    starts: str
    ends: str
    days: int
    place: str
    objections_to: str
    text: str


def notice_document(notice: Notice) -> Document:
    """The notice as a document of one or more pages, signed by the unit on the first day."""
    blocks: list[Block] = [
        Paragraph(
            f"根据年度考核工作安排，现将{notice.unit}领导班子和领导干部{notice.year}年度工作实绩予以公示。"
            f"公示期自{notice.starts}至{notice.ends}，共{notice.days}日。"
        )
    ]
    blocks.extend(_body(notice.text))
    blocks += [
        Paragraph(
            "公示期间，如对公示内容有异议，请以书面或口头形式反映，反映情况应当实事求是。"
            "对反映人和反映的情况严格保密。"
        )
    ]
    blocks += [
        Paragraph(line)
        for line in (f"公示地点：{notice.place}", f"受理方式：{_one_line(notice.objections_to)}")
    ]
    blocks += [_signed(notice.unit, 2), _signed(notice.starts, 4)]
    return Document(
        name=f"{notice.unit}{notice.year}年度工作实绩公示",
        title="工作实绩公示",
        subtitle=(f"{notice.unit}领导班子和领导干部（{notice.year}年度）",),
        blocks=tuple(blocks),
    )


def _body(text: str) -> Iterator[Block]:
    for line in text.split("\n"):
        if _HEADING.fullmatch(line):
            yield Heading(line)
        elif _PERSON.fullmatch(line):
            yield Heading(line, 2)
        elif line:
            yield Paragraph(line)


def _signed(text: str, free: int) -> Paragraph:
    """A line at the right, ``free`` characters from the edge, as such notices are signed."""
    wide = math.ceil(sum(0.5 if c.isascii() else 1 for c in text))
    return Paragraph("\u3000" * max(0, _LINE - free - wide) + text, indent=False)


def _one_line(text: str) -> str:
    return "；".join(line for line in text.split("\n") if line)
