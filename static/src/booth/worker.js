/**
 * The worker that makes the ballot; see `service.js` for its messages. Loaded as a plain script by
 * a page whose browser has no working Worker, it offers the same thing on the page's own thread
 * (`spawn.js` does that).
 * @module
 */
import "../crypto/polyfill.js";
import { BallotService } from "./service.js";

/** A task of its own, after messages that have arrived; timers are slowed down where tabs hide. */
function later(work) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    work();
  };
  port2.postMessage(null);
}

/** What a Worker looks like from outside, on this thread. */
function localWorker() {
  const worker = {
    onmessage: null,
    onerror: null,
    terminate() {
      worker.onmessage = null;
    },
  };
  const reply = (data) => worker.onmessage?.({ data });
  const service = new BallotService((data) => later(() => reply(data)), later);
  worker.postMessage = (message) => later(() => service.receive(message));
  return worker;
}

if (typeof document === "undefined") {
  const service = new BallotService((message) => self.postMessage(message), later);
  self.onmessage = (event) => service.receive(event.data);
} else {
  self.qingpingLocalWorker = localWorker;
}
