package net.lumenia.voice.simulator;

import org.jspecify.annotations.Nullable;

/**
 * The next requests that fail, before anything else is looked at and with nothing changed.
 *
 * @param status what they answer, 400 to 599
 * @param count how many
 * @param method only requests of this method; null for all
 * @param retryAfter the {@code Retry-After} header as it shall be sent, in seconds, as a date or
 *     useless; null for none
 */
public record FailNext(
    int status, int count, @Nullable String method, @Nullable String retryAfter) {

  public FailNext {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("failNext.status: must be from 400 to 599");
    }
    if (count < 1) {
      throw new IllegalArgumentException("failNext.count: must be 1 or more");
    }
  }

  boolean meets(String requestMethod) {
    return method == null || method.equals(requestMethod);
  }

  @Nullable FailNext oneLess() {
    return count == 1 ? null : new FailNext(status, count - 1, method, retryAfter);
  }

  Answer answer() {
    Answer answer = Answer.refused(status, "simulated failure " + status);
    return retryAfter == null ? answer : answer.withHeader("Retry-After", retryAfter);
  }
}
