package net.lumenia.voice.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.lumenia.voice.manifest.Document.KeyProblem;
import org.jspecify.annotations.Nullable;

/** Reads one JSON value after the other, and remembers where everything was. */
final class JsonDocuments {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MAX_DEPTH = 50;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** What the parser says about itself. */
  private static final Pattern DETAILS =
      Pattern.compile("(?s) \\(code \\d+\\)|: enable `.*| \\((?:start marker|for ).*|\n.*");

  private final JsonParser parser;
  private Positions positions = new Positions();
  private List<KeyProblem> problems = new ArrayList<>();

  private JsonDocuments(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads one document after the other; those before an error count. */
  static void read(String text, List<Document> documents) throws Malformed {
    try (JsonParser parser = FACTORY.createParser(text)) {
      var reader = new JsonDocuments(parser);
      try {
        while (parser.nextToken() != null) {
          documents.add(reader.document());
        }
      } catch (JsonProcessingException e) {
        throw reader.malformed(e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text can always be read", e);
    }
  }

  private Document document() throws IOException {
    positions = new Positions();
    problems = new ArrayList<>();
    return new Document(value(""), positions, problems);
  }

  private JsonNode value(String path) throws IOException {
    positions.value(path, here());
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(path);
      case START_ARRAY -> list(path);
      case VALUE_STRING -> JSON.textNode(parser.getText());
      case VALUE_NUMBER_INT -> JSON.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> JSON.numberNode(parser.getDecimalValue());
      case VALUE_TRUE, VALUE_FALSE -> JSON.booleanNode(parser.getBooleanValue());
      default -> JSON.nullNode();
    };
  }

  private ArrayNode list(String path) throws IOException {
    ArrayNode array = JSON.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(Positions.item(path, array.size())));
    }
    return array;
  }

  private ObjectNode object(String path) throws IOException {
    ObjectNode object = JSON.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String child = Positions.child(path, key);
      Position position = here();
      parser.nextToken();
      if (object.has(key)) {
        problems.add(
            new KeyProblem(
                position,
                child,
                "the key is already in line %d; remove one of them"
                    .formatted(positions.ofKey(child).line())));
        parser.skipChildren();
      } else {
        positions.key(child, position);
        object.set(key, value(child));
      }
    }
    return object;
  }

  private Position here() {
    return position(parser.currentTokenLocation());
  }

  private Malformed malformed(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return new Malformed(
          position(parser.currentLocation()),
          "",
          "a value is nested in more than %d levels, or a number is too long".formatted(MAX_DEPTH));
    }
    return new Malformed(position(e.getLocation()), "", "not valid JSON: " + problem(e));
  }

  private static String problem(JsonProcessingException e) {
    String problem = e.getOriginalMessage();
    if (problem.contains("comment")) {
      return "it has no comments; remove this one, or give YAML";
    }
    if (problem.contains("end-of-input")) {
      return "it ends too early; add what is missing";
    }
    return DETAILS.matcher(problem).replaceAll("");
  }

  private static Position position(@Nullable JsonLocation location) {
    return location == null
        ? Position.START
        : new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }
}
