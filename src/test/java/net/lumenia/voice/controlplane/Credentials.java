package net.lumenia.voice.controlplane;

import io.fabric8.kubeapitest.cert.CertManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** The certificates of one control plane, in a directory of its own: what kube-api-test makes. */
final class Credentials {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final CertManager certificates;

  private Credentials(CertManager certificates) {
    this.certificates = certificates;
  }

  static Credentials createIn(Path directory) {
    var certificates = new CertManager(directory.toString());
    certificates.createCertificatesIfNeeded();
    return new Credentials(certificates);
  }

  String serverCertificate() {
    return certificates.getAPIServerCertPath();
  }

  /** Also signs the tokens of service accounts. */
  String serverKey() {
    return certificates.getAPIServerKeyPath();
  }

  /** Of an administrator, and its own authority. */
  String clientCertificate() {
    return certificates.getClientCertPath();
  }

  /** An administrator's kubeconfig that refers to no other file. */
  void writeKubeconfig(Path file, URI server) {
    String certificate =
        "{client-certificate-data: %s, client-key-data: %s}"
            .formatted(base64(clientCertificate()), base64(certificates.getClientKeyPath()));
    writeKubeconfig(file, server, "default", certificate);
  }

  /** A kubeconfig with this token. */
  void writeKubeconfig(Path file, URI server, String namespace, Token token) {
    writeKubeconfig(file, server, namespace, "{token: %s}".formatted(token.text()));
  }

  /** A token that the API server has signed for a service account. */
  record Token(String text) {}

  private void writeKubeconfig(Path file, URI server, String namespace, String user) {
    String yaml =
        """
        apiVersion: v1
        kind: Config
        current-context: control-plane
        contexts:
          - name: control-plane
            context: {cluster: control-plane, user: user, namespace: %s}
        clusters:
          - name: control-plane
            cluster:
              server: %s
              certificate-authority-data: %s
        users:
          - name: user
            user: %s
        """
            .formatted(namespace, server, base64(serverCertificate()), user);
    try {
      Files.deleteIfExists(file);
      Files.createFile(file, OWNER_ONLY);
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String base64(String file) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
