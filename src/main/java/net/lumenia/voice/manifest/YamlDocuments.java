package net.lumenia.voice.manifest;

import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads a stream of YAML documents as kubectl does. */
final class YamlDocuments {

  /** The tag of an unquoted scalar without a tag of its own. */
  static final Tag PLAIN = new Tag("!voice-operator-plain");

  private static final Tags TAGS = new Tags();

  private static final int MAX_DEPTH = 50;

  /** Trees of aliases are bounded by {@link YamlTree}, which also counts nested ones. */
  private static final int MAX_ALIASES = 10_000;

  private YamlDocuments() {}

  /** Reads one document after the other; those before an error count. */
  static void read(String text, List<Document> documents) throws Malformed {
    var options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    try {
      var parser = new ParserImpl(new StreamReader(text), options);
      var composer = new Composer(parser, TAGS, options);
      while (composer.checkNode()) {
        documents.add(new YamlTree().document(composer.getNode()));
      }
    } catch (MarkedYAMLException e) {
      throw YamlErrors.explain(e);
    } catch (YAMLException e) {
      throw new Malformed(Position.START, "", YamlErrors.explain(e, MAX_DEPTH));
    }
  }

  static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Leaves the meaning of plain scalars open. */
  private static final class Tags extends Resolver {

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      return switch (kind) {
        case scalar -> implicit ? PLAIN : Tag.STR;
        case sequence -> Tag.SEQ;
        case mapping, anchor -> Tag.MAP;
      };
    }
  }
}
