"""docs/usability.md and its Chinese: written from the figures alone."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from hands.figures import Figures, Opening, Through

PAGES = {"zh": "docs/usability.zh.md", "en": "docs/usability.md"}
QUESTIONS = 78
MOST_TAPS = QUESTIONS + 10
READY_S, SEALING_MS, TASK_MS = 2.5, 100.0, 50.0
THINKING = (1.5, 4.0)
"""Seconds a quick and an unhurried voter take for a question, beside what the page takes."""

TEXTS = {
    "zh": {
        "title": "# 选票页面：点击次数与快慢",
        "intro": "由 `scripts/usability` 驱动真实页面写成：13 个对象、每个 6 道题，共 {questions} 题；微信的浏览器标识，"
                 "屏幕 360 × 640，普通 http（非安全来源）。浏览器：{browsers}。测量前后机器负载 {before} / {after}。",
        "ways": "## 从第一页到回执",
        "ways_head": "| 浏览器 | 处理器 | 排列 | 点击 | 手动滚动 | 页面用时 | 最长任务 | 送出到封好 |",
        "subject": "按对象", "aspect": "按项目", "thread": "按对象，不用 worker",
        "none": "不超过 50 ms",
        "people": "点击：每题一下，另加 {more} 下。“页面用时”是脚本不停顿地点完所用的时间；每题想 {quick} 秒的人约需"
                  " {quick_minutes} 分钟，每题想 {slow} 秒的约需 {slow_minutes} 分钟。"
                  "“最长任务”是从打开到点“送出”之间页面线程上最长的一件事。不用 worker 的一行是个别内置浏览器的"
                  "情形：加密也在页面线程上做，分成小段。",
        "openings": "## 从扫码到可以点“开始填写”",
        "openings_head": "| 浏览器 | 网络 | 处理器 | 用时（{times} 次的中位数与最短） |",
        "networks": "slow 4G：往返 150 ms，下行 1.6 Mbit/s，上行 0.75 Mbit/s；slow 3G：往返 400 ms，上下行各"
                    " 0.4 Mbit/s。按连接逐包延迟（`scripts/hands/line.py`），包括建立连接的往返；没有模拟慢启动和丢包。",
        "limits": "## 要求", "limits_head": "| 要求 | 所见（最差） | |", "ok": "达到", "missed": "没有达到",
        "limit_taps": "点击不超过 {most} 下", "limit_ready": "slow 4G、处理器慢 4 倍：2.5 秒内可以点",
        "limit_sealing": "处理器慢 6 倍：点“送出”后 100 ms 内封好", "limit_task": "处理器慢 6 倍：点选时没有超过 50 ms 的任务",
    },
    "en": {
        "title": "# The ballot page: taps and speed",
        "intro": "Written by `scripts/usability`, which drives the real page: 13 subjects of 6 questions each, "
                 "{questions} in all; WeChat's user agent, a glass of 360 × 640, plain http (no secure origin)."
                 " Browsers: {browsers}. Load of the machine before and after: {before} / {after}.",
        "ways": "## From the first page to the receipt",
        "ways_head": "| browser | processor | order | taps | scrolls by hand | the page's time | longest task"
                     " | send to sealed |",
        "subject": "by subject", "aspect": "by aspect", "thread": "by subject, no worker",
        "none": "none over 50 ms",
        "people": "Taps: one a question and {more} more. “The page's time” is that of a script that never pauses;"
                  " somebody who thinks {quick} s about a question needs about {quick_minutes} minutes, at"
                  " {slow} s about {slow_minutes}. “Longest task” is the longest on the page's thread between"
                  " opening and the tap that sends. The line without a worker is that of a few in-app browsers:"
                  " encryption runs on the page's thread as well, in slices.",
        "openings": "## From the scan to a button that can be tapped",
        "openings_head": "| browser | network | processor | time (median and best of {times}) |",
        "networks": "slow 4G: round trip 150 ms, 1.6 Mbit/s down, 0.75 Mbit/s up; slow 3G: 400 ms, 0.4 Mbit/s both"
                    " ways. Packets are delayed on each connection (`scripts/hands/line.py`), the handshake"
                    " included; slow start and lost packets are not modelled.",
        "limits": "## Limits", "limits_head": "| limit | seen (worst) | |", "ok": "kept", "missed": "missed",
        "limit_taps": "at most {most} taps", "limit_ready": "slow 4G, processor slowed 4 times: ready to tap in 2.5 s",
        "limit_sealing": "processor slowed 6 times: sealed 100 ms after the tap that sends",
        "limit_task": "processor slowed 6 times: no task over 50 ms while tapping",
    },
}


def worst(found: Figures) -> dict[str, tuple[float, float]]:
    """Seen and allowed, by limit. Runs without a worker are told but have no limit."""
    with_worker = [way for way in found.ways if way.worker]
    slow = [way for way in with_worker if way.slowed == 6]
    ready = [statistics.median(o.seconds for o in same) for same in _grouped(found.openings)
             if same[0].network == "slow 4G" and same[0].slowed == 4]
    return {"taps": (max(way.taps for way in with_worker), MOST_TAPS),
            "ready": (max(ready), READY_S),
            "sealing": (max(way.sealing for way in slow), SEALING_MS),
            "task": (max(way.longest for way in slow), TASK_MS)}


def missed(found: Figures) -> list[str]:
    """Names of the limits that were not kept."""
    return [name for name, (seen, most) in worst(found).items() if seen > most]


def lines(found: Figures, language: str) -> Iterator[str]:
    """The page in a language."""
    text = TEXTS[language]
    browsers = ", ".join(f"Chromium {version.split('.')[0]}" for version in found.versions)
    yield from (text["title"], "", text["intro"].format(
        questions=QUESTIONS, browsers=browsers, before=round(found.before, 1),
        after=round(found.after, 1)), "")
    yield from (text["limits"], "", text["limits_head"], "|---|---|---|")
    for name, (seen, most) in worst(found).items():
        unit = {"taps": "", "ready": " s"}.get(name, " ms")
        shown = text["none"] if name == "task" and not seen else f"{seen:.3g}{unit}"
        yield (f"| {text['limit_' + name].format(most=MOST_TAPS)} | {shown} |"
               f" {text['missed' if seen > most else 'ok']} |")
    yield from ("", text["ways"], "", text["ways_head"], "|---|---|---|---|---|---|---|---|")
    yield from (_way(way, text) for way in found.ways)
    yield from ("", _people(found.ways, text), "", text["openings"], "",
                text["openings_head"].format(times=len(next(_grouped(found.openings)))),
                "|---|---|---|---|")
    for same in _grouped(found.openings):
        seconds = [opening.seconds for opening in same]
        yield (f"| {same[0].engine} | {same[0].network} | ×{same[0].slowed} |"
               f" {statistics.median(seconds):.1f} s / {min(seconds):.1f} s |")
    yield from ("", text["networks"])


def _way(way: Through, text: dict[str, str]) -> str:
    order = text["aspect"] if way.by_aspect else text["subject" if way.worker else "thread"]
    longest = f"{way.longest:.0f} ms" if way.longest else text["none"]
    return (f"| {way.engine} | ×{way.slowed} | {order} | {way.taps} | {way.scrolls} |"
            f" {way.seconds:.0f} s | {longest} | {way.sealing:.0f} ms |")


def _people(ways: Sequence[Through], text: dict[str, str]) -> str:
    page = statistics.median(way.seconds for way in ways if way.slowed == 1)
    minutes = [f"{(page + each * QUESTIONS) / 60:.1f}" for each in THINKING]
    return text["people"].format(
        more=max(way.taps for way in ways) - QUESTIONS, quick=THINKING[0], slow=THINKING[1],
        quick_minutes=minutes[0], slow_minutes=minutes[1])


def _grouped(openings: Sequence[Opening]) -> Iterator[list[Opening]]:
    """Those of one browser, network and processor together, in order."""
    keys = dict.fromkeys((o.engine, o.network, o.slowed) for o in openings)
    for key in keys:
        yield [o for o in openings if (o.engine, o.network, o.slowed) == key]
