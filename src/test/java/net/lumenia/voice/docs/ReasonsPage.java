package net.lumenia.voice.docs;

import static net.lumenia.voice.docs.MarkdownTable.code;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.lumenia.voice.docs.GeneratedFile.Block;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.Reason;
import net.lumenia.voice.status.RequeuePolicy;

/**
 * {@code docs/reference/reasons.md}: who acts and what happens next come from the enums, meanings
 * and actions from {@code reasons.yaml}.
 */
final class ReasonsPage {

  private ReasonsPage() {}

  private record Row(String reason, Reason.Actor actor, RequeuePolicy next) {}

  static GeneratedFile generate() {
    JsonNode texts = texts();
    return GeneratedFile.page(
        "docs/reference/reasons.md",
        List.of(
            block(
                "VoiceAssistant",
                texts,
                "5 min",
                Arrays.stream(Reason.values())
                    .map(one -> new Row(one.text(), one.actor(), one.requeuePolicy()))
                    .toList()),
            block(
                "LumeniaAccount",
                texts,
                "60 s",
                Arrays.stream(AccountReason.values())
                    .map(one -> new Row(one.text(), one.actor(), one.requeuePolicy()))
                    .toList())));
  }

  private static Block block(String kind, JsonNode texts, String longest, List<Row> rows) {
    JsonNode ofKind = texts.path(kind);
    assertThat(ofKind.fieldNames())
        .toIterable()
        .as("reasons of a %s in reasons.yaml", kind)
        .containsExactlyInAnyOrderElementsOf(rows.stream().map(Row::reason).toList());
    var table = new MarkdownTable("reason", "condition", "meaning", "what to do", "next check");
    for (Row row : rows) {
      JsonNode text = ofKind.path(row.reason());
      table.row(
          code(row.reason()),
          condition(row.actor()),
          text.path("meaning").asText(),
          text.path("action").asText(),
          next(row.next(), longest));
    }
    return new Block(kind, table.toString());
  }

  private static String condition(Reason.Actor actor) {
    return switch (actor) {
      case NONE -> "`Ready=True`";
      case PERSON -> "`Stalled`: a person acts";
      case OPERATOR -> "`Reconciling`: the operator retries";
    };
  }

  private static String next(RequeuePolicy policy, String longest) {
    return switch (policy) {
      case RESYNC -> "next resync";
      case BACKOFF -> "backoff from 1 s to %s".formatted(longest);
      case PROOF -> "1, 3 and 7 s after the PATCH, then backoff";
    };
  }

  private static JsonNode texts() {
    try (InputStream yaml =
        Objects.requireNonNull(ReasonsPage.class.getResourceAsStream("reasons.yaml"))) {
      return new YAMLMapper().readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
