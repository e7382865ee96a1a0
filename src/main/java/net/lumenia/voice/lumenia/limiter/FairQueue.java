package net.lumenia.voice.lumenia.limiter;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A queue of unique elements with two priorities: changes before resyncs, otherwise first in, first
 * out. After nine consecutive changes it serves one resync, so that constant changes do not delay
 * drift detection forever. Not thread-safe.
 */
final class FairQueue<T> {

  private static final int MAX_CONSECUTIVE_CHANGES = 9;

  /**
   * A queued element.
   *
   * @param since when it was added
   */
  record Waiter<T>(T value, Instant since) {}

  /**
   * The element to serve next.
   *
   * @param priority that its limits are checked with; higher than its own for the one resync among
   *     many changes
   */
  record Next<T>(Waiter<T> waiter, Priority priority) {
    T value() {
      return waiter.value();
    }
  }

  private final Function<T, Object> identity;
  private final Map<Object, Waiter<T>> changes = new LinkedHashMap<>();
  private final Map<Object, Waiter<T>> resyncs = new LinkedHashMap<>();
  private int consecutiveChanges;

  /**
   * Creates an empty queue.
   *
   * @param identity elements with the same identity are the same element
   */
  FairQueue(Function<T, Object> identity) {
    this.identity = identity;
  }

  /**
   * Adds an element at the end, or keeps its position. A queued resync may become a change, which
   * waits from then on.
   */
  void add(T value, Priority priority, Instant now) {
    Object id = identity.apply(value);
    if (priority == Priority.RESYNC && !changes.containsKey(id)) {
      put(resyncs, id, value, now);
    } else {
      resyncs.remove(id);
      put(changes, id, value, now);
    }
  }

  private void put(Map<Object, Waiter<T>> waiters, Object id, T value, Instant now) {
    waiters.merge(id, new Waiter<>(value, now), (old, _) -> new Waiter<>(value, old.since()));
  }

  /** Removes an element, if it is queued. */
  void remove(Object id) {
    changes.remove(id);
    resyncs.remove(id);
  }

  boolean isEmpty() {
    return changes.isEmpty() && resyncs.isEmpty();
  }

  /** All elements, changes first. */
  List<T> values() {
    return Stream.of(changes, resyncs)
        .flatMap(waiters -> waiters.values().stream())
        .map(Waiter::value)
        .toList();
  }

  /** The next element; empty if the queue is. */
  Optional<Next<T>> next() {
    return next(_ -> true);
  }

  /** The next eligible element. */
  Optional<Next<T>> next(Predicate<T> eligible) {
    Optional<Waiter<T>> change = first(changes, eligible);
    boolean mayServeResync = change.isEmpty() || consecutiveChanges >= MAX_CONSECUTIVE_CHANGES;
    Optional<Waiter<T>> resync = mayServeResync ? first(resyncs, eligible) : Optional.empty();
    Priority resyncPriority = change.isEmpty() ? Priority.RESYNC : Priority.CHANGE;
    return resync
        .map(waiter -> new Next<>(waiter, resyncPriority))
        .or(() -> change.map(waiter -> new Next<>(waiter, Priority.CHANGE)));
  }

  /** Removes the next element, and counts it as served. */
  void take(Next<T> next) {
    Object id = identity.apply(next.value());
    boolean wasChange = changes.remove(id) != null;
    resyncs.remove(id);
    consecutiveChanges = wasChange ? consecutiveChanges + 1 : 0;
  }

  private static <T> Optional<Waiter<T>> first(
      Map<Object, Waiter<T>> waiters, Predicate<T> eligible) {
    return waiters.values().stream().filter(waiter -> eligible.test(waiter.value())).findFirst();
  }
}
