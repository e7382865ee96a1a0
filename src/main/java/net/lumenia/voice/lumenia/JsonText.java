package net.lumenia.voice.lumenia;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes a JSON value as text. */
final class JsonText {

  private static final int MAX_NUMBER = 64;
  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  /**
   * Omits discarded values, duplicate members, and numbers that do not fit into a double, which
   * other programs can't read.
   */
  static String of(JsonValue json) {
    var text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      write(json, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static boolean isReadable(JsonValue json) {
    return switch (json) {
      case JsonValue.Ambiguous _, JsonValue.Discarded _ -> false;
      case JsonValue.Num(String literal) -> isReadable(literal);
      default -> true;
    };
  }

  /** Whether other programs can read this number. */
  static boolean isReadable(String number) {
    return number.length() <= MAX_NUMBER && Double.isFinite(Double.parseDouble(number));
  }

  private static void write(JsonValue json, JsonGenerator generator) throws IOException {
    switch (json) {
      case JsonValue.Obj(var members, _) -> {
        generator.writeStartObject();
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
          if (isReadable(member.getValue())) {
            generator.writeFieldName(member.getKey());
            write(member.getValue(), generator);
          }
        }
        generator.writeEndObject();
      }
      case JsonValue.Arr(var items, _) -> {
        generator.writeStartArray();
        for (JsonValue item : items) {
          write(item, generator);
        }
        generator.writeEndArray();
      }
      case JsonValue.Str(String text) -> generator.writeString(text);
      case JsonValue.Num(String literal) when isReadable(json) -> generator.writeNumber(literal);
      case JsonValue.Num _ -> generator.writeNull();
      case JsonValue.Bool(boolean value) -> generator.writeBoolean(value);
      case JsonValue.Raw(_, String text, _) -> generator.writeRawValue(text);
      case JsonValue.Null _, JsonValue.Ambiguous _, JsonValue.Discarded _, JsonValue.Absent _ ->
          generator.writeNull();
    }
  }
}
