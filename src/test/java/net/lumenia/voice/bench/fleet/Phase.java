package net.lumenia.voice.bench.fleet;

/** What can be measured of a fleet, in this order. */
enum Phase {
  /** From the start of the operator until all statuses are written. Always measured. */
  CONVERGE,
  /** Edits during the first convergence, which takes a little longer for them. */
  EARLY,
  /** Edits while the operator has nothing else to do. */
  EDITS,
  /** All resources are changed at once. */
  CHANGE,
  /** A minute in which nothing happens but resyncs. */
  IDLE,
  /** Edits while resyncs use up a request budget. */
  BUSY
}
