package net.lumenia.voice.lumenia.limiter;

import net.lumenia.voice.lumenia.ApiFailure;

/** The result of asking an {@link AccountLimiter} for a permit, which never blocks. */
public sealed interface Admission {

  /**
   * The caller may make its calls.
   *
   * @param permit must be closed after the calls
   */
  record Admitted(Permit permit) implements Admission {}

  /** The budget or the concurrency limit is used up; the caller is queued and will be woken. */
  record Queued() implements Admission {}

  /**
   * The circuit of the account is open; the caller is queued and will be woken.
   *
   * @param reason an equal value as long as the cause is the same
   */
  record Paused(ApiFailure reason) implements Admission {}
}
