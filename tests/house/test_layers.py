"""The house of the design: layers, sizes, and the list of packages in setup.cfg."""

from __future__ import annotations

import ast
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "voting").rglob("*.py"))
SCRIPTS = sorted((ROOT / "static" / "src").rglob("*.js"))
LONGEST_MODULE = 410
LONGEST_FUNCTION = 90  # the aim is 40; above this, two ideas live together


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of setup.cfg on the `voting` package that lies in `folder`."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    return subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(folder)!r}); {code}"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_layers_hold() -> None:
    report = lint_imports(ROOT)
    assert report.returncode == 0, report.stdout + report.stderr


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("crypto", "from voting.record import roll"),
        ("crypto", "import voting.assessment"),
        ("record", "import flask"),
        ("assessment", "import time"),
        ("trustee", "import voting.storage"),
        ("services", "import voting.web"),
        ("documents", "import sqlalchemy"),
    ],
)
def test_the_contracts_catch_a_breach(tmp_path: Path, room: str, line: str) -> None:
    """The same contracts on a house of empty rooms, one of which reaches where it may not."""
    for module in [*MODULES, ROOT / "voting" / "record" / "roll.py"]:
        copy = tmp_path / module.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.touch()
    (tmp_path / "setup.cfg").write_bytes((ROOT / "setup.cfg").read_bytes())
    assert lint_imports(tmp_path).returncode == 0
    (tmp_path / "voting" / room / "__init__.py").write_text(line + "\n", encoding="utf-8")
    report = lint_imports(tmp_path)
    assert report.returncode == 1, report.stdout + report.stderr
    assert "BROKEN" in report.stdout


def test_every_package_is_listed() -> None:
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = set(settings["options"]["packages"].split())
    folders = {path.parent.relative_to(ROOT) for path in MODULES}
    found = {".".join(folder.parts) for folder in folders}
    assert listed == found | {"voting.templates", "voting.static"}


@pytest.mark.parametrize("path", MODULES + SCRIPTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_stay_readable(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LONGEST_MODULE
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name
