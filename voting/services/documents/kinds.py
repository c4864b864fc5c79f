"""A kind of paper: what it is made of, who may have it, and the function that makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from voting.assessment import permissions
from voting.documents.writing.document import Document
from voting.language.catalogue import Said
from voting.services.documents.source import Source

Of = Literal["round", "unit", "meeting", "subject"]

FORMATS: Final = ("xlsx", "docx", "pdf")


def always(source: Source, of_id: str) -> bool:
    """There is something to print, and be it that nothing is there yet."""
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """``make`` gets the round's data and the id of what the paper is ``of``.

    A subject's id is ``<meeting>.<subject>``. ``ready`` is asked before a paper is offered;
    ``action`` is what its reader must be permitted; with ``own`` an account of a unit that is
    permitted that may have the papers of its own unit. ``zipped``: it belongs into the zip of the
    whole round; ``kept``: it stays with the department, in a folder of its own there.
    """

    id: str
    text: Said
    of: Of
    make: Callable[[Source, str], Document]
    ready: Callable[[Source, str], bool] = always
    formats: tuple[str, ...] = FORMATS
    action: str = permissions.EXPORT_TABLES
    own: str = ""
    zipped: bool = True
    kept: bool = False
