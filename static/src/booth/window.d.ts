// What the scripts of the voter's page leave for each other.
interface Window {
  /** English texts, once booth-en.js has been read (english.js). */
  qingpingEnglish: { [key: string]: string };
  /** Makes what stands in for a worker, once worker.js has been read as a plain script. */
  qingpingLocalWorker: () => any;
}
