package net.lumenia.voice.assistant;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an assistant is, as one answer of the API tells it.
 *
 * @param values the fields that the answer mentions; a missing one is unreported
 * @param withUnknownKeys those that have keys which this program does not know, as JSON: nothing is
 *     decided by it
 */
public record LiveAssistant(
    Map<Field, Live<LiveValue>> values, Map<Field, String> withUnknownKeys) {

  public LiveAssistant {
    values = Collections.unmodifiableMap(copy(values));
    withUnknownKeys = Collections.unmodifiableMap(copy(withUnknownKeys));
  }

  /** An assistant of which everything is known. */
  public LiveAssistant(Map<Field, Live<LiveValue>> values) {
    this(values, Map.of());
  }

  private static <V> Map<Field, V> copy(Map<Field, V> values) {
    var copy = new EnumMap<Field, V>(Field.class);
    copy.putAll(values);
    return copy;
  }

  /** What the answer says about a field. */
  public Live<LiveValue> field(Field field) {
    return values.getOrDefault(field, new Live.Unreported<>());
  }

  /** This, with everything that a later answer mentions in the place of what was there. */
  public LiveAssistant updatedWith(LiveAssistant later) {
    var merged = copy(values);
    merged.putAll(later.values);
    var unknown = copy(withUnknownKeys);
    unknown.keySet().removeAll(later.values.keySet());
    unknown.putAll(later.withUnknownKeys);
    return new LiveAssistant(merged, unknown);
  }
}
