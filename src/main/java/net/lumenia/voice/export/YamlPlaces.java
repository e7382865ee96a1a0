package net.lumenia.voice.export;

import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where nodes and lines are in a text. All indexes are in code points, as YAML marks count. */
final class YamlPlaces {

  private final int[] points;

  YamlPlaces(String text) {
    points = text.codePoints().toArray();
  }

  /** The part of the text. */
  String text(int start, int end) {
    return new String(points, start, end - start);
  }

  int start(Node node) {
    return node.getStartMark().getIndex();
  }

  /** The library's mark of a block collection is where the next token begins, after comments. */
  int end(Node node) {
    return switch (node) {
      case MappingNode map when isBlock(map) && !map.getValue().isEmpty() ->
          end(map.getValue().getLast().getValueNode());
      case SequenceNode list when isBlock(list) && !list.getValue().isEmpty() ->
          end(list.getValue().getLast());
      default -> node.getEndMark().getIndex();
    };
  }

  static boolean isBlock(CollectionNode<?> node) {
    return node.getFlowStyle() == FlowStyle.BLOCK;
  }

  static boolean isBlock(ScalarNode node) {
    return node.getScalarStyle() == ScalarStyle.LITERAL
        || node.getScalarStyle() == ScalarStyle.FOLDED;
  }

  int column(Node node) {
    return node.getStartMark().getColumn();
  }

  /** Where the line of an index begins. */
  int lineStart(int index) {
    int start = index;
    while (start > 0 && points[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  /** Where the line of an index ends: its line break, or the end of the text. */
  int lineEnd(int index) {
    int end = index;
    while (end < points.length && points[end] != '\n') {
      end++;
    }
    return end;
  }

  /** The beginning of the first line after a node. */
  int nextLine(Node node) {
    int end = end(node);
    boolean isAtLineStart = end > start(node) && end > 0 && points[end - 1] == '\n';
    return isAtLineStart ? end : Math.min(lineEnd(end) + 1, points.length);
  }

  /** Whether the text ends without a line break before this index. */
  boolean lacksBreakBefore(int index) {
    return index > 0 && points[index - 1] != '\n';
  }

  /** The index of the next such character. */
  int find(char wanted, int from) {
    int index = from;
    while (index < points.length && points[index] != wanted) {
      index++;
    }
    return index;
  }

  /** The index of the last such character before an index. */
  int findBack(char wanted, int from) {
    int index = from - 1;
    while (index >= 0 && points[index] != wanted) {
      index--;
    }
    return index;
  }

  boolean isBlank(int start, int end) {
    return text(start, end).isBlank();
  }
}
