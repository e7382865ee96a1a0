package net.lumenia.voice.manifest;

import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Says what is wrong with YAML, and what to do about it. */
final class YamlErrors {

  /**
   * An error as the parser tells it, and as users understand it.
   *
   * @param context a part of what the parser was doing
   * @param problem a part of what it found
   * @param atContext whether the error is where the parser started, not where it stopped
   */
  private record Explanation(String context, String problem, boolean atContext, String text) {}

  private static final List<Explanation> EXPLANATIONS =
      List.of(
          new Explanation("", "'\\t(TAB)'", false, "a tab cannot indent YAML; use spaces"),
          new Explanation(
              "scanning a quoted scalar",
              "end of stream",
              true,
              "the quote that starts here is not closed; close it"),
          new Explanation(
              "scanning a quoted scalar",
              "document separator",
              true,
              "the quote that starts here is not closed; close it"),
          new Explanation(
              "double-quoted scalar",
              "escape",
              false,
              "this escape is not allowed in double quotes; write \\\\ for a backslash"),
          new Explanation(
              "",
              "mapping values are not allowed here",
              false,
              "a ':' is not allowed here; quote the value if it contains ': ', or correct the"
                  + " indentation"),
          new Explanation(
              "scanning a simple key",
              "could not find expected ':'",
              true,
              "a ':' is missing after this key; add it, or correct the indentation"),
          new Explanation(
              "parsing a block mapping",
              "expected <block end>",
              false,
              "the indentation does not match the lines above, or a ':' is missing; correct it"),
          new Explanation(
              "parsing a block collection",
              "expected <block end>",
              false,
              "the indentation does not match the list above; correct it"),
          new Explanation(
              "flow mapping", "", true, "the '{' here is not closed, or a ',' is missing; add it"),
          new Explanation(
              "flow sequence", "", true, "the '[' here is not closed, or a ',' is missing; add it"),
          new Explanation(
              "",
              "undefined alias",
              false,
              "this alias has no anchor before it in the same document; add the anchor, or quote"
                  + " the value"),
          new Explanation(
              "scanning for the next token",
              "found character '@'",
              false,
              "a value cannot start with '@'; quote it"),
          new Explanation(
              "scanning for the next token",
              "found character '`'",
              false,
              "a value cannot start with '`'; quote it"),
          new Explanation(
              "scanning for the next token",
              "found character '%'",
              false,
              "a value cannot start with '%'; quote it"),
          new Explanation(
              "scanning an alias",
              "",
              true,
              "a value that starts with '*' is an alias; quote it if it is text"),
          new Explanation(
              "scanning a block scalar",
              "",
              false,
              "after '|' or '>' only an indentation, '+' or '-' may follow; start the text in the"
                  + " next line"),
          new Explanation("", "Global tag", false, "this tag is not allowed; remove it"),
          new Explanation(
              "",
              "expected '<document start>'",
              false,
              "another value starts here; separate documents with a line of ---, or correct the"
                  + " indentation"));

  private YamlErrors() {}

  static Malformed explain(MarkedYAMLException e) {
    String context = Optional.ofNullable(e.getContext()).orElse("");
    String problem = Optional.ofNullable(e.getProblem()).orElse("");
    Optional<Mark> found = Optional.ofNullable(e.getProblemMark());
    Optional<Mark> started = Optional.ofNullable(e.getContextMark());
    Optional<Explanation> known =
        EXPLANATIONS.stream()
            .filter(one -> context.contains(one.context()) && problem.contains(one.problem()))
            .findFirst();
    boolean atStart = known.filter(Explanation::atContext).isPresent();
    Optional<Mark> mark = atStart ? started.or(() -> found) : found.or(() -> started);
    String text =
        known
            .map(Explanation::text)
            .orElseGet(() -> "not valid YAML: " + (problem.isEmpty() ? context : problem));
    return new Malformed(
        mark.map(YamlDocuments::position).orElse(Position.START),
        "",
        mark.flatMap(YamlErrors::obvious).orElse(text));
  }

  /** An error without a place. */
  static String explain(YAMLException e, int maxDepth) {
    String message = Optional.ofNullable(e.getMessage()).orElse("");
    if (message.contains("Nesting Depth")) {
      return "values are nested in more than %d levels; a manifest has fewer".formatted(maxDepth);
    }
    if (message.contains("aliases")) {
      return "there are too many aliases; write the values out";
    }
    return "not valid YAML: " + message.lines().findFirst().orElse("");
  }

  /** What the text around the error shows, whatever the parser says. */
  private static Optional<String> obvious(Mark mark) {
    String snippet = Optional.ofNullable(mark.get_snippet()).orElse("");
    if (snippet.contains("{{")) {
      return Optional.of("this is a template; render it first, such as with helm template");
    }
    return snippet.contains("<<<<<<<") || snippet.contains("=======")
        ? Optional.of("this is a merge conflict; resolve it")
        : Optional.empty();
  }
}
