"""Opening an uploaded xlsx within bounds: size, what it unpacks to, and what it claims to be.

Everything here is about the file as a whole; a fault has no sheet and no row.
"""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook

from voting.documents.roster.model import Fault, RosterFaults
from voting.documents.uploads.sandbox import BAD_ZIP
from voting.language.catalogue import Said, message

LARGEST_FILE = 4 * 1024 * 1024
LARGEST_UNPACKED = 24 * 1024 * 1024
MOST_PARTS = 500
MOST_MERGED = 200_000
"""Cells under merged ones, or linked, of one part: the library makes an object of each."""

_MERGED = re.compile(rb"[<:]mergeCell(?=[\s/>])([^<]*)")
_LINKED = re.compile(rb"[<:]hyperlink(?=[\s/>])([^<]*)")
_REFERENCE = re.compile(rb"\bref\s*=\s*[\"']([^\"']*)")
"""Every ``ref`` up to the next tag counts, whatever prefix the element has and whatever stands in
its other attributes: too many are refused, none is missed."""
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_DAMAGED = (
    *BAD_ZIP,
    SyntaxError,
    InvalidFileException,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    OverflowError,
)
"""What zipfile, the XML parser and openpyxl raise on damaged or hostile files; openpyxl has no
error of its own for most of them. A SyntaxError is what both XML parsers say of broken XML (the
library takes lxml where it is there)."""


def open_workbook(data: bytes) -> Workbook:
    """The workbook in ``data``; raises :class:`RosterFaults` with a single fault."""
    if not data:
        raise _refuse(message("文件是空的，请重新选择文件。"))
    if len(data) > LARGEST_FILE:
        raise _refuse(
            message(
                "文件超过{most}MB。请用下载的模板另存一份，只保留单位和干部两张表。",
                most=LARGEST_FILE // 2**20,
            ),
        )
    if data.startswith(_OLE):
        raise _refuse(
            message(
                "文件加了密码，或是旧格式（.xls、.et）。请去掉密码，另存为“Excel 工作簿（.xlsx）”。"
            ),
        )
    if not data.startswith(b"PK"):
        raise _refuse(
            message("这不是 xlsx 文件。请在下载的模板中填写，保存为“Excel 工作簿（.xlsx）”。"),
        )
    try:
        _check_parts(data)
        return load_workbook(BytesIO(data), keep_links=False)
    except _DAMAGED as error:
        raise _refuse(
            message(
                "文件已损坏或不是 Excel 工作簿，打不开。请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
            ),
        ) from error


def _check_parts(data: bytes) -> None:
    """Bounds on what the archive unpacks to; no part may declare a document type."""
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise _refuse(
                message(
                    "文件展开后过大（多半是整列设了格式或带有图片）。请把内容复制到新下载的模板中再导入。"
                ),
            )
        if "xl/workbook.xml" not in archive.namelist():
            raise _refuse(
                message("这不是 Excel 工作簿（.xlsx）。请在下载的模板中填写。"),
            )
        for part in parts:
            # whatever a part is called, the library reads it as XML where another points to it;
            # a document type is the way to XML bombs, and UTF-16 would hide it from this search
            content = archive.read(part)
            if b"<!DOCTYPE" in content or _hidden(part.filename, content[:4]):
                raise _refuse(
                    message("文件中有不允许的 XML 声明。请把内容复制到新下载的模板中再导入。"),
                )
            if sum(map(_covered, _LINKED.findall(content))) > MOST_MERGED:
                raise _refuse(
                    message("超链接的范围过大。请把内容复制到新下载的模板中再导入。"),
                )
            if sum(map(_covered, _MERGED.findall(content))) > MOST_MERGED:
                raise _refuse(
                    message("合并单元格的范围过大（多半是整列合并）。请取消合并后再导入。"),
                )


def _hidden(name: str, start: bytes) -> bool:
    """Whether a part is XML (by its name, or by its first character) in wide characters."""
    marked = start[:2] in (b"\xff\xfe", b"\xfe\xff")
    named = name.endswith((".xml", ".rels"))
    return marked or (b"\0" in start and (named or start.strip(b"\0")[:1] in (b"<", b"")))


def _covered(attributes: bytes) -> int:
    """How many cells an element with these attributes covers; raises ValueError for none."""
    references = _REFERENCE.findall(attributes)
    if not references:
        raise ValueError("merged or linked cells without a range")
    return sum(map(_area, references))


def _area(reference: bytes) -> int:
    """How many cells a range like ``A1:C9`` covers; raises ValueError where it is none."""
    left, top, right, bottom = range_boundaries(reference.decode("ascii"))
    if None in (left, top, right, bottom):
        return MOST_MERGED + 1  # whole columns or rows
    return int(right - left + 1) * int(bottom - top + 1)


def _refuse(reason: Said) -> RosterFaults:
    return RosterFaults((Fault("", 0, "", reason),))
