/**
 * Writing the fixed layout of a ballot.
 * @module
 */
import { POINT_BYTES } from "./points.js";
import { SCALAR_BYTES, writeScalar } from "./scalars.js";

/** Appends pieces to bytes of a known length. */
export class Writer {
  /** @param {number} length */
  constructor(length) {
    this.bytes = new Uint8Array(length);
    this.at = 0;
  }

  /** @param {Uint8Array} piece */
  put(piece) {
    this.bytes.set(piece, this.at);
    this.at += piece.length;
  }

  /**
   * @param {Uint8Array} points
   * @param {number} index which of the points of 33 bytes
   */
  putPoint(points, index) {
    this.put(points.subarray(index * POINT_BYTES, (index + 1) * POINT_BYTES));
  }

  /** @param {bigint} scalar */
  putScalar(scalar) {
    writeScalar(scalar, this.bytes, this.at);
    this.at += SCALAR_BYTES;
  }
}
