"""Files of strangers are taken apart in a process of their own with little memory and time, so that
a file made to break a reader breaks nothing but that process."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import zlib
from typing import Any, Final
from zipfile import BadZipFile

from voting.errors import BadInput

SECONDS: Final = 30
BAD_ZIP: Final = (
    BadZipFile,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    zlib.error,
    EOFError,
)
"""What zipfile raises on damaged, locked or hostile files."""
AT_ONCE: Final = 2
"""Files taken apart at the same time by one process of the server: each may take much memory."""
WAIT: Final = 10
"""Seconds a file waits for its turn; a hall that votes meanwhile needs the threads."""
_DOOR: Final = threading.BoundedSemaphore(AT_ONCE)


def taken_apart(module: str, data: bytes) -> dict[str, Any] | None:
    """What ``python -m module`` answers to ``data`` on its standard input: a JSON object; None
    where it broke, took too long or answered something else.

    BadInput ``file-busy`` where too many others are being read.
    """
    if not _DOOR.acquire(timeout=WAIT):
        raise BadInput("file-busy", "too many other files are being read")
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", module],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        answer = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        answer = None
    finally:
        _DOOR.release()
    return answer if isinstance(answer, dict) else None


def limit(memory: int, cpu_seconds: int) -> None:
    """Bound this process: ``memory`` in bytes of address space, seconds of one core."""
    try:
        import resource
    except ImportError:  # Windows knows no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
