package net.lumenia.voice.e2e;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import net.lumenia.voice.endtoend.Cluster;

/**
 * A {@link TlsInterceptingProxy} as a pod in front of a {@link SimulatorPod} of the same namespace.
 *
 * @param certificate of its CA, in PEM
 */
record ProxyPod(KubernetesClient client, String certificate) {

  private static final String POD = "proxy";
  private static final Path MANIFEST = RenderedChart.VALUES.resolve("proxy.yaml");

  /**
   * Starts it and waits until it is ready.
   *
   * @param host that its certificate is for
   * @param directory an empty folder for its key
   */
  static ProxyPod start(KubernetesClient client, String image, String host, Path directory)
      throws IOException {
    Path keys = directory.resolve("keys.p12");
    String certificate = generate(keys, host);
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(POD)
                .endMetadata()
                .addToBinaryData("keys.p12", encoded(Files.readAllBytes(keys)))
                .addToBinaryData("TlsInterceptingProxy.class", encoded(classFile()))
                .build())
        .create();
    new Cluster(client).apply(Files.readString(MANIFEST).replace("IMAGE", image));
    client.pods().withName(POD).waitUntilReady(60, TimeUnit.SECONDS);
    return new ProxyPod(client, certificate);
  }

  /** The requests that it got, such as {@code CONNECT api.example:443 HTTP/1.1}, oldest first. */
  List<String> requests() {
    return client
        .pods()
        .withName(POD)
        .getLog()
        .lines()
        .filter(line -> line.endsWith("HTTP/1.1"))
        .toList();
  }

  private static String generate(Path keys, String host) {
    var keytool =
        new Program(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-keystore",
            keys.toString(),
            "-storepass",
            TlsInterceptingProxy.PASSWORD);
    keytool.run(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-storetype",
        "PKCS12",
        "-dname",
        "CN=" + host,
        "-ext",
        "san=dns:" + host);
    return keytool.run("-exportcert", "-rfc");
  }

  private static byte[] classFile() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            TlsInterceptingProxy.class.getResourceAsStream("TlsInterceptingProxy.class"))) {
      return in.readAllBytes();
    }
  }

  private static String encoded(byte[] content) {
    return Base64.getEncoder().encodeToString(content);
  }
}
