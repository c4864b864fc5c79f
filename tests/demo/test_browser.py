"""The demo's voters in a browser: a machine whose browser does not start still gets its demo."""

from __future__ import annotations

from pathlib import Path

import pytest

from voting.demo import browser
from voting.demo.voters import DemoVoter

# Ends at once, as Chromium does where its sandbox is forbidden; hangs up, as a crashed one does.
BROKEN = {"ends": "#!/bin/sh\nexit 1\n", "silent": "#!/bin/sh\nexec 3<&- 4>&-\nsleep 5\n"}


@pytest.mark.parametrize("kind", sorted(BROKEN))
def test_a_browser_that_does_not_start_is_done_without(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "chromium"
    program.write_text(BROKEN[kind], encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    voter = DemoVoter("", "", ())
    assert browser.browser_votes("http://127.0.0.1:9", "m", b"", [voter]) == []
    assert "浏览器未能启动" in capsys.readouterr().out
