package net.lumenia.voice.status;

/** When the next look comes, as {@link NextAttempt} turns it into a time. */
public enum RequeuePolicy {
  /**
   * At the next resync, jittered by 10 %; earlier if a correction of another writer's change is due
   * before. Trying more often would not help, and a person may help from the other side.
   */
  RESYNC,
  /**
   * After as long as it has already lasted, which doubles each time: from 1 second up to 5 minutes
   * (an account: 60 seconds) and no more than the resync interval, jittered by 10 %. Not before the
   * API's {@code Retry-After}.
   */
  BACKOFF,
  /** 1, 3 and 7 seconds after the PATCH, exactly; then as {@link #BACKOFF}. */
  PROOF
}
