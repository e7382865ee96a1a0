package net.lumenia.voice.lumenia.limiter;

import java.util.Locale;

/** Who goes first: "a person's change overtakes the resyncs queued at the gate". */
public enum Priority {
  /** Somebody waits for it: a changed spec, a first sync, a proof, an account's key. */
  CHANGE,
  /** A look that is merely due. */
  RESYNC;

  /** The name in metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
