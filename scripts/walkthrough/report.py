"""docs/usability.md and its Chinese: written from the figures alone."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from walkthrough.figures import Figures, Opening, Through
from walkthrough.words import TEXTS

PAGES = {"zh": "docs/usability.zh.md", "en": "docs/usability.md"}
QUESTIONS = 78
MOST_TAPS = QUESTIONS + 10
READY_S, SEALING_MS, TASK_MS = 2.5, 100.0, 50.0
THINKING = (1.5, 4.0)
"""Seconds a quick and an unhurried voter take for a question, beside what the page takes."""


def worst(found: Figures) -> dict[str, tuple[float, float]]:
    """Seen and allowed, by limit. Runs without a worker are told but have no limit."""
    with_worker = [way for way in found.ways if way.worker]
    slow = [way for way in with_worker if way.slowed == 6]
    ready = [
        statistics.median(o.seconds for o in same)
        for same in _grouped(found.openings)
        if same[0].network == "slow 4G" and same[0].slowed == 4
    ]
    return {
        "taps": (max(way.taps for way in with_worker), MOST_TAPS),
        "ready": (max(ready), READY_S),
        "sealing": (max(way.sealing for way in slow), SEALING_MS),
        "task": (max(way.longest for way in slow), TASK_MS),
    }


def missed(found: Figures) -> list[str]:
    """Names of the limits that were not kept."""
    return [name for name, (seen, most) in worst(found).items() if seen > most]


def lines(found: Figures, language: str) -> Iterator[str]:
    """The page in a language."""
    text = TEXTS[language]
    names = {
        engine: f"Chromium {version.split('.')[0]}"
        for engine, version in zip(found.engines, found.versions, strict=True)
    }
    yield from (
        text["title"],
        "",
        text["intro"].format(
            questions=QUESTIONS,
            browsers=", ".join(names.values()),
            before=round(found.before, 1),
            after=round(found.after, 1),
        ),
        "",
    )
    yield from (text["limits"], "", text["limits_head"], "|---|---|---|")
    for name, (seen, most) in worst(found).items():
        unit = {"taps": "", "ready": " s"}.get(name, " ms")
        shown = text["none"] if name == "task" and not seen else f"{seen:.3g}{unit}"
        yield (
            f"| {text['limit_' + name].format(most=MOST_TAPS)} | {shown} |"
            f" {text['missed' if seen > most else 'ok']} |"
        )
    yield from ("", text["ways"], "", text["ways_head"], "|---|---|---|---|---|---|---|---|")
    yield from (_way(way, names[way.engine], text) for way in found.ways)
    yield from (
        "",
        _people(found.ways, text),
        "",
        text["openings"],
        "",
        text["openings_head"].format(times=len(next(_grouped(found.openings)))),
        "|---|---|---|---|",
    )
    for same in _grouped(found.openings):
        seconds = [opening.seconds for opening in same]
        yield (
            f"| {names[same[0].engine]} | {same[0].network} | ×{same[0].slowed} |"
            f" {statistics.median(seconds):.1f} s / {min(seconds):.1f} s |"
        )
    yield from ("", text["networks"])


def _way(way: Through, browser: str, text: dict[str, str]) -> str:
    order = text["aspect"] if way.by_aspect else text["subject" if way.worker else "thread"]
    longest = f"{len(way.long)} · {way.longest:.0f} ms" if way.long else text["none"]
    return (
        f"| {browser} | ×{way.slowed} | {order} | {way.taps} | {way.scrolls} |"
        f" {way.seconds:.0f} s | {longest} | {way.sealing:.0f} ms |"
    )


def _people(ways: Sequence[Through], text: dict[str, str]) -> str:
    page = statistics.median(way.seconds for way in ways if way.slowed == 1)
    minutes = [f"{(page + each * QUESTIONS) / 60:.1f}" for each in THINKING]
    return text["people"].format(
        more=max(way.taps for way in ways) - QUESTIONS,
        quick=THINKING[0],
        slow=THINKING[1],
        quick_minutes=minutes[0],
        slow_minutes=minutes[1],
    )


def _grouped(openings: Sequence[Opening]) -> Iterator[list[Opening]]:
    """Those of one browser, network and processor together, in order."""
    keys = dict.fromkeys((o.engine, o.network, o.slowed) for o in openings)
    for key in keys:
        yield [o for o in openings if (o.engine, o.network, o.slowed) == key]
