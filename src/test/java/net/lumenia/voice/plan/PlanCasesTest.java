package net.lumenia.voice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.spec.SpecReading;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One folder per case, named after the rule that it shows. To add a case, add a folder.
 *
 * <ul>
 *   <li>{@code spec.yaml}: the spec without the workspace.
 *   <li>{@code live.json}: the response to a GET.
 *   <li>{@code applied.yaml}, optional: a fragment of status. Where status has the hash of a value,
 *       it has the value. Now is 2026-11-01T12:00:00Z.
 *   <li>{@code catalog.json}, optional: the response to a GET of the catalog. Without it, the cases
 *       named {@code catalog-...} use the one beside the folders, and the others have none.
 *   <li>{@code patch.json}: the body of the PATCH; if absent, nothing must be sent.
 *   <li>{@code expected.yaml}: everything else about the plan. Required if there is no PATCH. What
 *       it does not mention must be empty.
 * </ul>
 */
class PlanCasesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static List<PlanCase> cases() throws IOException, URISyntaxException {
    return PlanCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void plans(PlanCase folder) throws IOException {
    switch (folder.spec()) {
      case SpecReading.Unusable(List<Violation> violations) ->
          check(folder, MissingNode.getInstance(), Map.of("invalid", texts(violations)));
      case SpecReading.Usable(var declaration) -> {
        Optional<Catalog> catalog = folder.catalog();
        LiveAssistant live = folder.live();
        Plan plan =
            Planner.plan(
                declaration.config(), live, folder.history(), catalog, declaration.rules());
        Map<String, Object> described = describe(plan);
        put(described, "notes", catalog.map(c -> RetiredValues.of(live, c)).orElse(List.of()));
        check(folder, patch(plan), described);
      }
    }
  }

  private static void check(PlanCase folder, JsonNode patch, Map<String, Object> described)
      throws IOException {
    assertThat(patch).as("%s/patch.json", folder).isEqualTo(folder.patch());
    JsonNode expected = folder.expected();
    if (!expected.isMissingNode() || patch.isMissingNode()) {
      assertThat(JSON.<JsonNode>valueToTree(described))
          .as("%s/expected.yaml", folder)
          .isEqualTo(expected);
    }
  }

  private static JsonNode patch(Plan plan) throws JsonProcessingException {
    return plan instanceof Plan.Change change
        ? JSON.readTree(change.patch().body())
        : MissingNode.getInstance();
  }

  private static Map<String, Object> describe(Plan plan) {
    var description = new LinkedHashMap<String, Object>();
    switch (plan) {
      case Plan.Unreadable(String path, String problem) ->
          description.put("unreadable", path + ": " + problem);
      case Plan.Invalid violated -> {
        description.put("violations", texts(violated.violations()));
        if (violated.restsOnCatalog()) {
          description.put("restsOnCatalog", true);
        }
        put(description, "drift", paths(violated.found().drift()));
      }
      case Plan.Conflict(var fields, var found) -> {
        put(description, "conflicts", names(fields));
        put(description, found);
      }
      case Plan.NoChange(var verifying, var found) -> {
        description.put("settled", true);
        put(description, "verifying", names(verifying));
        put(description, found);
      }
      case Plan.AwaitingApproval(var change, _, _) -> {
        description.put("awaitingApproval", names(change.patch().fields()));
        put(description, change.found());
      }
      case Plan.ObserveOnly(var found) -> {
        description.put("watched", true);
        put(description, found);
      }
      case Plan.Change(_, var corrections, var lastAttempts, var found) -> {
        put(description, "corrections", names(corrections));
        put(description, "lastAttempts", names(lastAttempts));
        put(description, found);
      }
    }
    return description;
  }

  private static void put(Map<String, Object> description, Diff found) {
    put(description, "drift", paths(found.drift()));
    put(description, "heldBack", names(found.held(Hold.NOT_CONVERGING)));
    put(description, "tolerated", names(found.held(Hold.IGNORED)));
    putIfAny(description, "flapping", texts(found.flapping()));
  }

  private static void put(Map<String, Object> map, String key, Collection<String> values) {
    if (!values.isEmpty()) {
      map.put(key, values);
    }
  }

  private static void putIfAny(Map<String, Object> map, String key, Map<String, String> values) {
    if (!values.isEmpty()) {
      map.put(key, values);
    }
  }

  private static Map<String, String> texts(Map<Field, Flapping> flapping) {
    var texts = new TreeMap<String, String>();
    flapping.forEach(
        (field, flaps) ->
            texts.put(
                field.specName(),
                "set back %d times, pause %d s, remaining %d s"
                    .formatted(
                        flaps.corrections(),
                        flaps.pause().toSeconds(),
                        flaps.remaining().toSeconds())));
    return texts;
  }

  private static List<String> paths(List<Difference> drift) {
    return drift.stream().map(Difference::path).toList();
  }

  private static List<String> names(Set<Field> fields) {
    return fields.stream().sorted().map(Field::specName).toList();
  }

  private static List<String> texts(List<Violation> violations) {
    return violations.stream().map(Violation::toString).toList();
  }
}
