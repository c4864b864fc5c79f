"""Every action and every detail that is written to the log has a name in the reader's language."""

from __future__ import annotations

import ast
from pathlib import Path

import voting
from voting.web.site.log_names import ACTIONS, DETAILS

SERVICES = Path(voting.__file__).parent / "services"


def calls() -> list[ast.Call]:
    """Every ``chain.write(…)`` of the services."""
    return [
        node
        for path in sorted(SERVICES.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "write"
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "chain"
    ]


def words(node: ast.expr) -> set[str]:
    """The texts an expression may be, as far as they stand there."""
    if isinstance(node, ast.Constant):
        return {str(node.value)}
    if isinstance(node, ast.IfExp):
        return words(node.body) | words(node.orelse)
    return set()


def test_actions_have_names() -> None:
    found = set().union(*(words(call.args[2]) for call in calls()))
    assert len(found) > 40
    assert not sorted(found - set(ACTIONS))


def test_details_have_names() -> None:
    found = {
        str(key.value)
        for call in calls()
        for given in call.args[4:]
        for node in ast.walk(given)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }
    assert len(found) > 20
    assert not sorted(found - set(DETAILS))
