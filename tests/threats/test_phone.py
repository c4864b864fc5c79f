"""What the phone keeps, and what a broken line can do to a ballot. The phone's own modules run in
Node here; drafts are opened by this file's reading of docs/protocol.md §13."""

from __future__ import annotations

import base64
import http.client
import json
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cutting_proxy import cutting_proxy, each_request
from hall_server import served_hall
from threats import threat
from voting.paths import node_path
from voting.record.ballot import tracker
from voting.record.credential import Credential
from voting.services.meetings.plan import get_meeting

ROOT = Path(__file__).resolve().parents[2]

FILLING = """
import {
  choose, CODE, context, Hall, OTHER, phone, storage, until,
} from "./tests/js/booth-hall.js";
import { decodeCode } from "./static/src/crypto/slipcode.js";
import { bytesToHex } from "@noble/hashes/utils.js";
const [hall, store] = [new Hall(), storage()];
const voter = phone(hall, store);
await voter.session.begin(CODE);
const before = hall.asked.length;
for (const options of [[0], [3], ["blank", "blank", 1, 1], [2, 2, 2, 2]]) {
  choose(voter, options);
  await until(() => !voter.session.draft.busy);
}
const asked = hall.asked.slice(before);
const other = phone(hall, store);
await other.session.begin(OTHER);
console.log(JSON.stringify({
  secret: bytesToHex(decodeCode(CODE)), context: bytesToHex(context),
  code: CODE, writes: store.writes, asked, seen: other.session.choices.started(),
  restored: other.session.state.restored,
}));
"""

FALSE_ANSWERS = """
import { choose, CODE, Hall, phone, storage } from "./tests/js/booth-hall.js";
const ends = [];
for (const status of [200, 302, 401, 403, 404, 409, 500, 503, 511]) {
  const [hall, store] = [new Hall(), storage()];
  let lies = 0;
  const voter = phone(hall, store);
  await voter.session.begin(CODE);
  choose(voter, [0, 1, 2, 3]);
  voter.session.go({ screen: "review" });
  const honest = hall.answer.bind(hall);
  hall.answer = (what, options) => {
    if (what !== "ballots" || lies === 3) return honest(what, options);
    lies += 1;
    return new Response("<html>sign in</html>", { status });
  };
  await voter.session.cast();
  ends.push([status, lies, voter.screen, hall.box.size]);
}
const hall = new Hall();
const fooled = phone(hall, storage());
await fooled.session.begin(CODE);
choose(fooled, [0, 1, 2, 3]);
fooled.session.go({ screen: "review" });
hall.answer = () => new Response('{"tracker":"0000-0000-0000-0000"}', { status: 201 });
await fooled.session.cast();
console.log(JSON.stringify({ ends, fooled: fooled.session.state.reason }));
"""

PAUSES = """
import { delayAfter } from "./static/src/booth/sender.js";
console.log(JSON.stringify([1, 2, 3, 4, 8].map(
  (n) => Array.from({ length: 300 }, () => delayAfter(n)))));
"""


def run(program: str) -> Any:
    """What a module says that runs beside the phone's sources."""
    node = node_path()
    assert node is not None
    done = subprocess.run(
        [node, "--input-type=module", "-e", program],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return json.loads(done.stdout)


def draft_key(secret: bytes, meeting: str) -> tuple[bytes, str]:
    """Key and name of a draft, by docs/protocol.md §13."""
    wide = HKDF(SHA512(), 48, meeting.encode(), b"qingping/1/draft").derive(secret)
    return wide[:32], wide[32:].hex()


@threat("T47", "T50", "T51")
def test_a_draft_says_nothing_without_its_slip() -> None:
    found = run(FILLING)
    secret, context = bytes.fromhex(found["secret"]), bytes.fromhex(found["context"])
    key, name = draft_key(secret, "abcdefgh")
    assert {place for place, _ in found["writes"]} == {f"qingping-draft:abcdefgh:{name}"}
    texts = [text for _, text in found["writes"]]
    assert len(set(texts)) == len(texts) >= 4 and len({len(text) for text in texts}) == 1
    assert {text.split(".")[0] for text in texts} <= {
        str(int(time.time()) // 86400 - ago) for ago in (0, 1)
    }
    boxes = [base64.b64decode(text.split(".")[1]) for text in texts]
    opened = [ChaCha20Poly1305(key).decrypt(box[:12], box[12:], context) for box in boxes]
    assert opened[0] == bytes([1, 1, 0, 0, 0, 0, 0, 0]), "the first option of the first question"
    assert opened[-1] == bytes([1, 4, 1, 4, 1, 4, 1, 4])
    for wrong in (bytes(16), bytes([*secret[:15], secret[15] ^ 1])):
        with pytest.raises(InvalidTag):
            ChaCha20Poly1305(draft_key(wrong, "abcdefgh")[0]).decrypt(
                boxes[-1][:12], boxes[-1][12:], context
            )
    credential = Credential(secret, "abcdefgh").public.hex()
    everything = json.dumps(found["writes"])
    assert found["code"] not in everything and credential not in everything
    assert not found["seen"] and not found["restored"], "the next voter sees nothing of it"
    assert found["asked"] == [], "and the server is asked for nothing"


@threat("T48")
def test_a_line_cut_before_after_and_in_the_middle(tmp_path: Path) -> None:
    """Ten phones at once; each sends its bytes until there is a receipt."""
    with served_hall(tmp_path, 10) as hall, cutting_proxy(hall.address) as line:
        hall.open()
        line.fate = each_request(["before", "after", "middle", "after", "before"] * 4)
        place = urlsplit(line.address)

        def send(ballot: bytes) -> str:
            for _ in range(40):
                connection = http.client.HTTPConnection(place.hostname or "", place.port)
                try:
                    connection.request("POST", f"/v/{hall.meeting}/ballots", ballot)
                    return str(json.loads(connection.getresponse().read())["tracker"])
                except (OSError, http.client.HTTPException):
                    continue
                finally:
                    connection.close()
            raise AssertionError("no receipt")

        sealed = [hall.ballot(slip) for slip in range(10)]
        with ThreadPoolExecutor(10) as phones:
            receipts = list(phones.map(send, sealed))
        assert receipts == [tracker(ballot) for ballot in sealed]
        assert get_meeting(hall.db, hall.meeting).ballots == 10
        assert len(line.asked) >= 30


@threat("T49")
def test_answers_that_are_not_the_server_s() -> None:
    found = run(FALSE_ANSWERS)
    assert [end[1:] for end in found["ends"]] == [[3, "done", 1]] * 9, found["ends"]
    assert found["fooled"] == "failedReceipt", "another tracker is not believed"


@threat("T52")
def test_a_hall_does_not_come_back_at_once() -> None:
    for delays, middle in zip(run(PAUSES), (500, 1000, 2000, 4000, 5000), strict=True):
        assert middle / 2 <= min(delays) < middle * 0.7
        assert middle * 1.3 < max(delays) <= middle * 1.5
        tenths = {int(delay / middle * 10) for delay in delays}
        assert len(tenths) >= 10, "spread over the whole of it"
