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
 * Reads from a parser the parts of a value that a {@link JsonShape} keeps, and skips the rest. A
 * string that contains the token is never kept.
 */
final class JsonValueParser {

  /** The name of a member whose own name contains the token. */
  private static final String REDACTED_NAME = "";

  private static final JsonValue REDACTED =
      new JsonValue.Discarded("a string that contains the account's token");

  private final JsonParser parser;
  private final TokenFreeText text;
  private final SizeQuota quota;
  private final SizeQuota unlimited = new SizeQuota(Integer.MAX_VALUE, Long.MAX_VALUE);

  /** Whether the value that was just read exceeded the quota. */
  private boolean overQuota;

  JsonValueParser(JsonParser parser, TokenFreeText text, SizeQuota quota) {
    this.parser = parser;
    this.text = text;
    this.quota = quota;
  }

  /** Reads the value that starts with the parser's current token, up to its last token. */
  JsonValue value(JsonShape shape) throws IOException {
    return value(shape, unlimited);
  }

  private JsonValue value(JsonShape shape, SizeQuota parentQuota) throws IOException {
    SizeQuota within = shape.counted() ? quota : parentQuota;
    return switch (parser.currentToken()) {
      case START_OBJECT -> shape.keepsObjects() ? object(shape, within) : other(shape, "an object");
      case START_ARRAY ->
          shape.items().isPresent() ? array(shape.items().get(), within) : other(shape, "an array");
      case VALUE_STRING -> shape.text() > 0 ? string(shape, within) : other(shape, "a string");
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          shape.text() > 0 && !shape.verbatim() && parser.getTextLength() <= JsonShape.MAX_NUMBER
              ? new JsonValue.Num(parser.getText())
              : other(shape, "a number");
      case VALUE_TRUE -> new JsonValue.Bool(true);
      case VALUE_FALSE -> new JsonValue.Bool(false);
      case VALUE_NULL -> new JsonValue.Null();
      default -> throw new AssertionError("no JSON value starts with " + parser.currentToken());
    };
  }

  private JsonValue object(JsonShape shape, SizeQuota parentQuota) throws IOException {
    var members = new LinkedHashMap<String, JsonValue>();
    boolean complete = true;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      Optional<JsonShape> member = shape.member(name);
      boolean known = shape.members().containsKey(name);
      if (member.isEmpty()) {
        parser.skipChildren();
      } else if (!known && text.shows(name)) {
        parser.skipChildren();
        members.put(REDACTED_NAME, REDACTED);
      } else if (members.containsKey(name)) {
        parser.skipChildren();
        members.put(name, new JsonValue.Ambiguous());
      } else if (!fits(name, known, member.get(), parentQuota)) {
        parser.skipChildren();
        complete = false;
      } else {
        JsonValue value = value(member.get(), parentQuota);
        complete &= !overQuota;
        if (known || !overQuota) {
          members.put(name, value);
        }
        overQuota = false;
      }
    }
    return new JsonValue.Obj(members, complete);
  }

  private boolean fits(String name, boolean known, JsonShape member, SizeQuota parentQuota) {
    SizeQuota within = member.counted() ? quota : parentQuota;
    boolean nameFits = known || member.verbatim() || !member.isTooLong(name);
    return nameFits && within.tryAddEntry() && within.tryAddText(known ? 0 : name.length());
  }

  private JsonValue array(JsonShape.Items shape, SizeQuota within) throws IOException {
    var items = new ArrayList<JsonValue>();
    boolean complete = true;
    boolean found = false;
    long count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      count++;
      if (count > shape.max() + 1L || !within.tryAddEntry()) {
        parser.skipChildren();
        complete = false;
      } else {
        JsonValue item = value(shape.shape(), within);
        if (!overQuota) {
          boolean kept = shape.only().map(only -> only.test(item)).orElse(true);
          items.add(kept && !found ? item : new JsonValue.Discarded(item.kind()));
          found |= kept && shape.only().isPresent();
        }
        complete &= !overQuota;
        overQuota = false;
      }
    }
    return new JsonValue.Arr(items, complete && count <= shape.max());
  }

  private JsonValue string(JsonShape shape, SizeQuota within) throws IOException {
    String string = parser.getText();
    if (text.shows(string)) {
      return REDACTED;
    }
    if (shape.isTooLong(string)) {
      return tooLong(shape, string, within);
    }
    overQuota = !within.tryAddText(string.length());
    return overQuota ? new JsonValue.Discarded("a string") : new JsonValue.Str(string);
  }

  private JsonValue tooLong(JsonShape shape, String string, SizeQuota within) throws IOException {
    if (within == quota) {
      return new JsonValue.Discarded("a string");
    }
    String start = shape.cut(string);
    Optional<String> json = shape.verbatim() ? verbatimString() : Optional.empty();
    return json.isPresent()
        ? new JsonValue.Raw("a string", json.get(), Optional.of(start))
        : new JsonValue.Str(start);
  }

  /** A value of a kind that the shape does not keep. */
  private JsonValue other(JsonShape shape, String kind) throws IOException {
    if (!shape.verbatim()) {
      parser.skipChildren();
      return new JsonValue.Discarded(kind);
    }
    Optional<String> json = verbatim();
    return overQuota || json.isEmpty()
        ? new JsonValue.Discarded(kind)
        : new JsonValue.Raw(kind, json.get(), Optional.empty());
  }

  /** The value as JSON; empty if it must be omitted, as in {@link JsonText}. */
  private Optional<String> verbatim() throws IOException {
    if (overQuota) {
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
        overQuota |= !quota.tryAddEntry() || !quota.tryAddText(name.length());
        Optional<String> value = verbatim();
        if (!overQuota) {
          members.put(name, value);
        }
      }
    }
    return members.entrySet().stream()
        .filter(member -> member.getValue().isPresent())
        .map(JsonValueParser::written)
        .collect(joining(",", "{", "}"));
  }

  private static String written(Map.Entry<String, Optional<String>> member) {
    return quoted(member.getKey()) + ":" + member.getValue().orElseThrow();
  }

  private String verbatimArray() throws IOException {
    var items = new ArrayList<String>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      overQuota |= !quota.tryAddEntry();
      Optional<String> item = verbatim();
      if (!overQuota) {
        items.add(item.orElse("null"));
      }
    }
    return items.stream().collect(joining(",", "[", "]"));
  }

  private Optional<String> verbatimString() throws IOException {
    overQuota = !quota.tryAddText(parser.getTextLength());
    if (overQuota) {
      return Optional.empty();
    }
    return Optional.of(parser.getText())
        .filter(string -> !text.shows(string))
        .map(JsonValueParser::quoted);
  }

  private Optional<String> verbatimNumber() throws IOException {
    return Optional.of(parser.getText()).filter(JsonText::isReadable);
  }

  private static String quoted(String string) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(string)) + '"';
  }
}
