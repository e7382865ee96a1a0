package net.lumenia.voice.plan;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.assistant.Field;

/**
 * What status remembers of earlier reconciles. Decisions that must survive a restart depend on
 * nothing else that is remembered.
 *
 * @param sinceLastPatch the time since the last PATCH; empty if there was none
 * @param lastPatch identifies the last PATCH; empty if there was none
 */
public record History(
    Map<Field, FieldHistory> fields, Optional<Duration> sinceLastPatch, String lastPatch) {

  /** Before the first reconcile. */
  public static final History NONE = new History(Map.of(), Optional.empty(), "");

  public History {
    fields = Map.copyOf(fields);
  }

  /** What status remembers of a field. */
  FieldHistory field(Field field) {
    return fields.getOrDefault(field, FieldHistory.NONE);
  }
}
