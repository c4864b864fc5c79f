"""Every refusal can be read in both languages, with its values filled in."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import voting
from voting.language.catalogue import translate
from voting.language.refusals import ERRORS

KINDS = {"VotingError", "BadEncoding", "BadProof", "BadInput", "Refused", "NotFound"}


def _raised() -> dict[str, list[set[str]]]:
    """Code → the names of the values given, for each place that raises it."""
    found: dict[str, list[set[str]]] = {}
    for path in Path(voting.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and (node.func.id in KINDS and node.args)
            ):
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    names = {k.arg for k in node.keywords if k.arg}
                    if any(k.arg is None for k in node.keywords):
                        continue
                    found.setdefault(str(code.value), []).append(names)
    return found


def _texts(code: str) -> tuple[str, str]:
    return ERRORS[code], translate(ERRORS[code], "en")


def test_every_code_has_both_texts() -> None:
    raised = _raised()
    assert len(raised) > 100
    assert not sorted(set(raised) - set(ERRORS))
    for code in ERRORS:
        assert all(_texts(code)), code


def test_texts_use_only_values_that_are_given() -> None:
    wrong = []
    for code, places in _raised().items():
        for text in _texts(code):
            wanted = {field for _, field, _, _ in string.Formatter().parse(text) if field}
            wrong += [(code, sorted(wanted - given)) for given in places if not wanted <= given]
    assert not wrong


def test_chinese_is_chinese_and_english_is_english() -> None:
    passed_on = {"{reason}"}
    wrong = [
        code
        for code, (chinese, english) in ((code, _texts(code)) for code in ERRORS)
        if not (any("一" <= c <= "鿿" for c in chinese) or chinese in passed_on)
        or not (english.split()[0].strip("“”{}").isascii())
    ]
    assert not wrong
