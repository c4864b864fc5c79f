"""What docs/usability.md and docs/usability.zh.md say around the figures."""

TEXTS: dict[str, dict[str, str]] = {
    "zh": {
        "title": "# 选票页面：点击次数与快慢",
        "intro": (
            "由 `scripts/usability` 驱动真实页面写成：13 个对象、每个 6 道题，共 {questions} 题；微信的浏览器标识，屏幕 360 × "
            "640，普通 http（非安全来源）。浏览器：{browsers}。测量前后机器负载 {before} / {after}。"
        ),
        "ways": "## 从第一页到回执",
        "ways_head": "| 浏览器 | 处理器 | 排列 | 点击 | 手动滚动 | 页面用时 | 超过 50 ms 的任务：个数 · 最长 | 送出到封好 |",
        "subject": "按对象",
        "aspect": "按项目",
        "thread": "按对象，不用 worker",
        "none": "没有",
        "people": (
            "点击：每题一下，另加 {more} 下。“页面用时”是脚本不停顿地点完所用的时间；每题想 {quick} 秒的人约需 {quick_minutes} 分钟，每题"
            "想 {slow} 秒的约需 {slow_minutes} 分钟。“任务”是从第一页可以点到点“送出”之间页面线程上一口气做的事。“慢 6 倍”说的是页面线程；worker 里的加密不受浏览器的限速影响，封好选票在这台机器上约 10 ms。不用 worker 的一行是个别内置"
            "浏览器的情形：加密也在页面线程上做，分成小段。"
        ),
        "openings": "## 从扫码到可以点“开始填写”",
        "openings_head": "| 浏览器 | 网络 | 处理器 | 用时（{times} 次的中位数与最短） |",
        "networks": (
            "slow 4G：往返 150 ms，下行 1.6 Mbit/s，上行 0.75 Mbit/s；slow 3G：往返 400 ms，上下行各 0.4 "
            "Mbit/s。按连接逐包延迟（`scripts/hands/line.py`），包括建立连接的往返；没有模拟慢启动和丢包。"
        ),
        "limits": "## 要求",
        "limits_head": "| 要求 | 所见（最差） | |",
        "ok": "达到",
        "missed": "没有达到",
        "limit_taps": "点击不超过 {most} 下",
        "limit_ready": "slow 4G、处理器慢 4 倍：2.5 秒内可以点",
        "limit_sealing": "处理器慢 6 倍：点“送出”后 100 ms 内封好",
        "limit_task": "处理器慢 6 倍：点选时没有超过 50 ms 的任务",
    },
    "en": {
        "title": "# The ballot page: taps and speed",
        "intro": (
            "Written by `scripts/usability`, which drives the real page: 13 subjects of 6 "
            "questions each, {questions} in all; WeChat's user agent, a glass of 360 × 640, "
            "plain http (no secure origin). Browsers: {browsers}. Load of the machine before "
            "and after: {before} / {after}."
        ),
        "ways": "## From the first page to the receipt",
        "ways_head": (
            "| browser | processor | order | taps | scrolls by hand | the page's time | "
            "tasks over 50 ms: number · longest | send to sealed |"
        ),
        "subject": "by subject",
        "aspect": "by aspect",
        "thread": "by subject, no worker",
        "none": "none",
        "people": (
            "Taps: one a question and {more} more. “The page's time” is that of a script "
            "that never pauses; somebody who thinks {quick} s about a question needs about "
            "{quick_minutes} minutes, at {slow} s about {slow_minutes}. A task is what "
            "the page's thread does in one go, between the first page and the tap that sends. "
            "“×6” is the page's thread: browsers do not slow down a worker, and sealing takes "
            "about 10 ms there on this machine. The "
            "line without a worker is that of a few in-app browsers: encryption runs on the "
            "page's thread as well, in slices."
        ),
        "openings": "## From the scan to a button that can be tapped",
        "openings_head": "| browser | network | processor | time (median and best of {times}) |",
        "networks": (
            "slow 4G: round trip 150 ms, 1.6 Mbit/s down, 0.75 Mbit/s up; slow 3G: 400 ms, "
            "0.4 Mbit/s both ways. Packets are delayed on each connection "
            "(`scripts/hands/line.py`), the handshake included; slow start and lost packets "
            "are not modelled."
        ),
        "limits": "## Limits",
        "limits_head": "| limit | seen (worst) | |",
        "ok": "kept",
        "missed": "missed",
        "limit_taps": "at most {most} taps",
        "limit_ready": "slow 4G, processor slowed 4 times: ready to tap in 2.5 s",
        "limit_sealing": "processor slowed 6 times: sealed 100 ms after the tap that sends",
        "limit_task": "processor slowed 6 times: no task over 50 ms while tapping",
    },
}
