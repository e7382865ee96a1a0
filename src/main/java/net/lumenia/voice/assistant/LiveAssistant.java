package net.lumenia.voice.assistant;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * An assistant as one response of the API shows it.
 *
 * @param values the fields that the response mentions; a missing one is unreported
 * @param withUnknownKeys the fields with keys that this program does not know, as JSON. No decision
 *     depends on it
 * @param cutShort the fields of which only a part is kept. The part of a text, key or list is
 *     longer than a spec allows, so it differs from every desired value; the part of unknown keys
 *     is incomplete
 * @param isProvisioned false if the workspace has no voice integration, and so no assistant
 */
public record LiveAssistant(
    Map<Field, Live<LiveValue>> values,
    Map<Field, String> withUnknownKeys,
    Set<Field> cutShort,
    boolean isProvisioned) {

  public LiveAssistant {
    values = Collections.unmodifiableMap(copy(values));
    withUnknownKeys = Collections.unmodifiableMap(copy(withUnknownKeys));
    cutShort = Set.copyOf(cutShort);
  }

  public LiveAssistant(
      Map<Field, Live<LiveValue>> values, Map<Field, String> withUnknownKeys, Set<Field> cutShort) {
    this(values, withUnknownKeys, cutShort, /* isProvisioned= */ true);
  }

  /** An assistant without unknown keys and without fields that are cut short. */
  public LiveAssistant(Map<Field, Live<LiveValue>> values) {
    this(values, Map.of(), Set.of());
  }

  /** What is live where there is no voice integration: no field has a value. */
  public static LiveAssistant notProvisioned() {
    var unset = new EnumMap<Field, Live<LiveValue>>(Field.class);
    for (Field field : Field.values()) {
      unset.put(field, new Live.Unset<>());
    }
    return new LiveAssistant(unset, Map.of(), Set.of(), /* isProvisioned= */ false);
  }

  private static <V> Map<Field, V> copy(Map<Field, V> values) {
    var copy = new EnumMap<Field, V>(Field.class);
    copy.putAll(values);
    return copy;
  }

  /** What the response says about a field. */
  public Live<LiveValue> field(Field field) {
    return values.getOrDefault(field, new Live.Unreported<>());
  }

  /** A copy in which the fields that a later response mentions replace the earlier ones. */
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
