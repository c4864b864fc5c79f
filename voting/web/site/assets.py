"""The files scripts/build-assets made: their addresses, and the hash of the voter's page."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from voting import paths


@cache
def listing() -> dict[str, Any]:
    """Return `static/build/manifest.json`, or an empty one where nothing was built yet."""
    file = paths.build_dir() / "manifest.json"
    if not file.is_file():
        return {"files": {}, "bundle_hash": ""}
    content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return content


def asset(name: str) -> str:
    """Return the address of a built file, with its hash so that it may be cached for ever."""
    return f"/static/build/{name}?v={listing()['files'].get(name, '')[:12]}"


def bundle_hash() -> str:
    """Return the hash of the voter page's files (protocol §12), hex."""
    return str(listing()["bundle_hash"])
