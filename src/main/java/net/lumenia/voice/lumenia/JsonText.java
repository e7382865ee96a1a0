package net.lumenia.voice.lumenia;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes a JSON value as text. */
final class JsonText {

  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  /** Without what is several values under one name: nobody knows which one counts. */
  static String of(Json json) {
    var text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      write(json, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(Json json, JsonGenerator generator) throws IOException {
    switch (json) {
      case Json.Obj(var members) -> {
        generator.writeStartObject();
        for (Map.Entry<String, Json> member : members.entrySet()) {
          if (!(member.getValue() instanceof Json.Ambiguous)) {
            generator.writeFieldName(member.getKey());
            write(member.getValue(), generator);
          }
        }
        generator.writeEndObject();
      }
      case Json.Arr(var items) -> {
        generator.writeStartArray();
        for (Json item : items) {
          write(item, generator);
        }
        generator.writeEndArray();
      }
      case Json.Str(String text) -> generator.writeString(text);
      case Json.Num(String literal) -> generator.writeNumber(literal);
      case Json.Bool(boolean value) -> generator.writeBoolean(value);
      case Json.Null _, Json.Ambiguous _, Json.Absent _ -> generator.writeNull();
    }
  }
}
