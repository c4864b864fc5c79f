"""Running the phone's own ballot code under Node, for the demo and the bench."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from typing import Any

from voting import paths
from voting.errors import Refused

SECONDS = 300


def node_version() -> str | None:
    """Version of the Node that would be used, None where there is none."""
    node = paths.node_path()
    if node is None:
        return None
    answer = subprocess.run(
        [node, "--version"], capture_output=True, text=True, check=False, timeout=30
    )
    return answer.stdout.strip() or None


def phone(command: str, *options: str, data: bytes) -> list[dict[str, Any]]:
    """Run ``node-ballot.cjs COMMAND`` with ``data`` as its input; the JSON lines it prints."""
    node, script = paths.node_path(), paths.build_dir() / "node-ballot.cjs"
    if node is None or not script.is_file():
        raise Refused("node-missing", "Node or the built phone code is missing (scripts/run)")
    done = subprocess.run(
        [node, script, command, *options],
        input=data,
        capture_output=True,
        check=False,
        timeout=SECONDS,
    )
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip()[-500:]
        raise Refused("node-failed", f"the phone's code failed: {reason}", reason=reason)
    return [json.loads(line) for line in done.stdout.splitlines() if line]


def json_lines(items: Iterable[Any]) -> bytes:
    """One JSON text a line."""
    return "".join(json.dumps(item) + "\n" for item in items).encode()
