// Testing a phone and the hall's network, before the vote: fetch what a ballot's page fetches, do
// what a ballot needs, send as many bytes as a ballot has. Nothing of it is kept but "one more passed".

import "../crypto/polyfill.js";
import { credentialOf } from "../crypto/credential.js";
import { missingFeatures } from "./compat.js";
import { NETWORK_TEST_ZH } from "./network_test_zh.js";

const TIME_LIMIT = 30000;
const GOOD = 5000; // milliseconds for all files, and for the ballot, on a network that will do
/** Both languages stand on the page, one under the other. */
const WORDS = Object.fromEntries(
  Object.entries(NETWORK_TEST_ZH).map(([key, text]) => [key, [text, NETWORK_TEST_ENGLISH[key]]]),
);

const body = document.body;
const list = document.getElementById("steps");
const verdict = document.getElementById("verdict");

function element(tag, name, words) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (words) {
    const also = document.createElement("small");
    also.lang = "en";
    also.textContent = words[1];
    made.append(words[0], also);
  }
  return made;
}

/** Run one step and show how long it took. → milliseconds */
async function step(words, work) {
  const line = element("li", "now", words);
  list.append(line);
  const begun = performance.now();
  try {
    await work();
  } catch (error) {
    line.className = "bad";
    throw error;
  }
  const took = performance.now() - begun;
  line.className = "done";
  const time = element("b", "");
  time.textContent = `${(took / 1000).toFixed(1)} ${WORDS.seconds[0]}`;
  line.append(time);
  return took;
}

/** The server's "test-closed". */
class Over extends Error {}

async function fetched(url, options) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIME_LIMIT);
  try {
    const answer = await fetch(
      url,
      Object.assign(
        {
          credentials: "omit",
          cache: "no-store",
          signal: stop.signal,
        },
        options,
      ),
    );
    const data = await answer.arrayBuffer();
    if (answer.status === 409) throw new Over();
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return data;
  } finally {
    clearTimeout(timer);
  }
}

/** The page and its files, over the network even where they were fetched before. */
async function files() {
  await fetched(body.dataset.page);
  await Promise.all(body.dataset.files.split(" ").map((url) => fetched(url)));
}

class TooOld extends Error {}

/** What the ballot needs of the browser, and its arithmetic once. */
async function phone() {
  if (missingFeatures(window).length) throw new TooOld("features");
  try {
    credentialOf(crypto.getRandomValues(new Uint8Array(16)), body.dataset.meeting);
  } catch (error) {
    throw new TooOld(String(error));
  }
}

/** Random bytes: a network that compresses or looks inside gains nothing. */
async function send() {
  const data = new Uint8Array(Number(body.dataset.length));
  for (let at = 0; at < data.length; at += 65536) {
    crypto.getRandomValues(data.subarray(at, at + 65536));
  }
  await fetched(body.dataset.send, {
    method: "POST",
    body: data,
    headers: { "Content-Type": "application/octet-stream" },
  });
}

function say(name, kind) {
  verdict.className = `verdict ${kind}`;
  verdict.replaceChildren(element("h2", "", WORDS[name]), element("p", "", WORDS[`${name}More`]));
  if (name === "over") return;
  const again = element("button", "", WORDS.again);
  again.type = "button";
  again.addEventListener("click", run);
  verdict.append(again);
}

async function run() {
  list.replaceChildren();
  verdict.replaceChildren();
  try {
    await step(WORDS.phone, phone);
    const times = [await step(WORDS.files, files), await step(WORDS.send, send)];
    if (Math.max(...times) <= GOOD) say("good", "good");
    else say("slow", "slow");
  } catch (error) {
    if (error instanceof TooOld) say("old", "bad");
    else if (error instanceof Over) say("over", "slow");
    else say("down", "bad");
  }
}

document.querySelector(".late").remove(); // the program runs: the browser is not too old to read it
run();
