// The page counts characters exactly as the server does.

import assert from "node:assert/strict";
import { test } from "node:test";

import { count } from "../../static/src/ui/characters.js";
import { vectors } from "./vectors.js";

for (const { text, count: wanted, why } of vectors("characters")) {
  test(`characters: ${why}`, () => assert.equal(count(text), wanted));
}
