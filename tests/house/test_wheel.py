"""The wheel carries the tree: every module, template and static file, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tree(folder: str) -> set[str]:
    """The files below a top-level folder, as paths below the root."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as pip builds it, of a copy, so that the checkout stays as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    names = ["voting", "templates", "static"]
    for name in sorted(path for folder_name in names for path in tree(folder_name)):
        copy = source / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((ROOT / name).read_bytes())
    for name in ("setup.cfg", "pyproject.toml", "LICENSE", "README.md"):
        (source / name).write_bytes((ROOT / name).read_bytes())
    pip = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(source)], check=True, timeout=120)
    (found,) = folder.glob("*.whl")
    return found


def test_wheel_equals_tree(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    expected = tree("voting")
    expected |= {f"voting/{name}" for folder in ("templates", "static") for name in tree(folder)}
    assert shipped == expected


def test_installed_wheel_finds_its_files(wheel: Path, tmp_path: Path) -> None:
    """Unpacked elsewhere, the package finds templates and assets without the checkout."""
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = "from voting.paths import *; print(templates_dir()); print(build_dir())"
    found = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert found == [str(tmp_path / "voting/templates"), str(tmp_path / "voting/static/build")]
    assert (tmp_path / "voting/static/build/manifest.json").is_file()
