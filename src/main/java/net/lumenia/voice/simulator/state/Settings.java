package net.lumenia.voice.simulator.state;

import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import net.lumenia.voice.simulator.rules.ApiField;

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
 */
public record Settings(
    ResponseShape shape,
    boolean bare,
    Set<String> hide,
    boolean emptyPatchAnswer,
    long latencyMillis) {

  /** Flat, everything shown, no delay. */
  public static final Settings DEFAULT =
      new Settings(ResponseShape.FLAT, false, Set.of(), false, 0);

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

  public Settings withShape(ResponseShape changed) {
    return new Settings(changed, bare, hide, emptyPatchAnswer, latencyMillis);
  }

  public Settings withBare(boolean changed) {
    return new Settings(shape, changed, hide, emptyPatchAnswer, latencyMillis);
  }

  public Settings withHidden(String... fields) {
    return new Settings(shape, bare, Set.of(fields), emptyPatchAnswer, latencyMillis);
  }

  public Settings withEmptyPatchAnswer(boolean changed) {
    return new Settings(shape, bare, hide, changed, latencyMillis);
  }

  public Settings withLatency(Duration changed) {
    return new Settings(shape, bare, hide, emptyPatchAnswer, changed.toMillis());
  }
}
