package net.lumenia.voice.endtoend;

import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.faults.FaultPhase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two shards of a ring. The test is the sharder: it assigns resources by label, and asks for them
 * back as the sharder of kubernetes-controller-sharding does.
 */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class ShardsTest {

  private static final String SHARD = "shard.alpha.sharding.timebertt.dev/voices";
  private static final String DRAIN = "drain.alpha.sharding.timebertt.dev/voices";
  private static final int MOVES = 40;

  private final List<String> names =
      IntStream.rangeClosed(1, 10).mapToObj("shard-%02d"::formatted).toList();
  private final ControlPlane plane;
  private final Cluster cluster;
  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withWorkspaces(names));
  private final List<OperatorProcess> started = new ArrayList<>();
  private final OperatorProcess one;
  private final OperatorProcess two;

  ShardsTest(ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    this.plane = plane;
    cluster = new Cluster(client);
    cluster.applySecret(SimulatorOptions.TOKEN);
    cluster.apply(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: LumeniaAccount
        metadata: {name: default, labels: {%s: one}}
        spec: {accountId: %s, tokenSecretRef: {name: lumenia}, requestsPerMinute: 60000}
        """
            .formatted(SHARD, SimulatorOptions.ACCOUNT_ID));
    one = start("--shard-name", "one", "--controller-ring", "voices");
    two = start("--shard-name", "two", "--controller-ring", "voices");
  }

  private OperatorProcess start(String... slice) {
    var options =
        new ArrayList<>(
            List.of(
                "--namespaces",
                cluster.namespace(),
                "--leader-election-namespace",
                cluster.namespace(),
                "--default-base-url",
                simulator.baseUrl().toString(),
                "--allow-insecure-http"));
    options.addAll(List.of(slice));
    var operator = OperatorProcess.run(plane, options);
    started.add(operator);
    return operator;
  }

  @AfterEach
  void end() {
    started.forEach(OperatorProcess::close);
    simulator.close();
  }

  /** As the sharder expects them, or it would not assign anything. */
  @Test
  void everyShardHoldsALeaseOfItsName() {
    for (OperatorProcess shard : List.of(one, two)) {
      String name = shard == one ? "one" : "two";
      eventually(() -> assertThat(shard.leads()).isTrue());
      Lease lease = lease(name);
      assertThat(lease.getMetadata().getLabels())
          .containsEntry("alpha.sharding.timebertt.dev/controllerring", "voices");
      assertThat(lease.getSpec().getHolderIdentity()).isEqualTo(name);
      assertThat(lease.getSpec().getLeaseDurationSeconds()).isEqualTo(15);
      assertThat(lease.getSpec().getRenewTime()).isNotNull();
      cluster
          .client()
          .leases()
          .withName(name)
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              """
              {"metadata": {"labels": {"alpha.sharding.timebertt.dev/state": "ready"}}}
              """);
    }
    var renewed = lease("one").getSpec().getRenewTime();
    eventually(() -> assertThat(lease("one").getSpec().getRenewTime()).isAfter(renewed));
    assertThat(lease("one").getMetadata().getLabels())
        .as("the sharder's label")
        .containsEntry("alpha.sharding.timebertt.dev/state", "ready");
    assertThat(one.terminate()).as(one.log()).isZero();
    assertThat(lease("one").getSpec().getHolderIdentity()).isNull();
  }

  /** While edits go on. None is lost, none is sent twice, and none after a later one. */
  @Test
  void drainedAssistantsAreHandedOverDuringEdits() {
    assignAll();
    try (var edits = Edits.begin(cluster, names, Duration.ofMillis(50))) {
      eventually(() -> assertThat(edits.newestSent(simulator)).isGreaterThan(names.size()));
      for (int move = 0; move < MOVES; move++) {
        String name = names.get(move * 7 % names.size());
        move(name, shardOf(name).equals("one") ? "two" : "one");
      }
      edits.awaitTheLast(simulator);
      edits.assertSentInOrder(simulator);
    }
    eventually(() -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", 10L)));
    for (OperatorProcess shard : started) {
      assertThat(shard.log()).doesNotContain(" ERROR ", "\tat ");
      assertThat(shard.log()).contains("released to another shard of voices");
    }
  }

  @Test
  void drainIsAcknowledgedAfterTheWriteThatIsUnderWay() {
    assignAll();
    String name = names.getFirst();
    eventually(() -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", 10L)));
    simulator.clearRequests();
    var slow =
        simulator.inject(
            Fault.of(new FaultKind.Latency(3_000, FaultPhase.BEFORE)).in(name).on("PATCH"));
    cluster.patch(name, "{\"spec\": {\"firstMessage\": \"slow\"}}");
    eventually(() -> assertThat(slow.strikes()).isEqualTo(1));
    drain(name);
    assertThat(labels(name)).as("at once").containsKey(SHARD);
    awaitAcknowledged(name);
    assertThat(simulator.patches(name)).as("by then").hasSize(1);
    assertThat(cluster.ready(name)).startsWith("True Synced");
    assertThat(cluster.status(name).observedGeneration())
        .as("its report, too")
        .isEqualTo(cluster.assistant(name).getMetadata().getGeneration());
  }

  /** The sharder's webhook may assign a resource to the same shard again. */
  @Test
  void drainedAssistantThatComesBackIsServed() {
    assignAll();
    String name = names.getFirst();
    eventually(() -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", 10L)));
    cluster.patch(name, "{\"spec\": {\"suspend\": true}}");
    drain(name);
    cluster.patch(name, "{\"spec\": {\"suspend\": null, \"firstMessage\": \"meanwhile\"}}");
    awaitAcknowledged(name);
    assign(name, "one");
    eventually(
        () ->
            assertThat(simulator.assistant(name).path("firstMessage").asText())
                .isEqualTo("meanwhile"));
    eventually(() -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", 10L)));
  }

  /** Several installations in one namespace. */
  @Test
  void everySelectorHasItsOwnLeader() {
    OperatorProcess blue = start("--selector", "color=blue");
    OperatorProcess red = start("--selector", "color=red");
    OperatorProcess standby = start("--selector", "color=red");
    eventually(() -> assertThat(blue.leads()).isTrue());
    eventually(() -> assertThat(red.leads()).isTrue());
    assertThat(standby.leads()).isFalse();
    assertThat(cluster.client().leases().list().getItems())
        .extracting(lease -> lease.getMetadata().getName())
        .filteredOn(name -> name.startsWith("voice-operator"))
        .hasSize(2);
  }

  private void assignAll() {
    cluster.apply(
        names.stream()
            .map(name -> Cluster.assistant(name, "firstMessage: edit 0"))
            .map(
                yaml ->
                    yaml.replaceFirst(
                        "metadata: \\{", "metadata: {labels: {%s: one}, ".formatted(SHARD)))
            .collect(joining("---\n")));
  }

  /** Asks the shard for it, and assigns it when the shard has let go. */
  private void move(String name, String shard) {
    drain(name);
    awaitAcknowledged(name);
    assign(name, shard);
  }

  private void drain(String name) {
    cluster.patch(name, "{\"metadata\": {\"labels\": {\"%s\": \"true\"}}}".formatted(DRAIN));
  }

  private void awaitAcknowledged(String name) {
    eventually(() -> assertThat(labels(name)).doesNotContainKeys(SHARD, DRAIN));
  }

  private void assign(String name, String shard) {
    cluster.patch(name, "{\"metadata\": {\"labels\": {\"%s\": \"%s\"}}}".formatted(SHARD, shard));
  }

  private String shardOf(String name) {
    return labels(name).getOrDefault(SHARD, "");
  }

  private Map<String, String> labels(String name) {
    return Objects.requireNonNullElse(cluster.assistant(name).getMetadata().getLabels(), Map.of());
  }

  private Lease lease(String name) {
    return cluster.client().leases().withName(name).require();
  }
}
