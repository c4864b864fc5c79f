"""A paper as a file of one of the three formats in which papers are filed or printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from voting.documents.writing.document import Document
from voting.errors import BadInput

MIMETYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file to hand out; ``name`` is safe as a file's name."""

    name: str
    mimetype: str
    data: bytes


def written(made: Document, file_format: str) -> WrittenFile:
    """A paper as a file; BadInput ``paper-format`` for an unknown format."""
    if file_format == "xlsx":
        from voting.documents.writing.xlsx import document_xlsx as write
    elif file_format == "docx":
        from voting.documents.writing.docx import document_docx as write
    elif file_format == "pdf":
        from voting.documents.writing.pdf import document_pdf as write
    else:
        raise BadInput("paper-format", "papers are written as xlsx, docx or pdf")
    name = f"{file_name(made.name)}.{file_format}"
    return WrittenFile(name, MIMETYPES[file_format], write(made))


def file_name(words: str) -> str:
    """Words as the name of a file or folder: no separators, nothing hidden, not too long."""
    plain = "".join("·" if c in '/\\:*?"<>|' else c for c in words if c.isprintable())
    return plain.strip(" .")[:80].rstrip(" .") or "文件"
