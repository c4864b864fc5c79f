"""The house of the design: layers, sizes, and the list of packages in setup.cfg."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections import Counter
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "voting").rglob("*.py"))
SCRIPTS = sorted((ROOT / "static" / "src").rglob("*.js"))
LONGEST_MODULE = 300
LONGEST_FUNCTION = 60  # the aim is 40; above this, two ideas live together
FULLEST_FOLDER = 20


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


@pytest.fixture(scope="module")
def empty_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same contracts on a house of empty rooms; they hold there."""
    house = tmp_path_factory.mktemp("house")
    for module in MODULES:
        copy = house / module.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.touch()
    (house / "setup.cfg").write_bytes((ROOT / "setup.cfg").read_bytes())
    report = lint_imports(house)
    assert report.returncode == 0, report.stdout + report.stderr
    return house


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
        ("demo", "import voting.bench"),
        ("serving", "import voting.demo"),
        ("language", "import voting.assessment"),
        ("web/roster", "import voting.web.rounds"),
        ("web/site", "import voting.web.log"),
        ("services/roster", "import voting.services.grades"),
        ("services/forms", "import voting.services.materials"),
        ("services/log", "import voting.services.accounts"),
        ("documents/slips", "import voting.documents.roster"),
        ("documents/writing", "import voting.documents.filed"),
        ("assessment/roster", "import voting.assessment.grades"),
        ("assessment/forms", "import voting.assessment.counting"),
    ],
)
def test_the_contracts_catch_a_breach(empty_house: Path, room: str, line: str) -> None:
    """One of the empty rooms reaches where it may not."""
    door = empty_house / "voting" / room / "__init__.py"
    door.write_text(line + "\n", encoding="utf-8")
    try:
        report = lint_imports(empty_house)
    finally:
        door.write_text("", encoding="utf-8")
    assert report.returncode == 1, report.stdout + report.stderr
    assert "BROKEN" in report.stdout


@pytest.mark.parametrize("floor", ["", "web", "services", "documents", "assessment"])
def test_a_room_without_a_place_in_the_contracts_is_noticed(empty_house: Path, floor: str) -> None:
    room = empty_house / "voting" / floor / "attic"
    room.mkdir()
    (room / "__init__.py").touch()
    try:
        report = lint_imports(empty_house)
    finally:
        shutil.rmtree(room)
    assert report.returncode == 1 and "attic" in report.stdout, report.stdout + report.stderr


def test_every_package_is_listed() -> None:
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = set(settings["options"]["packages"].split())
    folders = {path.parent.relative_to(ROOT) for path in MODULES}
    found = {".".join(folder.parts) for folder in folders}
    assert listed == found | {"voting.templates", "voting.static"}


def test_folders_can_be_looked_over() -> None:
    """A folder with more modules holds several subjects. The one exception is ``storage``, where
    each module is a table."""
    sizes = Counter(path.parent for path in MODULES if path.name != "__init__.py")
    full = {str(folder.relative_to(ROOT)) for folder in sizes if sizes[folder] > FULLEST_FOLDER}
    assert full == {"voting/storage"}


@pytest.mark.parametrize("path", MODULES + SCRIPTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_stay_readable(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LONGEST_MODULE
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name
