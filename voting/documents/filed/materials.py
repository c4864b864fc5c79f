"""The settled materials of a unit in one document: the team's first, each cadre's on a new page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voting.documents.writing.document import Block, Document, Heading, PageBreak, Paragraph


@dataclass(frozen=True, slots=True)
class Piece:
    """One material: its title and (heading, text) in order; entries of a list have no heading."""

    title: str
    entries: bool
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a team or cadre handed in, and who settled it when."""

    name: str
    post: str
    settled: str
    pieces: tuple[Piece, ...]


def materials_document(unit: str, year: int, reports: Sequence[Report]) -> Document:
    """The materials of a unit, to be printed and filed."""
    blocks: list[Block] = []
    for place, report in enumerate(reports):
        if place:
            blocks.append(PageBreak())
        blocks.extend(_report(report))
    return Document(
        name=f"{unit}{year}年度述职材料",
        title="述职材料",
        subtitle=(f"{unit}（{year}年度）",),
        blocks=tuple(blocks),
    )


def _report(report: Report) -> Iterator[Block]:
    who = f"{report.name}（{report.post}）" if report.post else report.name
    for piece in report.pieces:
        yield Heading(f"{who}{piece.title}")
        for number, (heading, text) in enumerate(piece.parts, start=1):
            if heading:
                yield Heading(heading, 2)
            lines = [line for line in text.split("\n") if line]
            for at, line in enumerate(lines):
                yield Paragraph(f"{number}.{line}" if piece.entries and at == 0 else line)
    yield Paragraph(f"（{report.settled}）")
