"""The pictures that documents show: they alone lie in docs/images, in the repository."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

_PICTURE = re.compile(r"\((?:docs/|\.\./)?images/([\w/-]+\.png)\)")


def shown(root: Path) -> set[str]:
    """Names below docs/images of the pictures that some document of ``root`` shows."""
    pages = (*root.glob("*.md"), *(root / "docs").rglob("*.md"))
    return {name for page in pages for name in _PICTURE.findall(page.read_text("utf-8"))}


def publish(root: Path, folder: Path, taken: Iterable[str]) -> int:
    """Copy those of ``taken`` (names below ``folder``) that documents show into docs/images."""
    wanted = sorted(shown(root).intersection(taken))
    for name in wanted:
        target = root / "docs" / "images" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, target)
    return len(wanted)
