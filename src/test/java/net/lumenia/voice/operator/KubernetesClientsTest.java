package net.lumenia.voice.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesClientsTest {

  /** The client retries for minutes, and each attempt counts as progress of this process. */
  @Test
  void everyAttemptAtAnUnavailableApiServerIsObserved(@TempDir Path directory) throws IOException {
    Path kubeconfig = kubeconfig(directory, portOfNothing(), "");
    var ended = new AtomicInteger();
    try (KubernetesClient client =
        KubernetesClients.observed(Optional.of(kubeconfig), ended::incrementAndGet)) {
      Thread asking = Thread.startVirtualThread(() -> client.namespaces().list());
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(ended).hasValueGreaterThan(3));
      asking.interrupt();
    }
  }

  /** As kubectl does. */
  @ParameterizedTest
  @CsvSource({"'', default", "', namespace: team', team"})
  void contextWithoutANamespaceMeansDefault(
      String namespace, String expected, @TempDir Path directory) throws IOException {
    Path kubeconfig = kubeconfig(directory, 1, namespace);
    try (KubernetesClient client = KubernetesClients.create(Optional.of(kubeconfig))) {
      assertThat(KubernetesClients.namespace(client)).isEqualTo(expected);
    }
  }

  /**
   * @param more of the context
   */
  private static Path kubeconfig(Path directory, int port, String more) throws IOException {
    return Files.writeString(
        directory.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: away
        contexts: [{name: away, context: {cluster: away, user: someone%s}}]
        clusters: [{name: away, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: someone, user: {}}]
        """
            .formatted(more, port));
  }

  private static int portOfNothing() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
