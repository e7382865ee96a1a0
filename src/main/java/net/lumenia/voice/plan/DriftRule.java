package net.lumenia.voice.plan;

/** What happens to live values that were changed outside of the spec. */
public enum DriftRule {
  /** Every difference from the spec is sent. */
  CORRECT,

  /** Only fields whose desired values changed are sent. Other differences are reported and stay. */
  REPORT,

  /** Like {@link #REPORT}, but a live value that the operator did not set is never overwritten. */
  REFUSE
}
