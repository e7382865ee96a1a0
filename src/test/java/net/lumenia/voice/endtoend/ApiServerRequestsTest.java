package net.lumenia.voice.endtoend;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.summingLong;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithProcesses;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a change costs the API server, by its own metrics; other tests use another API server. */
@WithProcesses
@Execution(ExecutionMode.CONCURRENT)
class ApiServerRequestsTest {

  private static final List<String> NAMES = List.of("one", "two", "three", "four", "five");
  private static final long ALL = NAMES.size();

  private static final String FRESH_READS = "GET voiceassistants";
  private static final String STATUSES = "PATCH voiceassistants/status";
  private static final String LISTS = "LIST controllerrevisions";
  private static final String REVISIONS = "POST controllerrevisions";
  private static final String CATALOGS = "PATCH voicecatalogs";
  private static final String EVENTS = "POST events";

  private static final Pattern COUNT =
      Pattern.compile(
          "(?m)^apiserver_request_total\\{.*resource=\"(\\w+)\",.*subresource=\"(\\w*)\",verb=\"(\\w+)\",.*}"
              + " (\\S+)$");

  @Test
  void aChangeCostsOneFreshReadAndOneStatusAndMoreOnlyIfItReplacesAnything() {
    try (ControlPlane plane = ControlPlane.start();
        KubernetesClient client = plane.newClient();
        Simulator simulator = Simulator.start(SimulatorOptions.defaults().withWorkspaces(NAMES))) {
      InstalledCrds.in(client);
      var cluster =
          new Cluster(
              client.adapt(NamespacedKubernetesClient.class).inNamespace(plane.newNamespace()));
      try (var _ =
          OperatorProcess.start(plane, cluster.namespace(), simulator, "--resync-interval", "1h")) {
        cluster.applyAccount();
        eventually(() -> assertThat(cluster.accountReady()).startsWith("True "));
        eventually(() -> assertThat(requests(client)).containsEntry(CATALOGS, 1L));

        Map<String, Long> first = costs(client, () -> change(cluster, "Hello"), STATUSES);
        assertThat(first).as("nothing is replaced").doesNotContainKeys(LISTS, REVISIONS, EVENTS);

        Map<String, Long> second = costs(client, () -> change(cluster, "Good morning"), EVENTS);
        assertThat(second).containsEntry(REVISIONS, ALL).containsEntry(EVENTS, ALL);
        assertThat(second.get(LISTS)).as("one each, and the namespace's").isBetween(1L, ALL + 1);

        Map<String, Long> third = costs(client, () -> change(cluster, "Good evening"), EVENTS);
        assertThat(third).containsEntry(REVISIONS, ALL).doesNotContainKey(LISTS);

        assertThat(Stream.of(first, second, third))
            .allSatisfy(
                costs ->
                    assertThat(costs)
                        .containsEntry(FRESH_READS, ALL)
                        .containsEntry(STATUSES, ALL)
                        .doesNotContainKey(CATALOGS));
      }
    }
  }

  /** Returns when the API server has counted the requests that come last. */
  private static Map<String, Long> costs(KubernetesClient client, Runnable change, String last) {
    Map<String, Long> before = requests(client);
    change.run();
    eventually(() -> assertThat(since(before, client)).containsEntry(last, ALL));
    return since(before, client);
  }

  private static Map<String, Long> since(Map<String, Long> before, KubernetesClient client) {
    Map<String, Long> now = requests(client);
    now.replaceAll((request, count) -> count - before.getOrDefault(request, 0L));
    now.values().removeIf(count -> count == 0);
    return now;
  }

  private static Map<String, Long> requests(KubernetesClient client) {
    return COUNT
        .matcher(client.raw("/metrics"))
        .results()
        .collect(
            groupingBy(ApiServerRequestsTest::request, summingLong(ApiServerRequestsTest::count)));
  }

  private static String request(MatchResult line) {
    String subresource = line.group(2).isEmpty() ? "" : "/" + line.group(2);
    return line.group(3) + " " + line.group(1) + subresource;
  }

  private static long count(MatchResult line) {
    return Math.round(Double.parseDouble(line.group(4)));
  }

  private static void change(Cluster cluster, String firstMessage) {
    cluster.apply(
        NAMES.stream()
            .map(name -> Cluster.assistant(name, "firstMessage: " + firstMessage))
            .collect(joining("---\n")));
    eventually(() -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", ALL)));
  }
}
