package net.lumenia.voice.assistant;

import java.util.Arrays;
import java.util.Optional;

/**
 * A field of an assistant that a VoiceAssistant can manage, in the order of {@code
 * docs/contract.md}.
 */
public enum Field {
  FIRST_MESSAGE("firstMessage", "firstMessage", new FieldType.Text(65_536)),
  PROMPT("prompt", "prompt", new FieldType.Text(262_144)),
  VOICE("voice", "voice", new FieldType.Single(ComponentType.VOICE)),
  TRANSCRIBER("transcriber", "transcriber", new FieldType.Single(ComponentType.TRANSCRIBER)),
  FALLBACK_VOICES("fallbackVoices", "fallbackVoices", new FieldType.ListOf(ComponentType.VOICE)),
  FALLBACK_TRANSCRIBERS(
      "fallbackTranscribers",
      "fallbackTranscribers",
      new FieldType.ListOf(ComponentType.TRANSCRIBER)),
  NUMBER_ID("numberId", "number_id", new FieldType.WholeNumber(1, (1L << 53) - 1));

  private final String specName;
  private final String apiName;

  @SuppressWarnings("ImmutableEnumChecker") // records of integers and enums
  private final FieldType type;

  Field(String specName, String apiName, FieldType type) {
    this.specName = specName;
    this.apiName = apiName;
    this.type = type;
  }

  /** The name in a VoiceAssistant's spec and status, such as {@code numberId}. */
  public String specName() {
    return specName;
  }

  /** The name in a request of the API, such as {@code number_id}. */
  public String apiName() {
    return apiName;
  }

  /** The type of its value. */
  public FieldType type() {
    return type;
  }

  /** The field with this spec name; empty if there is none. */
  public static Optional<Field> ofSpecName(String specName) {
    return Arrays.stream(values()).filter(field -> field.specName.equals(specName)).findFirst();
  }

  /** The field of a path in the spec, such as {@code voice.voiceId}; empty if there is none. */
  public static Optional<Field> ofPath(String path) {
    return ofSpecName(path.split("\\.", 2)[0]);
  }
}
