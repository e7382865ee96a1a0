package net.lumenia.voice.endtoend;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.simulator.LoggedRequest;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.Test;

/** Many assistants at once: one PATCH each, and then silence. */
@WithControlPlane
class FleetTest {

  private static final List<String> NAMES =
      IntStream.rangeClosed(1, 200).mapToObj("fleet-%03d"::formatted).toList();

  @Test
  void twoHundredConvergeWithOnePatchEachAndThenCauseNoWrites(
      ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    var cluster = new Cluster(client);
    try (var simulator = Simulator.start(SimulatorOptions.defaults().withWorkspaces(NAMES));
        var _ = OperatorProcess.start(plane, cluster.namespace(), simulator)) {
      cluster.applyAccount();
      cluster.apply(NAMES.stream().map(FleetTest::assistant).collect(joining("---\n")));
      eventually(() -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", 200L)));
      assertOnePatchEach(simulator);

      // Statuses are written moments after the answers; a fleet is quiet when nothing moves.
      String versions = cluster.versions();
      simulator.clearRequests();
      eventually(
          () ->
              assertThat(looks(simulator))
                  .allSatisfy((_, n) -> assertThat(n).isGreaterThanOrEqualTo(2))
                  .hasSize(200));
      assertThat(simulator.requests()).noneMatch(request -> request.method().equals("PATCH"));
      assertThat(cluster.versions()).isEqualTo(versions);
    }
  }

  private static String assistant(String name) {
    return Cluster.assistant(
        name,
        """
        firstMessage: "Hello from %s"
        voice: {provider: 11labs, voiceId: 21m00Tcm4TlvDq8ikWAM, model: eleven_multilingual_v2}
        transcriber: {provider: deepgram, model: nova-3, language: en}
        fallbackVoices: [{provider: vapi, voiceId: Clara}]
        """
            .formatted(name));
  }

  /** A GET to see, a PATCH; its answer is the proof. */
  private static void assertOnePatchEach(Simulator simulator) {
    assertThat(simulator.requests())
        .filteredOn(request -> request.method().equals("PATCH"))
        .extracting(LoggedRequest::workspace)
        .containsExactlyInAnyOrderElementsOf(NAMES);
  }

  private static Map<String, Long> looks(Simulator simulator) {
    return simulator.requests().stream()
        .filter(request -> NAMES.contains(request.workspace()))
        .collect(groupingBy(LoggedRequest::workspace, counting()));
  }
}
