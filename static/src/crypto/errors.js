/**
 * The one root of every error a voter can cause or meet. Codes are those of the server, so that
 * both say the same in the reader's language.
 * @module
 */

/** Something that cannot be accepted, with a stable kebab-case code and values for its text. */
export class VotingError extends Error {
  /**
   * @param {string} code
   * @param {string} message an English sentence for logs
   * @param {Record<string, unknown>} [values]
   */
  constructor(code, message, values = {}) {
    super(message);
    this.name = "VotingError";
    this.code = code;
    this.values = values;
  }
}
