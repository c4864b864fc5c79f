"""A short name of a browser, so that a person can tell the own sessions apart. No address."""

from __future__ import annotations

from voting.language.catalogue import N_
from voting.web.site.language import gettext

BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("DingTalk", "DingTalk"),
    ("Edg", "Edge"),
    ("QQBrowser", "QQBrowser"),
    ("UCBrowser", "UC"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
"""Mark in the browser's own description → name; the first that fits."""

UNKNOWN = N_("未知设备")


def device_of(agent: str) -> str:
    """``Chrome · Windows``, from a fixed list of words; empty where nothing is known."""
    browser = (
        next((name for mark, name in names if mark in agent), "") for names in (BROWSERS, SYSTEMS)
    )
    return " · ".join(filter(None, browser))


def device_name(kept: str) -> str:
    """The kept name for a page."""
    return kept or gettext(UNKNOWN)
