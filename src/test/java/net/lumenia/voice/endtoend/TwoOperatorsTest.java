package net.lumenia.voice.endtoend;

import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two operators on the same resources, as after a mistake in the installation. They do everything
 * twice at most, and do not quarrel about status.
 */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class TwoOperatorsTest {

  private static final List<String> NAMES =
      IntStream.rangeClosed(1, 20).mapToObj("twice-%02d"::formatted).toList();

  @Test
  void convergeAndComeToRest(ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    var cluster = new Cluster(client);
    try (var simulator = Simulator.start(SimulatorOptions.defaults().withWorkspaces(NAMES));
        var one = OperatorProcess.start(plane, cluster.namespace(), simulator);
        var other = OperatorProcess.start(plane, cluster.namespace(), simulator)) {
      var traffic = new Traffic(simulator);
      cluster.applyAccount();
      for (String text : List.of("first", "second", "third")) {
        simulator.clearRequests();
        applyAll(cluster, text);
        assertConverged(cluster, simulator, text);
      }
      awaitLooks(traffic);
      simulator.clearRequests();
      NAMES.forEach(
          name ->
              simulator.edit(
                  name, JsonNodeFactory.instance.objectNode().put("firstMessage", "dashboard")));
      assertConverged(cluster, simulator, "third");
      assertRests(cluster, traffic);
      assertThat(one.log() + other.log()).doesNotContain(" ERROR ", "\tat ");
    }
  }

  private static void applyAll(Cluster cluster, String text) {
    cluster.apply(
        NAMES.stream()
            .map(name -> Cluster.assistant(name, "firstMessage: " + text))
            .collect(joining("---\n")));
  }

  /** Each of the two sends it at most once: the later one finds nothing to do. */
  private static void assertConverged(Cluster cluster, Simulator simulator, String text) {
    eventually(
        () -> {
          assertThat(NAMES)
              .allSatisfy(
                  name ->
                      assertThat(simulator.assistant(name).path("firstMessage").asText())
                          .isEqualTo(text));
          assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", 20L));
        });
    assertThat(NAMES)
        .allSatisfy(
            name -> assertThat(patchesWith(simulator, name, text)).as(name).isBetween(1L, 2L));
  }

  /** By what they carry: the slower one may still be sending what was declared before. */
  private static long patchesWith(Simulator simulator, String name, String text) {
    return new Traffic(simulator)
        .bodies(name).stream()
            .filter(body -> body.path("firstMessage").asText().equals(text))
            .count();
  }

  /** Both look twice more, and nothing is written by either. */
  private static void assertRests(Cluster cluster, Traffic traffic) {
    awaitLooks(traffic);
    String versions = cluster.versions();
    traffic.simulator().clearRequests();
    awaitLooks(traffic);
    assertThat(traffic.count("PATCH", NAMES)).isEmpty();
    assertThat(cluster.versions()).isEqualTo(versions);
  }

  private static void awaitLooks(Traffic traffic) {
    Map<String, Long> before = traffic.count("GET", NAMES);
    eventually(
        () ->
            assertThat(NAMES)
                .allSatisfy(
                    name ->
                        assertThat(traffic.looks(name))
                            .isGreaterThanOrEqualTo(before.getOrDefault(name, 0L) + 4)));
  }
}
