"""Materials of a unit (总结、四个清单、述职述廉述学报告): kinds, limits, and what is missing.

Source: the notice, part 三 (二) 1: the team's report has at most 3500 characters, a cadre's at most
3000; four lists beside the first. What one text must tell depends on whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from voting.assessment.characters import count, tidy
from voting.assessment.materials.sections import (
    ITEM,
    PRESET,
    REPORT,
    REVIVAL,
    TEAM_KINDS,
    WHOLE,
    Kind,
    Section,
    report_sections,
    summary_sections,
)
from voting.assessment.wording import Text, text_from
from voting.errors import BadInput, NotFound
from voting.language.catalogue import both

MOST_ITEMS: Final = 50
LONGEST_TEXT: Final = 40_000
"""Code points of one text, a bound of the machine and not of the rules: those count 字."""

Part = Mapping[str, str]
"""``{"section", "text"}``: a section of a material, or an entry of a list."""
Body = Sequence[Part]


@dataclass(frozen=True, slots=True)
class Author:
    """Whose material it is: ``team``, or a cadre with what the notice asks of him or her."""

    team: bool
    head: bool = False
    nonparty: bool = False


@dataclass(frozen=True, slots=True)
class MaterialRules:
    """What a round may change: the two limits, the section of heads that goes with the year, and
    how many days 公示 should run (0: not said). All but the limits of the notice are presets."""

    summary: int = 3500
    report: int = 3000
    revival: Section = Section(
        REVIVAL,
        Text("推进乡村振兴责任", "Rural revival"),
        Text(
            "党委（党组）主要领导重点写明履行巩固拓展脱贫攻坚成果、推进乡村振兴责任情况"
            "（原通知为“脱贫攻坚责任”，可按当年部署修改）。",
            "Heads: their duty for rural revival (in the notice: for ending poverty; edit it as "
            "the year demands).",
        ),
        source=PRESET,
    )
    days: int = 5

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "summary": self.summary,
            "report": self.report,
            "days": self.days,
            "revival": {"text": both(self.revival.text), "guide": both(self.revival.guide)},
        }


def rules_from(plain: Mapping[str, Any]) -> MaterialRules:
    """Read :meth:`MaterialRules.plain`; nothing at all: the presets."""
    if not plain:
        return MaterialRules()
    revival = plain["revival"]
    return MaterialRules(
        int(plain["summary"]),
        int(plain["report"]),
        Section(REVIVAL, text_from(revival["text"]), text_from(revival["guide"]), source=PRESET),
        int(plain["days"]),
    )


def kinds_of(author: Author) -> tuple[Kind, ...]:
    """What a team or a cadre hands in."""
    return TEAM_KINDS if author.team else (REPORT,)


def kind_of(author: Author, kind: str) -> Kind:
    """One of :func:`kinds_of`; NotFound ``material-unknown``."""
    for known in kinds_of(author):
        if known.id == kind:
            return known
    raise NotFound("material-unknown", "there is no such material for this subject")


def limit_of(kind: Kind, rules: MaterialRules) -> int:
    """The most characters of a material; 0: the notice sets none (the four lists)."""
    return {"summary": rules.summary, "report": rules.report}.get(kind.id, 0)


def sections_of(kind: Kind, author: Author, rules: MaterialRules) -> tuple[Section, ...]:
    """The sections of a material; none for a list."""
    if kind.list:
        return ()
    if author.team:
        return summary_sections()
    return report_sections(author.head, author.nonparty, rules.revival)


def characters_of(body: Body) -> int:
    """How many characters (字) a material has; the headings are not the writer's and do not
    count."""
    return sum(count(part["text"]) for part in body)


def taken(
    kind: Kind, author: Author, rules: MaterialRules, parts: Iterable[tuple[str, str]]
) -> list[dict[str, str]]:
    """The body to keep, from sections and texts as typed: tidied, in order, empty parts left out.

    BadInput ``material-empty``, ``material-items`` (a list with more than 50 entries),
    ``material-section`` (a section this material does not have) or ``material-long``, which says
    how many characters there are and how many too many.
    """
    body = [
        {"section": section, "text": tidied}
        for section, text in parts
        if (tidied := tidy(text[: LONGEST_TEXT + 1]))
    ]
    if not body:
        raise BadInput("material-empty", "nothing is written")
    if any(len(part["text"]) > LONGEST_TEXT for part in body) or (
        kind.list and len(body) > MOST_ITEMS
    ):
        raise BadInput(
            "material-items", f"a list has at most {MOST_ITEMS} entries", most=MOST_ITEMS
        )
    order = [ITEM] if kind.list else [WHOLE, *(s.id for s in sections_of(kind, author, rules))]
    given = [part["section"] for part in body]
    known = all(section in order for section in given)
    if (
        not known
        or (not kind.list and len(set(given)) < len(given))
        or (WHOLE in given and len(given) > 1)
    ):
        raise BadInput("material-section", "this material has no such section")
    _check_length(limit_of(kind, rules), characters_of(body))
    return sorted(body, key=lambda part: order.index(part["section"]))


def missing(kind: Kind, author: Author, rules: MaterialRules, body: Body) -> tuple[Section, ...]:
    """The sections still to be written. An undivided text lacks none: people must read it."""
    written = {part["section"] for part in body if part["text"]}
    if WHOLE in written:
        return ()
    if kind.list:
        return () if written else (Section(ITEM, kind.text, kind.guide),)
    return tuple(
        section
        for section in sections_of(kind, author, rules)
        if section.required and section.id not in written
    )


def undivided(body: Body) -> bool:
    """The text is one piece, so that no section can be seen to be missing."""
    return any(part["section"] == WHOLE for part in body)


def whole_text(kind: Kind, author: Author, rules: MaterialRules, body: Body) -> str:
    """All of a material as one text, with its headings, to be edited as one piece."""
    titles = {s.id: s.text.zh for s in sections_of(kind, author, rules)}
    return "\n".join(
        f"【{titles[part['section']]}】\n{part['text']}"
        if part["section"] in titles
        else part["text"]
        for part in body
    )


def _check_length(most: int, characters: int) -> None:
    if most and characters > most:
        raise BadInput(
            "material-long",
            f"{characters} characters, {most} at most",
            most=most,
            characters=characters,
            over=characters - most,
        )
