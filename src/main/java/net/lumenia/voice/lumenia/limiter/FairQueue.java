package net.lumenia.voice.lumenia.limiter;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A queue of unique elements: by priority, and first in, first out within a priority. A priority
 * that was passed over nine times has a turn, so that constant changes do not delay new resources
 * and drift detection forever. Not thread-safe.
 */
final class FairQueue<T> {

  private static final int MAX_PASSED_OVER = 9;

  /**
   * A queued element.
   *
   * @param since when it was added
   */
  record Waiter<T>(T value, Instant since) {}

  /**
   * The element to serve next.
   *
   * @param priority that its limits are checked with: the highest one that waits, even if it is the
   *     turn of a lower one
   */
  record Next<T>(Waiter<T> waiter, Priority priority) {
    T value() {
      return waiter.value();
    }
  }

  /** The waiting elements of one priority. */
  private static final class Line<T> {
    private final Map<Object, Waiter<T>> waiters = new LinkedHashMap<>();
    private int passedOver;

    Optional<Waiter<T>> first(Predicate<T> eligible) {
      return waiters.values().stream().filter(one -> eligible.test(one.value())).findFirst();
    }
  }

  private final Function<T, Object> identity;
  private final Map<Priority, Line<T>> lines = new EnumMap<>(Priority.class);

  /**
   * Creates an empty queue.
   *
   * @param identity elements with the same identity are the same element
   */
  FairQueue(Function<T, Object> identity) {
    this.identity = identity;
    for (Priority priority : Priority.values()) {
      lines.put(priority, new Line<>());
    }
  }

  /**
   * Adds an element at the end, or keeps its position. The priority of a queued element may rise;
   * then it waits from now on.
   */
  void add(T value, Priority priority, Instant now) {
    Object id = identity.apply(value);
    Priority highest = queued(id).filter(known -> known.compareTo(priority) < 0).orElse(priority);
    lines.forEach(
        (each, line) -> {
          if (each == highest) {
            line.waiters.merge(
                id, new Waiter<>(value, now), (old, _) -> new Waiter<>(value, old.since()));
          } else {
            line.waiters.remove(id);
          }
        });
  }

  private Optional<Priority> queued(Object id) {
    return lines.entrySet().stream()
        .filter(entry -> entry.getValue().waiters.containsKey(id))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Removes an element, if it is queued. */
  void remove(Object id) {
    lines.values().forEach(line -> line.waiters.remove(id));
  }

  boolean isEmpty() {
    return lines.values().stream().allMatch(line -> line.waiters.isEmpty());
  }

  /** All elements, by priority. */
  List<T> values() {
    return lines.values().stream()
        .flatMap(line -> line.waiters.values().stream())
        .map(Waiter::value)
        .toList();
  }

  /** The next element; empty if the queue is. */
  Optional<Next<T>> next() {
    return next(_ -> true);
  }

  /** The next eligible element. */
  Optional<Next<T>> next(Predicate<T> eligible) {
    Optional<Next<T>> best = Optional.empty();
    for (Map.Entry<Priority, Line<T>> entry : lines.entrySet()) {
      Line<T> line = entry.getValue();
      Optional<Waiter<T>> waiter = line.first(eligible);
      if (waiter.isPresent() && best.isEmpty()) {
        best = Optional.of(new Next<>(waiter.get(), entry.getKey()));
      } else if (waiter.isPresent() && line.passedOver >= MAX_PASSED_OVER) {
        return Optional.of(new Next<>(waiter.get(), best.get().priority()));
      }
    }
    return best;
  }

  /** Removes the next element, and counts it as served. */
  void take(Next<T> next) {
    Object id = identity.apply(next.value());
    for (Line<T> line : lines.values()) {
      if (line.waiters.remove(id) != null) {
        line.passedOver = 0;
      } else if (!line.waiters.isEmpty()) {
        line.passedOver++;
      }
    }
  }
}
