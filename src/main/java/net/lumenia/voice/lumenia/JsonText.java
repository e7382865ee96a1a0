package net.lumenia.voice.lumenia;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes a JSON value as text. */
final class JsonText {

  private static final int LONGEST_NUMBER = 64;
  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  /**
   * Without what was not kept, what is several values under one name, as nobody knows which one
   * counts, and numbers that no double holds, as others can't read them.
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
      case JsonValue.Ambiguous _, JsonValue.Unkept _ -> false;
      case JsonValue.Num(String literal) -> isReadable(literal);
      default -> true;
    };
  }

  /** Whether others can read this number. */
  static boolean isReadable(String number) {
    return number.length() <= LONGEST_NUMBER && Double.isFinite(Double.parseDouble(number));
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
      case JsonValue.Verbatim(_, String text, _) -> generator.writeRawValue(text);
      case JsonValue.Null _, JsonValue.Ambiguous _, JsonValue.Unkept _, JsonValue.Absent _ ->
          generator.writeNull();
    }
  }
}
