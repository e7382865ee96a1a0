package net.lumenia.voice.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import net.lumenia.voice.cluster.RecentByUid;

/**
 * Remembers the phone numbers that the API rejected, and when each of them is sent again: after 10
 * seconds, and then after twice as long each time, up to 5 minutes. A number may be on its way from
 * one assistant to another, so it does not wait an hour like other rejected values. A restart
 * forgets them, which costs one request each.
 */
final class RejectedNumbers {

  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final RecentByUid<Entry> entries = new RecentByUid<>();

  RejectedNumbers(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A rejected number.
   *
   * @param message what the API says
   * @param alone whether the PATCH had no other field to which the message may refer
   * @param left the time until it is sent again; zero if that is due
   */
  record Rejection(String message, boolean alone, Duration left) {

    boolean isDue() {
      return left.isZero();
    }
  }

  /**
   * @param next the time between this rejection and the next attempt
   */
  private record Entry(
      RejectedPatches.Attempt attempt,
      String message,
      boolean alone,
      Duration next,
      Instant time) {}

  /** The last rejection of this number; empty if there was none, or if something has changed. */
  Optional<Rejection> recall(RejectedPatches.Attempt attempt) {
    return entry(attempt).map(this::rejection);
  }

  private Rejection rejection(Entry entry) {
    Duration left = Duration.between(clock.instant(), entry.time().plus(entry.next()));
    return new Rejection(entry.message(), entry.alone(), left.isNegative() ? Duration.ZERO : left);
  }

  /**
   * Remembers a rejection.
   *
   * @param alone whether the PATCH had no other field
   */
  Rejection remember(RejectedPatches.Attempt attempt, String message, boolean alone) {
    Duration next = entry(attempt).map(last -> doubled(last.next())).orElse(FIRST);
    var entry = new Entry(attempt, message, alone, next, clock.instant());
    entries.put(attempt.uid(), entry);
    return rejection(entry);
  }

  /** Forgets a rejection: the next one is the first. */
  void forget(RejectedPatches.Attempt attempt) {
    entries.remove(attempt.uid());
  }

  private static Duration doubled(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
  }

  private Optional<Entry> entry(RejectedPatches.Attempt attempt) {
    return entries.get(attempt.uid()).filter(entry -> entry.attempt().equals(attempt));
  }
}
