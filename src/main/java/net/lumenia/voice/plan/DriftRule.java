package net.lumenia.voice.plan;

/** What happens to a live value that somebody else changed. */
public enum DriftRule {
  /** "Whatever differs from Git is sent." */
  CORRECT,

  /** "Only fields that changed in Git are sent; what changed only outside is drift, and stays." */
  REPORT,

  /** "Like Report, but never overwrites a live value that we did not put there." */
  REFUSE
}
