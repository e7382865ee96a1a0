package net.lumenia.voice.lumenia.cache;

import java.time.Instant;
import java.util.Optional;
import net.lumenia.voice.lumenia.ApiFailure;

/**
 * What is known after an attempt to read.
 *
 * @param value the last one that could be read, which stays in force
 * @param failure of the last attempt, if it failed: the first of the same failures since then
 * @param wasRead whether there ever was a value; it may have been evicted
 */
public record ReadState<T>(
    Optional<Dated<T>> value, Optional<ApiFailure> failure, boolean wasRead) {

  /**
   * A value that was read.
   *
   * @param time when, by the wall clock
   */
  public record Dated<T>(T value, Instant time) {}
}
