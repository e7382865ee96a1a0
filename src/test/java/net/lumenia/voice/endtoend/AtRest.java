package net.lumenia.voice.endtoend;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.status.Conditions;

/** What the status of an assistant at rest must be, whatever went wrong before. */
final class AtRest {

  private static final List<String> HELPED_BY_PEOPLE =
      List.of("CatalogViolation", "Forbidden", "AssistantNotFound", "Rejected", "NotConverging");

  private AtRest() {}

  /**
   * @param says a part of the message of Ready
   */
  static void check(VoiceAssistant resource, String reason, String says) {
    VoiceAssistantStatus status = resource.decodeStatus();
    List<Condition> conditions = status.conditions() == null ? List.of() : status.conditions();
    long generation = resource.getMetadata().getGeneration();
    assertThat(status.observedGeneration()).isEqualTo(generation);
    assertThat(conditions)
        .filteredOn(condition -> !condition.type().equals(Conditions.DRIFTED))
        .extracting(Condition::observedGeneration)
        .containsOnly(generation);
    assertThat(conditions.stream().collect(toMap(Condition::type, Condition::status)))
        .containsExactlyInAnyOrderEntriesOf(expected(reason, !orEmpty(status).isEmpty()));
    Condition ready = Conditions.find(conditions, Conditions.READY).orElseThrow();
    assertThat(ready.reason()).isEqualTo(reason);
    assertThat(ready.message()).contains(says).hasSizeBetween(10, 1_000).doesNotContain("\n");
    if (reason.equals("Synced")) {
      assertThat(status.drift()).as("drift").isEmpty();
    }
  }

  private static List<VoiceAssistantStatus.DriftEntry> orEmpty(VoiceAssistantStatus status) {
    return status.drift() == null ? List.of() : status.drift();
  }

  private static Map<String, String> expected(String reason, boolean drifted) {
    String drift = drifted ? "True" : "False";
    if (reason.equals("Synced")) {
      return Map.of(Conditions.READY, "True", Conditions.DRIFTED, drift);
    }
    String other = HELPED_BY_PEOPLE.contains(reason) ? Conditions.STALLED : Conditions.RECONCILING;
    return Map.of(Conditions.READY, "False", Conditions.DRIFTED, drift, other, "True");
  }
}
