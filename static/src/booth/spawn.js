/**
 * The ballot's worker, or what can stand in for it: where a Worker cannot be started (a few
 * in-app browsers, memory savers), the same script runs on the page's own thread, in slices.
 * @module
 */

/**
 * @param {string} url of worker.js
 * @returns {{onmessage: any, onerror: any, postMessage: (message: object) => void,
 *            terminate: () => void}}
 */
export function spawn(url) {
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
  };
  const standIn = () => {
    loadLocal(url).then((local) => {
      if (front.ended) return;
      use(local);
      sent.forEach((message) => local.postMessage(message));
    }, (error) => front.onerror && front.onerror({ message: error.message }));
  };
  try {
    const worker = new Worker(url);
    use(worker);
    worker.onerror = (event) => {
      if (front.answered) {
        if (front.onerror) front.onerror(event);
        return;
      }
      worker.terminate();
      target = null;
      standIn();
    };
  } catch (error) {
    standIn();
  }
  return front;
}

/** @param {string} url */
function loadLocal(url) {
  return new Promise((resolve, reject) => {
    if (self.qingpingLocalWorker) {
      resolve(self.qingpingLocalWorker());
      return;
    }
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(self.qingpingLocalWorker());
    script.onerror = () => reject(new Error("the ballot's script cannot be loaded"));
    document.head.appendChild(script);
  });
}
