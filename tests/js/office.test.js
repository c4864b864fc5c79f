// The office's small scripts: what is read from a field, summed, looked up, asked for.

import assert from "node:assert/strict";
import { test } from "node:test";

import { clock, noteServerTime, secondsLeft } from "../../static/src/ui/countdown.js";
import { plain } from "../../static/src/ui/find.js";
import { askNumbers, numberAt } from "../../static/src/ui/poll.js";
import { nextName, sumOf } from "../../static/src/ui/rows.js";
import { readSlip } from "../../static/src/ui/voiding.js";

test("a scanner types the whole address, a person the code", () => {
  const code = "0123-4567";
  assert.deepEqual(readSlip(`http://10.0.0.5:8080/v/ab12cd34#${code}\n`), {
    meeting: "ab12cd34",
    code,
  });
  assert.deepEqual(readSlip(`HTTPS://VOTE.EXAMPLE/V/AB12CD34#${code}`), {
    meeting: "ab12cd34",
    code,
  });
  assert.deepEqual(readSlip(` ${code} `), { meeting: null, code });
  // through a Chinese input method: widened letters, a slash turned into 、
  assert.deepEqual(readSlip(`ｈｔｔｐ：、、１０.0.0.5、v、ab12cd34＃${code}`), {
    meeting: "ab12cd34",
    code,
  });
});

test("numbers of a class are found by their way", () => {
  const numbers = { ballots: 0, classes: { A: { issued: null, ballots: 3 } } };
  assert.equal(numberAt(numbers, "ballots"), 0);
  assert.equal(numberAt(numbers, "classes.A.ballots"), 3);
  assert.equal(numberAt(numbers, "classes.A.issued"), null);
  assert.equal(numberAt(numbers, "classes.B.issued"), undefined);
});

test("the countdown goes by the server's clock, and stops at zero", () => {
  const ends = "2021-01-20T01:10:00Z";
  const own = Date.parse("2021-01-20T03:00:00Z"); // this computer is almost two hours ahead
  noteServerTime("Wed, 20 Jan 2021 01:00:30 GMT", own);
  assert.equal(secondsLeft(ends, own), 570);
  assert.equal(secondsLeft(ends, own + 600000), 0);
  assert.equal(secondsLeft("", own), null);
  noteServerTime(null, own + 5000); // an answer without its time changes nothing
  assert.equal(secondsLeft(ends, own), 570);
  noteServerTime(new Date(own).toUTCString(), own);
  assert.deepEqual([0, 9, 65, 600, 3905].map(clock), ["0:00", "0:09", "1:05", "10:00", "1:05:05"]);
});

test("weights are summed exactly", () => {
  assert.equal(sumOf(["33.33", "33.33", "33.34", ""]), "100");
  assert.equal(sumOf(["0.1", "0.2"]), "0.3");
  assert.equal(sumOf(["x"]), "—");
});

test("a new row has the next names", () => {
  assert.equal(nextName("classes-9-weight"), "classes-10-weight");
});

test("a tracker is found however it is typed", () => {
  assert.equal(plain("o1il-abcd 0000-zzzz"), plain("0111-ABCD-0000-ZZZZ"));
});

test("numbers are asked for with the ETag; unchanged is no news, a redirect is trouble", async () => {
  const asked = [];
  const answering = (answer) => (_, options) => {
    asked.push(options.headers);
    return Promise.resolve({ headers: new Map([["ETag", '"b"']]), ...answer });
  };
  const fresh = answering({ ok: true, status: 200, json: async () => ({ ballots: 3 }) });
  assert.deepEqual(await askNumbers("/n", '"a"', fresh), { etag: '"b"', numbers: { ballots: 3 } });
  assert.deepEqual(await askNumbers("/n", '"b"', answering({ ok: false, status: 304 })), {
    etag: '"b"',
    numbers: null,
  });
  assert.deepEqual(asked, [{ "If-None-Match": '"a"' }, { "If-None-Match": '"b"' }]);
  await assert.rejects(
    askNumbers("/n", "", answering({ ok: true, status: 200, redirected: true })),
  );
  await assert.rejects(askNumbers("/n", "", answering({ ok: false, status: 500 })));
});
