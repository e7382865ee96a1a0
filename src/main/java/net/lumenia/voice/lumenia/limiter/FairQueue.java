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
 * Who waits, in order: changes before resyncs, otherwise first come, first served. Everybody waits
 * once, so that none can crowd out the others. After nine changes in a row one resync goes, because
 * somebody who changes things all the time must not keep drift from being seen. Not thread-safe.
 */
final class FairQueue<T> {

  private static final int CHANGES_IN_A_ROW = 9;

  /**
   * Somebody in line.
   *
   * @param since when this one came
   */
  record Waiter<T>(T who, Instant since) {}

  /**
   * Who is next.
   *
   * @param priority what of the limits this one may use
   */
  record Next<T>(Waiter<T> waiter, Priority priority) {
    T who() {
      return waiter.who();
    }
  }

  private final Function<T, Object> identity;
  private final Map<Object, Waiter<T>> changes = new LinkedHashMap<>();
  private final Map<Object, Waiter<T>> resyncs = new LinkedHashMap<>();
  private int changesInARow;

  /**
   * An empty one.
   *
   * @param identity of somebody who waits once
   */
  FairQueue(Function<T, Object> identity) {
    this.identity = identity;
  }

  /**
   * Takes a place at the end, or keeps the one that there is. A resync may rise; the change has
   * waited from then on.
   */
  void join(T who, Priority priority, Instant now) {
    Object id = identity.apply(who);
    if (priority == Priority.RESYNC && !changes.containsKey(id)) {
      take(resyncs, id, who, now);
    } else {
      resyncs.remove(id);
      take(changes, id, who, now);
    }
  }

  private void take(Map<Object, Waiter<T>> waiters, Object id, T who, Instant now) {
    waiters.merge(id, new Waiter<>(who, now), (old, _) -> new Waiter<>(who, old.since()));
  }

  /** Gives the place up, if there is one. */
  void leave(Object id) {
    changes.remove(id);
    resyncs.remove(id);
  }

  boolean isEmpty() {
    return changes.isEmpty() && resyncs.isEmpty();
  }

  /** Everybody who waits. */
  List<T> all() {
    return Stream.of(changes, resyncs)
        .flatMap(waiters -> waiters.values().stream())
        .map(Waiter::who)
        .toList();
  }

  /** Who is next; empty if nobody waits. */
  Optional<Next<T>> next() {
    return next(_ -> true);
  }

  /** Who is next of those who may go. */
  Optional<Next<T>> next(Predicate<T> mayGo) {
    Optional<Waiter<T>> change = first(changes, mayGo);
    boolean resyncIsDue = change.isEmpty() || changesInARow >= CHANGES_IN_A_ROW;
    Optional<Waiter<T>> resync = resyncIsDue ? first(resyncs, mayGo) : Optional.empty();
    Priority ofResync = change.isEmpty() ? Priority.RESYNC : Priority.CHANGE;
    return resync
        .map(waiter -> new Next<>(waiter, ofResync))
        .or(() -> change.map(waiter -> new Next<>(waiter, Priority.CHANGE)));
  }

  /** Takes the one who is next out of the line. */
  void call(Next<T> next) {
    Object id = identity.apply(next.who());
    boolean wasChange = changes.remove(id) != null;
    resyncs.remove(id);
    changesInARow = wasChange ? changesInARow + 1 : 0;
  }

  private static <T> Optional<Waiter<T>> first(Map<Object, Waiter<T>> waiters, Predicate<T> mayGo) {
    return waiters.values().stream().filter(waiter -> mayGo.test(waiter.who())).findFirst();
  }
}
