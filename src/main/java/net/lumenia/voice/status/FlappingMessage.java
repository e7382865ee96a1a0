package net.lumenia.voice.status;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.Map;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.plan.Flapping;

/**
 * What there is to say about fields that another writer keeps changing. It stays the same from one
 * correction to the next, so that waiting causes no status writes.
 */
public final class FlappingMessage {

  private FlappingMessage() {}

  /** One sentence that says what to do next. */
  public static String of(Map<Field, Flapping> fields) {
    return "another writer keeps changing %s; find and stop it, or take what is its to change out of the spec"
        .formatted(
            fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> describe(entry.getKey(), entry.getValue()))
                .collect(joining(", ")));
  }

  private static String describe(Field field, Flapping flapping) {
    return "%s (set back %d times, again %s after the last time)"
        .formatted(field.specName(), flapping.corrections(), minutes(flapping.pause()));
  }

  private static String minutes(Duration pause) {
    return pause.toMinutes() + " min";
  }
}
