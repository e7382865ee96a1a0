package net.lumenia.voice.cli.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import net.lumenia.voice.crd.VoiceAssistant;

/** Assistants as an API server returned them, and what is printed about them. */
final class StoredAssistants {

  /** The time at which the expected texts were made. */
  static final Instant NOW = Instant.parse("2026-11-30T15:00:00Z");

  static final List<String> NAMES =
      List.of("billing", "legacy", "orphan", "reception", "sales", "support");

  private StoredAssistants() {}

  static VoiceAssistant read(String name) {
    try {
      return new ObjectMapper().readValue(text(name + ".json"), VoiceAssistant.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<AssistantRow> rows() {
    return NAMES.stream().map(StoredAssistants::read).map(AssistantRow::of).toList();
  }

  static String text(String file) {
    try (InputStream in =
        Objects.requireNonNull(StoredAssistants.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
