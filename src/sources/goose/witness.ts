/** Which of Goose's records of one session are the best evidence: the lowest has precedence (see `Attribution.witness`). */
export const WITNESS = {
  /** Rows of the ledger, and what a session sums up to beyond them. */
  ledger: -1,
  /** The sum of a session in a database without a ledger, perhaps an old copy. */
  total: 0,
  /** The first line of a session's file. */
  file: 1,
  /** Debug traces. */
  trace: 2,
} as const;
