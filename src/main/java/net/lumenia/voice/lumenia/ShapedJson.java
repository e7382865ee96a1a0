package net.lumenia.voice.lumenia;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes from a parser what a {@link JsonShape} keeps, and reads over the rest. What shows the token
 * is not kept, whatever the shape.
 */
final class ShapedJson {

  /** Whose value is not kept, because it shows the token. */
  private static final String NAMELESS = "";

  private static final JsonValue SECRET =
      new JsonValue.Unkept("a string that shows the account's token");

  private final JsonParser parser;
  private final TokenFreeText text;
  private final KeptSize keeping;
  private final KeptSize unlimited = new KeptSize(Integer.MAX_VALUE, Long.MAX_VALUE);

  /** The value that was just read is not kept, because there is no more space for it. */
  private boolean lost;

  ShapedJson(JsonParser parser, TokenFreeText text, KeptSize keeping) {
    this.parser = parser;
    this.text = text;
    this.keeping = keeping;
  }

  /** The value that begins with the parser's current token. The parser is at its end afterwards. */
  JsonValue value(JsonShape shape) throws IOException {
    return value(shape, unlimited);
  }

  private JsonValue value(JsonShape shape, KeptSize outside) throws IOException {
    KeptSize within = shape.limited() ? keeping : outside;
    return switch (parser.currentToken()) {
      case START_OBJECT -> shape.keepsObjects() ? object(shape, within) : other(shape, "an object");
      case START_ARRAY ->
          shape.items().isPresent() ? array(shape.items().get(), within) : other(shape, "an array");
      case VALUE_STRING -> shape.text() > 0 ? string(shape, within) : other(shape, "a string");
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          shape.text() > 0
                  && !shape.verbatim()
                  && parser.getTextLength() <= JsonShape.LONGEST_NUMBER
              ? new JsonValue.Num(parser.getText())
              : other(shape, "a number");
      case VALUE_TRUE -> new JsonValue.Bool(true);
      case VALUE_FALSE -> new JsonValue.Bool(false);
      case VALUE_NULL -> new JsonValue.Null();
      default -> throw new AssertionError("no JSON value starts with " + parser.currentToken());
    };
  }

  private JsonValue object(JsonShape shape, KeptSize outside) throws IOException {
    var members = new LinkedHashMap<String, JsonValue>();
    boolean whole = true;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      Optional<JsonShape> member = shape.member(name);
      boolean known = shape.members().containsKey(name);
      if (member.isEmpty()) {
        parser.skipChildren();
      } else if (!known && text.shows(name)) {
        parser.skipChildren();
        members.put(NAMELESS, SECRET);
      } else if (members.containsKey(name)) {
        parser.skipChildren();
        members.put(name, new JsonValue.Ambiguous());
      } else if (!takesName(name, known, member.get(), outside)) {
        parser.skipChildren();
        whole = false;
      } else {
        JsonValue value = value(member.get(), outside);
        whole &= !lost;
        if (known || !lost) {
          members.put(name, value);
        }
        lost = false;
      }
    }
    return new JsonValue.Obj(members, whole);
  }

  private boolean takesName(String name, boolean known, JsonShape member, KeptSize outside) {
    KeptSize within = member.limited() ? keeping : outside;
    boolean fits = known || member.verbatim() || !member.isTooLong(name);
    return fits && within.takesThing() && within.takesText(known ? 0 : name.length());
  }

  private JsonValue array(JsonShape.Items shape, KeptSize within) throws IOException {
    var items = new ArrayList<JsonValue>();
    boolean whole = true;
    boolean found = false;
    long count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      count++;
      if (count > shape.most() + 1L || !within.takesThing()) {
        parser.skipChildren();
        whole = false;
      } else {
        JsonValue item = value(shape.shape(), within);
        if (!lost) {
          boolean kept = shape.only().map(only -> only.test(item)).orElse(true);
          items.add(kept && !found ? item : new JsonValue.Unkept(item.kind()));
          found |= kept && shape.only().isPresent();
        }
        whole &= !lost;
        lost = false;
      }
    }
    return new JsonValue.Arr(items, whole && count <= shape.most());
  }

  private JsonValue string(JsonShape shape, KeptSize within) throws IOException {
    String string = parser.getText();
    if (text.shows(string)) {
      return SECRET;
    }
    if (shape.isTooLong(string)) {
      return tooLong(shape, string, within);
    }
    lost = !within.takesText(string.length());
    return lost ? new JsonValue.Unkept("a string") : new JsonValue.Str(string);
  }

  private JsonValue tooLong(JsonShape shape, String string, KeptSize within) throws IOException {
    if (within == keeping) {
      return new JsonValue.Unkept("a string");
    }
    String start = shape.cut(string);
    Optional<String> json = shape.verbatim() ? verbatimString() : Optional.empty();
    return json.isPresent()
        ? new JsonValue.Verbatim("a string", json.get(), Optional.of(start))
        : new JsonValue.Str(start);
  }

  /** What the shape has no place for. */
  private JsonValue other(JsonShape shape, String kind) throws IOException {
    if (!shape.verbatim()) {
      parser.skipChildren();
      return new JsonValue.Unkept(kind);
    }
    Optional<String> json = verbatim();
    return lost || json.isEmpty()
        ? new JsonValue.Unkept(kind)
        : new JsonValue.Verbatim(kind, json.get(), Optional.empty());
  }

  /** The value as JSON; empty if it has to be left out, as {@link JsonText} would. */
  private Optional<String> verbatim() throws IOException {
    if (lost) {
      parser.skipChildren();
      return Optional.empty();
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> Optional.of(verbatimObject());
      case START_ARRAY -> Optional.of(verbatimArray());
      case VALUE_STRING -> verbatimString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> verbatimNumber();
      default -> Optional.of(parser.getText());
    };
  }

  private String verbatimObject() throws IOException {
    var members = new LinkedHashMap<String, Optional<String>>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (members.containsKey(name)) {
        parser.skipChildren();
        members.put(name, Optional.empty());
      } else if (text.shows(name)) {
        parser.skipChildren();
      } else {
        lost |= !keeping.takesThing() || !keeping.takesText(name.length());
        Optional<String> value = verbatim();
        if (!lost) {
          members.put(name, value);
        }
      }
    }
    return members.entrySet().stream()
        .filter(member -> member.getValue().isPresent())
        .map(ShapedJson::written)
        .collect(joining(",", "{", "}"));
  }

  private static String written(Map.Entry<String, Optional<String>> member) {
    return quoted(member.getKey()) + ":" + member.getValue().orElseThrow();
  }

  private String verbatimArray() throws IOException {
    var items = new ArrayList<String>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      lost |= !keeping.takesThing();
      Optional<String> item = verbatim();
      if (!lost) {
        items.add(item.orElse("null"));
      }
    }
    return items.stream().collect(joining(",", "[", "]"));
  }

  private Optional<String> verbatimString() throws IOException {
    lost = !keeping.takesText(parser.getTextLength());
    if (lost) {
      return Optional.empty();
    }
    return Optional.of(parser.getText())
        .filter(string -> !text.shows(string))
        .map(ShapedJson::quoted);
  }

  private Optional<String> verbatimNumber() throws IOException {
    return Optional.of(parser.getText()).filter(JsonText::isReadable);
  }

  private static String quoted(String string) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(string)) + '"';
  }
}
