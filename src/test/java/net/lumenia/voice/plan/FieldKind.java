package net.lumenia.voice.plan;

import java.util.List;

/**
 * A kind of field, with the values A, B and X of {@code policies.txt} as the spec gives them and as
 * the API shows them.
 */
public enum FieldKind {
  TEXT("prompt", "text a", "text b", "text x", "null"),
  NUMBER("number_id", "1", "2", "3", "null"),
  VOICE(
      "voice",
      "{provider: 11labs, voiceId: a, model: m}",
      "{provider: 11labs, voiceId: b, model: m}",
      "{provider: 11labs, voiceId: a, model: x}",
      "null"),
  PROVIDER(
      "voice",
      "{provider: 11labs, voiceId: a, model: m}",
      "{provider: vapi, voiceId: a}",
      "{provider: azure, voiceId: a, model: m}",
      "null"),
  LIST(
      "fallbackVoices",
      "[{provider: vapi, voiceId: a}]",
      "[{provider: vapi, voiceId: b}, {provider: vapi, voiceId: a}]",
      "[{provider: vapi, voiceId: a}, {provider: azure}]",
      "[]"),
  PARTIAL_VOICE("voice", "{voiceId: a}", "{voiceId: b}", "{voiceId: x}", ""),
  PARTIAL_TRANSCRIBER(
      "transcriber",
      "{model: a, language: en}",
      "{model: a, language: de}",
      "{model: x, language: en}",
      "");

  private final String apiName;
  private final String a;
  private final String b;
  private final String x;
  private final String none;

  FieldKind(String apiName, String a, String b, String x, String none) {
    this.apiName = apiName;
    this.a = a;
    this.b = b;
    this.x = x;
    this.none = none;
  }

  private String value(String name) {
    return switch (name) {
      case "A" -> a;
      case "B" -> b;
      case "X" -> x;
      default -> none;
    };
  }

  /** The field's name in the API. */
  public String apiName() {
    return apiName;
  }

  /** Whether a row makes sense for it: a part of nothing has rules of its own. */
  public boolean has(PolicyCase row) {
    return !none.isEmpty() || !List.of("none", "hidden").contains(row.live());
  }

  /** The managed part of a spec, as YAML. */
  public String spec(String value) {
    return "%s: %s".formatted(apiName.equals("number_id") ? "numberId" : apiName, value(value));
  }

  /** The field of an assistant, as JSON; keys that are not managed are there, too. */
  public String live(String value) {
    String shown = value(value);
    String whole = none.isEmpty() ? shown.replace("{", "{provider: azure, ") : shown;
    return Readings.json("%s: %s".formatted(apiName, whole));
  }
}
