"""Every text of the software that needs its English, read from the source."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir

from voting import paths
from voting.assessment.wording import Text
from voting.cli.main import COMMANDS, DESCRIPTION, LANGUAGE
from voting.documents.roster.model import SHEETS
from voting.language.catalogue import INLINE, Message, english
from voting.language.refusals import ERRORS, FIELDS

PACKAGE = Path(paths.__file__).parent
MARKS = {"N_": "", "gettext": "", "message": "", "say": "", "translate": "", "inline": INLINE}
"""Function → context of the text that is its first argument."""
PHONE = "phone"
SCRIPTS = PACKAGE.parent / "static/src/booth"
QUOTED = re.compile(r'(?<=: )"(?:[^"\\]|\\.)*"|(?<=\n    )"(?:[^"\\]|\\.)*"(?=,)')
PASSED_ON = {"{reason}"}


def messages() -> Iterator[tuple[str, str]]:
    """(place, key) of every text: templates, marked texts in Python, refusals and their fields,
    headings of a roster file, the phone's texts, the commands.

    The key is that of ``catalogue.english()``: the msgid, after its context if it has one.
    """
    yield from _templates()
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from marked(path)
    for code, text in ERRORS.items():
        if text not in PASSED_ON:
            yield code, text
    for name, text in FIELDS.items():
        yield name, f"{INLINE}\x04{text}"
    yield from _phone()
    for text in (*COMMANDS.values(), DESCRIPTION, LANGUAGE):
        yield "cli/main.py", text
    for sheet in SHEETS:
        for column in sheet.columns:
            yield f"{sheet.title}.{column.field}", f"{INLINE}\x04{column.heading}"


def marked(path: Path) -> Iterator[tuple[str, str]]:
    """(place, key) of every text marked in one module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            context, text = MARKS.get(node.func.id), node.args[0]
            if context is None or not isinstance(text, ast.Constant) or not text.value:
                continue
            msgid = str(text.value)
            place = f"{path.relative_to(PACKAGE)}:{node.lineno}"
            yield place, f"{context}\x04{msgid}" if context else msgid


def _phone() -> Iterator[tuple[str, str]]:
    """The phone's texts; one whose English is another than elsewhere has a context of its own."""
    for path in sorted(SCRIPTS.rglob("*_zh.js")):
        for quoted in QUOTED.findall(path.read_text("utf-8")):
            text = json.loads(quoted)
            own = f"{PHONE}\x04{text}"
            yield path.name, own if own in english() else text


def _templates() -> Iterator[tuple[str, str]]:
    keywords = {"_": None}
    pattern = [("**.html", "jinja2")]
    for name, line, text, _, _ in extract_from_dir(
        paths.templates_dir(), pattern, keywords=keywords
    ):
        for msgid in [text] if isinstance(text, str) else text:
            yield f"{name}:{line}", msgid


def said(text: object) -> tuple[str, str]:
    """A text of the software in Chinese and in English."""
    assert isinstance(text, Text | Message)
    return text.zh, text.en
