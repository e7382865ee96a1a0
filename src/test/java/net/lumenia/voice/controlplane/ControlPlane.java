package net.lumenia.voice.controlplane;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A Kubernetes control plane of its own: etcd, an API server with RBAC and, on request, the
 * controller manager. It listens on one port of the loopback interface, shares nothing with others
 * that run at the same time, and leaves neither a process nor a file behind, however this JVM ends.
 *
 * <p>Without the controller manager there are no service accounts in new namespaces, deleted
 * namespaces stay in {@code Terminating}, and nothing is collected when its owner goes.
 */
public final class ControlPlane implements AutoCloseable {
  private final OwnedDirectory directory;
  private final Launcher launcher;
  private final Credentials credentials;
  private final ApiServer apiServer;
  private final List<GuardedProcess> others = new ArrayList<>();

  /**
   * Starts etcd and the API server, and returns when the API server is ready.
   *
   * @throws ControlPlaneException if the programs cannot be had, or one of them does not come up
   */
  public static ControlPlane start() {
    return start(Program.basic());
  }

  /** Like {@link #start()}, with a controller manager that has done its first work. */
  public static ControlPlane startWithControllerManager() {
    return start(Program.all());
  }

  private static ControlPlane start(Set<Program> programs) {
    ControlPlaneBinaries binaries = new BinaryResolver(System.getenv()).resolve(programs);
    var plane = new ControlPlane(binaries, programs.contains(Program.KUBE_CONTROLLER_MANAGER));
    try {
      plane.bringUp(programs);
      return plane;
    } catch (RuntimeException e) {
      plane.close();
      throw e;
    }
  }

  private ControlPlane(ControlPlaneBinaries binaries, boolean serviceAccounts) {
    directory =
        OwnedDirectory.create(
            Path.of(System.getProperty("java.io.tmpdir")), "voice-operator-control-plane-");
    launcher = new Launcher(binaries, directory.path());
    credentials = Credentials.createIn(directory.path());
    apiServer =
        new ApiServer(
            launcher,
            credentials,
            // It would wait for service accounts that only the controller manager makes.
            serviceAccounts ? List.of() : List.of("--disable-admission-plugins=ServiceAccount"),
            FreePort::find);
  }

  private void bringUp(Set<Program> programs) {
    others.add(launcher.etcd());
    apiServer.start();
    if (programs.contains(Program.KUBE_CONTROLLER_MANAGER)) {
      GuardedProcess manager = launcher.controllerManager(kubeconfig(), credentials);
      others.add(manager);
      try (KubernetesClient client = newClient()) {
        var first = client.serviceAccounts().inNamespace("default").withName("default");
        manager.await("it has made the first service account", () -> first.get() != null);
      }
    }
  }

  /** Where the API server listens. */
  public URI url() {
    return apiServer.url();
  }

  /** An administrator's kubeconfig; it holds everything in itself and may be copied. */
  public Path kubeconfig() {
    return apiServer.kubeconfig();
  }

  /** The kubeconfig of a service account, as its pods have it; the namespace is the account's. */
  public Path kubeconfigOf(String namespace, String serviceAccount) {
    try (KubernetesClient client = newClient()) {
      String token =
          client
              .serviceAccounts()
              .inNamespace(namespace)
              .withName(serviceAccount)
              .tokenRequest()
              .getStatus()
              .getToken();
      Path file = directory.path().resolve("kubeconfig-%s-%s".formatted(namespace, serviceAccount));
      credentials.writeKubeconfig(file, url(), namespace, new Credentials.Token(token));
      return file;
    }
  }

  /** The kubectl of the same version, as an administrator. */
  public Kubectl kubectl() {
    return new Kubectl(launcher.binaries().path(Program.KUBECTL), kubeconfig(), directory.path());
  }

  /** A client as an administrator; the caller closes it. */
  public KubernetesClient newClient() {
    return Clients.of(Clients.config(kubeconfig()));
  }

  /** A client as another user, so that RBAC decides what it may do; the caller closes it. */
  public KubernetesClient newClientAs(String user, String... groups) {
    return Clients.of(
        new ConfigBuilder(Clients.config(kubeconfig()))
            .withImpersonateUsername(user)
            .withImpersonateGroups(groups)
            .build());
  }

  /** Creates a new namespace and returns its name. */
  public String newNamespace() {
    Namespace fresh =
        new NamespaceBuilder().withNewMetadata().withGenerateName("test-").endMetadata().build();
    try (KubernetesClient client = newClient()) {
      return client.resource(fresh).create().getMetadata().getName();
    }
  }

  /** Ends the API server as a crash would, while everything else stays. */
  public void stopApiServer() {
    apiServer.close();
  }

  /** Starts the API server again where it was, and returns when it is ready. */
  public void startApiServer() {
    apiServer.restart();
  }

  @Override
  public void close() {
    try (directory;
        apiServer) {
      others.forEach(GuardedProcess::close);
    }
  }
}
