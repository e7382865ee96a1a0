package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decodes raw JSON into a record as strictly as the schema: nothing is converted. Unknown keys are
 * ignored, and null counts as a missing key, as it does for the API server.
 */
final class Decoder {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .withCoercionConfigDefaults(
              coercions ->
                  Arrays.stream(CoercionInputShape.values())
                      .forEach(shape -> coercions.setCoercion(shape, CoercionAction.Fail)))
          .build();

  private Decoder() {}

  /**
   * @param root the start of every path: spec or status
   * @param raw null if the resource has no spec or status
   */
  static <T> Decoded<T> decode(String root, @Nullable RawJson raw, Class<T> type) {
    if (raw == null) {
      return decode(root, MissingNode.getInstance(), type);
    }
    Object last = raw.decoded();
    if (type.isInstance(last)) {
      return new Decoded.Valid<>(type.cast(last));
    }
    Optional<T> valid = decodeDirectly(raw, type);
    valid.ifPresent(raw::setDecoded);
    return valid
        .<Decoded<T>>map(Decoded.Valid::new)
        .orElseGet(() -> decode(root, raw.json(), type));
  }

  /** Without a tree; empty if there is anything to report or to remove. */
  private static <T> Optional<T> decodeDirectly(RawJson raw, Class<T> type) {
    if (raw.mayHaveNulls()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(MAPPER.readValue(raw.utf8(), type));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static <T> Decoded<T> decode(String root, JsonNode json, Class<T> type) {
    if (!json.isObject()) {
      return new Decoded.Invalid<>(root, "expected an object, found " + kind(json));
    }
    removeNulls(json);
    try {
      return new Decoded.Valid<>(MAPPER.treeToValue(json, type));
    } catch (JsonMappingException e) {
      return new Decoded.Invalid<>(path(root, e.getPath()), problem(at(json, e.getPath()), e));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree has no syntax errors", e);
    }
  }

  private static void removeNulls(JsonNode json) {
    json.properties().removeIf(property -> property.getValue().isNull());
    json.forEach(Decoder::removeNulls);
  }

  private static String path(String root, List<JsonMappingException.Reference> path) {
    return path.stream()
        .map(
            step ->
                step.getFieldName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getFieldName())
        .collect(Collectors.joining("", root, ""));
  }

  private static JsonNode at(JsonNode json, List<JsonMappingException.Reference> path) {
    for (JsonMappingException.Reference step : path) {
      json =
          step.getFieldName() == null ? json.path(step.getIndex()) : json.path(step.getFieldName());
    }
    return json;
  }

  private static String problem(JsonNode found, JsonMappingException e) {
    return e instanceof MismatchedInputException mismatch
        ? "expected " + expected(mismatch.getTargetType()) + ", found " + kind(found)
        : "expected a smaller number";
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> MAPPER.convertValue(constant, String.class))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == String.class) {
      return "a string";
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    if (type == Long.class || type == Integer.class) {
      return "an integer";
    }
    return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
  }

  private static String kind(JsonNode json) {
    return switch (json.getNodeType()) {
      case ARRAY -> "a list";
      case BOOLEAN -> json.asText();
      case NUMBER -> "a number";
      case STRING -> "a string";
      case OBJECT, POJO -> "an object";
      case MISSING, NULL, BINARY -> "nothing";
    };
  }
}
