package net.lumenia.voice.assistant;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What an assistant is, as one answer of the API tells it.
 *
 * @param values the fields that the answer mentions; a missing one is unreported
 * @param withUnknownKeys those that have keys which this program does not know, as JSON: nothing is
 *     decided by it
 * @param cutShort those of which the answer shows more than is kept. What is kept of a text, a key
 *     or a list is then more than a spec may have, so it still differs from all that can be
 *     desired; what is kept of unknown keys is not all of them
 */
public record LiveAssistant(
    Map<Field, Live<LiveValue>> values, Map<Field, String> withUnknownKeys, Set<Field> cutShort) {

  public LiveAssistant {
    values = Collections.unmodifiableMap(copy(values));
    withUnknownKeys = Collections.unmodifiableMap(copy(withUnknownKeys));
    cutShort = Set.copyOf(cutShort);
  }

  /** An assistant of which everything is known. */
  public LiveAssistant(Map<Field, Live<LiveValue>> values) {
    this(values, Map.of(), Set.of());
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
    var cut = new HashSet<>(cutShort);
    cut.removeAll(later.values.keySet());
    cut.addAll(later.cutShort);
    return new LiveAssistant(merged, unknown, cut);
  }
}
