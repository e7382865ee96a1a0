package net.lumenia.voice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that is generated in whole or in part, and checked in.
 *
 * @param path from the root of the repository
 * @param content what it must contain
 */
record GeneratedFile(Path path, String content) {

  private static final String UPDATE = "update-docs";
  private static final Pattern BLOCK =
      Pattern.compile("(?s)<!-- generated: ([^>]+) -->\n.*?<!-- end -->\n");

  /**
   * A part of a page, between {@code <!-- generated: name -->} and {@code <!-- end -->}.
   *
   * @param text ends with a line break
   */
  record Block(String name, String text) {}

  /**
   * The page with its blocks replaced.
   *
   * @throws AssertionError if the page has other blocks, or has them in another order
   */
  static GeneratedFile page(String file, List<Block> blocks) {
    Path path = Path.of(file);
    String page = read(path);
    Matcher matcher = BLOCK.matcher(page);
    assertThat(matcher.results().map(block -> block.group(1)))
        .as("blocks <!-- generated: NAME --> of %s", file)
        .containsExactlyElementsOf(blocks.stream().map(Block::name).toList());
    var remaining = blocks.iterator();
    String content = matcher.replaceAll(_ -> Matcher.quoteReplacement(block(remaining.next())));
    return new GeneratedFile(path, content);
  }

  private static String block(Block block) {
    return "<!-- generated: %s -->\n%s<!-- end -->\n".formatted(block.name(), block.text());
  }

  /** Compares the file with its content, and writes it before if that is asked for. */
  void check() {
    if (System.getProperty(UPDATE) != null) {
      write();
    }
    assertThat(path)
        .as("%s is stale. Run: ./mvnw test -Dtest=GeneratedPagesTest -D%s", path, UPDATE)
        .hasContent(content);
  }

  private void write() {
    try {
      Files.writeString(path, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
