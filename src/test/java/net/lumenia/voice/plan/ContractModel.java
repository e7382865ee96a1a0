package net.lumenia.voice.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the API does with a PATCH, by the words of the contract alone. It knows nothing of the
 * product, so that no bug can be in both.
 */
public final class ContractModel {

  private static final Set<String> FIELDS =
      Set.of(
          "firstMessage",
          "prompt",
          "voice",
          "transcriber",
          "fallbackVoices",
          "fallbackTranscribers",
          "number_id");

  private static final Map<String, List<String>> NEEDED_BY_VOICE =
      Map.of("vapi", List.of("voiceId"), "11labs", List.of("voiceId", "model"));

  private ContractModel() {}

  /** Answered with 400. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** The assistant after the PATCH; "any field you omit is left unchanged". */
  public static ObjectNode apply(ObjectNode assistant, ObjectNode body) {
    require(!body.isEmpty(), "at least one must be present");
    ObjectNode after = assistant.deepCopy();
    for (Map.Entry<String, JsonNode> sent : body.properties()) {
      after.set(sent.getKey(), updated(sent.getKey(), assistant, sent.getValue()));
    }
    return after;
  }

  /** Likewise, with what the catalogue allows: "stale combinations are still rejected". */
  public static ObjectNode apply(ObjectNode assistant, ObjectNode body, JsonNode catalog) {
    ObjectNode after = apply(assistant, body);
    for (Map.Entry<String, JsonNode> sent : body.properties()) {
      JsonNode merged = after.path(sent.getKey());
      require(
          !merged.path("provider").asText().equals("vapi") || !sent.getValue().has("model"),
          "do NOT send model");
      CatalogModel.check(catalog, sent.getKey(), merged, sent.getValue().has("provider"));
    }
    return after;
  }

  private static JsonNode updated(String field, ObjectNode assistant, JsonNode sent) {
    require(FIELDS.contains(field), "unknown field " + field);
    return switch (field) {
      case "firstMessage", "prompt" -> {
        require(!sent.asText().isEmpty(), "non-empty when present");
        yield sent;
      }
      case "number_id" -> {
        require(sent.canConvertToLong() && sent.asLong() > 0, "a positive integer");
        yield sent;
      }
      case "voice", "transcriber" -> component(field, assistant.path(field), (ObjectNode) sent);
      default -> {
        sent.forEach(item -> complete(field, item));
        yield sent;
      }
    };
  }

  /** "The server will not carry over voiceId / model / language when you change provider." */
  private static JsonNode component(String field, JsonNode stored, ObjectNode sent) {
    require(!sent.isEmpty(), "an object without any key");
    if (sent.has("provider")) {
      complete(field, sent);
      return sent;
    }
    require(stored instanceof ObjectNode, "nothing to complete it from");
    return ((ObjectNode) stored.deepCopy()).setAll(sent);
  }

  /** "The rest of the required fields for that provider MUST be present in the same object." */
  private static void complete(String field, JsonNode object) {
    String provider = object.path("provider").asText();
    require(!provider.isEmpty(), "every item MUST include provider");
    List<String> needed =
        field.equals("transcriber") || field.equals("fallbackTranscribers")
            ? List.of("model", "language")
            : NEEDED_BY_VOICE.getOrDefault(provider, List.of());
    needed.forEach(key -> require(object.has(key), provider + " needs " + key));
    require(!provider.equals("vapi") || !object.has("model"), "do NOT send model");
  }

  /** Whether every field and key that a spec gives is what the assistant has. */
  static boolean isAsDesired(ObjectNode spec, JsonNode assistant) {
    return spec.properties().stream()
        .allMatch(field -> shows(assistant.path(apiName(field.getKey())), field.getValue()));
  }

  private static boolean shows(JsonNode live, JsonNode desired) {
    if (desired.isObject()) {
      return desired.properties().stream()
          .allMatch(key -> live.path(key.getKey()).equals(key.getValue()));
    }
    if (!desired.isArray()) {
      return live.equals(desired);
    }
    return live.size() == desired.size()
        && IntStream.range(0, live.size()).allMatch(i -> shows(live.path(i), desired.path(i)));
  }

  static String apiName(String specName) {
    return specName.equals("numberId") ? "number_id" : specName;
  }

  static void require(boolean holds, String message) {
    if (!holds) {
      throw new Refused(message);
    }
  }
}
