package net.lumenia.voice.simulator.state;

import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import net.lumenia.voice.simulator.rules.ApiField;

/**
 * How the simulator behaves where the contract says nothing. Can change at run time.
 *
 * @param shape the JSON form of assistants
 * @param bare whether GET returns the assistant itself instead of an object with {@code assistant}
 * @param hide the fields that no response shows, by their keys in the PATCH body
 * @param emptyPatchAnswer whether PATCH returns {@code "assistant": {}}, as in the contract's
 *     example, instead of the changed assistant
 * @param emptyCreation whether POST creates an empty assistant, whatever its body contains
 * @param numberShape the JSON form of the list of phone numbers
 * @param latencyMillis the delay of every response of the API, after the request is processed
 */
public record Settings(
    ResponseShape shape,
    boolean bare,
    Set<String> hide,
    boolean emptyPatchAnswer,
    boolean emptyCreation,
    NumberShape numberShape,
    long latencyMillis) {

  /** Flat, everything shown, no delay. */
  public static final Settings DEFAULT =
      new Settings(ResponseShape.FLAT, false, Set.of(), false, false, NumberShape.NUMBERS, 0);

  public Settings {
    Objects.requireNonNull(shape, "shape: must not be null");
    Objects.requireNonNull(numberShape, "numberShape: must not be null");
    // Sorted, so that the same settings read the same in every process.
    hide = new TreeSet<>(Objects.requireNonNull(hide, "hide: must not be null"));
    for (String field : hide) {
      if (ApiField.of(field).isEmpty()) {
        throw new IllegalArgumentException(
            "hide: \"%s\" is not a field; allowed: %s".formatted(field, ApiField.ALL));
      }
    }
    hide = Collections.unmodifiableSet(hide);
    if (latencyMillis < 0) {
      throw new IllegalArgumentException("latencyMillis: must not be negative");
    }
  }

  public Settings withShape(ResponseShape changed) {
    return new Settings(
        changed, bare, hide, emptyPatchAnswer, emptyCreation, numberShape, latencyMillis);
  }

  public Settings withBare(boolean changed) {
    return new Settings(
        shape, changed, hide, emptyPatchAnswer, emptyCreation, numberShape, latencyMillis);
  }

  public Settings withHidden(String... fields) {
    return new Settings(
        shape, bare, Set.of(fields), emptyPatchAnswer, emptyCreation, numberShape, latencyMillis);
  }

  public Settings withEmptyPatchAnswer(boolean changed) {
    return new Settings(shape, bare, hide, changed, emptyCreation, numberShape, latencyMillis);
  }

  public Settings withEmptyCreation(boolean changed) {
    return new Settings(shape, bare, hide, emptyPatchAnswer, changed, numberShape, latencyMillis);
  }

  public Settings withNumberShape(NumberShape changed) {
    return new Settings(shape, bare, hide, emptyPatchAnswer, emptyCreation, changed, latencyMillis);
  }

  public Settings withLatency(Duration changed) {
    return new Settings(
        shape, bare, hide, emptyPatchAnswer, emptyCreation, numberShape, changed.toMillis());
  }
}
