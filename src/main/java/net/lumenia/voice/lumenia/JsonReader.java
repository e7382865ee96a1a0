package net.lumenia.voice.lumenia;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import net.lumenia.voice.lumenia.ApiResult.Success;
import okio.ByteString;

/** Bytes to {@link Json}, whatever they are. Depth and number of values are limited. */
final class JsonReader {

  /**
   * How much JSON an answer may be.
   *
   * @param tokens brackets, names and values
   */
  record Size(long tokens, JsonFactory json) {

    static final Size ORDINARY = of(Limits.JSON_TOKENS);
    static final Size CATALOG = of(Limits.CATALOG_TOKENS);

    private static Size of(long tokens) {
      return new Size(tokens, factory(tokens));
    }

    /**
     * Numbers may be as long as the body, because they are never computed with. The names in a
     * hostile answer must not stay in the JVM's table of strings.
     */
    private static JsonFactory factory(long tokens) {
      return JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.JSON_DEPTH)
                  .maxTokenCount(tokens)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();
    }
  }

  private static final String NOT_JSON = "this is not JSON";

  /** Jackson has an exception of its own for this, but does not always throw it. */
  private static final String EARLY_END = "Unexpected end-of-input";

  private final TokenFreeText text;
  private final Size size;

  JsonReader(TokenFreeText text, Size size) {
    this.text = text;
    this.size = size;
  }

  ApiResult<Node> read(ByteString body) {
    if (body.size() == 0) {
      return unusable(Node.ROOT, "expected JSON, found an empty body");
    }
    if (Html.isHtml(body)) {
      return unusable(Node.ROOT, "expected JSON, found " + text.clean(Html.describe(body)));
    }
    try (JsonParser parser = size.json.createParser(body.toByteArray())) {
      return read(parser);
    } catch (IOException e) {
      return unusable(Node.ROOT, NOT_JSON); // not even in an encoding of Unicode
    }
  }

  private ApiResult<Node> read(JsonParser parser) {
    try {
      if (parser.nextToken() == null) {
        return unusable(Node.ROOT, "expected JSON, found nothing but spaces");
      }
      Json json = value(parser);
      return isAtEnd(parser)
          ? new Success<>(Node.root(json))
          : unusable(Node.ROOT, "something follows the JSON");
    } catch (IOException e) {
      // Jackson's own sentence would quote the body.
      return unusable(text.clean(path(parser.getParsingContext())), problem(e));
    }
  }

  private static boolean isAtEnd(JsonParser parser) {
    try {
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static <T> ApiResult<T> unusable(String path, String problem) {
    return new Failure<>(BadResponse.at(path, problem));
  }

  private String problem(IOException e) {
    return switch (e) {
      case StreamConstraintsException _ ->
          "the JSON is nested more than %d deep, or has more than %d values or too long a name"
              .formatted(Limits.JSON_DEPTH, size.tokens);
      case JsonParseException early when early.getOriginalMessage().startsWith(EARLY_END) ->
          "the JSON ends too early";
      default -> NOT_JSON;
    };
  }

  private static String path(JsonStreamContext context) {
    JsonStreamContext parent = context.getParent();
    if (parent == null) {
      return Node.ROOT;
    }
    String path = path(parent);
    if (context.inArray()) {
      return Node.item(path, context.getCurrentIndex());
    }
    return context.hasCurrentName() ? Node.member(path, context.getCurrentName()) : path;
  }

  private static Json value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json.Str(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> new Json.Null();
      default -> throw new AssertionError("no JSON value starts with " + parser.currentToken());
    };
  }

  private static Json object(JsonParser parser) throws IOException {
    var members = new LinkedHashMap<String, Json>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.merge(name, value(parser), (_, _) -> new Json.Ambiguous());
    }
    return new Json.Obj(members);
  }

  private static Json array(JsonParser parser) throws IOException {
    var items = new ArrayList<Json>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new Json.Arr(items);
  }
}
