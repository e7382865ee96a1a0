package net.lumenia.voice.cli.fleet;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import net.lumenia.voice.assistant.ServerText;

/** A live value as status has it, on one line. */
final class LiveText {

  private LiveText() {}

  /** Such as {@code 11labs/21m00Tcm4TlvDq8ikWAM/eleven_turbo_v2}; empty if there is none. */
  static String of(JsonNode value) {
    if (value.isArray()) {
      return value.isEmpty() ? "[]" : joined(value, ", ");
    }
    return value.isObject() ? joined(value, "/") : ServerText.clean(value.asText(""));
  }

  private static String joined(JsonNode values, String separator) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(LiveText::of)
        .collect(joining(separator));
  }
}
