package net.lumenia.voice.operator;

import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.lumenia.voice.account.BaseUrlPolicy;
import net.lumenia.voice.cluster.LabelSelector;
import net.lumenia.voice.cluster.LeaseTiming;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.endtoend.Cluster;
import net.lumenia.voice.endtoend.Traffic;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.network.NetworkSettings;
import net.lumenia.voice.reconcile.OperatorTiming;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.faults.FaultPhase;
import net.lumenia.voice.simulator.faults.InjectedFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two operators, each with a selector, on the assistants of one namespace. No resync helps. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class SlicesTest {

  private static final int ASSISTANTS = 12;
  private static final int ROUNDS = 3;

  /** A hand-over takes as long as the lease; a PATCH has half of that. */
  private static final OperatorTiming TIMING =
      new OperatorTiming(
          OperatorTiming.DEFAULT.plan(),
          OperatorTiming.DEFAULT.backoff(),
          OperatorTiming.DEFAULT.circuit(),
          OperatorTiming.DEFAULT.accountData(),
          new LeaseTiming(
              Duration.ofSeconds(6),
              Duration.ofSeconds(4),
              Duration.ofSeconds(1),
              Duration.ofMillis(200),
              Duration.ofSeconds(3)),
          OperatorTiming.DEFAULT.stall());

  private final List<String> names =
      IntStream.range(0, ASSISTANTS).mapToObj("sliced-%02d"::formatted).toList();
  private final ControlPlane plane;
  private final Cluster cluster;
  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withWorkspaces(names));
  private final VoiceOperatorService a;
  private final VoiceOperatorService b;

  SlicesTest(ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    this.plane = plane;
    cluster = new Cluster(client);
    cluster.applySecret("lumenia", SimulatorOptions.TOKEN);
    applyAccount("a");
    a = start("slice=a");
    b = start("slice in (b)");
  }

  @AfterEach
  void end() {
    a.close();
    b.close();
    simulator.close();
  }

  /**
   * Every edit comes with a change of the slice: while its PATCH is on its way, before it, with it,
   * or there and back. A PATCH takes effect after a second.
   */
  @Test
  void handOverLosesAndDoublesNoWrite() throws Exception {
    cluster.apply(
        names.stream().map(name -> assistant(name, name, "edit 0")).collect(joining("---\n")));
    awaitAll("edit 0");
    List<InjectedFault> slow =
        names.stream()
            .map(
                name ->
                    Fault.of(new FaultKind.Latency(1_000, FaultPhase.BEFORE)).in(name).on("PATCH"))
            .map(simulator::inject)
            .toList();
    for (int round = 1; round <= ROUNDS; round++) {
      for (int i = 0; i < ASSISTANTS; i++) {
        String slice = sliceOf(names.get(i)).equals("a") ? "b" : "a";
        String edit = "{\"firstMessage\": \"edit %d\"}".formatted(round);
        editAndMove(names.get(i), (i + round) % 4, edit, slice, slow.get(i));
      }
      awaitAll("edit " + round);
    }
    List<String> edits = IntStream.rangeClosed(0, ROUNDS).mapToObj("edit %d"::formatted).toList();
    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(new Traffic(simulator).bodies(name))
                    .as(name)
                    .extracting(body -> body.path("firstMessage").asText())
                    .isEqualTo(edits));
    assertThat(counted(a)).isEqualTo(inSlice("a"));
    assertThat(counted(b)).isEqualTo(inSlice("b"));
  }

  private void editAndMove(String name, int way, String edit, String slice, InjectedFault slow) {
    switch (way) {
      case 0 -> {
        long before = slow.strikes();
        cluster.patch(name, "{\"spec\": %s}".formatted(edit));
        eventually(() -> assertThat(slow.strikes()).as(name).isGreaterThan(before));
        move(name, slice);
      }
      case 1 -> {
        move(name, slice);
        cluster.patch(name, "{\"spec\": %s}".formatted(edit));
      }
      case 2 ->
          cluster.patch(
              name,
              "{\"metadata\": {\"labels\": {\"slice\": \"%s\"}}, \"spec\": %s}"
                  .formatted(slice, edit));
      default -> {
        cluster.patch(name, "{\"spec\": %s}".formatted(edit));
        move(name, slice);
        move(name, slice.equals("a") ? "b" : "a");
        move(name, slice);
      }
    }
  }

  private void move(String name, String slice) {
    cluster.patch(name, "{\"metadata\": {\"labels\": {\"slice\": \"%s\"}}}".formatted(slice));
  }

  /** The status tells it, and so does the API. */
  private void awaitAll(String edit) {
    eventually(
        () -> {
          assertThat(names)
              .allSatisfy(
                  name ->
                      assertThat(simulator.assistant(name).path("firstMessage").asText())
                          .as(name)
                          .isEqualTo(edit));
          assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", (long) ASSISTANTS));
        });
  }

  private String sliceOf(String name) {
    return cluster.assistant(name).getMetadata().getLabels().getOrDefault("slice", "");
  }

  private long inSlice(String slice) {
    return names.stream().filter(name -> sliceOf(name).equals(slice)).count();
  }

  /** How many assistants an operator counts in its metrics. */
  private static long counted(VoiceOperatorService operator)
      throws IOException, InterruptedException {
    URI metrics = URI.create("http://127.0.0.1:%d/metrics".formatted(operator.httpPort()));
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith("voiceassistants{"))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    }
  }

  @Test
  void olderAssistantOfTheOtherSliceOwnsTheWorkspace() {
    cluster.apply(assistant("first", names.getFirst(), "from first"));
    move("first", "b");
    eventually(() -> assertThat(cluster.ready("first")).startsWith("True Synced"));
    cluster.apply(assistant("second", names.getFirst(), "from second"));
    eventually(
        () ->
            assertThat(cluster.ready("second"))
                .startsWith(
                    "False WorkspaceConflict: the workspace belongs to VoiceAssistant %s/first"
                        .formatted(cluster.namespace())));
    cluster.client().resources(VoiceAssistant.class).withName("first").delete();
    eventually(() -> assertThat(cluster.ready("second")).startsWith("True Synced"));
    assertThat(new Traffic(simulator).bodies(names.getFirst()))
        .extracting(body -> body.path("firstMessage").asText())
        .containsExactly("from first", "from second");
  }

  /** Both slices use it, one checks it and reports. */
  @Test
  void accountIsCheckedByItsOwnSlice() {
    applyAccount("nowhere");
    cluster.apply(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: LumeniaAccount
        metadata: {name: other, labels: {slice: nowhere}}
        spec: {accountId: %s, tokenSecretRef: {name: lumenia}}
        """
            .formatted(SimulatorOptions.ACCOUNT_ID));
    cluster.apply(
        assistant("acme", names.getFirst(), "Hi")
            .replace("  firstMessage", "  accountRef: {name: other}\n  firstMessage"));
    eventually(
        () ->
            assertThat(cluster.ready("acme"))
                .startsWith(
                    "False AccountNotReady: LumeniaAccount other is not in the slice of this operator"));
    cluster.apply(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: LumeniaAccount
        metadata: {name: other, labels: {slice: b}}
        spec: {accountId: %s, tokenSecretRef: {name: lumenia}}
        """
            .formatted(SimulatorOptions.ACCOUNT_ID));
    eventually(() -> assertThat(cluster.accountReady("other")).startsWith("True Authenticated"));
    eventually(() -> assertThat(cluster.ready("acme")).startsWith("True Synced"));
    assertThat(simulator.requests())
        .filteredOn(request -> request.path().endsWith("/auth"))
        .as("one check of each account")
        .hasSizeLessThanOrEqualTo(2);
  }

  private void applyAccount(String slice) {
    cluster.apply(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: LumeniaAccount
        metadata: {name: default, labels: {slice: %s}}
        spec: {accountId: %s, tokenSecretRef: {name: lumenia}, requestsPerMinute: 60000}
        """
            .formatted(slice, SimulatorOptions.ACCOUNT_ID));
  }

  private static String assistant(String name, String workspace, String firstMessage) {
    return """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: VoiceAssistant
        metadata: {name: %s, labels: {slice: a}}
        spec:
          workspace: {originalSlug: %s}
          firstMessage: %s
        """
        .formatted(name, workspace, firstMessage);
  }

  private VoiceOperatorService start(String selector) {
    return VoiceOperatorService.start(
        new OperatorConfig(
            Optional.of(plane.kubeconfig()),
            Set.of(cluster.namespace()),
            new Slice.Selected(LabelSelector.parse(selector)),
            BaseUrlPolicy.of(Optional.of(simulator.baseUrl()), Set.of(), true),
            NetworkSettings.direct(),
            Duration.ofHours(24),
            CallLimits.OF_PROCESS,
            Optional.of(InetAddress.getLoopbackAddress()),
            0,
            Optional.empty(),
            "test"),
        TIMING);
  }
}
