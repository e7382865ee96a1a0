package net.lumenia.voice.assistant;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A field of an assistant that a VoiceAssistant can manage, in the order of {@code
 * docs/contract.md}.
 */
public enum Field {
  FIRST_MESSAGE("firstMessage", "firstMessage", new FieldType.Text(65_536)),
  PROMPT("prompt", "prompt", new FieldType.Text(262_144), new NestedPlace.SystemMessage()),
  VOICE("voice", "voice", new FieldType.Single(ComponentType.VOICE)),
  TRANSCRIBER("transcriber", "transcriber", new FieldType.Single(ComponentType.TRANSCRIBER)),
  FALLBACK_VOICES(
      "fallbackVoices",
      "fallbackVoices",
      new FieldType.ListOf(ComponentType.VOICE),
      new NestedPlace.FallbackPlan(ComponentType.VOICE)),
  FALLBACK_TRANSCRIBERS(
      "fallbackTranscribers",
      "fallbackTranscribers",
      new FieldType.ListOf(ComponentType.TRANSCRIBER),
      new NestedPlace.FallbackPlan(ComponentType.TRANSCRIBER)),
  NUMBER_ID(
      "numberId",
      "number_id",
      new FieldType.WholeNumber(1, (1L << 53) - 1),
      new NestedPlace.KeyOf("number", "id"));

  private final String specName;
  private final String apiName;

  @SuppressWarnings("ImmutableEnumChecker") // records of integers and enums
  private final FieldType type;

  @SuppressWarnings("ImmutableEnumChecker") // records of strings and enums
  private final Optional<NestedPlace> nested;

  Field(String specName, String apiName, FieldType type) {
    this(specName, apiName, type, Optional.empty());
  }

  Field(String specName, String apiName, FieldType type, NestedPlace nested) {
    this(specName, apiName, type, Optional.of(nested));
  }

  Field(String specName, String apiName, FieldType type, Optional<NestedPlace> nested) {
    this.specName = specName;
    this.apiName = apiName;
    this.type = type;
    this.nested = nested;
  }

  /** The name in a VoiceAssistant's spec and status, such as {@code numberId}. */
  public String specName() {
    return specName;
  }

  /** The name in a request of the API, such as {@code number_id}. */
  public String apiName() {
    return apiName;
  }

  /** The names in an answer of the flat shape; the first one takes precedence. */
  public List<String> answerNames() {
    return Stream.of(apiName, specName).distinct().toList();
  }

  /** The place in an answer of the nested shape; empty if it is that of the flat shape. */
  public Optional<NestedPlace> nested() {
    return nested;
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
