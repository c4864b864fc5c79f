"""The font files that documents embed, so that they look the same on every machine.

Chinese comes from Noto Sans SC (voting.paths); the typed code of a slip from DejaVu Sans Mono Bold,
whose zero has a mark inside and whose characters are all of one width. It lies in matplotlib's data
folder, which is found without importing matplotlib (that costs most of a second).
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from voting.paths import MissingFilesError, font_path

MONO_FILE = "DejaVuSansMono-Bold.ttf"


def chinese_font() -> Path:
    """The TrueType file of the text font."""
    return font_path()


def mono_font() -> Path:
    """The TrueType file of the fixed-width font."""
    spec = find_spec("matplotlib")
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        candidate = Path(folder) / "mpl-data" / "fonts" / "ttf" / MONO_FILE
        if candidate.is_file():
            return candidate
    raise MissingFilesError(f"{MONO_FILE} is not installed; it comes with the package matplotlib")
