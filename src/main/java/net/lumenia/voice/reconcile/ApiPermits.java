package net.lumenia.voice.reconcile;

import java.time.Duration;
import net.lumenia.voice.lumenia.ApiFailure;

/** Gives permits to call the Lumenia API. */
interface ApiPermits {

  /** What comes of a request for a permit. */
  sealed interface Response {

    /**
     * The API may be called.
     *
     * @param api to be closed after the calls
     */
    record Granted(AssistantApi api) implements Response {}

    /** The rate limiter has no permit left. It starts another reconcile when it has. */
    record Queued() implements Response {}

    /** The account's calls are paused. The rate limiter starts another reconcile after that. */
    record Paused(ApiFailure failure) implements Response {}
  }

  /**
   * Requests a permit for an assistant whose prerequisites are met. Does not block.
   *
   * @param interval between two checks of the assistant
   */
  Response request(ReconcileRequest request, Duration interval);

  /**
   * Gives up the assistant's place in a queue, and its permit if it was offered one.
   *
   * @param resource the assistant as namespace/name
   */
  void withdraw(String resource);
}
