package net.lumenia.voice.crd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A case of the table: documents that a user sends one after the other. In the file
 *
 * <ul>
 *   <li>{@code # expect: spec.voice: ...} is what the response to the last document must contain;
 *   <li>{@code # expect on apply: ...} is the same for one {@link Verb};
 *   <li>{@code # only on replace} skips the other verbs;
 *   <li>{@code <<x*3>>} stands for {@code xxx}, so that large manifests stay readable.
 * </ul>
 *
 * @param name the name of the file
 */
record Manifest(String name, List<String> comments, List<String> documents) {

  private static final Pattern REPEAT = Pattern.compile("<<(.+?)\\*([0-9]+)>>");
  private static final Pattern SEPARATOR = Pattern.compile("^---\n", Pattern.MULTILINE);

  /** All cases in a folder beside this class, in order of their names. */
  static Stream<Manifest> in(String folder) {
    try (Stream<Path> files = Files.list(path(folder))) {
      return files.sorted().map(Manifest::read).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The verbs that this case is about. */
  Stream<Verb> verbs() {
    return Arrays.stream(Verb.values())
        .filter(verb -> comments.contains("# only" + on(verb)) || !restricted());
  }

  /** What the answer to the last document must contain. */
  List<String> expected(Verb verb) {
    return Stream.of("# expect: ", "# expect" + on(verb) + ": ")
        .flatMap(
            prefix ->
                comments.stream()
                    .filter(comment -> comment.startsWith(prefix))
                    .map(comment -> comment.substring(prefix.length())))
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }

  private boolean restricted() {
    return comments.stream().anyMatch(comment -> comment.startsWith("# only on "));
  }

  private static String on(Verb verb) {
    return " on " + verb.label();
  }

  private static Path path(String folder) {
    try {
      return Path.of(Objects.requireNonNull(Manifest.class.getResource(folder), folder).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Manifest read(Path file) {
    try {
      String text = Files.readString(file);
      return new Manifest(
          file.getFileName().toString().replace(".yaml", ""),
          text.lines().takeWhile(line -> line.startsWith("#")).toList(),
          List.of(SEPARATOR.split(REPEAT.matcher(text).replaceAll(Manifest::repeated))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String repeated(MatchResult match) {
    return match.group(1).repeat(Integer.parseInt(match.group(2)));
  }
}
