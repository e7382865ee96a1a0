package net.lumenia.voice.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A row of {@code faults.yaml}. Its keys, beside those of its first {@link Step}:
 *
 * <ul>
 *   <li>{@code faults}: as the simulator's control endpoints read them, with {@code TOKEN} and
 *       {@code BASE} for the account's token and the base URL
 *   <li>{@code secret}: what the Secret holds in place of the token; null for a Secret that is
 *       deleted
 *   <li>{@code rotated}: the API takes another token than the Secret has
 *   <li>{@code own}: with an account of its own; {@code api}: with an API of its own
 *   <li>{@code fromStart}: before the account is there, and not after the assistant is in sync
 *   <li>{@code seen}: reasons of Ready that must be seen, {@code |} for either
 *   <li>{@code lifted}: it is over as soon as these were seen; otherwise everything has to come
 *       right while it lasts
 *   <li>{@code retried}: the operator goes on sending what was rejected
 *   <li>{@code silent}: nothing more is sent for the account at all
 *   <li>{@code says}: a part of the last message of Ready
 *   <li>{@code then}: further steps
 * </ul>
 */
record FaultRow(JsonNode row) {

  private static final Set<String> KEYS =
      Set.of(
          "name",
          "faults",
          "secret",
          "rotated",
          "own",
          "api",
          "fromStart",
          "seen",
          "lifted",
          "retried",
          "silent",
          "says",
          "then");

  /**
   * An edit, and what comes of it.
   *
   * <ul>
   *   <li>{@code edit}: merged into the spec; absent: {@code firstMessage: New}
   *   <li>{@code ends}: the last reason of Ready; absent: {@code Synced}
   *   <li>{@code patches}: how many PATCHes it costs; absent: 1
   *   <li>{@code atMost}: the same where time decides
   *   <li>{@code live}: what is at the API in the end where that is not what was declared
   * </ul>
   */
  record Step(JsonNode step) {

    private static final Set<String> KEYS = Set.of("edit", "ends", "patches", "atMost", "live");

    ObjectNode edit() {
      return step.path("edit") instanceof ObjectNode edit
          ? edit
          : JsonNodeFactory.instance.objectNode().put("firstMessage", "New");
    }

    String ends() {
      return step.path("ends").asText("Synced");
    }

    /** The most PATCHes that it may cost. */
    int mostPatches() {
      return step.path("atMost").asInt(step.path("patches").asInt(1));
    }

    /** The fewest. */
    int fewestPatches() {
      return step.has("atMost") ? 0 : mostPatches();
    }

    ObjectNode live() {
      return step.path("live") instanceof ObjectNode live
          ? live
          : JsonNodeFactory.instance.objectNode();
    }
  }

  FaultRow {
    row.fieldNames().forEachRemaining(key -> check(key, KEYS.contains(key)));
    row.path("then").forEach(then -> then.fieldNames().forEachRemaining(key -> check(key, false)));
  }

  private static void check(String key, boolean known) {
    if (!known && !Step.KEYS.contains(key)) {
      throw new IllegalArgumentException("faults.yaml: %s is no key of a row".formatted(key));
    }
  }

  static List<FaultRow> all() {
    try (InputStream yaml = FaultRow.class.getResourceAsStream("faults.yaml")) {
      return elements(new YAMLMapper().readTree(Objects.requireNonNull(yaml, "faults.yaml")))
          .map(FaultRow::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  String name() {
    return row.path("name").asText();
  }

  boolean is(String flag) {
    return row.path(flag).asBoolean();
  }

  Reach reach() {
    return is("api") ? Reach.API : is("own") ? Reach.ACCOUNT : Reach.WORKSPACE;
  }

  Stream<String> faults() {
    return elements(row.path("faults")).map(JsonNode::toString);
  }

  boolean hasSecret() {
    return row.has("secret");
  }

  JsonNode secret() {
    return row.path("secret");
  }

  /** Each of them one reason or several of which one is enough. */
  List<List<String>> seen() {
    return elements(row.path("seen"))
        .map(reasons -> List.of(reasons.asText().split("\\|", -1)))
        .toList();
  }

  String says() {
    return row.path("says").asText();
  }

  List<Step> steps() {
    return Stream.concat(Stream.of(row), elements(row.path("then"))).map(Step::new).toList();
  }

  @Override
  public String toString() {
    return name();
  }
}
