"""The text of an uploaded report: docx, pdf or plain text, and nothing else of the file.

What kind of file it is, its first bytes say; the name it was sent under is never used. Word and PDF
files are taken apart in a process of their own.
"""

from __future__ import annotations

from typing import Final

from voting.documents.uploads.sandbox import taken_apart
from voting.errors import BadInput

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_CHARACTERS: Final = 40_000
_WORD_97: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def text_of(data: bytes) -> str:
    """The text of a file, paragraphs as lines.

    BadInput ``file-empty``, ``file-large`` (above 10 MB), ``file-word-97`` (doc and wps),
    ``file-kind`` (no docx, pdf or text), ``file-damaged`` (cannot be read, or takes too much to
    read), ``file-locked`` (needs a password), ``file-no-text`` (scanned pages),
    ``file-long`` (more text than any report has), ``file-busy`` (too many others are being read).
    """
    if not data:
        raise BadInput("file-empty", "the file is empty")
    if len(data) > MOST_BYTES:
        raise BadInput("file-large", "the file is larger than 10 MB", most=MOST_BYTES >> 20)
    if data.startswith(_WORD_97):
        raise BadInput("file-word-97", "a file of Word 97 or WPS")
    apart = data.startswith((b"PK\x03\x04", b"%PDF-"))
    text = _read_apart(data) if apart else _plain(data)
    if len(text) > MOST_CHARACTERS:
        raise _long()
    if not text.strip():
        raise BadInput("file-no-text", "the file holds no text")
    return text


def _plain(data: bytes) -> str:
    """A text file: UTF-8 or UTF-16 by its mark, else UTF-8, else GB18030."""
    encodings = [name for mark, name in _MARKS if data.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise BadInput("file-kind", "neither docx nor pdf nor text")


def _read_apart(data: bytes) -> str:
    answer = taken_apart("voting.documents.uploads.report_reader", data)
    if answer is None:
        raise BadInput("file-damaged", "the file cannot be read")
    refusals = {
        "file-kind": BadInput("file-kind", "neither docx nor pdf nor text"),
        "file-locked": BadInput("file-locked", "the file needs a password"),
        "file-long": _long(),
        "file-damaged": BadInput("file-damaged", "the file cannot be read"),
    }
    refused = refusals.get(str(answer.get("error")))
    if refused is not None:
        raise refused
    return str(answer.get("text", ""))


def _long() -> BadInput:
    return BadInput(
        "file-long", f"more than {MOST_CHARACTERS} characters of text", most=MOST_CHARACTERS
    )
