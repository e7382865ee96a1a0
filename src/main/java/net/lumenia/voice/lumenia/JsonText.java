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
  static String of(Json json) {
    var text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      write(json, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static boolean isReadable(Json json) {
    return switch (json) {
      case Json.Ambiguous _, Json.Unkept _ -> false;
      case Json.Num(String literal) -> isReadable(literal);
      default -> true;
    };
  }

  /** Whether others can read this number. */
  static boolean isReadable(String number) {
    return number.length() <= LONGEST_NUMBER && Double.isFinite(Double.parseDouble(number));
  }

  private static void write(Json json, JsonGenerator generator) throws IOException {
    switch (json) {
      case Json.Obj(var members, _) -> {
        generator.writeStartObject();
        for (Map.Entry<String, Json> member : members.entrySet()) {
          if (isReadable(member.getValue())) {
            generator.writeFieldName(member.getKey());
            write(member.getValue(), generator);
          }
        }
        generator.writeEndObject();
      }
      case Json.Arr(var items, _) -> {
        generator.writeStartArray();
        for (Json item : items) {
          write(item, generator);
        }
        generator.writeEndArray();
      }
      case Json.Str(String text) -> generator.writeString(text);
      case Json.Num(String literal) when isReadable(json) -> generator.writeNumber(literal);
      case Json.Num _ -> generator.writeNull();
      case Json.Bool(boolean value) -> generator.writeBoolean(value);
      case Json.Verbatim(_, String text, _) -> generator.writeRawValue(text);
      case Json.Null _, Json.Ambiguous _, Json.Unkept _, Json.Absent _ -> generator.writeNull();
    }
  }
}
