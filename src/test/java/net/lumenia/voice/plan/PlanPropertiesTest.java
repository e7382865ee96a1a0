package net.lumenia.voice.plan;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** Properties of all plans, with {@link ContractModel} as the API. */
@PropertyDefaults(tries = 500, edgeCases = EdgeCasesMode.NONE)
class PlanPropertiesTest {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);
  private static final Plan IN_SYNC = new Plan.NoChange(Set.of(), Diff.NONE);

  @Provide
  Arbitrary<ObjectNode> specs() {
    return Assistants.specs();
  }

  @Provide
  Arbitrary<ObjectNode> lives() {
    return Assistants.lives();
  }

  @Property
  void patchBringsLiveToDesired(
      @ForAll("specs") ObjectNode spec, @ForAll("lives") ObjectNode live) {
    Assume.that(!isViolated(spec, live));

    assertThat(ContractModel.isAsDesired(spec, after(spec, live))).isTrue();
  }

  @Property
  void patchChangesNothingElse(@ForAll("specs") ObjectNode spec, @ForAll("lives") ObjectNode live) {
    ObjectNode after = after(spec, live);
    for (Map.Entry<String, JsonNode> field : live.properties()) {
      JsonNode desired = desired(spec, field.getKey());
      JsonNode now = after.path(field.getKey());
      if (desired.isMissingNode()) {
        assertThat(now).isEqualTo(field.getValue());
      } else if (now.path("provider").equals(field.getValue().path("provider"))) {
        assertThat(unmanaged(now, desired)).isEqualTo(unmanaged(field.getValue(), desired));
      }
    }
  }

  @Property
  void secondPlanIsEmpty(@ForAll("specs") ObjectNode spec, @ForAll("lives") ObjectNode live) {
    Assume.that(!isViolated(spec, live));

    assertThat(plan(spec, after(spec, live))).isEqualTo(IN_SYNC);
  }

  @Property
  void patchIsMinimal(@ForAll("specs") ObjectNode spec, @ForAll("lives") ObjectNode live) {
    patch(spec, live)
        .ifPresent(
            patch ->
                assertThat(withoutOneKey(patch))
                    .allSatisfy(less -> assertThat(brings(spec, live, less)).isFalse()));
  }

  @Property
  void unchangedProviderIsNeverSent(
      @ForAll("specs") ObjectNode spec, @ForAll("lives") ObjectNode live) {
    for (String field : List.of("voice", "transcriber")) {
      JsonNode sent = patch(spec, live).map(p -> p.path(field).path("provider")).orElse(live);
      JsonNode shown = live.path(field).path("provider");
      assertThat(sent.isTextual() && sent.equals(shown)).isFalse();
    }
  }

  @Property
  void unmanagedFieldsAndKeysAreNeverSent(
      @ForAll("specs") ObjectNode spec, @ForAll("lives") ObjectNode live) {
    ObjectNode patch = patch(spec, live).orElse(JsonNodeFactory.instance.objectNode());

    for (Map.Entry<String, JsonNode> sent : patch.properties()) {
      JsonNode desired = desired(spec, sent.getKey());
      assertThat(desired.isMissingNode()).isFalse();
      assertThat(keys(desired)).containsAll(keys(sent.getValue()));
    }
  }

  @Property
  void driftIsEmptyOnlyInSync(@ForAll("specs") ObjectNode spec, @ForAll("lives") ObjectNode live) {
    Plan plan = plan(spec, live);
    boolean inSync = plan.equals(IN_SYNC);
    assertThat(drift(plan).isEmpty()).isEqualTo(inSync);
    assertThat(inSync).isEqualTo(ContractModel.isAsDesired(spec, live));
  }

  /** Only a partial voice or transcriber of an absent live one holds back a plan. */
  @Property
  void onlyPartialOfAbsentComponentIsInvalid(
      @ForAll("specs") ObjectNode spec, @ForAll("lives") ObjectNode live) {
    boolean partialOfNothing =
        List.of("voice", "transcriber").stream()
            .anyMatch(
                field ->
                    spec.has(field)
                        && !spec.path(field).has("provider")
                        && live.path(field).properties().stream()
                            .noneMatch(key -> isKnown(key.getKey()) && !key.getValue().isNull()));
    assertThat(isViolated(spec, live)).isEqualTo(partialOfNothing);
  }

  private static boolean isKnown(String key) {
    return Set.of("provider", "voiceId", "model", "language").contains(key);
  }

  private static Plan plan(ObjectNode spec, ObjectNode live) {
    return Planner.plan(
        Readings.config(spec),
        Readings.live(live),
        History.NONE,
        Optional.empty(),
        SendRules.DEFAULT);
  }

  private static Optional<ObjectNode> patch(ObjectNode spec, ObjectNode live) {
    return plan(spec, live) instanceof Plan.Change change
        ? Optional.of(parse(change.patch().body()))
        : Optional.empty();
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static ObjectNode after(ObjectNode spec, ObjectNode live) {
    return patch(spec, live).map(patch -> ContractModel.apply(live, patch)).orElse(live);
  }

  /** The value that a spec has for a field of the API. */
  private static JsonNode desired(ObjectNode spec, String apiName) {
    return spec.path(apiName.equals("number_id") ? "numberId" : apiName);
  }

  private static JsonNode unmanaged(JsonNode live, JsonNode desired) {
    return live instanceof ObjectNode object && desired instanceof ObjectNode managed
        ? object.deepCopy().without(List.copyOf(keys(managed)))
        : JsonNodeFactory.instance.nullNode();
  }

  private static Set<String> keys(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).collect(toUnmodifiableSet());
  }

  private static boolean isViolated(ObjectNode spec, ObjectNode live) {
    return plan(spec, live) instanceof Plan.Invalid;
  }

  private static List<Difference> drift(Plan plan) {
    return switch (plan) {
      case Plan.Invalid violated -> violated.found().drift();
      case Plan.NoChange settled -> settled.found().drift();
      case Plan.Change change -> change.found().drift();
      default -> throw new AssertionError(plan);
    };
  }

  private static boolean brings(ObjectNode spec, ObjectNode live, ObjectNode patch) {
    try {
      return ContractModel.isAsDesired(spec, ContractModel.apply(live, patch));
    } catch (ContractModel.Refused e) {
      return false;
    }
  }

  /** The patch without one of its fields, or without one key of a voice or transcriber. */
  private static List<ObjectNode> withoutOneKey(ObjectNode patch) {
    var smaller = new ArrayList<ObjectNode>();
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      smaller.add(patch.deepCopy().without(field.getKey()));
      field
          .getValue()
          .fieldNames()
          .forEachRemaining(
              key -> {
                ObjectNode less = patch.deepCopy();
                ((ObjectNode) less.path(field.getKey())).remove(key);
                smaller.add(less);
              });
    }
    return smaller;
  }
}
