"""The real browsers the tests drive, and the environment they are started in.

Two engines: `today` (the system's Chromium, or else the packed one) and `86` (Chromium 86, the
engine of WeChat-age phones). `scripts/browsers.mjs` unpacks the packed ones under var/browsers/.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from xml.sax.saxutils import escape

from voting.paths import FONT_FAMILY, font_path

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ROOT / "var" / "browsers"
SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

# Without these, a browser on a closed network retries Google's hosts all the time.
QUIET_ARGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
)

# A phone of the hall: the arguments of Browser.new_context.
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
}


@dataclass(frozen=True)
class Engine:
    """One browser: what the tests call it, and the program."""

    name: str
    program: Path

    def environment(self, folder: Path) -> dict[str, str]:
        """Return the variables to start it with; `folder` takes the font settings.

        Chinese is drawn with the program's own font, also on a machine that has none, and
        libraries the machine lacks come from var/browsers/libraries.
        """
        folder.mkdir(parents=True, exist_ok=True)
        env = dict(os.environ, FONTCONFIG_FILE=str(write_font_settings(folder)))
        if sys.platform == "linux" and _lacks_libraries(self.program):
            libraries = str(BROWSERS / "libraries" / "lib")
            env["LD_LIBRARY_PATH"] = ":".join(filter(None, [libraries, env.get("LD_LIBRARY_PATH")]))
        return env


def engines() -> list[Engine]:
    """Return the engines there are on this machine, today's first."""
    candidates = [("today", system_chromium() or BROWSERS / "chromium-153" / "chromium")]
    candidates.append(("86", BROWSERS / "chromium-86" / "chromium"))
    return [Engine(name, program) for name, program in candidates if program.is_file()]


def system_chromium() -> Path | None:
    """Return the machine's own Chromium or Chrome, if it has one."""
    for name in SYSTEM_NAMES:
        found = which(name)
        if found:
            return Path(found)
    return MAC_CHROME if MAC_CHROME.is_file() else None


def write_font_settings(folder: Path) -> Path:
    """Write a fontconfig file into `folder` that knows the program's Chinese font."""
    ours = f"<prefer><family>{FONT_FAMILY}</family></prefer>"
    families = "".join(
        f"<alias><family>{generic}</family>{ours}</alias>\n"
        for generic in ("sans-serif", "serif", "system-ui", "monospace")
    )
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f"<dir>{escape(str(font_path().parent))}</dir>\n"
        "<dir>/usr/share/fonts</dir>\n"
        f"<cachedir>{escape(str(folder / 'cache'))}</cachedir>\n"
        f"{families}</fontconfig>\n",
        encoding="utf-8",
    )
    return path


def _lacks_libraries(program: Path) -> bool:
    if BROWSERS not in program.parents:
        return False
    listed = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=False)
    return "not found" in listed.stdout
