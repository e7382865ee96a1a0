package net.lumenia.voice.assistant;

import java.util.Arrays;
import java.util.Optional;

/**
 * A field of an assistant that a VoiceAssistant can manage, in the order in which the contract
 * lists them: "the body must include at least one of: firstMessage, prompt, voice, transcriber,
 * fallbackVoices, fallbackTranscribers, number_id".
 */
public enum Field {
  FIRST_MESSAGE("firstMessage", "firstMessage", Value.Text.class),
  PROMPT("prompt", "prompt", Value.Text.class),
  VOICE("voice", "voice", Voice.class),
  TRANSCRIBER("transcriber", "transcriber", Transcriber.class),
  FALLBACK_VOICES("fallbackVoices", "fallbackVoices", Value.Fallbacks.class),
  FALLBACK_TRANSCRIBERS("fallbackTranscribers", "fallbackTranscribers", Value.Fallbacks.class),
  NUMBER_ID("numberId", "number_id", Value.NumberId.class);

  private final String specName;
  private final String apiName;
  private final Class<? extends Value> valueType;

  Field(String specName, String apiName, Class<? extends Value> valueType) {
    this.specName = specName;
    this.apiName = apiName;
    this.valueType = valueType;
  }

  /** The name in a VoiceAssistant's spec and status, such as {@code numberId}. */
  public String specName() {
    return specName;
  }

  /** The name in a request of the API, such as {@code number_id}. */
  public String apiName() {
    return apiName;
  }

  boolean accepts(Value value) {
    return valueType.isInstance(value);
  }

  /** The field with this spec name; empty if there is none. */
  public static Optional<Field> ofSpecName(String specName) {
    return Arrays.stream(values()).filter(field -> field.specName.equals(specName)).findFirst();
  }
}
