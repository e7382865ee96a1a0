package net.lumenia.voice.plan;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.lumenia.voice.assistant.Field;

/**
 * The differences between live and desired, and why some of them are not sent.
 *
 * @param drift the differences
 * @param held the fields that are not sent
 * @param flapping fields that another writer keeps changing; their next correction waits or is in
 *     the PATCH
 */
public record Diff(List<Difference> drift, Map<Field, Hold> held, Map<Field, Flapping> flapping) {

  /** Live equals desired. */
  public static final Diff NONE = of(List.of());

  public Diff {
    drift = List.copyOf(drift);
    held = Map.copyOf(held);
    flapping = Map.copyOf(flapping);
  }

  /** Differences that are all sent. */
  public static Diff of(List<Difference> drift) {
    return new Diff(drift, Map.of(), Map.of());
  }

  /** The fields that differ. */
  public Set<Field> fields() {
    return drift.stream().map(Difference::field).collect(toUnmodifiableSet());
  }

  /** The fields that are not sent for this reason. */
  public Set<Field> held(Hold hold) {
    return held.entrySet().stream()
        .filter(entry -> entry.getValue() == hold)
        .map(Map.Entry::getKey)
        .collect(toUnmodifiableSet());
  }

  /** The same differences, of which these fields wait for another attempt. */
  Diff rejecting(Set<Field> fields) {
    var more = new HashMap<>(held);
    fields.forEach(field -> more.put(field, Hold.REJECTED));
    return new Diff(drift, more, flapping);
  }

  /** The same differences in a mode that allows no PATCH. */
  Diff observed() {
    return new Diff(
        drift,
        fields().stream().collect(toUnmodifiableMap(field -> field, this::observed)),
        flapping);
  }

  private Hold observed(Field field) {
    Hold hold = held.getOrDefault(field, Hold.OBSERVED);
    return switch (hold) {
      case NOT_CONVERGING, FLAPPING, IGNORED, OBSERVED -> hold;
      case REFUSED, INVALID, REJECTED -> Hold.OBSERVED;
    };
  }
}
