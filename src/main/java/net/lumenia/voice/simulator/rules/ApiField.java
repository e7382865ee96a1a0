package net.lumenia.voice.simulator.rules;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys of a PATCH body; see {@code docs/contract.md}. The stored assistant uses the same keys.
 */
public enum ApiField {
  FIRST_MESSAGE("firstMessage"),
  PROMPT("prompt"),
  VOICE("voice"),
  TRANSCRIBER("transcriber"),
  FALLBACK_VOICES("fallbackVoices"),
  FALLBACK_TRANSCRIBERS("fallbackTranscribers"),
  NUMBER_ID("number_id");

  /** All keys in the order of the contract, for messages. */
  public static final String ALL =
      Arrays.stream(values()).map(ApiField::key).collect(Collectors.joining(", "));

  private final String key;

  ApiField(String key) {
    this.key = key;
  }

  public String key() {
    return key;
  }

  public static Optional<ApiField> of(String key) {
    return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
  }
}
