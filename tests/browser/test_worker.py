"""The built worker in real browsers: the shared vector's bytes, in a Worker and without one."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from engines import PHONE
from voting.crypto.slipcode import encode_code
from voting.paths import build_dir

ROOT = Path(__file__).resolve().parents[2]

# The page's side: one promise a message, through the same spawn() as the voter's page.
ASK = """async ([messages, spoil]) => {
  if (spoil === 'none') delete self.Worker;
  if (spoil === 'broken') self.Worker = class extends Worker {
    constructor() { super('/missing.js'); }
  };
  const {spawn} = await import('/static/src/booth/spawn.js');
  const worker = spawn('/static/build/worker.js');
  const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const replies = [];
  for (const message of messages) {
    const begun = performance.now();
    if (message.manifest) message.manifest = new TextEncoder().encode(message.manifest);
    if (message.seed) message.seed = bytes(message.seed);
    if (message.type === 'wait') {
      await new Promise((resolve) => setTimeout(resolve, message.ms));
      continue;
    }
    const reply = await new Promise((resolve, reject) => {
      worker.onmessage = ({data}) => resolve(data);
      worker.onerror = ({message}) => reject(new Error(message));
      worker.postMessage(message);
    });
    reply.ms = performance.now() - begun;
    if (reply.ballot) reply.ballot = btoa(String.fromCharCode(...reply.ballot));
    replies.push(reply);
  }
  worker.terminate();
  return replies;
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The checkout's files over http, with an empty page at /static/."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(ROOT)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """An empty page of that origin on a phone."""
    with browser.new_context(**PHONE) as context:
        opened = context.new_page()
        opened.goto(f"{address}/static/src/crypto/polyfill.js")
        yield opened


def vector() -> dict[str, Any]:
    """The reference ballot of the shared vectors."""
    text = (ROOT / "tests/vectors/reference.json").read_text(encoding="ascii")
    found: dict[str, Any] = json.loads(text)
    return found


def messages(one: dict[str, Any]) -> list[dict[str, Any]]:
    """What the voter's page sends for the vector."""
    code = encode_code(bytes.fromhex(one["secret"]))
    meeting = json.loads(one["manifest"])["meeting"]["id"]
    seed = base64.b64encode(bytes.fromhex(one["seed"])).decode()
    return [
        {"id": 1, "type": "identify", "meeting": meeting, "code": code},
        {"id": 2, "type": "prepare", "manifest": one["manifest"], "seed": seed},
        {"id": 3, "type": "seal", "choices": one["choices"]},
    ]


def check(replies: list[dict[str, Any]], one: dict[str, Any]) -> None:
    """The replies are the vector's, byte for byte."""
    identified, prepared, sealed = replies
    assert identified["credential"] == one["credential"]
    assert prepared["type"] == "prepare"
    ballot = base64.b64decode(sealed["ballot"], validate=True)
    assert len(ballot) == one["length"]
    assert hashlib.sha256(ballot).hexdigest() == one["sha256"]
    assert sealed["tracker"] == one["tracker"]


@pytest.mark.parametrize("spoil", ["", "none", "broken"])
def test_the_reference_ballot_byte_for_byte(page: Page, spoil: str) -> None:
    """In a Worker; where there is no Worker; where its script cannot be loaded as one."""
    one = vector()
    check(page.evaluate(ASK, [messages(one), spoil]), one)


def test_a_mistyped_code_is_answered_with_its_group(page: Page) -> None:
    wrong = {**messages(vector())[0], "code": "0000-0000-0000-0000-0000-1000-0000"}
    (reply,) = page.evaluate(ASK, [[wrong], ""])
    assert (reply["type"], reply["code"], reply["values"]["group"]) == ("error", "code-check", 6)


def test_nothing_needs_a_secure_context() -> None:
    """The hall's Wi-Fi may be plain http, where browsers hide crypto.subtle."""
    text = (build_dir() / "worker.js").read_text(encoding="utf-8")
    assert "getRandomValues" in text and "subtle" not in text
