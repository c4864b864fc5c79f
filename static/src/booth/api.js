// The voter's requests. No cookies, no referrer, nothing that depends on a choice but ciphertext.

import { isTemporary, Unreachable } from "./sender.js";

const TIME_LIMIT = 20000;

/** @typedef {ReturnType<typeof createApi>} Api */

/** The requests of one meeting; `base` is `/v/<meeting>`, `fetcher` the browser's fetch. */
export function createApi(base, fetcher) {
  const json = (path, options, key) =>
    call(fetcher, base + path, options, (response) => readJson(response, key));
  let seen = null; // the last state and its tag: while it holds, the answer is an empty 304
  const readState = async (response) => {
    if (response.status === 304 && seen) return seen.body;
    const body = await readJson(response, "state");
    const tag = response.ok ? response.headers.get("ETag") : null;
    seen = tag ? { tag, body } : null;
    return body;
  };
  return {
    /** → {state, title, unit, fingerprint} */
    state: async () => {
      const headers = seen ? { "If-None-Match": seen.tag } : {};
      const answer = await call(fetcher, `${base}/state`, { method: "GET", headers }, readState);
      return answer.status === 304 ? { status: 200, body: answer.body } : answer;
    },
    /** → {state: unused | counted | voided, tracker, class: {id, name}} */
    slip: (credential) =>
      json(
        "/slip",
        {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ credential }),
        },
        "state",
      ),
    /** → the exact bytes of the manifest (ArrayBuffer as body) */
    manifest: () => call(fetcher, `${base}/manifest`, { method: "GET" }, readBytes),
    /** → {format, subjects: {id: [material]}}: all there is to read, for every phone the same */
    readings: () => json("/materials.json", { method: "GET" }, "format"),
    /** → {tracker} */
    cast: (ballot) =>
      json(
        "/ballots",
        {
          method: "POST",
          headers: { "Content-Type": "application/octet-stream" },
          body: ballot,
        },
        "tracker",
      ),
  };
}

async function call(fetcher, url, options, read) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIME_LIMIT);
  try {
    const response = await fetcher(
      url,
      Object.assign(
        {
          credentials: "omit",
          cache: "no-store",
          redirect: "error",
          referrerPolicy: "no-referrer",
          signal: stop.signal,
        },
        options,
      ),
    );
    const { status } = response;
    if (isTemporary(status)) return { status, body: null, after: secondsOf(response) };
    return { status, body: await read(response) };
  } catch (error) {
    // fetch and reading throw TypeError, AbortError or SyntaxError when the line is cut or bent
    throw new Unreachable(String(error));
  } finally {
    clearTimeout(timer);
  }
}

/** What a busy server, or the proxy before it, asks for: whole seconds, 0 where it says nothing. */
function secondsOf(response) {
  return parseInt(response.headers.get("Retry-After"), 10) || 0;
}

/**
 * Every final answer of the server to these requests is JSON with the text `key`, every refusal has
 * a text `error`. Anything else (the sign-in page of a Wi-Fi, a filter's "forbidden") comes from
 * somebody on the way, whatever its status: the request never arrived, and a kept ballot must not be
 * thrown away for it.
 */
async function readJson(response, key) {
  const body = JSON.parse(await response.text());
  if (typeof body[response.ok ? key : "error"] !== "string")
    throw new Error("not the server's words");
  return body;
}

function readBytes(response) {
  return response.ok ? response.arrayBuffer() : readJson(response, "error");
}
