package net.lumenia.voice.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.manifest.ManifestAssistant;
import net.lumenia.voice.manifest.ManifestReader;
import net.lumenia.voice.manifest.Manifests;
import net.lumenia.voice.manifest.Position;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** The text of a file with manifests, and the same text with other values. */
final class ManifestText {

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final String mark;
  private final String lineBreak;
  private final String text;

  /**
   * @throws NotEditableException if the lines end in different ways
   */
  ManifestText(String content) throws NotEditableException {
    mark = content.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
    String unmarked = content.substring(mark.length());
    text = unmarked.replace("\r\n", "\n");
    lineBreak = unmarked.equals(text) ? "\n" : "\r\n";
    if (!text.replace("\n", lineBreak).equals(unmarked)) {
      throw new NotEditableException("its lines end in different ways; let an editor convert it");
    }
  }

  private ManifestText(String mark, String lineBreak, String text) {
    this.mark = mark;
    this.lineBreak = lineBreak;
    this.text = text;
  }

  /** The content of the file. */
  String content() {
    return mark + text.replace("\n", lineBreak);
  }

  Manifests read() {
    return ManifestReader.read(List.of("-"), new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  /**
   * The text with the updates and no other change of any value.
   *
   * @param updates by {@link #key}
   * @throws NotEditableException if small edits can't do that
   */
  ManifestText with(Map<String, SpecUpdate> updates) throws NotEditableException {
    Manifests before = read();
    var edits = new NodeEdits(text);
    List<Node> documents = documents();
    for (ManifestAssistant assistant : before.assistants()) {
      SpecUpdate update = updates.get(key(assistant));
      if (update != null) {
        edits.set(spec(documents, assistant), update.values());
      }
    }
    var edited = new ManifestText(mark, lineBreak, TextEdit.apply(text, edits.edits()));
    if (!contents(edited.read(), Map.of()).equals(contents(before, updates))) {
      throw new NotEditableException(
          "an edit would change other values, too; aliases and merge keys can cause that");
    }
    return edited;
  }

  /** Identifies an assistant in a text. */
  static String key(ManifestAssistant assistant) {
    return assistant.namespace().orElse("") + "/" + assistant.name();
  }

  private static MappingNode spec(List<Node> documents, ManifestAssistant assistant)
      throws NotEditableException {
    return documents.stream()
        .flatMap(ManifestText::objects)
        .filter(node -> isAt(node, assistant.source().position("")))
        .findFirst()
        .flatMap(object -> member(object, "spec"))
        .orElseThrow(() -> new NotEditableException("its spec is not an object of its own"));
  }

  private List<Node> documents() throws NotEditableException {
    var options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    var documents = new ArrayList<Node>();
    try {
      var composer =
          new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options);
      while (composer.checkNode()) {
        documents.add(composer.getNode());
      }
      return documents;
    } catch (YAMLException e) {
      throw new NotEditableException("it is not YAML of which the places are known");
    }
  }

  /** The manifests in a document: itself, or the items of a List. */
  private static Stream<MappingNode> objects(Node node) {
    if (!(node instanceof MappingNode object)) {
      return Stream.empty();
    }
    Stream<MappingNode> items =
        object.getValue().stream()
            .filter(
                entry ->
                    entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals("items"))
            .map(entry -> entry.getValueNode())
            .filter(SequenceNode.class::isInstance)
            .flatMap(list -> ((SequenceNode) list).getValue().stream())
            .flatMap(ManifestText::objects);
    return Stream.concat(Stream.of(object), items);
  }

  private static boolean isAt(Node node, Position position) {
    return node.getStartMark().getLine() + 1 == position.line()
        && node.getStartMark().getColumn() + 1 == position.column();
  }

  private static Optional<MappingNode> member(MappingNode object, String name) {
    return object.getValue().stream()
        .filter(
            entry -> entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name))
        .map(entry -> entry.getValueNode())
        .filter(MappingNode.class::isInstance)
        .map(MappingNode.class::cast)
        .findFirst();
  }

  /** All values that the program reads, for comparison. */
  private static List<Object> contents(Manifests manifests, Map<String, SpecUpdate> updates) {
    var contents = new ArrayList<Object>();
    for (ManifestAssistant assistant : manifests.assistants()) {
      SpecUpdate update = updates.getOrDefault(key(assistant), SpecUpdate.NONE);
      contents.add(key(assistant));
      contents.add(String.valueOf(assistant.resource().getMetadata()));
      contents.add(json(assistant.resource()).map(spec -> normalized(update.applyTo(spec))));
    }
    manifests.accounts().forEach(account -> contents.add(json(account.resource())));
    manifests.configMaps().forEach(map -> contents.add(List.of(map.name(), map.data())));
    manifests.skipped().forEach(other -> contents.add(other.kind() + "/" + other.name()));
    contents.add(manifests.problems().size());
    return contents;
  }

  private static Optional<JsonNode> json(CustomResource<RawJson, RawJson> resource) {
    return Optional.ofNullable(resource.getSpec()).map(RawJson::json);
  }

  /** A number that was read and the same one that was made may be of different classes. */
  private static JsonNode normalized(JsonNode json) {
    return new RawJson(json).json();
  }
}
