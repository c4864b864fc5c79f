"""A trustee's computer has no server on it: what ``voting trustee`` and ``voting verify`` load.

Windows has no ``fcntl``, ``pwd``, ``grp`` and ``resource``, and gunicorn does not install there; the
rest of the list is what a trustee has no use for.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from held_meeting import hold_meeting, record_of

ABSENT = (
    *("fcntl", "pwd", "grp", "resource"),
    *("gunicorn", "flask", "flask_wtf", "werkzeug", "jinja2", "wtforms"),
    *("sqlalchemy", "alembic", "psycopg", "sqlite3"),
    *("matplotlib", "numpy", "PIL", "fpdf", "openpyxl", "docx", "qrcode", "pypdfium2"),
)

WITHOUT = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {absent}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
for name in {absent}:
    sys.modules.pop(name, None)
from voting.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def run_without(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT.format(absent=set(ABSENT)), *words],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    "words",
    [("--help",), ("trustee", "--help"), ("trustee", "decrypt", "--help"), ("verify", "-h")],
)
def test_help(words: tuple[str, ...]) -> None:
    done = run_without(*words)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: voting")


def test_a_step_of_the_ceremony(tmp_path: Path) -> None:
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("three official words", "utf-8")
    done = run_without(
        *("trustee", "init", "--ceremony", "r1", "--index", "1", "--name", "组织部"),
        *("--key", str(tmp_path / "my.key"), "--messages", str(tmp_path)),
        *("--passphrase-file", str(passphrase)),
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "my.key").is_file() and (tmp_path / "commit-1.json").is_file()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_record_and_what_is_wrong_with_it(tmp_path: Path, language: str) -> None:
    record = record_of(hold_meeting())
    good, bad = tmp_path / "record.zip", tmp_path / "bad.zip"
    good.write_bytes(record)
    bad.write_bytes(record[:-1])
    done = run_without("--language", language, "verify", str(good), "--processes", "1")
    assert (done.returncode, done.stderr) == (0, "")
    done = run_without("--language", language, "verify", str(bad), "--processes", "1")
    assert done.returncode == 1 and done.stderr.startswith("✗ ") and done.stdout == ""


def test_the_absent_are_needed_by_the_server() -> None:
    done = run_without("run", "--no-serve")
    assert done.returncode == 1 and "ModuleNotFoundError" in done.stderr


def test_the_version_loads_nothing() -> None:
    code = (
        "import sys; sys.argv = ['voting', '--version']\n"
        "from voting.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: print(*sorted(name for name in sys.modules if name.startswith('voting.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1] == "voting.cli voting.cli.main voting.errors"
