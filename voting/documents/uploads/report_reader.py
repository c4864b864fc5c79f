"""Taking a Word or PDF file apart, run as a process of its own: file on standard input, JSON
``{"text"}`` or ``{"error"}`` on standard output."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from voting.documents.uploads.sandbox import BAD_ZIP, limit
from voting.errors import BadInput

MEMORY: Final = 1 << 30
CPU_SECONDS: Final = 20
MOST_PARTS: Final = 2000
MOST_XML: Final = 20 * 1024 * 1024
MOST_UNPACKED: Final = 100 * 1024 * 1024
MOST_PAGES: Final = 100
MOST_CHARACTERS: Final = 200_000
_BODY: Final = "word/document.xml"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PAGE_NUMBER: Final = re.compile(r"[-—–·\s]*(?:第\s*)?\d{1,3}(?:\s*页)?[-—–·\s]*")
_FULL: Final = 3


def read(data: bytes) -> str:
    """The text of a docx or pdf; BadInput ``file-kind``, ``file-damaged``, ``file-locked`` or
    ``file-long``."""
    return _pdf(data) if data.startswith(b"%PDF-") else _docx(data)


def _docx(data: bytes) -> str:
    """The paragraphs of a Word file, those of tables and text boxes too; of tracked changes what
    stands when they are accepted. Only this one part of the file is unpacked."""
    try:
        with ZipFile(BytesIO(data)) as file:
            parts = file.infolist()
            sizes = {part.filename: part.file_size for part in parts}
            if _BODY not in sizes:
                raise BadInput("file-kind", "a zip file that is no Word document")
            if (
                len(parts) > MOST_PARTS
                or sizes[_BODY] > MOST_XML
                or sum(part.file_size for part in parts) > MOST_UNPACKED
            ):
                raise BadInput("file-damaged", "more in the file than a report has")
            xml = file.read(_BODY)
    except BAD_ZIP as error:
        raise BadInput("file-damaged", "not a sound zip file") from error
    return _paragraphs(xml)


def _paragraphs(xml: bytes) -> str:
    from docx.oxml.parser import parse_xml  # expands no entities and fetches nothing

    if b"<!DOCTYPE" in xml[:4096]:
        raise BadInput("file-damaged", "a Word file declares no document type")
    try:
        root = parse_xml(xml)
    except SyntaxError as error:  # the parser's own is one
        raise BadInput("file-damaged", "the document is no XML") from error
    lines: list[list[str]] = []
    for element in root.iter(f"{_W}p", f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):
        if _gone(element):
            continue
        name = str(element.tag).removeprefix(_W)
        if name == "p":
            lines.append([])
        elif lines:
            lines[-1].append({"t": element.text or "", "tab": " "}.get(name, "\n"))
    return "\n".join("".join(line) for line in lines)


def _gone(element: Any) -> bool:
    """The element stands in what was moved away, or in a copy for old programs; a tab may also be
    the definition of a stop."""
    return any(
        parent.tag in (f"{_W}moveFrom", f"{_W}pPr", _FALLBACK) for parent in element.iterancestors()
    )


def _pdf(data: bytes) -> str:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise BadInput("file-locked", "the file needs a password") from error
        raise BadInput("file-damaged", "not a sound PDF") from error
    if len(document) > MOST_PAGES:
        raise BadInput("file-long", "more pages than a report has", most=MOST_PAGES)
    pages: list[str] = []
    for page in document:
        pages.extend(_lines(page.get_textpage().get_text_bounded()))
        if sum(map(len, pages)) > MOST_CHARACTERS:
            raise BadInput("file-long", "more text than a report has", most=MOST_CHARACTERS)
    return "\n".join(_joined(pages))


def _lines(page: str) -> list[str]:
    """The lines of a page without its number."""
    lines = [line.strip() for line in page.replace("\r", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    if lines and _PAGE_NUMBER.fullmatch(lines[-1]):
        lines.pop()
    return [line for line in lines if line]


def _joined(lines: Iterable[str]) -> list[str]:
    """Paragraphs out of lines: a line as long as the page is wide goes on in the next."""
    given = list(lines)
    wide = max(map(len, given), default=0) - _FULL
    paragraphs: list[str] = []
    goes_on = False
    for line in given:
        if goes_on:
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
        goes_on = len(line) >= max(wide, 12)
    return paragraphs


def main() -> int:
    """Read standard input, write JSON."""
    limit(MEMORY, CPU_SECONDS)
    try:
        answer = {"text": read(sys.stdin.buffer.read())}
    except BadInput as error:
        answer = {"error": error.code}
    except MemoryError:
        answer = {"error": "file-damaged"}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
