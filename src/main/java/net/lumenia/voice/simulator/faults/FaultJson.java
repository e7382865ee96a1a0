package net.lumenia.voice.simulator.faults;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.lumenia.voice.simulator.exchange.StrictJson;

/** A fault as one flat JSON object with the keys of its kind, scope and limit. */
public final class FaultJson {

  private static final List<String> SCOPE = List.of("workspace", "account", "method", "path");
  private static final List<String> LIMIT = List.of("times", "seconds");
  private static final List<JsonSubTypes.Type> KINDS =
      List.of(
          Objects.requireNonNull(FaultKind.class.getAnnotation(JsonSubTypes.class), "its kinds")
              .value());

  private FaultJson() {}

  /** All kinds, for messages. */
  static String kinds() {
    return KINDS.stream().map(JsonSubTypes.Type::name).collect(Collectors.joining(", "));
  }

  static String nameOf(FaultKind kind) {
    return KINDS.stream()
        .filter(type -> type.value().isInstance(kind))
        .findFirst()
        .orElseThrow()
        .name();
  }

  static Fault parse(String json) {
    try {
      return read(StrictJson.MAPPER.readValue(json, ObjectNode.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(JsonProblem.describe(e), e);
    }
  }

  public static Fault read(ObjectNode json) throws JsonProcessingException {
    ObjectNode scope = part(json, SCOPE);
    ObjectNode limit = part(json, LIMIT);
    ObjectNode kind =
        json.deepCopy().remove(Stream.concat(SCOPE.stream(), LIMIT.stream()).toList());
    return new Fault(
        kind(kind),
        StrictJson.MAPPER.treeToValue(scope, FaultScope.class),
        StrictJson.MAPPER.treeToValue(limit, FaultLimit.class));
  }

  private static ObjectNode part(ObjectNode json, List<String> keys) {
    return json.deepCopy().retain(keys);
  }

  private static FaultKind kind(ObjectNode json) throws JsonProcessingException {
    try {
      return StrictJson.MAPPER.treeToValue(json, FaultKind.class);
    } catch (UnrecognizedPropertyException e) {
      String known =
          Stream.of(e.getKnownPropertyIds(), SCOPE, LIMIT)
              .flatMap(keys -> keys.stream().map(String::valueOf).sorted())
              .distinct()
              .filter(key -> !key.equals("kind"))
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "%s: unknown key of kind %s; allowed: kind, %s"
              .formatted(e.getPropertyName(), json.path("kind").asText(), known),
          e);
    }
  }

  public static ObjectNode write(Fault fault) {
    ObjectNode json = StrictJson.MAPPER.valueToTree(fault.kind());
    for (Object part : Arrays.asList(fault.scope(), fault.limit())) {
      json.setAll(StrictJson.MAPPER.<ObjectNode>valueToTree(part));
    }
    return json;
  }

  /** The fault with its id, its remaining limit and its strikes. */
  public static ObjectNode write(InjectedFault injected) {
    ObjectNode json = StrictJson.object().put("id", injected.id());
    json.setAll(write(injected.fault()));
    json.put("active", injected.active()).put("strikes", injected.strikes());
    injected.timesLeft().ifPresent(left -> json.put("timesLeft", left));
    injected.timeLeft().ifPresent(left -> json.put("secondsLeft", left.toMillis() / 1e3));
    return json;
  }
}
