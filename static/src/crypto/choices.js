/**
 * What a voter chose, as bits of the slots.
 * @module
 */
import { VotingError } from "./errors.js";

/**
 * @typedef {ReadonlyArray<ReadonlyArray<number>>} Choices per question of every subject, in the
 *   order of the manifest, the chosen option indices (from 0); an empty one is 弃权 (or, where
 *   `min` is 0, no option)
 */

/**
 * Check every limit of the manifest. Error "choices" (values.question or values.sum, from 0).
 * @param {import("./layout.js").Layout} layout
 * @param {Choices} choices
 * @returns {Uint8Array} 0 or 1 for every slot
 */
export function bitsOf(layout, choices) {
  if (choices.length !== layout.questions) {
    throw new VotingError("choices", `${layout.questions} questions want an answer each`);
  }
  const bits = new Uint8Array(layout.slots.length);
  choices.forEach((chosen, question) => {
    const { slots } = layout.sums[question];
    const known = chosen.every((option) => Number.isInteger(option) && option in slots);
    if (!known || new Set(chosen).size !== chosen.length) {
      throw new VotingError("choices", "an option is repeated or unknown", { question });
    }
    for (const option of chosen) bits[slots[option]] = 1;
  });
  layout.sums.forEach((_, sum) => valueIndex(layout, bits, sum));
  return bits;
}

/**
 * @param {import("./layout.js").Layout} layout
 * @param {Uint8Array} bits
 * @param {number} sum
 * @returns {number} which of the sum's allowed values its slots add up to
 */
export function valueIndex(layout, bits, sum) {
  const { slots, values } = layout.sums[sum];
  const index = values.indexOf(slots.reduce((total, slot) => total + bits[slot], 0));
  if (index < 0) {
    throw new VotingError("choices", "too many or too few options are chosen", { sum });
  }
  return index;
}
