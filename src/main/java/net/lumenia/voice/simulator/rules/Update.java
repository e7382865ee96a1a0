package net.lumenia.voice.simulator.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** The result of a PATCH: the changed assistant, or all problems. */
public sealed interface Update {

  record Accepted(ObjectNode assistant) implements Update {}

  record Rejected(List<String> problems) implements Update {

    /** A workspace has at most one voice integration. */
    public static final Rejected ALREADY_PROVISIONED =
        new Rejected(List.of("the voice integration is already provisioned"));
  }

  /**
   * Merges a body, whose structure {@link BodyRules} accepted, and checks the result.
   *
   * @param numberProblem why a number cannot be linked; empty if it can
   */
  static Update decide(
      ObjectNode stored,
      JsonNode body,
      CatalogDocument catalog,
      LongFunction<Optional<String>> numberProblem) {
    ObjectNode merged = PatchMerge.merge(stored, body);
    List<String> problems = new ArrayList<>();
    for (var sent : body.properties()) {
      ApiField field = ApiField.of(sent.getKey()).orElseThrow();
      JsonNode result = merged.path(field.key());
      switch (field) {
        case FIRST_MESSAGE, PROMPT -> {}
        case VOICE -> problems.addAll(check(catalog, ComponentKind.VOICE, field, result));
        case TRANSCRIBER ->
            problems.addAll(check(catalog, ComponentKind.TRANSCRIBER, field, result));
        case FALLBACK_VOICES ->
            problems.addAll(checkList(catalog, ComponentKind.VOICE, field, result));
        case FALLBACK_TRANSCRIBERS ->
            problems.addAll(checkList(catalog, ComponentKind.TRANSCRIBER, field, result));
        case NUMBER_ID -> numberProblem.apply(result.asLong()).ifPresent(problems::add);
      }
    }
    return problems.isEmpty() ? new Accepted(merged) : new Rejected(problems);
  }

  /** The merged result must be in the catalog, whatever the body contained. */
  private static List<String> check(
      CatalogDocument catalog, ComponentKind kind, ApiField field, JsonNode merged) {
    return CatalogRules.problems(catalog, kind, field.key(), merged);
  }

  /** Items are not merged, so each must be complete. */
  private static List<String> checkList(
      CatalogDocument catalog, ComponentKind kind, ApiField field, JsonNode items) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String path = "%s[%d]".formatted(field.key(), i);
      problems.addAll(CatalogRules.problems(catalog, kind, path, items.get(i)));
    }
    return problems;
  }
}
