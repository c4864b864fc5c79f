/**
 * The ballot's worker, or what can stand in for it: where a Worker cannot be started (a few
 * in-app browsers, memory savers), the same script runs on the page's own thread, in slices. Where
 * the script cannot be fetched it is asked for again, until it comes.
 * @module
 */
import { delayAfter, pause } from "./sender.js";

/**
 * A worker as the engine sees it.
 * @typedef {{onmessage: any, onerror: any, postMessage: (message: object) => void,
 *            terminate: () => void}} Front
 */

/**
 * @param {string} url of worker.js
 * @param {(tries: number) => void} [onTrouble] the script cannot be fetched; it is tried again
 * @returns {Front}
 */
export function spawn(url, onTrouble = () => {}) {
  const sent = [];
  let target = null;
  const front = {
    onmessage: null,
    onerror: null,
    postMessage(message) {
      if (target) target.postMessage(message);
      if (!front.answered) sent.push(message);
    },
    terminate() {
      front.ended = true;
      if (target) target.terminate();
    },
    answered: false,
    ended: false,
  };
  const use = (worker) => {
    target = worker;
    worker.onmessage = (event) => {
      front.answered = true;
      sent.length = 0;
      if (front.onmessage) front.onmessage(event);
    };
    sent.forEach((message) => worker.postMessage(message));
  };
  // The script did not start as a worker. If it runs here, it is the worker that does not work; if
  // it can be fetched by now, the worker is tried once more.
  const standIn = async (tries) => {
    target = null;
    if (self.qingpingLocalWorker) {
      use(self.qingpingLocalWorker());
      return;
    }
    const fetched = await loadScript(url);
    if (fetched && !self.qingpingLocalWorker) {
      if (front.onerror) front.onerror({ message: "the ballot's script does not run" });
      return;
    }
    if (!fetched) {
      onTrouble(tries);
      await pause(delayAfter(tries));
    }
    if (!front.ended) begin(tries + 1);
  };
  const begin = (tries) => {
    try {
      const worker = new Worker(url);
      use(worker);
      worker.onerror = (event) => {
        if (front.answered) {
          if (front.onerror) front.onerror(event);
          return;
        }
        worker.terminate();
        if (!front.ended) standIn(tries);
      };
    } catch {
      standIn(tries);
    }
  };
  begin(1);
  return front;
}

/**
 * Run the script on this thread; false where it cannot be fetched.
 * @param {string} url
 */
function loadScript(url) {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    const end = (fetched) => {
      document.head.removeChild(script);
      resolve(fetched);
    };
    script.src = url;
    script.onload = () => end(true);
    script.onerror = () => end(false);
    document.head.appendChild(script);
  });
}
