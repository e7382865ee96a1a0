package net.lumenia.voice.endtoend;

import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static net.lumenia.voice.endtoend.Cluster.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;

/** A namespace with assistants, the simulated API, and operators of which one leads. */
final class Replicas implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  final Cluster cluster;
  final Simulator simulator;
  final List<String> names;
  private final ControlPlane plane;
  private final List<OperatorProcess> started = new CopyOnWriteArrayList<>();

  Replicas(ControlPlane plane, KubernetesClient client, int assistants) {
    this(plane, client, assistants, SimulatorOptions.defaults());
  }

  /** The workspaces have no voice integrations yet. */
  static Replicas unprovisioned(ControlPlane plane, KubernetesClient client, int assistants) {
    return new Replicas(plane, client, assistants, SimulatorOptions.defaults().unprovisioned());
  }

  private Replicas(
      ControlPlane plane, KubernetesClient client, int assistants, SimulatorOptions options) {
    InstalledCrds.in(client);
    this.plane = plane;
    cluster = new Cluster(client);
    names = IntStream.rangeClosed(1, assistants).mapToObj("ha-%02d"::formatted).toList();
    simulator = Simulator.start(options.withWorkspaces(names));
    cluster.applyAccount();
  }

  /** So that all assistants can be under way at once. */
  void raiseConcurrency() {
    cluster.apply(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: LumeniaAccount
        metadata: {name: default}
        spec:
          accountId: %s
          tokenSecretRef: {name: lumenia}
          requestsPerMinute: 60000
          maxConcurrentRequests: 64
        """
            .formatted(SimulatorOptions.ACCOUNT_ID));
  }

  void applyAll(String spec) {
    cluster.apply(
        names.stream().map(name -> Cluster.assistant(name, spec)).collect(joining("---\n")));
  }

  void awaitSynced() {
    eventually(
        () -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", (long) names.size())));
  }

  /** It is the last one of each assistant in the simulator's log. */
  void awaitSent(String firstMessage) {
    var traffic = new Traffic(simulator);
    eventually(
        () ->
            assertThat(names)
                .allSatisfy(
                    name ->
                        assertThat(traffic.bodies(name))
                            .extracting(body -> body.path("firstMessage").asText())
                            .endsWith(firstMessage)));
  }

  /**
   * Applies a spec and pauses an operator when it has read all assistants, and connects to send it.
   *
   * @param wire the operator's way to the Lumenia API; no connection comes about until it is opened
   */
  void applyAndPauseWhileConnecting(OperatorProcess operator, Wire wire, String spec)
      throws IOException {
    wire.hold();
    applyAll(spec);
    eventually(() -> assertThat(wire.heldAnswers()).as("reads").isEqualTo(names.size()));
    wire.releaseAndSeal();
    within(
        CONNECT_TIMEOUT,
        () -> assertThat(wire.connecting()).isGreaterThanOrEqualTo(names.size() / 2));
    operator.pause();
  }

  /** Starts another one and waits until it is ready; whether it leads is another question. */
  OperatorProcess start() {
    return started(OperatorProcess.replica(plane.kubeconfig(), cluster.namespace(), api()));
  }

  /** One that reaches the Lumenia API by another way. */
  OperatorProcess startBy(Wire toApi) {
    return started(OperatorProcess.replica(plane.kubeconfig(), cluster.namespace(), toApi.url()));
  }

  /** One that reaches the API server by another way. */
  OperatorProcess startWithApiServerBy(Wire toApiServer) {
    try {
      Path kubeconfig = Files.createTempFile("kubeconfig-", ".yaml");
      kubeconfig.toFile().deleteOnExit();
      String direct = Files.readString(plane.kubeconfig());
      Files.writeString(
          kubeconfig, direct.replace(plane.url().toString(), toApiServer.url().toString()));
      return started(OperatorProcess.replica(kubeconfig, cluster.namespace(), api()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that asks no lease, and reaches the Lumenia API by another way. */
  OperatorProcess startUnelected(URI api) {
    return started(
        OperatorProcess.run(
            plane,
            List.of(
                "--namespaces",
                cluster.namespace(),
                "--no-leader-election",
                "--default-base-url",
                api.toString(),
                "--allow-insecure-http")));
  }

  URI api() {
    return simulator.baseUrl();
  }

  /** Who holds the lease; empty if no replica does. */
  String leader() {
    return Optional.ofNullable(lease().getHolderIdentity()).orElse("");
  }

  Instant leadingSince() {
    return lease().getAcquireTime().toInstant();
  }

  private LeaseSpec lease() {
    return cluster
        .client()
        .leases()
        .inNamespace(cluster.namespace())
        .withName("voice-operator")
        .require()
        .getSpec();
  }

  private OperatorProcess started(OperatorProcess operator) {
    started.add(operator);
    return operator;
  }

  @Override
  public void close() {
    started.forEach(OperatorProcess::close);
    simulator.close();
  }
}
