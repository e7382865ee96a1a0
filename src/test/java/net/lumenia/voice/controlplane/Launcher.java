package net.lumenia.voice.controlplane;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the programs of one control plane in its directory, where each has its log. */
record Launcher(ControlPlaneBinaries binaries, Path directory) {
  /**
   * etcd listens on sockets in the directory, so that control planes are separate and no other
   * program can reach them. The URL must have a port, which here is only a part of the file's name.
   */
  private static final String ETCD_URL = "unix://etcd:0";

  private static final String ETCD_PEER_URL = "unix://etcd-peer:0";

  GuardedProcess etcd() {
    GuardedProcess etcd =
        start(
            Program.ETCD,
            List.of(
                "--data-dir=" + directory.resolve("etcd"),
                "--unsafe-no-fsync",
                "--log-level=warn",
                "--listen-client-urls=" + ETCD_URL,
                "--advertise-client-urls=" + ETCD_URL,
                "--listen-peer-urls=" + ETCD_PEER_URL,
                "--initial-advertise-peer-urls=" + ETCD_PEER_URL,
                "--initial-cluster=default=" + ETCD_PEER_URL));
    try {
      etcd.await("it listens", () -> Files.exists(directory.resolve("etcd:0")));
      return etcd;
    } catch (ControlPlaneException e) {
      etcd.close();
      throw e;
    }
  }

  GuardedProcess apiServer(int port, Credentials credentials, List<String> more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--etcd-servers=" + ETCD_URL,
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                "--advertise-address=127.0.0.1",
                // Nothing in here could reach the API server as a service, and loopback is refused.
                "--endpoint-reconciler-type=none",
                "--service-cluster-ip-range=10.0.0.0/24",
                "--authorization-mode=RBAC",
                "--tls-cert-file=" + credentials.serverCertificate(),
                "--tls-private-key-file=" + credentials.serverKey(),
                "--client-ca-file=" + credentials.clientCertificate(),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + credentials.serverKey(),
                "--service-account-signing-key-file=" + credentials.serverKey()));
    arguments.addAll(more);
    return start(Program.KUBE_APISERVER, arguments);
  }

  GuardedProcess controllerManager(Path kubeconfig, Credentials credentials) {
    return start(
        Program.KUBE_CONTROLLER_MANAGER,
        List.of(
            "--kubeconfig=" + kubeconfig,
            "--leader-elect=false",
            "--secure-port=0",
            "--use-service-account-credentials",
            "--service-account-private-key-file=" + credentials.serverKey(),
            "--root-ca-file=" + credentials.serverCertificate(),
            // With the limits for production its controllers start seconds later.
            "--kube-api-qps=500",
            "--kube-api-burst=1000"));
  }

  private GuardedProcess start(Program program, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(binaries.path(program).toString());
    command.addAll(arguments);
    return GuardedProcess.start(
        new ProcessBuilder(command).directory(directory.toFile()),
        directory.resolve(program.fileName() + ".log"));
  }
}
