package net.lumenia.voice.lumenia.limiter;

import java.util.Locale;

/** The priorities in an account's queue, highest first. */
public enum Priority {
  /** A changed spec, the check after a PATCH, or the check of an account's token. */
  CHANGE,
  /** The first check of a new resource. A new fleet must not delay the changes of the others. */
  FIRST_CHECK,
  /** A periodic check. */
  RESYNC;

  /** The label value in metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
