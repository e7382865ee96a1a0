package net.lumenia.voice.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.lumenia.voice.assistant.ServerText;

/**
 * Finds everything in a value that the record of its schema does not have: unknown keys, missing
 * ones and wrong types. The records are what the CRDs are generated from.
 */
final class RecordSchema {

  private static final String STRING = "a string";
  private static final String BOOLEAN = "true or false";
  private static final String INTEGER = "an integer";
  private static final String UNQUOTE = "; remove the quotes";
  private static final int LONGEST_NUMBER = 20;

  /** What a record says of a field. */
  private record Member(String name, Type type, boolean isRequired) {

    static Member of(RecordComponent component) {
      return new Member(
          component.getName(),
          component.getGenericType(),
          Optional.ofNullable(component.getAccessor().getAnnotation(JsonProperty.class))
              .filter(JsonProperty::required)
              .isPresent());
    }
  }

  /** Reflection is slow, and many manifests have the same few records. */
  private static final ClassValue<List<Member>> MEMBERS =
      new ClassValue<>() {
        @Override
        protected List<Member> computeValue(Class<?> record) {
          return Arrays.stream(record.getRecordComponents()).map(Member::of).toList();
        }
      };

  private final Source source;
  private final List<ManifestProblem> problems = new ArrayList<>();

  private RecordSchema(Source source) {
    this.source = source;
  }

  /**
   * Compares the value at a path with a record.
   *
   * @param path such as {@code spec}
   */
  static List<ManifestProblem> problems(
      JsonNode value, String path, Class<? extends Record> record, Source source) {
    var schema = new RecordSchema(source);
    schema.object(value, path, record);
    return schema.problems;
  }

  private void object(JsonNode value, String path, Class<?> record) {
    if (!value.isObject()) {
      mismatch(value, path, "an object");
      return;
    }
    List<Member> members = MEMBERS.get(record);
    value.properties().stream()
        .filter(entry -> members.stream().noneMatch(one -> one.name().equals(entry.getKey())))
        .forEach(entry -> unknown(path, entry.getKey(), members));
    members.forEach(member -> member(value, path, member));
  }

  private void unknown(String path, String key, List<Member> members) {
    problems.add(
        source.problemOfKey(
            Positions.child(path, key),
            "there is no such field; %s has %s"
                .formatted(
                    path,
                    members.stream()
                        .map(Member::name)
                        .sorted()
                        .collect(Collectors.joining(", ")))));
  }

  private void member(JsonNode object, String path, Member member) {
    JsonNode value = object.path(member.name());
    String child = Positions.child(path, member.name());
    if (!value.isMissingNode() && !value.isNull()) {
      value(value, child, member.type());
    } else if (member.isRequired()) {
      problems.add(source.problem(child, "is missing; add it"));
    }
  }

  private void value(JsonNode value, String path, Type type) {
    switch (type) {
      case ParameterizedType list -> list(value, path, list.getActualTypeArguments()[0]);
      case Class<?> record when record.isRecord() -> object(value, path, record);
      case Class<?> choice when choice.isEnum() -> choice(value, path, choice);
      case Class<?> text when text == String.class ->
          require(value.isTextual(), value, path, STRING);
      case Class<?> flag when flag == Boolean.class ->
          require(value.isBoolean(), value, path, BOOLEAN);
      default -> require(value.isIntegralNumber(), value, path, INTEGER);
    }
  }

  private void list(JsonNode value, String path, Type item) {
    if (!value.isArray()) {
      mismatch(value, path, "a list");
      return;
    }
    for (int i = 0; i < value.size(); i++) {
      value(value.get(i), Positions.item(path, i), item);
    }
  }

  private void choice(JsonNode value, String path, Class<?> type) {
    List<String> names =
        Arrays.stream(type.getFields())
            .filter(Field::isEnumConstant)
            .map(RecordSchema::name)
            .toList();
    require(
        value.isTextual() && names.contains(value.textValue()),
        value,
        path,
        "one of " + String.join(", ", names));
  }

  private static String name(Field constant) {
    return Optional.ofNullable(constant.getAnnotation(JsonProperty.class))
        .map(JsonProperty::value)
        .orElse(constant.getName());
  }

  private void require(boolean holds, JsonNode value, String path, String expected) {
    if (!holds) {
      mismatch(value, path, expected);
    }
  }

  private void mismatch(JsonNode value, String path, String expected) {
    problems.add(
        source.problem(
            path,
            "expected %s, found %s%s".formatted(expected, found(value), hint(value, expected))));
  }

  private static String found(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case BOOLEAN, NUMBER -> ServerText.clean(value.asText());
      case STRING -> "\"" + ServerText.clean(value.textValue()) + "\"";
      case OBJECT -> "an object";
      default -> "nothing";
    };
  }

  private static String hint(JsonNode value, String expected) {
    return switch (value.getNodeType()) {
      case BOOLEAN ->
          expected.equals(STRING)
              ? "; put it in quotes, because YAML reads yes, no, on and off as booleans"
              : "";
      case NUMBER -> expected.equals(STRING) ? "; put it in quotes" : wholeNumber(value, expected);
      case STRING -> fits(PlainScalar.resolve(value.textValue()), expected) ? UNQUOTE : "";
      default -> "";
    };
  }

  private static boolean fits(JsonNode unquoted, String expected) {
    return switch (unquoted.getNodeType()) {
      case BOOLEAN -> expected.equals(BOOLEAN);
      case NUMBER -> expected.equals(INTEGER) && unquoted.isIntegralNumber();
      default -> false;
    };
  }

  private static String wholeNumber(JsonNode value, String expected) {
    BigDecimal number = value.decimalValue();
    boolean isShort = number.precision() - number.scale() <= LONGEST_NUMBER;
    return expected.equals(INTEGER) && isShort && number.stripTrailingZeros().scale() <= 0
        ? "; write " + number.toBigInteger()
        : "";
  }
}
