// Can this browser make a ballot? Asked before anything is filled in.

const NEEDED = [
  "BigInt",
  "fetch",
  "Promise",
  "Uint8Array",
  "TextDecoder",
  "AbortController",
  "MessageChannel",
];

/** What is missing of what the ballot needs, as names; empty when all is there. */
export function missingFeatures(scope) {
  const missing = NEEDED.filter((name) => typeof scope[name] !== "function");
  const random = scope.crypto?.getRandomValues;
  return random ? missing : missing.concat("crypto.getRandomValues");
}
