package net.lumenia.voice.assistant;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The desired assistant: the managed fields and their values. Other fields are never sent and never
 * reported as drift.
 *
 * @param values the managed fields in the order of {@link Field}
 */
public record AssistantConfig(Map<Field, Value> values) {

  /**
   * @throws IllegalArgumentException if a value does not fit its field
   */
  public AssistantConfig {
    values.forEach(AssistantConfig::check);
    values = Collections.unmodifiableMap(copy(values));
  }

  private static void check(Field field, Value value) {
    if (!field.type().accepts(value)) {
      throw new IllegalArgumentException(
          field.specName() + " cannot be a " + value.getClass().getSimpleName());
    }
  }

  private static Map<Field, Value> copy(Map<Field, Value> values) {
    var copy = new EnumMap<Field, Value>(Field.class);
    copy.putAll(values);
    return copy;
  }

  /**
   * A copy with one more managed field.
   *
   * @throws IllegalArgumentException if the value does not fit the field
   */
  public AssistantConfig with(Field field, Value value) {
    Map<Field, Value> more = copy(values);
    more.put(field, value);
    return new AssistantConfig(more);
  }

  /** The managed fields in the order of {@link Field}. */
  public Set<Field> managed() {
    return values.keySet();
  }

  /** The desired value; empty if the field is not managed. */
  public Optional<Value> value(Field field) {
    return Optional.ofNullable(values.get(field));
  }
}
