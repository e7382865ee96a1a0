package net.lumenia.voice.assistant;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The desired assistant: the managed fields and their values. Other fields are never sent and never
 * reported as drift. Immutable.
 */
public final class AssistantConfig {

  private final Map<Field, Value> values;

  /** Made on first use. Priority, plan and status need them, and a prompt is long. */
  private volatile Map<Field, AppliedValue> hashes = Map.of();

  /**
   * @throws IllegalArgumentException if a value does not fit its field
   */
  public AssistantConfig(Map<Field, Value> values) {
    values.forEach(AssistantConfig::check);
    this.values = Collections.unmodifiableMap(copy(values));
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

  /** The desired values, in the order of {@link Field}. */
  public Map<Field, Value> values() {
    return values;
  }

  /** The managed fields in the order of {@link Field}. */
  public Set<Field> managed() {
    return values.keySet();
  }

  /** The desired value; empty if the field is not managed. */
  public Optional<Value> value(Field field) {
    return Optional.ofNullable(values.get(field));
  }

  /** The hashes of the desired value of a managed field. */
  public AppliedValue applied(Field field) {
    if (hashes.isEmpty()) {
      var made = new EnumMap<Field, AppliedValue>(Field.class);
      values.forEach((managed, value) -> made.put(managed, AppliedValue.of(value)));
      hashes = made;
    }
    return Objects.requireNonNull(hashes.get(field));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AssistantConfig config && values.equals(config.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "AssistantConfig" + values;
  }
}
