package net.lumenia.voice.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.crd.Condition;
import org.jspecify.annotations.Nullable;

/** Builds conditions from the previous ones. Only a new status moves {@code lastTransitionTime}. */
public final class Conditions {

  public static final String READY = "Ready";
  public static final String DRIFTED = "Drifted";
  public static final String RECONCILING = "Reconciling";
  public static final String STALLED = "Stalled";

  private final List<Condition> previous;
  private final long generation;
  private final Instant now;
  private final List<Condition> conditions = new ArrayList<>();

  Conditions(@Nullable List<Condition> previous, long generation, Instant now) {
    this.previous = previous == null ? List.of() : previous;
    this.generation = generation;
    this.now = now;
  }

  /** The condition of this type, if there is one. */
  public static Optional<Condition> find(@Nullable List<Condition> conditions, String type) {
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(condition -> type.equals(condition.type())).findFirst();
  }

  /** Whether the condition Ready is True. */
  public static boolean isReady(@Nullable List<Condition> conditions) {
    return find(conditions, READY).filter(ready -> "True".equals(ready.status())).isPresent();
  }

  /** Since when a condition of this type has had its status, if there is one. */
  public static Optional<Instant> since(@Nullable List<Condition> conditions, String type) {
    return find(conditions, type).flatMap(found -> Memory.time(found.lastTransitionTime()));
  }

  /**
   * The same conditions with the previous messages where the two differ only in request ids. See
   * {@link RequestIds}.
   */
  static List<Condition> withPreviousMessages(
      @Nullable List<Condition> previous, @Nullable List<Condition> next) {
    return Memory.orEmpty(next).stream()
        .map(
            condition ->
                find(previous, condition.type())
                    .filter(known -> differsOnlyInIds(known, condition))
                    .orElse(condition))
        .toList();
  }

  private static boolean differsOnlyInIds(Condition known, Condition next) {
    return Objects.equals(known.status(), next.status())
        && Objects.equals(known.reason(), next.reason())
        && Objects.equals(known.observedGeneration(), next.observedGeneration())
        && Objects.equals(known.lastTransitionTime(), next.lastTransitionTime())
        && known.message() != null
        && RequestIds.isSame(next.reason(), known.message(), next.message());
  }

  Conditions set(String type, boolean holds, String reason, String message) {
    return set(type, holds ? "True" : "False", reason, message);
  }

  private Conditions set(String type, String status, String reason, String message) {
    String since =
        find(previous, type)
            .filter(condition -> status.equals(condition.status()))
            .map(condition -> Memory.intact(condition.lastTransitionTime()))
            .orElse(now.truncatedTo(ChronoUnit.SECONDS).toString());
    conditions.add(new Condition(type, status, generation, since, reason, message));
    return this;
  }

  /**
   * Sets a condition about which this reconcile found out nothing. It keeps its status if that is
   * about this generation; otherwise it is Unknown.
   */
  Conditions setUnlessKnown(String type, String reason, String message) {
    return find(previous, type)
        .filter(known -> Long.valueOf(generation).equals(known.observedGeneration()))
        .map(known -> set(type, known.status(), known.reason(), known.message()))
        .orElseGet(() -> set(type, "Unknown", reason, message));
  }

  /** Sets Ready and, while it is False, exactly one of Reconciling and Stalled. */
  Conditions ready(Reason.Actor actor, String reason, String message) {
    set(READY, actor == Reason.Actor.NONE, reason, message);
    return switch (actor) {
      case NONE -> this;
      case PERSON -> set(STALLED, true, reason, message);
      case OPERATOR -> set(RECONCILING, true, reason, message);
    };
  }

  List<Condition> toList() {
    return List.copyOf(conditions);
  }
}
