package net.lumenia.voice.docs;

import static net.lumenia.voice.docs.MarkdownTable.code;

import java.util.ArrayList;
import java.util.stream.Stream;
import net.lumenia.voice.docs.GeneratedFile.Block;

/** {@code docs/reference/resources.md}: every field of all kinds. */
final class ResourcesPage {

  private ResourcesPage() {}

  static GeneratedFile generate() {
    return GeneratedFile.page(
        "docs/reference/resources.md",
        Stream.of("voiceassistants", "lumeniaaccounts", "voicecatalogs")
            .map(CrdSchema::of)
            .flatMap(ResourcesPage::blocks)
            .toList());
  }

  /** Without rules or a status, a kind has no blocks for them. */
  private static Stream<Block> blocks(CrdSchema crd) {
    var blocks = new ArrayList<Block>();
    blocks.add(new Block(crd.kind(), crd.root().path("description").asText() + "\n"));
    blocks.add(new Block(crd.kind() + " spec", fields(crd, "spec")));
    if (crd.rules().findAny().isPresent()) {
      blocks.add(new Block(crd.kind() + " rules", rules(crd)));
    }
    if (crd.root().path("properties").has("status")) {
      blocks.add(new Block(crd.kind() + " status", fields(crd, "status")));
    }
    blocks.add(new Block(crd.kind() + " columns", columns(crd)));
    return blocks.stream();
  }

  private static String fields(CrdSchema crd, String part) {
    var table = new MarkdownTable("field", "type", "description");
    crd.fields(part)
        .forEach(
            field ->
                table.row(
                    code(field.path()), field.type(), field.schema().path("description").asText()));
    return table.toString();
  }

  private static String rules(CrdSchema crd) {
    var table = new MarkdownTable("field", "the API server's message");
    crd.rules().forEach(rule -> table.row(code(rule.path()), rule.message()));
    return table.toString();
  }

  private static String columns(CrdSchema crd) {
    var table = new MarkdownTable("column", "shows", "in");
    crd.columns()
        .forEach(
            column ->
                table.row(
                    column.path("name").asText(),
                    column.has("description")
                        ? column.path("description").asText()
                        : code(column.path("jsonPath").asText()),
                    column.path("priority").asInt() == 0 ? "every table" : code("-o wide")));
    return table.toString();
  }
}
