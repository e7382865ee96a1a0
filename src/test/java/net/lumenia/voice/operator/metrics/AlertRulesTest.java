package net.lumenia.voice.operator.metrics;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.Reason;
import net.lumenia.voice.status.Reason.Actor;
import org.junit.jupiter.api.Test;

/**
 * The alert rules have runbook sections and cover every reason. promtool tests their expressions.
 */
class AlertRulesTest {

  private static final Path FILE = Path.of("helm/voice-operator/files/alerts.yaml");
  private static final Path RUNBOOK = Path.of("docs/observability.md");
  private static final String URL =
      "https://github.com/lumenia/voice-operator/blob/main/docs/observability.md#";
  private static final Pattern REASONS = Pattern.compile("reason=~?\"([A-Za-z|]+)\"");

  private final List<JsonNode> rules = rules();

  @Test
  void everyAlertHasDescriptionAndRunbookSection() throws IOException {
    List<String> sections =
        Files.readAllLines(RUNBOOK).stream()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4))
            .toList();
    assertThat(rules)
        .allSatisfy(
            rule -> {
              String name = rule.path("alert").asText();
              assertThat(sections).contains(name);
              JsonNode annotations = rule.path("annotations");
              assertThat(annotations.path("runbook_url").asText())
                  .isEqualTo(URL + name.toLowerCase(Locale.ROOT));
              assertThat(annotations.path("summary").asText()).as(name).isNotBlank();
              assertThat(annotations.path("description").asText()).as(name).isNotBlank();
              assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
            });
  }

  /** AwaitingApproval is no problem, and Verifying is temporary. */
  @Test
  void everyProblemReasonHasAlert() {
    Stream<String> assistants =
        Arrays.stream(Reason.values())
            .filter(reason -> reason.actor() != Actor.NONE)
            .filter(reason -> reason != Reason.AWAITING_APPROVAL && reason != Reason.VERIFYING)
            .map(Reason::text);
    assertThat(reasonsOf("voiceassistants"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(assistants, Stream.of("Pending")).toList());
  }

  /** The alert on the circuit covers an unavailable API. */
  @Test
  void everyAccountReasonThatNeedsAPersonHasAlert() {
    assertThat(reasonsOf("lumeniaaccounts"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(AccountReason.values())
                .filter(
                    reason ->
                        reason.actor() == Actor.PERSON || reason == AccountReason.SECRET_NOT_FOUND)
                .map(AccountReason::text)
                .toList());
  }

  private Set<String> reasonsOf(String metric) {
    return rules.stream()
        .map(rule -> rule.path("expr").asText())
        .filter(expression -> expression.contains(metric + "{"))
        .flatMap(expression -> REASONS.matcher(expression).results())
        .map(match -> match.group(1))
        .flatMap(reasons -> Stream.of(reasons.split("\\|")))
        .collect(toSet());
  }

  private static List<JsonNode> rules() {
    try {
      JsonNode groups = new YAMLMapper().readTree(FILE.toFile()).path("groups");
      return StreamSupport.stream(groups.spliterator(), false)
          .flatMap(group -> StreamSupport.stream(group.path("rules").spliterator(), false))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
