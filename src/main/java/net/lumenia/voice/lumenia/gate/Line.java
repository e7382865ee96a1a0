package net.lumenia.voice.lumenia.gate;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who waits, in order: changes before resyncs, otherwise first come, first served. Every resource
 * waits once, so that none can crowd out the others. After nine changes in a row one resync goes,
 * because somebody who changes things all the time must not keep drift from being seen. Not
 * thread-safe.
 */
final class Line {

  private static final int CHANGES_IN_A_ROW = 9;

  /**
   * Somebody in line.
   *
   * @param since when the visitor came
   */
  record Place(Visitor visitor, Instant since) {}

  /**
   * Who is next.
   *
   * @param priority what of the limits this one may use
   */
  record Next(Place place, Priority priority) {}

  private final Map<String, Place> changes = new LinkedHashMap<>();
  private final Map<String, Place> resyncs = new LinkedHashMap<>();
  private int changesInARow;

  /**
   * Takes a place at the end, or keeps the one that the visitor has. A resync may rise; the change
   * has waited from then on.
   */
  void join(Visitor visitor, Instant now) {
    if (visitor.priority() == Priority.RESYNC && !changes.containsKey(visitor.id())) {
      take(resyncs, visitor, now);
    } else {
      leave(resyncs, visitor.id());
      take(changes, visitor, now);
    }
  }

  private static void take(Map<String, Place> places, Visitor visitor, Instant now) {
    places.merge(
        visitor.id(), new Place(visitor, now), (old, _) -> new Place(visitor, old.since()));
  }

  /** Who is next; empty if nobody waits. */
  Optional<Next> next() {
    boolean resyncIsDue = changes.isEmpty() || changesInARow >= CHANGES_IN_A_ROW;
    if (resyncIsDue && !resyncs.isEmpty()) {
      Priority priority = changes.isEmpty() ? Priority.RESYNC : Priority.CHANGE;
      return Optional.of(new Next(first(resyncs), priority));
    }
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(new Next(first(changes), Priority.CHANGE));
  }

  /** Takes the one who is next out of the line. */
  void call(Next next) {
    String id = next.place().visitor().id();
    boolean wasChange = leave(changes, id);
    leave(resyncs, id);
    changesInARow = wasChange ? changesInARow + 1 : 0;
  }

  private static Place first(Map<String, Place> places) {
    return places.values().iterator().next();
  }

  /** Returns whether it had a place. */
  private static boolean leave(Map<String, Place> places, String id) {
    return places.remove(id) != null;
  }
}
