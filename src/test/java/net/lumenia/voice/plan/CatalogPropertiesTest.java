package net.lumenia.voice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.SearchBudget;

/** Properties of all plans with a catalog, with {@link ContractModel} as the API. */
@PropertyDefaults(tries = 500, edgeCases = EdgeCasesMode.NONE)
class CatalogPropertiesTest {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

  @Provide
  Arbitrary<ObjectNode> specs() {
    return Assistants.specs();
  }

  @Provide
  Arbitrary<ObjectNode> lives() {
    return Assistants.lives();
  }

  @Provide
  Arbitrary<ObjectNode> catalogs() {
    return Assistants.catalogs();
  }

  /** Nothing that the API refuses is sent, and nothing that it accepts is held back. */
  @Property
  void holdsBackExactlyWhatTheApiRefuses(
      @ForAll("specs") ObjectNode spec,
      @ForAll("lives") ObjectNode live,
      @ForAll("catalogs") ObjectNode catalog) {
    Assume.that(plan(spec, live, Optional.empty()) instanceof Plan.Change);
    var unchecked = (Plan.Change) plan(spec, live, Optional.empty());

    Plan plan = plan(spec, live, catalog);

    if (isRefused(live, body(unchecked), catalog)) {
      assertThat(plan).isInstanceOf(Plan.Invalid.class);
      assertThat(((Plan.Invalid) plan).found().drift()).isEqualTo(unchecked.found().drift());
    } else {
      assertThat(plan).isEqualTo(unchecked);
    }
  }

  @Property(maxDiscardRatio = 20)
  void catalogAcceptsEveryPlannedPatch(
      @ForAll("specs") ObjectNode spec,
      @ForAll("lives") ObjectNode live,
      @ForAll("catalogs") ObjectNode catalog) {
    Assume.that(plan(spec, live, catalog) instanceof Plan.Change);
    ObjectNode body = body((Plan.Change) plan(spec, live, catalog));

    LiveAssistant after = Readings.live(ContractModel.apply(live, body, catalog));

    for (Field field : ((Plan.Change) plan(spec, live, catalog)).patch().fields()) {
      if (after.field(field) instanceof Live.Reported<LiveValue>(LiveValue value)) {
        assertThat(Readings.catalog(catalog.toString()).violations(field, value))
            .allMatch(
                v ->
                    v.message(new SearchBudget())
                        .equals("voice provider vapi takes no model; remove it"));
      }
    }
  }

  @Property
  void fieldsInSyncAreNoViolations(
      @ForAll("specs") ObjectNode spec,
      @ForAll("lives") ObjectNode live,
      @ForAll("catalogs") ObjectNode catalog) {
    if (plan(spec, live, catalog) instanceof Plan.Invalid(List<Violation> violations, _)) {
      assertThat(violations)
          .allSatisfy(
              violation ->
                  assertThat(ContractModel.isAsDesired(only(spec, violation), live)).isFalse());
    }
    assertThat(ContractModel.isAsDesired(spec, live))
        .isEqualTo(plan(spec, live, catalog).equals(new Plan.NoChange(Set.of(), Diff.NONE)));
  }

  @Property
  void newerCatalogResolvesOnlyCatalogViolations(
      @ForAll("specs") ObjectNode spec,
      @ForAll("lives") ObjectNode live,
      @ForAll("catalogs") ObjectNode catalog) {
    Assume.that(plan(spec, live, catalog) instanceof Plan.Invalid);
    var violated = (Plan.Invalid) plan(spec, live, catalog);
    ObjectNode silent = JSON.createObjectNode();
    silent.putObject("voice").putArray("providers").add("any").add(7);

    boolean stays = plan(spec, live, silent) instanceof Plan.Invalid;

    assertThat(violated.restsOnCatalog() || stays).isTrue();
  }

  @Property
  void retiredValuesAreFewAndAreShown(
      @ForAll("lives") ObjectNode live, @ForAll("catalogs") ObjectNode catalog) {
    List<String> notes =
        RetiredValues.of(Readings.live(live), Readings.catalog(catalog.toString()));
    assertThat(notes).hasSizeLessThanOrEqualTo(4).doesNotHaveDuplicates();
    assertThat(notes.stream().limit(3)).allMatch(note -> note.startsWith("live "));
    assertThat(notes.stream().skip(3)).allMatch(note -> note.matches("and \\d+ more"));
  }

  private static Plan plan(ObjectNode spec, ObjectNode live, ObjectNode catalog) {
    return plan(spec, live, Optional.of(Readings.catalog(catalog.toString())));
  }

  private static Plan plan(ObjectNode spec, ObjectNode live, Optional<Catalog> catalog) {
    return Planner.plan(
        Readings.config(spec), Readings.live(live), History.NONE, catalog, SendRules.DEFAULT);
  }

  private static ObjectNode body(Plan.Change change) {
    try {
      return (ObjectNode) JSON.readTree(change.patch().body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isRefused(ObjectNode live, ObjectNode body, ObjectNode catalog) {
    try {
      ContractModel.apply(live, body, catalog);
      return false;
    } catch (ContractModel.Refused e) {
      return true;
    }
  }

  /** The field of a spec that a violation is about. */
  private static ObjectNode only(ObjectNode spec, Violation violation) {
    String field = violation.path().replaceFirst("^spec\\.(\\w+).*", "$1");
    ObjectNode part = JSON.createObjectNode();
    part.setAll(Map.of(field, spec.path(field)));
    return part;
  }
}
