package net.lumenia.voice.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The smallest edits that give a YAML or JSON tree other values: everything else, comments
 * included, stays as it is written. The caller must check that the result reads as intended: an
 * alias, for example, shares its text with other places.
 */
final class NodeEdits {

  private static final int MAX_INDICATOR = 9;

  private final YamlPlaces places;
  private final List<TextEdit> edits = new ArrayList<>();

  NodeEdits(String text) {
    places = new YamlPlaces(text);
  }

  List<TextEdit> edits() {
    return List.copyOf(edits);
  }

  private void replace(int start, int end, String text) {
    edits.add(new TextEdit(start, end, text));
  }

  /** Gives some keys of an object these values. Keys that it does not have are added. */
  void set(MappingNode object, Map<String, JsonNode> values) {
    Map<String, NodeTuple> entries = entries(object);
    Optional<NodeTuple> previous = Optional.empty();
    for (var value : values.entrySet()) {
      NodeTuple entry = entries.get(value.getKey());
      if (entry == null) {
        insert(object, previous, value.getKey(), value.getValue());
      } else {
        setValue(entry.getKeyNode(), entry.getValueNode(), value.getValue(), isFlow(object));
        previous = Optional.of(entry);
      }
    }
  }

  private static Map<String, NodeTuple> entries(MappingNode object) {
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    for (NodeTuple entry : object.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key) {
        entries.put(key.getValue(), entry);
      }
    }
    return entries;
  }

  private static boolean isFlow(CollectionNode<?> node) {
    return !YamlPlaces.isBlock(node);
  }

  private void setValue(Node key, Node node, JsonNode value, boolean inFlow) {
    switch (node) {
      case MappingNode object when value.isObject() -> object(object, value);
      case SequenceNode list when isEditable(list, value) -> list(list, value);
      case ScalarNode scalar when value.isValueNode() ->
          scalar(scalar, value, places.column(key), inFlow);
      default -> replaceValue(key, node, value, inFlow);
    }
  }

  private static boolean isEditable(SequenceNode list, JsonNode value) {
    return value.isArray() && !value.isEmpty() && !list.getValue().isEmpty();
  }

  /** Makes the keys and values of an object exactly these. */
  private void object(MappingNode node, JsonNode value) {
    Map<String, NodeTuple> entries = entries(node);
    List<String> gone = entries.keySet().stream().filter(key -> !value.has(key)).toList();
    boolean keepsFirst = value.has(entries.keySet().stream().findFirst().orElse(""));
    if (!gone.isEmpty() && !isFlow(node) && !keepsFirst) {
      rewrite(node, value);
      return;
    }
    if (!gone.isEmpty() && isFlow(node)) {
      replace(places.start(node), places.end(node), value.toString());
      return;
    }
    gone.stream().map(entries::get).forEach(this::remove);
    Map<String, JsonNode> members = new LinkedHashMap<>();
    value.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
    set(node, members);
  }

  /** Writes an object of a block anew; its comments are lost. */
  private void rewrite(MappingNode node, JsonNode value) {
    int column = places.column(node);
    String text = String.join("", YamlText.lines(value, column));
    replace(places.start(node), places.nextLine(node), text.substring(column));
  }

  private void remove(NodeTuple entry) {
    replace(
        places.lineStart(places.start(entry.getKeyNode())),
        places.nextLine(entry.getValueNode()),
        "");
  }

  /** Removes a member of brackets with one of its commas. */
  private void removeFlow(int previousEnd, int start, int end, int nextStart) {
    if (previousEnd >= 0) {
      replace(previousEnd, end, "");
    } else {
      replace(start, nextStart >= 0 ? nextStart : end, "");
    }
  }

  private void insert(
      MappingNode object, Optional<NodeTuple> previous, String key, JsonNode value) {
    List<NodeTuple> all = object.getValue();
    if (isFlow(object)) {
      String text = flowEntry(object, key, value);
      if (previous.isPresent()) {
        int end = places.end(previous.get().getValueNode());
        replace(end, end, ", " + text);
      } else {
        int start = places.start(object) + 1;
        replace(start, start, all.isEmpty() ? text : text + ", ");
      }
      return;
    }
    int column = places.column(all.getFirst().getKeyNode());
    String entry = YamlText.entry(key, value, column);
    if (previous.isPresent()) {
      insertLine(places.nextLine(previous.get().getValueNode()), " ".repeat(column) + entry);
    } else {
      int start = places.start(all.getFirst().getKeyNode());
      replace(start, start, entry + " ".repeat(column));
    }
  }

  private void insertLine(int index, String line) {
    replace(index, index, (places.lacksBreakBefore(index) ? "\n" : "") + line);
  }

  private static String flowEntry(MappingNode object, String key, JsonNode value) {
    boolean isJson =
        object.getValue().stream()
            .map(NodeTuple::getKeyNode)
            .allMatch(name -> name instanceof ScalarNode scalar && isDoubleQuoted(scalar));
    return isJson
        ? YamlScalar.quoted(key) + ": " + value
        : YamlScalar.inline(key) + ": " + YamlText.inline(value);
  }

  private static boolean isDoubleQuoted(ScalarNode scalar) {
    return scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED;
  }

  /** Keeps the items at both ends that stay, and changes those between. */
  private void list(SequenceNode node, JsonNode value) {
    List<Node> items = node.getValue();
    if (isFlow(node) && value.size() < items.size() - 1) {
      replace(places.start(node), places.end(node), value.toString());
      return;
    }
    int before = 0;
    int shorter = Math.min(items.size(), value.size());
    while (before < shorter && isSame(items.get(before), value.get(before))) {
      before++;
    }
    int after = 0;
    while (after < shorter - before
        && isSame(items.get(items.size() - 1 - after), value.get(value.size() - 1 - after))) {
      after++;
    }
    int paired = Math.min(items.size(), value.size()) - after;
    for (int i = before; i < paired; i++) {
      item(node, items.get(i), value.get(i));
    }
    for (int i = paired; i < items.size() - after; i++) {
      removeItem(node, i);
    }
    insertItems(node, paired, value, paired, value.size() - after);
  }

  private static boolean isSame(Node node, JsonNode value) {
    return switch (node) {
      case ScalarNode scalar -> value.isValueNode() && scalar.getValue().equals(value.asText());
      case MappingNode object -> {
        Map<String, NodeTuple> entries = entries(object);
        yield value.isObject()
            && entries.size() == value.size()
            && entries.entrySet().stream()
                .allMatch(
                    entry ->
                        value.has(entry.getKey())
                            && isSame(entry.getValue().getValueNode(), value.get(entry.getKey())));
      }
      default -> false;
    };
  }

  private void item(SequenceNode list, Node item, JsonNode value) {
    switch (item) {
      case MappingNode object when value.isObject() -> object(object, value);
      case ScalarNode scalar when value.isValueNode() ->
          replace(places.start(scalar), places.end(scalar), YamlText.inline(value));
      default ->
          replace(
              places.start(item),
              places.end(item),
              isFlow(list) ? value.toString() : YamlText.inline(value));
    }
  }

  private void removeItem(SequenceNode list, int index) {
    List<Node> items = list.getValue();
    Node item = items.get(index);
    if (isFlow(list)) {
      removeFlow(
          index == 0 ? -1 : places.end(items.get(index - 1)),
          places.start(item),
          places.end(item),
          index + 1 == items.size() ? -1 : places.start(items.get(index + 1)));
    } else {
      replace(places.lineStart(dash(item)), places.nextLine(item), "");
    }
  }

  /** Where the dash of an item is. */
  private int dash(Node item) {
    return places.findBack('-', places.start(item));
  }

  private void insertItems(SequenceNode list, int index, JsonNode value, int from, int to) {
    List<Node> items = list.getValue();
    for (int i = from; i < to; i++) {
      if (isFlow(list)) {
        int place = index == 0 ? places.start(items.getFirst()) : places.end(items.get(index - 1));
        String text = value.get(i).toString();
        replace(place, place, index == 0 ? text + ", " : ", " + text);
      } else {
        int dash = dash(items.getFirst());
        int column = dash - places.lineStart(dash);
        String text = String.join("", YamlText.item(value.get(i), column));
        insertLine(
            index == 0 ? places.lineStart(dash) : places.nextLine(items.get(index - 1)), text);
      }
    }
  }

  private void scalar(ScalarNode node, JsonNode value, int keyColumn, boolean inFlow) {
    if (node.getValue().equals(value.asText())) {
      return;
    }
    String text = value.asText();
    boolean isBlockWanted = text.contains("\n") || YamlPlaces.isBlock(node);
    if (value.isTextual() && !inFlow && isBlockWanted && YamlScalar.canBeBlock(text)) {
      toBlock(node, text, keyColumn);
    } else {
      String inline = isDoubleQuoted(node) ? quoted(value) : YamlText.inline(value);
      toInline(node, inline);
    }
  }

  private static String quoted(JsonNode value) {
    return value.isTextual() ? YamlScalar.quoted(value.textValue()) : value.toString();
  }

  private void toInline(ScalarNode node, String text) {
    int start = places.start(node);
    if (YamlPlaces.isBlock(node)) {
      replace(start, places.end(node), text + headRest(node) + "\n" + blankLinesAfter(node));
    } else if (start == places.end(node)) {
      replace(start, start, " " + text);
    } else {
      replace(start, places.end(node), text);
    }
  }

  private void toBlock(ScalarNode node, String text, int keyColumn) {
    int start = places.start(node);
    if (YamlPlaces.isBlock(node)) {
      int margin = margin(node, keyColumn);
      String head = YamlScalar.blockHead(text, margin - keyColumn);
      String blank = head.endsWith("+") ? "" : blankLinesAfter(node);
      replace(
          start,
          places.end(node),
          head + headRest(node) + "\n" + YamlScalar.blockLines(text, margin) + blank);
    } else {
      int lineEnd = places.lineEnd(places.end(node));
      String rest = places.text(places.end(node), lineEnd).stripTrailing();
      replace(
          start,
          Math.min(lineEnd + 1, places.nextLine(node)),
          (start == places.end(node) ? " " : "")
              + YamlScalar.blockHead(text, YamlText.INDENT)
              + rest
              + "\n"
              + YamlScalar.blockLines(text, keyColumn + YamlText.INDENT));
    }
  }

  /** The comment behind the head of a block. */
  private String headRest(ScalarNode block) {
    int start = places.start(block);
    return places
        .text(start, places.lineEnd(start))
        .replaceFirst("^[|>][-+0-9]*", "")
        .stripTrailing();
  }

  /** The margin of a block's lines, if it can be told. */
  private int margin(ScalarNode block, int keyColumn) {
    int lineStart = places.lineEnd(places.start(block)) + 1;
    String first =
        places
            .text(Math.min(lineStart, places.end(block)), places.end(block))
            .lines()
            .filter(line -> !line.isBlank())
            .findFirst()
            .orElse("");
    boolean isExplicit =
        places.text(places.start(block), lineStart - 1).matches("[|>][-+]?[0-9].*");
    int margin = first.length() - first.stripLeading().length();
    boolean isUsable = !isExplicit && margin > keyColumn && margin - keyColumn <= MAX_INDICATOR;
    return isUsable ? margin : keyColumn + YamlText.INDENT;
  }

  /** Blank lines that only separate a block from what follows. */
  private String blankLinesAfter(ScalarNode block) {
    String text = places.text(places.start(block), places.end(block));
    int breaks = text.length() - text.replaceFirst("\\n+$", "").length();
    return "\n".repeat(Math.max(0, breaks - 1));
  }

  /** Replaces a value by one of another kind, such as a list by {@code []}. */
  private void replaceValue(Node key, Node node, JsonNode value, boolean inFlow) {
    if (inFlow) {
      replace(places.start(node), places.end(node), value.toString());
      return;
    }
    int colon = places.find(':', places.end(key)) + 1;
    int lineEnd = places.lineEnd(colon);
    boolean isBelow = places.start(node) > lineEnd;
    String rest =
        isBelow
            ? places.text(colon, lineEnd).stripTrailing()
            : places.text(places.end(node), places.lineEnd(places.end(node))).stripTrailing();
    String text =
        YamlText.isBlock(value)
            ? rest
                + "\n"
                + String.join("", YamlText.lines(value, places.column(key) + YamlText.INDENT))
            : " " + YamlText.inline(value) + rest + "\n";
    replace(colon, places.nextLine(node), text);
  }
}
