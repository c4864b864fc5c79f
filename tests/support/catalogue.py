"""Every text of the office's pages that needs an English counterpart, read from the source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir

from voting import paths

KEYWORDS = {"_": None, "gettext": None, "N_": None}
PACKAGE = Path(paths.__file__).parent / "web"


def messages() -> Iterator[tuple[str, str]]:
    """(place, msgid) of every marked text in templates/ and voting/web."""
    folders = ((paths.templates_dir(), "**.html", "jinja2"), (PACKAGE, "**.py", "python"))
    for folder, pattern, method in folders:
        found = extract_from_dir(folder, [(pattern, method)], keywords=KEYWORDS)
        for name, line, text, _, _ in found:
            for msgid in [text] if isinstance(text, str) else text:
                yield f"{name}:{line}", msgid
