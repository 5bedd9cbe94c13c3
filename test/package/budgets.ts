/** Bytes that must not be exceeded, about a tenth above what was measured last. */
export const budgets = {
  tarball: 275_000,
  unpacked: 2_500_000,
  /**
   * An application that makes three calls: minified, gzipped. Our aim is 4096 (docs/adr/0009); it is
   * missed, and this holds the line where it is.
   */
  threeCalls: 6300,
  /** What each operation adds to it. */
  perOperation: 150,
};
