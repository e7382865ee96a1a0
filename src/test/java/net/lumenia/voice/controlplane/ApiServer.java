package net.lumenia.voice.controlplane;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/** The API server of one control plane; it can be stopped and started again on the same port. */
final class ApiServer implements AutoCloseable {
  private static final int TRIES = 5;

  private final Launcher launcher;
  private final Credentials credentials;
  private final List<String> arguments;
  private final IntSupplier ports;
  private final Path kubeconfig;
  private Optional<GuardedProcess> process = Optional.empty();
  private int port;

  /**
   * @param arguments further command line arguments
   * @param ports returns another port each time, which another process may take first
   */
  ApiServer(Launcher launcher, Credentials credentials, List<String> arguments, IntSupplier ports) {
    this.launcher = launcher;
    this.credentials = credentials;
    this.arguments = arguments;
    this.ports = ports;
    this.kubeconfig = launcher.directory().resolve("kubeconfig");
  }

  /** Starts it for the first time: on a port that is free, even if another process is faster. */
  void start() {
    for (int attempt = 1; ; attempt++) {
      port = ports.getAsInt();
      credentials.writeKubeconfig(kubeconfig, url());
      try {
        restart();
        return;
      } catch (ControlPlaneException e) {
        boolean portLost = tail().contains("address already in use");
        close();
        if (!portLost || attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  /** Starts it again where it was, with the data that it had. */
  void restart() {
    close();
    GuardedProcess started = launcher.apiServer(port, credentials, arguments);
    process = Optional.of(started);
    try (KubernetesClient client = Clients.impatient(kubeconfig)) {
      started.await("it is ready", () -> isReady(client));
    }
  }

  private static boolean isReady(KubernetesClient client) {
    try {
      return "ok".equals(client.raw("/readyz"))
          && client.namespaces().withName("default").get() != null;
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  URI url() {
    return URI.create("https://127.0.0.1:" + port);
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  private String tail() {
    return process.map(GuardedProcess::tail).orElse("");
  }

  /** Kills it, as a crash would. */
  @Override
  public void close() {
    process.ifPresent(GuardedProcess::close);
    process = Optional.empty();
  }
}
