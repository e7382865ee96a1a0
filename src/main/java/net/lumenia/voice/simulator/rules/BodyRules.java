package net.lumenia.voice.simulator.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Structural checks of a body, independent of the catalog and of the stored assistant. Where the
 * contract says nothing, they are strict so that tests find mistakes: unknown keys, nulls and empty
 * objects are rejected.
 */
public final class BodyRules {

  private final List<String> problems = new ArrayList<>();

  private BodyRules() {}

  /** The problems of a PATCH body, which needs at least one field. */
  public static List<String> ofPatch(JsonNode body) {
    BodyRules rules = new BodyRules();
    if (body.isObject() && body.properties().stream().noneMatch(BodyRules::isField)) {
      rules.problems.add("the body must include at least one of: " + ApiField.ALL);
    }
    rules.checkBody(body);
    return rules.problems;
  }

  /** The problems of a provisioning body, which may be empty. */
  public static List<String> ofProvisioning(JsonNode body) {
    BodyRules rules = new BodyRules();
    rules.checkBody(body);
    return rules.problems;
  }

  private static boolean isField(Map.Entry<String, JsonNode> entry) {
    return ApiField.of(entry.getKey()).isPresent();
  }

  private void checkBody(JsonNode body) {
    if (!body.isObject()) {
      problems.add("the body must be a JSON object, not " + typeOf(body));
      return;
    }
    body.properties().forEach(entry -> checkEntry(entry.getKey(), entry.getValue()));
  }

  private void checkEntry(String key, JsonNode value) {
    ApiField.of(key)
        .ifPresentOrElse(
            field -> checkField(field, value),
            () -> problems.add("%s is not a field; allowed: %s".formatted(key, ApiField.ALL)));
  }

  private void checkField(ApiField field, JsonNode value) {
    if (value.isNull()) {
      problems.add("%s must not be null; omit it to leave it unchanged".formatted(field.key()));
      return;
    }
    switch (field) {
      case FIRST_MESSAGE, PROMPT -> checkText(field.key(), value);
      case VOICE -> checkComponent(ComponentKind.VOICE, field.key(), value);
      case TRANSCRIBER -> checkComponent(ComponentKind.TRANSCRIBER, field.key(), value);
      case FALLBACK_VOICES -> checkList(ComponentKind.VOICE, field.key(), value);
      case FALLBACK_TRANSCRIBERS -> checkList(ComponentKind.TRANSCRIBER, field.key(), value);
      case NUMBER_ID -> checkNumber(value);
    }
  }

  private void checkText(String path, JsonNode value) {
    if (!value.isTextual()) {
      problems.add("%s must be a string, not %s".formatted(path, typeOf(value)));
    } else if (value.asText().isEmpty()) {
      problems.add("%s must not be empty".formatted(path));
    }
  }

  private void checkComponent(ComponentKind kind, String path, JsonNode value) {
    String keys = String.join(", ", kind.keys());
    if (!value.isObject()) {
      problems.add("%s must be an object, not %s".formatted(path, typeOf(value)));
    } else if (value.isEmpty()) {
      problems.add("%s must include at least one of: %s".formatted(path, keys));
    }
    for (var entry : value.properties()) {
      if (kind.keys().contains(entry.getKey())) {
        checkText(path + "." + entry.getKey(), entry.getValue());
      } else {
        problems.add("%s.%s is not a field; allowed: %s".formatted(path, entry.getKey(), keys));
      }
    }
  }

  private void checkList(ComponentKind kind, String path, JsonNode value) {
    if (!value.isArray()) {
      problems.add("%s must be a list, not %s; send [] to clear it".formatted(path, typeOf(value)));
      return;
    }
    for (int i = 0; i < value.size(); i++) {
      checkComponent(kind, "%s[%d]".formatted(path, i), value.get(i));
    }
  }

  private void checkNumber(JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 1) {
      problems.add("number_id must be a positive integer, not %s".formatted(value));
    }
  }

  private static String typeOf(JsonNode value) {
    JsonNodeType type = value.getNodeType();
    return switch (type) {
      case ARRAY, OBJECT -> "an " + type.name().toLowerCase(Locale.ROOT);
      case NULL -> "null";
      default -> "a " + type.name().toLowerCase(Locale.ROOT);
    };
  }
}
