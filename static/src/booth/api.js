// The voter's requests. No cookies, no referrer, nothing that depends on a choice but ciphertext.

import { Unreachable } from "./sender.js";

const TIME_LIMIT = 20000;

/** The requests of one meeting; `base` is `/v/<meeting>`, `fetcher` the browser's fetch. */
export function createApi(base, fetcher) {
  const json = (path, options) => call(fetcher, base + path, options, readJson);
  return {
    /** → {state, title, unit, fingerprint} */
    state: () => json("/state", { method: "GET" }),
    /** → {state: unused | counted | voided, tracker} */
    slip: (credential) => json("/slip", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ credential }),
    }),
    /** → the exact bytes of the manifest (ArrayBuffer as body) */
    manifest: () => call(fetcher, `${base}/manifest`, { method: "GET" }, readBytes),
    /** → {tracker} */
    cast: (ballot) => json("/ballots", {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: ballot,
    }),
  };
}

async function call(fetcher, url, options, read) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIME_LIMIT);
  try {
    const response = await fetcher(url, Object.assign({
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: stop.signal,
    }, options));
    return { status: response.status, body: await read(response) };
  } catch (error) {
    // fetch and reading throw TypeError or AbortError alike when the line is cut
    throw new Unreachable(String(error));
  } finally {
    clearTimeout(timer);
  }
}

/** A proxy's page instead of JSON reads as an empty object: the status alone then decides. */
async function readJson(response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    return {};
  }
}

function readBytes(response) {
  return response.ok ? response.arrayBuffer() : readJson(response);
}
