package net.lumenia.voice.export;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a JSON tree as YAML for Git: one value a line, texts of several lines as they are. */
public final class YamlText {

  /** Of what is below a key. */
  static final int INDENT = 2;

  private YamlText() {}

  /** A document without {@code ---}, with a line break at its end. */
  public static String of(JsonNode document) {
    return isBlock(document) ? String.join("", lines(document, 0)) : inline(document) + "\n";
  }

  /**
   * The lines of a value below its key.
   *
   * @param indent of the value
   */
  static List<String> lines(JsonNode value, int indent) {
    var lines = new ArrayList<String>();
    if (value.isArray()) {
      value.forEach(item -> lines.addAll(item(item, indent)));
    } else {
      value.properties().forEach(entry -> lines.add(entry(entry, indent)));
    }
    return lines;
  }

  /** The first line of an item begins with a dash. */
  static List<String> item(JsonNode item, int indent) {
    String margin = " ".repeat(indent);
    if (!isBlock(item)) {
      return List.of(margin + "- " + scalar(item, indent));
    }
    List<String> lines = new ArrayList<>(lines(item, indent + INDENT));
    lines.set(0, margin + "- " + lines.getFirst().substring(indent + INDENT));
    return lines;
  }

  private static String entry(Map.Entry<String, JsonNode> entry, int indent) {
    return " ".repeat(indent) + entry(entry.getKey(), entry.getValue(), indent);
  }

  /** A key and its value, with a line break at the end, to follow the indent of the key. */
  static String entry(String key, JsonNode value, int indent) {
    String name = YamlScalar.inline(key) + ":";
    return isBlock(value)
        ? name + "\n" + String.join("", lines(value, indent + INDENT))
        : name + " " + scalar(value, indent);
  }

  static boolean isBlock(JsonNode value) {
    return value.isContainerNode() && !value.isEmpty();
  }

  private static String scalar(JsonNode value, int indent) {
    if (value.isTextual()) {
      String text = value.textValue();
      if (text.contains("\n") && YamlScalar.canBeBlock(text)) {
        return YamlScalar.blockHead(text, INDENT)
            + "\n"
            + YamlScalar.blockLines(text, indent + INDENT);
      }
    }
    return inline(value) + "\n";
  }

  /** On one line, also inside of brackets. */
  static String inline(JsonNode value) {
    return value.isTextual() ? YamlScalar.inline(value.textValue()) : flow(value);
  }

  private static String flow(JsonNode value) {
    if (value.isArray()) {
      var items = new ArrayList<String>();
      value.forEach(item -> items.add(inline(item)));
      return "[" + String.join(", ", items) + "]";
    }
    return value.isObject()
        ? value.properties().stream()
            .map(entry -> YamlScalar.inline(entry.getKey()) + ": " + inline(entry.getValue()))
            .collect(joining(", ", "{", "}"))
        : value.toString();
  }
}
