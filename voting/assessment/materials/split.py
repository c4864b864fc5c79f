"""Finding the sections in a report that was written as one text.

A line is taken for a heading where it is nothing but the name of a section, perhaps numbered or in
brackets (``一、德``, ``（二）能的方面``, ``【廉】``). Only when every required section has its heading
is the text divided; otherwise it stays one piece, and people read it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from voting.assessment.characters import tidy
from voting.assessment.materials.sections import WHOLE, Section

_NUMBER: Final = re.compile(
    r"^(?:第?[一二三四五六七八九十]+(?:部分|[、.．，：: ])|[(（][一二三四五六七八九十\d]+[)）]|\d+[、.．，)） ])\s*"
)
_BRACKETS: Final = "“”\"'‘’「」『』【】《》〈〉[]〔〕 \u3000"
_TAIL: Final = re.compile(r"(?:的?方面|情况|方面的?情况)?[：:。]?$")
_LONGEST_HEADING: Final = 40
_LEAST_NAMED: Final = 2


def split(sections: Sequence[Section], text: str) -> list[tuple[str, str]]:
    """(section, text) in the order found, or the whole text under ``whole``.

    What stands before the first heading (title, name) goes into its section: nothing is lost.
    """
    names = {section.text.zh: section.id for section in sections}
    parts: list[tuple[str, list[str]]] = []
    before: list[str] = []
    for line in tidy(text).split("\n"):
        section = names.get(_heading(line))
        if section is not None and all(section != known for known, _ in parts):
            parts.append((section, []))
        elif parts:
            parts[-1][1].append(line)
        else:
            before.append(line)
    filled = {section for section, lines in parts if "".join(lines).strip()}
    wanted = {section.id for section in sections if section.required}
    if not sections or not wanted <= filled:
        return [(WHOLE, tidy(text))]
    parts[0][1][:0] = before
    return [(section, tidy("\n".join(lines))) for section, lines in parts]


def unnamed(sections: Sequence[Section], text: str) -> tuple[Section, ...]:
    """Required sections whose name occurs nowhere in an undivided text: a hint for the reader.

    Names of one character (德能勤绩廉) are looked for as headings, the others anywhere.
    """
    headings = {_heading(line) for line in text.split("\n")}
    return tuple(
        s
        for s in sections
        if s.required
        and s.text.zh not in headings
        and not (len(s.text.zh) >= _LEAST_NAMED and s.text.zh in text)
    )


def entries(text: str) -> list[str]:
    """The entries of a list written as one text: a line each, without its number."""
    return [
        entry for line in tidy(text).split("\n") if (entry := _NUMBER.sub("", line.strip()).strip())
    ]


def _heading(line: str) -> str:
    """A line without number, brackets and tail; empty where it is too long to be a heading."""
    if not line.strip() or len(line) > _LONGEST_HEADING:
        return ""
    bare = _NUMBER.sub("", line.strip(_BRACKETS)).strip(_BRACKETS)
    return _TAIL.sub("", bare).strip(_BRACKETS)
