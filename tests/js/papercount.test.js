import assert from "node:assert/strict";
import test from "node:test";

import { judge, numberOf } from "../../static/src/ui/papercount.js";

test("a field is a whole number, empty is none", () => {
  assert.deepEqual(["", " 7 ", "012", "99999"].map(numberOf), [0, 7, 12, 99999]);
  for (const wrong of ["-1", "1.5", "七", "1e3", "100000"])
    assert.ok(Number.isNaN(numberOf(wrong)));
});

test("the rest of the ballots abstained", () => {
  assert.deepEqual(judge(["3", "1", "", ""], 5, 1, 1), { empty: false, over: false, rest: 1 });
  assert.deepEqual(judge(["0", "", "", ""], 5, 1, 1), { empty: false, over: false, rest: 5 });
  assert.deepEqual(judge(["", "", "", ""], 5, 1, 1), { empty: true, over: false, rest: null });
  assert.deepEqual(judge(["2", "2", "2"], 4, 2, 2), { empty: false, over: false, rest: 1 });
});

test("sums that do not tell it, or cannot be, give no rest", () => {
  assert.equal(judge(["2", "3"], 4, 1, 2).rest, null);
  assert.equal(judge(["1", "2"], 4, 2, 2).rest, null);
  assert.equal(judge(["3"], NaN, 1, 1).rest, null);
  for (const [texts, most] of [
    [["6", ""], 1],
    [["3", "3"], 1],
    [["6", "1"], 2],
    [["x", ""], 1],
  ]) {
    assert.deepEqual(judge(texts, 5, most, most).over, true);
  }
});
