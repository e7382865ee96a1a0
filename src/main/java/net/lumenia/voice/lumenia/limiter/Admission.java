package net.lumenia.voice.lumenia.limiter;

import net.lumenia.voice.lumenia.ApiFailure;

/** What comes of asking to enter a gate. Nobody is kept waiting inside the call. */
public sealed interface Admission {

  /**
   * Come in.
   *
   * @param permit to be closed when the calls are made
   */
  record Admitted(Permit permit) implements Admission {}

  /** The budget or the concurrency limit is used up; the visitor's turn will be called. */
  record Queued() implements Admission {}

  /**
   * Nothing is sent for this account at the moment; the visitor's turn will be called.
   *
   * @param why the same value as long as the cause is the same
   */
  record Paused(ApiFailure why) implements Admission {}
}
