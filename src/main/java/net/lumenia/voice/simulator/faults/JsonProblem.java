package net.lumenia.voice.simulator.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Collection;
import java.util.stream.Collectors;

/** Describes invalid JSON by its path and what is allowed there, without Java types. */
public final class JsonProblem {

  private JsonProblem() {}

  public static String describe(JsonProcessingException problem) {
    return switch (problem) {
      case UnrecognizedPropertyException unknown ->
          "%s: unknown key; allowed: %s"
              .formatted(path(unknown), join(unknown.getKnownPropertyIds()));
      case InvalidTypeIdException kind when kind.getTypeId() == null ->
          "kind: is required; allowed: " + FaultJson.kinds();
      case InvalidTypeIdException kind ->
          "kind: \"%s\" is not a kind of fault; allowed: %s"
              .formatted(kind.getTypeId(), FaultJson.kinds());
      case ValueInstantiationException refused when refused.getCause() != null ->
          String.valueOf(refused.getCause().getMessage());
      case MismatchedInputException mismatch -> mismatch(mismatch);
      default -> problem.getOriginalMessage();
    };
  }

  private static String mismatch(MismatchedInputException problem) {
    String path = path(problem);
    return (path.isEmpty() ? "the body" : path) + ": must be " + wanted(problem.getTargetType());
  }

  private static String wanted(Class<?> type) {
    if (type.isEnum()) {
      return "one of " + FaultChecks.names(type);
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return switch (type.getSimpleName()) {
      case "int", "Integer", "long", "Long" -> "an integer";
      case "Double" -> "a number";
      case "boolean", "Boolean" -> "true or false";
      case "String" -> "a string";
      default -> "an object";
    };
  }

  /** Such as {@code hide[1]}. */
  private static String path(JsonMappingException problem) {
    return problem.getPath().stream()
        .map(JsonProblem::step)
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }

  private static String step(Reference step) {
    return step.getFieldName() == null
        ? "[%d]".formatted(step.getIndex())
        : "." + step.getFieldName();
  }

  private static String join(Collection<Object> keys) {
    return keys.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }
}
