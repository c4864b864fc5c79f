"""What the demo raises when one of its steps does not do what it should."""

from __future__ import annotations

from voting.errors import Refused


class DemoStopped(Refused):
    """The step that failed and why."""

    def __init__(self, step: str, reason: str) -> None:
        super().__init__("demo-step", f"{step}: {reason}", step=step, reason=reason)
