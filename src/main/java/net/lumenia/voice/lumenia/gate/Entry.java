package net.lumenia.voice.lumenia.gate;

import net.lumenia.voice.lumenia.ApiFailure;

/** What comes of asking to enter a gate. Nobody is kept waiting inside the call. */
public sealed interface Entry {

  /**
   * Come in.
   *
   * @param pass to be closed when the calls are made
   */
  record Admitted(Pass pass) implements Entry {}

  /** The budget or the concurrency limit is used up; the visitor's turn will be called. */
  record Waiting() implements Entry {}

  /**
   * Nothing is sent for this account at the moment; the visitor's turn will be called.
   *
   * @param why the same value as long as the cause is the same
   */
  record Shut(ApiFailure why) implements Entry {}
}
