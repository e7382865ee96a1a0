package net.lumenia.voice.docs;

import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.docs.MarkdownTable.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.lumenia.voice.docs.GeneratedFile.Block;
import org.junit.jupiter.params.provider.CsvSource;

/** The packages in {@code docs/architecture.md}, with the imports that ArchitectureTest allows. */
final class PackagesBlock {

  private static final Pattern FIRST_SENTENCE = Pattern.compile("(?s)/\\*\\*(.*?)\\.(?:\\s|\\*/)");

  private final SequencedMap<String, List<String>> imports = allowedImports();

  static GeneratedFile generate() {
    var packages = new PackagesBlock();
    return GeneratedFile.page(
        "docs/architecture.md",
        List.of(
            new Block("packages", packages.picture() + "\n" + packages.table()),
            new Block("field states", FieldStatesBlock.table())));
  }

  private static SequencedMap<String, List<String>> allowedImports() {
    try {
      String[] rows =
          Class.forName("net.lumenia.voice.ArchitectureTest")
              .getDeclaredMethod("importsPointInOneDirection", String.class, String.class)
              .getAnnotation(CsvSource.class)
              .value();
      var imports = new LinkedHashMap<String, List<String>>();
      for (String row : rows) {
        String[] cells = row.replace("'", "").split(",", 2);
        imports.put(
            cells[0], Arrays.stream(cells[1].split(" ")).filter(s -> !s.isEmpty()).toList());
      }
      return imports;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("ArchitectureTest has no table of imports", e);
    }
  }

  private String picture() {
    return imports.keySet().stream()
        .flatMap(name -> direct(name).map(other -> "  %s --> %s\n".formatted(name, other)))
        .collect(joining("", "```mermaid\nflowchart LR\n", "```\n"));
  }

  /** Without packages that another import imports as well. */
  private Stream<String> direct(String name) {
    return imported(name).filter(other -> imported(name).noneMatch(via -> knows(via, other)));
  }

  private boolean knows(String name, String other) {
    return imported(name).anyMatch(other::equals);
  }

  private Stream<String> imported(String name) {
    return imports.getOrDefault(name, List.of()).stream();
  }

  private String table() {
    var table = new MarkdownTable("package", "content", "imports");
    imports.forEach(
        (name, known) ->
            table.row(code(name), content(name), known.stream().sorted().collect(joining(", "))));
    return table.toString();
  }

  private static String content(String name) {
    Path file =
        Path.of("src/main/java/net/lumenia/voice", name.replace('.', '/'), "package-info.java");
    try {
      Matcher sentence = FIRST_SENTENCE.matcher(Files.readString(file));
      return sentence.find() ? plain(sentence.group(1)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String plain(String javadoc) {
    return javadoc.replaceAll("\\s*\\n \\*\\s*", " ").replaceAll("\\{@\\w+ ([^}]*)}", "$1").strip();
  }
}
