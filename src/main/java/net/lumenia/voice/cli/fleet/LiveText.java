package net.lumenia.voice.cli.fleet;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import net.lumenia.voice.assistant.ServerText;

/** A live value as status has it, on one line. */
final class LiveText {

  /** The keys of voices and transcribers as users write them; the API server sorts keys. */
  private static final List<String> ORDER = List.of("provider", "voiceId", "model", "language");

  private LiveText() {}

  /** Such as {@code 11labs/21m00Tcm4TlvDq8ikWAM/eleven_turbo_v2}; empty if there is none. */
  static String of(JsonNode value) {
    if (value.isArray()) {
      return value.isEmpty()
          ? "[]"
          : StreamSupport.stream(value.spliterator(), false)
              .map(LiveText::of)
              .collect(joining(", "));
    }
    return value.isObject()
        ? ORDER.stream().filter(value::has).map(key -> of(value.path(key))).collect(joining("/"))
        : ServerText.clean(value.asText(""));
  }
}
