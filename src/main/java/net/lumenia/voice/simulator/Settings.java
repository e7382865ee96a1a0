package net.lumenia.voice.simulator;

import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the simulator answers where the contract leaves it open. Can be changed while it runs.
 *
 * @param shape how assistants are shown
 * @param bare GET answers the assistant itself instead of one under {@code assistant}
 * @param hide the fields that no answer shows, in the PATCH body's names: "whether every field is
 *     echoed at all" is unknown
 * @param emptyPatchAnswer a PATCH answers {@code "assistant": {}} as on the page, instead of what
 *     it became
 * @param latencyMillis how long every answer of the API is held back, after the work is done
 * @param failNext requests that fail before they change anything; null when none do
 */
public record Settings(
    Shape shape,
    boolean bare,
    Set<String> hide,
    boolean emptyPatchAnswer,
    long latencyMillis,
    @Nullable FailNext failNext) {

  /** Flat, everything shown, no delay, no failures. */
  public static final Settings DEFAULT = new Settings(Shape.FLAT, false, Set.of(), false, 0, null);

  public Settings {
    Objects.requireNonNull(shape, "shape: must not be null");
    // Sorted, so that the same settings read the same in every process.
    hide = new TreeSet<>(Objects.requireNonNull(hide, "hide: must not be null"));
    for (String field : hide) {
      if (ApiField.of(field).isEmpty()) {
        throw new IllegalArgumentException(
            "hide: \"%s\" is not a field; known are: %s".formatted(field, ApiField.ALL));
      }
    }
    hide = Collections.unmodifiableSet(hide);
    if (latencyMillis < 0) {
      throw new IllegalArgumentException("latencyMillis: must not be negative");
    }
  }

  public Settings withShape(Shape changed) {
    return new Settings(changed, bare, hide, emptyPatchAnswer, latencyMillis, failNext);
  }

  public Settings withBare(boolean changed) {
    return new Settings(shape, changed, hide, emptyPatchAnswer, latencyMillis, failNext);
  }

  public Settings withHidden(String... fields) {
    return new Settings(shape, bare, Set.of(fields), emptyPatchAnswer, latencyMillis, failNext);
  }

  public Settings withEmptyPatchAnswer(boolean changed) {
    return new Settings(shape, bare, hide, changed, latencyMillis, failNext);
  }

  public Settings withLatency(Duration changed) {
    return new Settings(shape, bare, hide, emptyPatchAnswer, changed.toMillis(), failNext);
  }

  public Settings withFailNext(FailNext changed) {
    return new Settings(shape, bare, hide, emptyPatchAnswer, latencyMillis, changed);
  }

  /** The failure that a request of this method meets. */
  Optional<FailNext> failureOf(String method) {
    return Optional.ofNullable(failNext).filter(failure -> failure.meets(method));
  }

  /** These settings after one request of this method. */
  Settings after(String method) {
    return failureOf(method)
        .map(
            failure ->
                new Settings(shape, bare, hide, emptyPatchAnswer, latencyMillis, failure.oneLess()))
        .orElse(this);
  }
}
