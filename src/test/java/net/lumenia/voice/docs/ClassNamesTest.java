package net.lumenia.voice.docs;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages for developers name classes that exist. */
class ClassNamesTest {

  private static final Pattern NAME = Pattern.compile("`([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)*)`");
  private static final Pattern NESTED =
      Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w+)");
  private static final Set<String> OF_KUBERNETES =
      Set.of("ControllerRevision", "Ready", "Stalled", "Reconciling", "Drifted", "PrometheusRule");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/architecture.md",
        "docs/development.md",
        "docs/reference/README.md",
        "CONTRIBUTING.md"
      })
  void existInTheSource(String page) throws IOException {
    Set<String> names =
        NAME.matcher(Files.readString(Path.of(page)))
            .results()
            .map((MatchResult match) -> match.group(1))
            .collect(toSet());
    var unknown = new TreeSet<>(names);
    unknown.removeAll(types());
    unknown.removeAll(wordsOfUsers());
    assertThat(unknown).as("names in %s that no type in src has", page).isEmpty();
  }

  private static Set<String> types() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(ClassNamesTest::types)
          .collect(toSet());
    }
  }

  private static Stream<String> types(Path file) {
    try {
      return NESTED.matcher(Files.readString(file)).results().map(match -> match.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> wordsOfUsers() {
    return Stream.of(
            Arrays.stream(Reason.values()).map(Reason::text),
            Arrays.stream(AccountReason.values()).map(AccountReason::text),
            Stream.of("voiceassistants", "lumeniaaccounts")
                .map(CrdSchema::of)
                .flatMap(ClassNamesTest::words),
            OF_KUBERNETES.stream())
        .flatMap(words -> words)
        .collect(toSet());
  }

  /** Such as {@code Refuse}. */
  private static Stream<String> words(CrdSchema crd) {
    return Stream.of("spec", "status")
        .flatMap(crd::fields)
        .flatMap(field -> field.schema().path("enum").valueStream())
        .map(JsonNode::asText);
  }
}
