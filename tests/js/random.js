// Numbers that look random and are the same in every run.
import { u32, wide } from "../../static/src/crypto/transcript.js";

export function randomScalars(count, seed) {
  return Array.from({ length: count }, (_, k) => wide("test", u32(seed), u32(k)));
}
