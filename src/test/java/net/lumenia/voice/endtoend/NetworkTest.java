package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static net.lumenia.voice.endtoend.Cluster.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.Circuit;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.lumenia.ClosingFront;
import net.lumenia.voice.lumenia.TestProxy;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The operator in networks between which and the API there is something. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class NetworkTest {

  private static final Duration ACCOUNT_CHECKED_AGAIN = Duration.ofMinutes(2);
  private static final String HOST = "api.corp.example";

  private final ControlPlane plane;
  private final Cluster cluster;
  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withWorkspaces(List.of("acme")));

  @TempDir private Path directory;

  NetworkTest(ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    this.plane = plane;
    cluster = new Cluster(client);
  }

  @BeforeEach
  void apply() {
    cluster.applyAccount();
    cluster.applyAssistant("acme", "firstMessage: Hello");
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  /** Every check finds a connection that was closed in the meantime. */
  @Test
  void frontThatClosesIdleConnectionsFailsNoCheck() throws Exception {
    var traffic = new Traffic(simulator);
    try (var front = ClosingFront.http1(simulator.baseUrl().getPort(), Duration.ofMillis(50));
        var operator =
            LocalOperator.start(
                plane.kubeconfig(),
                Set.of(cluster.namespace()),
                URI.create("http://127.0.0.1:" + front.port()),
                Duration.ofMillis(200));
        var watch = new StatusWatch(cluster.client())) {
      eventually(() -> assertThat(cluster.ready("acme")).startsWith("True Synced"));
      long before = traffic.looks("acme");
      eventually(() -> assertThat(traffic.looks("acme")).isGreaterThan(before + 50));
      assertThat(watch.reasons("acme")).containsOnly("Synced");
      assertThat(cluster.events("acme")).as("warnings").isEmpty();
      assertThat(cluster.account().decodeStatus().circuit()).isEqualTo(Circuit.CLOSED);
      assertThat(operator.http("/metrics").body()).doesNotContain("code=\"connection\"");
      assertThat(front.connections()).as("connections were closed").isGreaterThan(30);
    }
  }

  @Test
  void baseUrlWithAnIpv6Address() throws Exception {
    assumeTrue(hasIpv6(), "no IPv6 on the loopback interface");
    SimulatorOptions options = SimulatorOptions.defaults().withWorkspaces(List.of("acme"));
    try (var ipv6 = Simulator.start(options.listeningOn("::1", 0))) {
      String baseUrl = "http://[::1]:" + ipv6.baseUrl().getPort();
      cluster.apply(
          """
          apiVersion: voice.lumenia.net/v1alpha1
          kind: LumeniaAccount
          metadata: {name: default}
          spec: {accountId: %s, tokenSecretRef: {name: lumenia}, baseUrl: "%s"}
          """
              .formatted(SimulatorOptions.ACCOUNT_ID, baseUrl));
      try (var _ =
          LocalOperator.start(
              plane.kubeconfig(),
              Set.of(cluster.namespace()),
              URI.create(baseUrl),
              Duration.ofMinutes(5))) {
        eventually(() -> assertThat(cluster.ready("acme")).startsWith("True Synced"));
        assertThat(ipv6.assistant("acme").path("firstMessage").asText()).isEqualTo("Hello");
      }
    }
  }

  private static boolean hasIpv6() {
    try (var _ = new ServerSocket(0, 1, InetAddress.getAllByName("::1")[0])) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void proxyAndPrivateCertificateAuthority() throws Exception {
    HeldCertificate authority =
        new HeldCertificate.Builder().certificateAuthority(0).commonName("Corp CA").build();
    HeldCertificate certificate =
        new HeldCertificate.Builder().signedBy(authority).addSubjectAlternativeName(HOST).build();
    var tls = new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    Path caFile = Files.writeString(directory.resolve("ca.pem"), "");
    Files.writeString(caFile, new HeldCertificate.Builder().build().certificatePem());
    try (var front =
            ClosingFront.https(
                simulator.baseUrl().getPort(), tls.sslContext(), Duration.ofSeconds(2));
        var proxy = new TestProxy(front.port()).requiring("Basic bWU6c2VjcmV0")) {
      var environment =
          Map.of(
              "HTTPS_PROXY",
              "me:secret@" + proxy.name(),
              "NO_PROXY",
              "*.svc, .cluster.local exa*mple");
      var options =
          List.of(
              "--namespaces",
              cluster.namespace(),
              "--no-leader-election",
              "--default-base-url",
              "https://" + HOST,
              "--ca-file",
              caFile.toString(),
              "--resync-interval",
              "10s");
      try (var operator = OperatorProcess.run(plane.kubeconfig(), environment, options)) {
        eventually(
            () ->
                assertThat(cluster.accountReady())
                    .startsWith("False Unavailable: ")
                    .contains("issued by CN=Corp CA, is not trusted")
                    .contains("--ca-file"));
        Files.writeString(caFile, authority.certificatePem());
        within(
            ACCOUNT_CHECKED_AGAIN,
            () -> assertThat(cluster.ready("acme")).startsWith("True Synced"));

        proxy.stop();
        String dead = "connection refused by the proxy " + proxy.name();
        eventually(
            () ->
                assertThat(cluster.ready("acme")).startsWith("False Unavailable: ").contains(dead));
        assertThat(operator.log()).contains("NO_PROXY: ignoring [exa*mple]");
        assertThat(operator.log() + cluster.ready("acme") + cluster.accountReady())
            .doesNotContain("secret");
      }
    }
  }
}
