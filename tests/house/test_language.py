"""Every refusal can be read in both languages, with its values filled in."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import voting
from voting.language.catalogue import translate
from voting.language.refusals import ERRORS

PACKAGE = Path(voting.__file__).parent
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


def _calls(path: Path, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def _chinese(text: object) -> bool:
    return isinstance(text, ast.Constant) and any("一" <= c <= "鿿" for c in str(text.value))


def _foreign(text: object) -> bool:
    words = isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value
    return bool(words) and str(words).isascii() and any(map(str.islower, str(words)))


def test_texts_of_two_languages_stand_where_manifests_and_settings_are_made() -> None:
    """Everything else the software says has its English in the catalogue."""
    pairs = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        for call in _calls(path, "Text")
        if len(call.args) == 2 and _chinese(call.args[0])
    }
    kept = {
        "assessment/grade_names.py",
        "assessment/grades/quotas.py",
        "assessment/grades/thresholds.py",
        "assessment/materials/rules.py",
        "assessment/roster/presets.py",
        "record/reference.py",
    }
    assert {name for name in pairs if not name.startswith("assessment/forms/")} <= kept


def test_the_catalogue_is_the_one_mechanism() -> None:
    """One ``N_``; no dictionary of pairs among the refusals; no sentence in both languages."""
    defined = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name == "N_":
                defined.append(path.name)
            if isinstance(node, ast.Assign):
                assert "N_" not in map(ast.unparse, node.targets), path
            if path.parent.name in {"language", "cli", "serving"}:
                both = isinstance(node, ast.Constant) and isinstance(node.value, str)
                assert not (both and _chinese(node) and " / " in str(node.value)), path
                if isinstance(node, ast.Tuple) and len(node.elts) == 2:
                    first, second = node.elts
                    assert not (_chinese(first) and _foreign(second)), (path, node.lineno)
    assert defined == ["catalogue.py"]
