"""The notice of 公示 and the settled materials of a unit as kinds of papers."""

from __future__ import annotations

from voting.assessment import permissions
from voting.documents.filed.materials import Piece, Report, materials_document
from voting.documents.writing.document import Document
from voting.language.catalogue import inline, message
from voting.services.documents.kinds import Kind
from voting.services.documents.source import Source
from voting.services.materials.publicity import notice_document_of, publicity_state
from voting.services.materials.views import MaterialView, SubjectMaterials, materials_of
from voting.storage import materials


def _planned(source: Source, unit_id: str) -> bool:
    with source.db.reading() as session:
        return publicity_state(session, unit_id, "") != "none"


def _notice(source: Source, unit_id: str) -> Document:
    with source.db.reading() as session:
        return notice_document_of(session, unit_id)


def _any_settled(source: Source, unit_id: str) -> bool:
    with source.db.reading() as session:
        return bool(materials.settled(session, [unit_id]))


def _materials(source: Source, unit_id: str) -> Document:
    with source.db.reading() as session:
        materials = materials_of(session, unit_id)
    return materials_document(
        materials.unit.name,
        source.round.year,
        [
            Report(
                subject.name,
                subject.post,
                _settled(subject),
                tuple(_piece(view) for view in subject.materials),
            )
            for subject in materials.subjects
            if subject.settled
        ],
    )


def _settled(subject: SubjectMaterials) -> str:
    return "" if subject.settled is None else f"{subject.settled.by}，{subject.settled.on}审定"


def _piece(view: MaterialView) -> Piece:
    titles = {section.id: section.text.zh for section in view.sections}
    return Piece(
        view.kind.text.zh,
        view.kind.list,
        tuple((titles.get(part["section"], ""), part["text"]) for part in view.body),
    )


KINDS = (
    Kind(
        "publicity-notice",
        inline("实绩公示"),
        "unit",
        _notice,
        _planned,
        ("docx", "pdf"),
        permissions.READ_MATERIALS,
        permissions.READ_MATERIALS,
    ),
    Kind(
        "materials",
        message("述职材料汇编"),
        "unit",
        _materials,
        _any_settled,
        ("docx", "pdf"),
        permissions.READ_MATERIALS,
        permissions.READ_MATERIALS,
        zipped=False,
    ),
)
