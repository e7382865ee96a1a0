package net.lumenia.voice.lumenia.limiter;

import java.util.Locale;

/** Changes take priority over the resyncs in an account's queue. */
public enum Priority {
  /** A changed spec, a first sync, the check after a PATCH, or the check of an account's token. */
  CHANGE,
  /** A periodic check. */
  RESYNC;

  /** The label value in metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
