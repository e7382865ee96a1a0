package net.lumenia.voice.status;

/** When the next check comes. {@link NextAttempt} turns it into a time. */
public enum RequeuePolicy {
  /**
   * At the next resync, jittered by 10 %; earlier if a postponed field is due. Retrying more often
   * would not help. A person may also fix the problem in Lumenia, which the resync notices.
   */
  RESYNC,
  /**
   * Exponential: after as long as the problem has already lasted, from 1 second up to 5 minutes (60
   * seconds for an account), at most the resync interval, jittered by 10 %. Never before the API's
   * {@code Retry-After}.
   */
  BACKOFF,
  /** 1, 3 and 7 seconds after the PATCH, without jitter; then as {@link #BACKOFF}. */
  PROOF
}
