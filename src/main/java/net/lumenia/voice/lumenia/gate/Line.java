package net.lumenia.voice.lumenia.gate;

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
final class Line<T> {

  private static final int CHANGES_IN_A_ROW = 9;

  /**
   * Somebody in line.
   *
   * @param since when this one came
   */
  record Place<T>(T who, Instant since) {}

  /**
   * Who is next.
   *
   * @param priority what of the limits this one may use
   */
  record Next<T>(Place<T> place, Priority priority) {
    T who() {
      return place.who();
    }
  }

  private final Function<T, Object> identity;
  private final Map<Object, Place<T>> changes = new LinkedHashMap<>();
  private final Map<Object, Place<T>> resyncs = new LinkedHashMap<>();
  private int changesInARow;

  /**
   * An empty one.
   *
   * @param identity of somebody who waits once
   */
  Line(Function<T, Object> identity) {
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

  private void take(Map<Object, Place<T>> places, Object id, T who, Instant now) {
    places.merge(id, new Place<>(who, now), (old, _) -> new Place<>(who, old.since()));
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
        .flatMap(places -> places.values().stream())
        .map(Place::who)
        .toList();
  }

  /** Who is next; empty if nobody waits. */
  Optional<Next<T>> next() {
    return next(_ -> true);
  }

  /** Who is next of those who may go. */
  Optional<Next<T>> next(Predicate<T> mayGo) {
    Optional<Place<T>> change = first(changes, mayGo);
    boolean resyncIsDue = change.isEmpty() || changesInARow >= CHANGES_IN_A_ROW;
    Optional<Place<T>> resync = resyncIsDue ? first(resyncs, mayGo) : Optional.empty();
    Priority ofResync = change.isEmpty() ? Priority.RESYNC : Priority.CHANGE;
    return resync
        .map(place -> new Next<>(place, ofResync))
        .or(() -> change.map(place -> new Next<>(place, Priority.CHANGE)));
  }

  /** Takes the one who is next out of the line. */
  void call(Next<T> next) {
    Object id = identity.apply(next.who());
    boolean wasChange = changes.remove(id) != null;
    resyncs.remove(id);
    changesInARow = wasChange ? changesInARow + 1 : 0;
  }

  private static <T> Optional<Place<T>> first(Map<Object, Place<T>> places, Predicate<T> mayGo) {
    return places.values().stream().filter(place -> mayGo.test(place.who())).findFirst();
  }
}
