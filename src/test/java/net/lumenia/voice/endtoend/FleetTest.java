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
import java.util.stream.Stream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Many assistants at once: one PATCH each, and then silence. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class FleetTest {

  private static final List<String> NAMES =
      IntStream.rangeClosed(1, 200).mapToObj("fleet-%03d"::formatted).toList();
  private static final String FIRST = "first";

  @Test
  void twoHundredConvergeWithOnePatchEachAndThenCauseNoWrites(
      ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    var cluster = new Cluster(client);
    try (var simulator =
        Simulator.start(SimulatorOptions.defaults().withWorkspaces(workspaces()))) {
      converge(plane, cluster, simulator);
      simulator.clearRequests();
      stayQuiet(plane, cluster, simulator);
    }
  }

  private static List<String> workspaces() {
    return Stream.concat(Stream.of(FIRST), NAMES.stream()).toList();
  }

  /**
   * A GET to see, a PATCH whose answer is the proof; nothing is asked twice. The account is ready
   * before, and one assistant in sync, so that the operator has heard of it: an account that
   * becomes ready is a reason to look again.
   */
  private static void converge(ControlPlane plane, Cluster cluster, Simulator simulator) {
    try (var operator = start(plane, cluster, simulator, "1h")) {
      cluster.applyAccount();
      eventually(() -> assertThat(cluster.accountReady()).startsWith("True "));
      cluster.apply(assistant(FIRST));
      eventually(() -> assertThat(cluster.ready(FIRST)).startsWith("True "));
      cluster.apply(NAMES.stream().map(FleetTest::assistant).collect(joining("---\n")));
      eventually(() -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", 201L)));
      assertThat(new Traffic(simulator).count("GET", NAMES)).isEqualTo(once());
      assertThat(new Traffic(simulator).count("PATCH", NAMES)).isEqualTo(once());
      eventually(
          () ->
              assertThat(operator.log())
                  .containsPattern(
                      "EventRecorder \\[[0-9a-f]{16}]: VoiceAssistant .*/first: Patched: Sent "));
    }
  }

  /** Another start looks once, and then at every resync; there is nothing to write. */
  private static void stayQuiet(ControlPlane plane, Cluster cluster, Simulator simulator) {
    String versions = cluster.versions();
    try (var _ = start(plane, cluster, simulator, "10s")) {
      eventually(
          () ->
              assertThat(new Traffic(simulator).count("GET", NAMES))
                  .hasSize(200)
                  .allSatisfy((_, looks) -> assertThat(looks).isGreaterThanOrEqualTo(3)));
      assertThat(new Traffic(simulator).count("PATCH", NAMES)).isEmpty();
      assertThat(cluster.versions()).isEqualTo(versions);
    }
  }

  private static OperatorProcess start(
      ControlPlane plane, Cluster cluster, Simulator simulator, String resyncInterval) {
    return OperatorProcess.start(
        plane, cluster.namespace(), simulator, "--resync-interval", resyncInterval);
  }

  private static Map<String, Long> once() {
    return NAMES.stream().collect(groupingBy(name -> name, counting()));
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
}
