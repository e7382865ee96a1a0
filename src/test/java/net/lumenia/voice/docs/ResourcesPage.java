package net.lumenia.voice.docs;

import static net.lumenia.voice.docs.MarkdownTable.code;

import java.util.List;
import java.util.stream.Stream;
import net.lumenia.voice.docs.GeneratedFile.Block;

/** {@code docs/reference/resources.md}: every field of both kinds. */
final class ResourcesPage {

  private ResourcesPage() {}

  static GeneratedFile generate() {
    return GeneratedFile.page(
        "docs/reference/resources.md",
        Stream.of("voiceassistants", "lumeniaaccounts")
            .map(CrdSchema::of)
            .flatMap(ResourcesPage::blocks)
            .toList());
  }

  private static Stream<Block> blocks(CrdSchema crd) {
    return List.of(
        new Block(crd.kind(), crd.root().path("description").asText() + "\n"),
        new Block(crd.kind() + " spec", fields(crd, "spec")),
        new Block(crd.kind() + " rules", rules(crd)),
        new Block(crd.kind() + " status", fields(crd, "status")),
        new Block(crd.kind() + " columns", columns(crd)))
        .stream();
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
