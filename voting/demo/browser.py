"""Some of the demo's voters vote in a real browser, where the machine has one.

Chromium is steered over a pipe by its own protocol (Chrome DevTools Protocol), so that the demo
needs no browser-testing package. What happens on the page is what a voter does: tap and send.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Any

from voting.demo.stopped import DemoStopped
from voting.demo.voters import DemoVoter
from voting.record.frozen import frozen

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
QUIET = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=390,844",
)
SECONDS = 60

# Taps every option of a ballot in order, then sends. Each step waits for what it taps.
_VOTE = """
(async (choices) => {
  const wait = async (find) => {
    for (let i = 0; i < 7500; i++) {
      const found = find();
      if (found) return found;
      await new Promise((done) => setTimeout(done, 4));
    }
    throw new Error('nothing to tap: ' + document.body.innerText.slice(0, 200));
  };
  const one = (selector) => wait(() => document.querySelector(selector));
  (await one('.intro button.main')).click();
  for (let q = 0; q < choices.length; q++) {
    const id = (name) => document.getElementById(`q${q}-${name}`);
    await one('main:not([aria-busy])');
    if (q > 0 && !id(0)) (await one('.subject .way button.main')).click();
    (await wait(() => id(choices[q].length ? choices[q][0] : 'blank'))).click();
  }
  (await one('.subject .way button.main')).click();
  (await one('.review button.send')).click();
  return wait(() => (document.body.innerText.match(
    /已计入[\\s\\S]*?((?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4})/) || [])[1]);
})(%s)
"""

# Becomes the browser, with the two pipes as its descriptors 3 and 4, where it looks for them.
_PLUG = """
import fcntl, os, sys
ear, mouth = (fcntl.fcntl(int(fd), fcntl.F_DUPFD, 10) for fd in sys.argv[1:3])
os.dup2(ear, 3)
os.dup2(mouth, 4)
os.execvp(sys.argv[3], sys.argv[3:])
"""


def browser_votes(
    address: str, meeting: str, manifest: bytes, voters: Sequence[DemoVoter]
) -> list[str]:
    """Trackers of those who voted in a browser: all of them, or none where none starts."""
    browser = next(filter(None, map(which, NAMES)), None)
    if browser is None:
        return []
    with _chromium(browser) as chromium:
        if not chromium.starts():
            print(
                f"· 浏览器未能启动，改由程序投票：{browser}",
                flush=True,
            )
            return []
        questions = frozen(manifest).layout.questions
        assert all(len(voter.choices) == questions for voter in voters)
        return chromium.run(
            (
                f"{address}/v/{meeting}#{voter.code.replace('-', '')}",
                _VOTE % json.dumps(voter.choices),
            )
            for voter in voters
        )


class _Chromium:
    """A running browser; messages are JSON texts ended by a NUL byte."""

    def __init__(self, writer: int, reader: int) -> None:
        self._writer, self._reader = writer, reader
        self._buffer = b""
        self._number = 0
        self._answers: dict[int, dict[str, Any]] = {}

    def starts(self) -> bool:
        """Whether it answers: a machine may forbid its sandbox or its sockets."""
        try:
            self._call("Browser.getVersion")
        except (DemoStopped, BrokenPipeError):
            return False
        return True

    def run(self, pages: Iterable[tuple[str, str]]) -> list[str]:
        """Open each address in a fresh context, run its script there, all at the same time as the
        voters of a hall; the scripts' texts, in order."""
        running = [self._begin(url, script) for url, script in pages]
        texts = []
        for context, number in running:
            answer = self._answer("Runtime.evaluate", number)
            self._call("Target.disposeBrowserContext", browserContextId=context)
            if "exceptionDetails" in answer:
                raise DemoStopped("browser", f"the browser's voter failed: {answer}")
            texts.append(str(answer["result"]["value"]))
        return texts

    def _begin(self, url: str, script: str) -> tuple[str, int]:
        """Open a page and start its script; its context, and the number of the script's answer."""
        context = str(self._call("Target.createBrowserContext")["browserContextId"])
        target = self._call("Target.createTarget", url="about:blank", browserContextId=context)[
            "targetId"
        ]
        session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._call("Page.navigate", session, url=url)
        self._ready(session)
        number = self._send(
            "Runtime.evaluate", session, expression=script, awaitPromise=True, returnByValue=True
        )
        return context, number

    def _ready(self, session: str) -> None:
        """Wait until the page itself stands, not the blank one before it."""
        for _ in range(SECONDS * 20):
            answer = self._call(
                "Runtime.evaluate",
                session,
                returnByValue=True,
                expression="location.protocol + document.readyState",
            )
            if answer["result"].get("value") == "http:complete":
                return
            time.sleep(0.05)
        raise DemoStopped("browser", "the browser did not load the page")

    def _call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        return self._answer(method, self._send(method, session, **params))

    def _send(self, method: str, session: str | None, **params: Any) -> int:
        """Ask for something; the number its answer will have."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self._writer, json.dumps(message).encode() + b"\0")
        return self._number

    def _answer(self, method: str, number: int) -> dict[str, Any]:
        """The answer of that number; others that come before it are kept until they are asked for."""
        while number not in self._answers:
            message = self._next()
            if "id" in message:
                self._answers[message["id"]] = message
        answer = self._answers.pop(number)
        if "error" in answer:
            raise DemoStopped("browser", f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._reader], [], [], SECONDS)
            piece = os.read(self._reader, 1 << 16) if ready else b""
            if not piece:
                raise DemoStopped("browser", "the browser ended or fell silent")
            self._buffer += piece
        text, self._buffer = self._buffer.split(b"\0", 1)
        answer: dict[str, Any] = json.loads(text)
        return answer


@contextmanager
def _chromium(path: str) -> Iterator[_Chromium]:
    """Start a browser with an empty profile; file descriptors 3 and 4 are its ears and mouth."""
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with tempfile.TemporaryDirectory() as profile:
        words = [path, *QUIET, *sandbox, f"--user-data-dir={Path(profile)}", "about:blank"]
        process = subprocess.Popen(
            [sys.executable, "-c", _PLUG, str(to_read), str(from_write), *words],
            pass_fds=(to_read, from_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(os.environ, TMPDIR=profile),
        )
        os.close(to_read)
        os.close(from_write)
        try:
            yield _Chromium(to_write, from_read)
        finally:
            process.terminate()
            process.wait(20)
            os.close(to_write)
            os.close(from_read)
