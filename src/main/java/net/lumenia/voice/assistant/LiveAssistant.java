package net.lumenia.voice.assistant;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an assistant is, as one answer of the API tells it.
 *
 * @param values the fields that the answer mentions; a missing one is unreported
 */
public record LiveAssistant(Map<Field, Live<LiveValue>> values) {

  public LiveAssistant {
    var copy = new EnumMap<Field, Live<LiveValue>>(Field.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** What the answer says about a field. */
  public Live<LiveValue> field(Field field) {
    return values.getOrDefault(field, new Live.Unreported<>());
  }

  /** This, with everything that a later answer mentions in the place of what was there. */
  public LiveAssistant updatedWith(LiveAssistant later) {
    var merged = new EnumMap<Field, Live<LiveValue>>(Field.class);
    merged.putAll(values);
    merged.putAll(later.values);
    return new LiveAssistant(merged);
  }
}
