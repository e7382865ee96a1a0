package net.lumenia.voice.manifest;

import static net.lumenia.voice.manifest.YamlDocuments.position;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.manifest.Document.KeyProblem;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Converts a YAML document to JSON, as kubectl does, and remembers where everything was. */
final class YamlTree {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String MERGE = "<<";

  /**
   * The size that aliases may add to a document: a value counts 1, and so does each of its
   * characters, keys and items.
   */
  private static final long MAX_REPEATED = 4L << 20;

  private final Positions positions = new Positions();
  private final List<KeyProblem> problems = new ArrayList<>();
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private long repeated;

  Document document(Node root) throws Malformed {
    return new Document(convert(root, ""), positions, problems);
  }

  private JsonNode convert(Node node, String path) throws Malformed {
    positions.value(path, position(node.getStartMark()));
    limitAliases(node, path);
    open.add(node);
    JsonNode json =
        switch (node) {
          case ScalarNode scalar -> scalar(scalar, path);
          case SequenceNode list -> list(list, path);
          case MappingNode map -> object(map, path);
          default -> throw malformed(node, path, "this value is not allowed in a manifest");
        };
    open.remove(node);
    return json;
  }

  /** A few lines of nested aliases can stand for billions of values. */
  private void limitAliases(Node node, String path) throws Malformed {
    if (open.contains(node)) {
      throw malformed(node, path, "an alias contains itself; write the value out");
    }
    if (!seen.add(node)) {
      repeated += 1 + size(node);
      if (repeated > MAX_REPEATED) {
        throw malformed(node, path, "aliases repeat too many values; write the values out");
      }
    }
  }

  private static int size(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar.getValue().length();
      case CollectionNode<?> collection -> collection.getValue().size();
      default -> 0;
    };
  }

  private static JsonNode scalar(ScalarNode scalar, String path) throws Malformed {
    Tag tag = scalar.getTag();
    String text = scalar.getValue();
    if (tag.equals(YamlDocuments.PLAIN)) {
      return PlainScalar.resolve(text);
    }
    if (tag.equals(Tag.STR)) {
      return JSON.textNode(text);
    }
    if (Set.of(Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL).contains(tag)) {
      return PlainScalar.resolve(text);
    }
    throw malformed(
        scalar, path, "the tag %s is not allowed; remove it".formatted(shorten(tag.getValue())));
  }

  private ArrayNode list(SequenceNode list, String path) throws Malformed {
    refuseTag(list, Tag.SEQ, path);
    ArrayNode array = JSON.arrayNode();
    for (Node item : list.getValue()) {
      array.add(convert(item, Positions.item(path, array.size())));
    }
    return array;
  }

  private ObjectNode object(MappingNode map, String path) throws Malformed {
    refuseTag(map, Tag.MAP, path);
    ObjectNode object = JSON.objectNode();
    Map<String, Position> keys = new HashMap<>();
    for (NodeTuple entry : map.getValue()) {
      if (!isMerge(entry)) {
        String key = key(entry.getKeyNode(), path);
        String child = Positions.child(path, key);
        Position position = position(entry.getKeyNode().getStartMark());
        Position first = keys.putIfAbsent(key, position);
        if (first != null) {
          problems.add(
              new KeyProblem(
                  position,
                  child,
                  "the key is already in line %d; remove one of them".formatted(first.line())));
          continue;
        }
        positions.key(child, position);
        object.set(key, convert(entry.getValueNode(), child));
      }
    }
    for (NodeTuple entry : map.getValue()) {
      if (isMerge(entry)) {
        merge(object, entry.getValueNode(), path);
      }
    }
    return object;
  }

  private static boolean isMerge(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode key
        && key.getTag().equals(YamlDocuments.PLAIN)
        && key.getValue().equals(MERGE);
  }

  /** Keys of the object win over merged ones, and earlier merged ones over later ones. */
  private void merge(ObjectNode object, Node merged, String path) throws Malformed {
    switch (merged) {
      case MappingNode map -> {
        limitAliases(map, path);
        for (NodeTuple entry : map.getValue()) {
          if (isMerge(entry)) {
            open.add(map);
            merge(object, entry.getValueNode(), path);
            open.remove(map);
          } else {
            String key = key(entry.getKeyNode(), path);
            if (!object.has(key)) {
              String child = Positions.child(path, key);
              positions.key(child, position(entry.getKeyNode().getStartMark()));
              object.set(key, convert(entry.getValueNode(), child));
            }
          }
        }
      }
      case SequenceNode list -> {
        limitAliases(list, path);
        open.add(list);
        for (Node item : list.getValue()) {
          if (!(item instanceof MappingNode)) {
            throw notMergeable(item, path);
          }
          merge(object, item, path);
        }
        open.remove(list);
      }
      default -> throw notMergeable(merged, path);
    }
  }

  private static Malformed notMergeable(Node node, String path) {
    return malformed(node, path, "only objects can be merged with <<; give an alias of an object");
  }

  private static String key(Node node, String path) throws Malformed {
    if (!(node instanceof ScalarNode scalar)) {
      throw malformed(node, path, "a key must be text; write key: value");
    }
    JsonNode key = scalar(scalar, path);
    if (key.isNull()) {
      throw malformed(node, path, "a key is missing before ':'; write key: value");
    }
    return key.asText();
  }

  private static void refuseTag(Node node, Tag allowed, String path) throws Malformed {
    if (!node.getTag().equals(allowed)) {
      throw malformed(
          node,
          path,
          "the tag %s is not allowed; remove it".formatted(shorten(node.getTag().getValue())));
    }
  }

  private static String shorten(String tag) {
    return ServerText.clean(tag.replace(Tag.PREFIX, "!!"));
  }

  private static Malformed malformed(Node node, String path, String problem) {
    return new Malformed(position(node.getStartMark()), path, problem);
  }
}
