package net.lumenia.voice.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetFilterTest {

  @ParameterizedTest
  @CsvSource({
    "AwaitingApproval, support",
    "awaitingapproval, support",
    "Drifted,          billing sales support",
    "Drifted=True,     billing sales support",
    "Ready=False,      orphan sales support",
    "ready=unknown,    legacy",
    "Ready,            billing reception",
    "Stalled,          sales support",
    "Reconciling,      orphan",
    "Suspended,        legacy",
    "Rejected,         ''",
  })
  void findsReasonsAndConditions(String filter, String names) {
    FleetFilter parsed = FleetFilter.parse(filter).orElseThrow();
    List<String> found =
        StoredAssistants.NAMES.stream()
            .filter(name -> parsed.matches(StoredAssistants.read(name)))
            .toList();
    assertThat(String.join(" ", found)).isEqualTo(names);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "Ready=", "Ready=maybe", "=True", "voice.voiceId"})
  void refusesOtherTexts(String filter) {
    assertThat(FleetFilter.parse(filter)).isEmpty();
  }
}
