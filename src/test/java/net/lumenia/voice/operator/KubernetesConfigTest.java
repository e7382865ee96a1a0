package net.lumenia.voice.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import net.lumenia.voice.lumenia.TestProxy;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of a kubeconfig that kubectl accepts, with a real HTTPS server. */
class KubernetesConfigTest {

  private static final KeyPair RSA = new HeldCertificate.Builder().rsa2048().build().keyPair();

  private final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("kubernetes").build();
  private final HeldCertificate user =
      new HeldCertificate.Builder().keyPair(RSA).signedBy(authority).commonName("operator").build();
  private final MockWebServer server = new MockWebServer();

  @TempDir private Path directory;

  @BeforeEach
  void start() throws IOException {
    HeldCertificate certificate =
        new HeldCertificate.Builder()
            .signedBy(authority)
            .addSubjectAlternativeName("api.internal")
            .addSubjectAlternativeName("127.0.0.1")
            .build();
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .addTrustedCertificate(authority.certificate())
            .build()
            .sslSocketFactory());
    server.requestClientAuth();
    answerWith(
        new MockResponse.Builder()
            .addHeader("Content-Type", "application/json")
            .body("{\"kind\":\"NamespaceList\",\"apiVersion\":\"v1\",\"items\":[]}"));
    server.start();
    write("ca.crt", authority.certificatePem());
    write("user.crt", user.certificatePem());
    write("user.key", user.privateKeyPkcs1Pem());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void tokenFileIsReadAgain() throws Exception {
    write("token", "first\n");
    try (KubernetesClient client = client("tokenFile: token")) {
      assertThat(authorization(client)).isEqualTo("Bearer first");
      write("token", "second\n");
      assertThat(authorization(client)).isEqualTo("Bearer second");
      Files.delete(directory.resolve("token"));
      assertThat(authorization(client)).as("the last one").isEqualTo("Bearer second");
    }
  }

  @Test
  void tokenFileTakesPrecedenceOverToken() throws Exception {
    write("token", "of-file");
    try (KubernetesClient client = client("token: of-entry, tokenFile: token")) {
      assertThat(authorization(client)).isEqualTo("Bearer of-file");
    }
  }

  @Test
  void token() throws Exception {
    try (KubernetesClient client = client("token: of-entry")) {
      assertThat(authorization(client)).isEqualTo("Bearer of-entry");
    }
  }

  @Test
  void userAndPassword() throws Exception {
    try (KubernetesClient client = client("username: me, password: secret")) {
      assertThat(authorization(client)).isEqualTo("Basic bWU6c2VjcmV0");
    }
  }

  @Test
  void clientCertificateFiles() throws Exception {
    try (KubernetesClient client = client("client-certificate: user.crt, client-key: user.key")) {
      assertThat(peer(client)).isEqualTo("CN=operator");
    }
  }

  @Test
  void clientCertificateData() throws Exception {
    String data =
        "client-certificate-data: %s, client-key-data: %s"
            .formatted(base64(user.certificatePem()), base64(user.privateKeyPkcs8Pem()));
    try (KubernetesClient client = client(data)) {
      assertThat(peer(client)).isEqualTo("CN=operator");
    }
  }

  /** The library would read it before every request, from the second minute on. */
  @Test
  void kubeconfigWithoutTokenIsReadOnce() throws Exception {
    answerWith(new MockResponse.Builder().code(401));
    try (KubernetesClient client = client("client-certificate: user.crt, client-key: user.key")) {
      kubeconfig("127.0.0.1", "", "token: t");
      assertThatExceptionOfType(KubernetesClientException.class)
          .isThrownBy(() -> client.namespaces().list());
    }
    assertThat(server.getRequestCount()).as("none with the token").isEqualTo(1);
  }

  @Test
  void impersonation() throws Exception {
    try (KubernetesClient client = client("token: t, as: jane, as-groups: [dev, ops]")) {
      RecordedRequest request = request(client);
      assertThat(request.getHeaders().get("Impersonate-User")).isEqualTo("jane");
      assertThat(request.getHeaders().values("Impersonate-Group")).containsExactly("dev", "ops");
    }
  }

  /** Warnings of plugins go to their standard error. */
  @Test
  void execPlugin() throws Exception {
    Path plugin =
        write(
            "plugin",
            """
            #!/bin/sh
            echo "a warning" >&2
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"of-plugin"}}'
            """);
    Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwx------"));
    try (KubernetesClient client =
        client(
            "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin,"
                + " interactiveMode: Never}")) {
      assertThat(authorization(client)).isEqualTo("Bearer of-plugin");
    }
  }

  @Test
  void tlsServerName() throws Exception {
    try (KubernetesClient client =
        client("localhost", "tls-server-name: api.internal", "token: t", Map.of())) {
      assertThat(authorization(client)).isEqualTo("Bearer t");
    }
  }

  @Test
  void insecureSkipTlsVerify() throws Exception {
    Path kubeconfig =
        kubeconfig("localhost", "insecure-skip-tls-verify: true", "token: t").toAbsolutePath();
    Files.writeString(
        kubeconfig, Files.readString(kubeconfig).replace("certificate-authority: ca.crt, ", ""));
    try (KubernetesClient client =
        client(KubernetesConfig.read(ClientOptions.of(Optional.of(kubeconfig)), Map.of()))) {
      assertThat(authorization(client)).isEqualTo("Bearer t");
    }
  }

  /** kubectl uses the cluster's proxy even for hosts in NO_PROXY. */
  @Test
  void proxyUrlOfTheCluster() throws Exception {
    try (var proxy = new TestProxy(server.getPort()).requiring("Basic bWU6c2VjcmV0");
        KubernetesClient client =
            client(
                "api.internal",
                "proxy-url: 'http://me:secret@%s'".formatted(proxy.name()),
                "token: t",
                Map.of("NO_PROXY", "*", "HTTPS_PROXY", "other.example:1"))) {
      assertThat(authorization(client)).isEqualTo("Bearer t");
      assertThat(proxy.requests).first().asString().startsWith("CONNECT api.internal:");
    }
  }

  @Test
  void proxyOfTheEnvironment() throws Exception {
    try (var proxy = new TestProxy(server.getPort());
        KubernetesClient client =
            client("api.internal", "", "token: t", Map.of("https_proxy", proxy.name()))) {
      assertThat(authorization(client)).isEqualTo("Bearer t");
      assertThat(proxy.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.internal",
        "a.com, api.internal",
        "a.com .internal",
        "*",
        "exa*mple.com,,api.internal:%d",
      })
  void everyEntryOfNoProxyIsUnderstood(String noProxy) {
    Config config =
        config(
            "api.internal",
            "",
            "token: t",
            Map.of(
                "HTTPS_PROXY", "proxy.example", "NO_PROXY", noProxy.formatted(server.getPort())));
    assertThat(config.getHttpsProxy()).isNull();
    assertThat(config.getNoProxy()).isNull();
  }

  @Test
  void proxyWithoutAPort() {
    var environment =
        Map.of("HTTPS_PROXY", "proxy.example", "NO_PROXY", "*.other.example, 10.0.0.1");
    assertThat(config("api.internal", "", "token: t", environment).getHttpsProxy())
        .isEqualTo("http://proxy.example:80");
  }

  @Test
  void loopbackHasNoProxy() {
    assertThat(
            config("127.0.0.1", "", "token: t", Map.of("HTTPS_PROXY", "proxy.example:1"))
                .getHttpsProxy())
        .isNull();
  }

  @Test
  void invalidProxyIsRefusedWithoutItsPassword() {
    assertThatExceptionOfType(ClientConfigException.class)
        .isThrownBy(
            () ->
                config("api.internal", "proxy-url: 'http://me:se#cret@p:1'", "token: t", Map.of()))
        .withMessageStartingWith("proxy-url is not the URL of a proxy")
        .withMessageNotContaining("se#");
  }

  @Test
  void anotherContextAndUser() throws Exception {
    Path kubeconfig = kubeconfig("127.0.0.1", "", "token: t");
    Files.writeString(
        kubeconfig,
        Files.readString(kubeconfig)
            .replace(
                "contexts: [", "contexts: [{name: there, context: {cluster: here, user: you}}, ")
            .replace("users: [", "users: [{name: you, user: {token: yours}}, "));
    var options =
        new ClientOptions(Optional.of(kubeconfig), Optional.of("there"), Optional.of("alice"));
    try (KubernetesClient client = client(KubernetesConfig.read(options, Map.of()))) {
      RecordedRequest request = request(client);
      assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer yours");
      assertThat(request.getHeaders().get("Impersonate-User")).isEqualTo("alice");
    }
  }

  @Test
  void unknownContextIsRefusedWithTheKnownOnes() {
    Path kubeconfig = kubeconfig("127.0.0.1", "", "token: t");
    assertThatExceptionOfType(ClientConfigException.class)
        .isThrownBy(
            () ->
                KubernetesConfig.read(
                    new ClientOptions(
                        Optional.of(kubeconfig), Optional.of("nope"), Optional.empty()),
                    Map.of()))
        .withMessage("--context: the kubeconfig has no context nope; its contexts: here");
  }

  private KubernetesClient client(String userEntry) {
    return client("127.0.0.1", "", userEntry, Map.of());
  }

  private KubernetesClient client(
      String host, String cluster, String userEntry, Map<String, String> environment) {
    return client(config(host, cluster, userEntry, environment));
  }

  private static KubernetesClient client(Config config) {
    config.setRequestRetryBackoffLimit(0);
    return KubernetesClients.create(config, () -> {});
  }

  private Config config(
      String host, String cluster, String userEntry, Map<String, String> environment) {
    return KubernetesConfig.read(
        ClientOptions.of(Optional.of(kubeconfig(host, cluster, userEntry))), environment);
  }

  private Path kubeconfig(String host, String cluster, String userEntry) {
    return write(
        "kubeconfig",
        """
        apiVersion: v1
        kind: Config
        current-context: here
        contexts: [{name: here, context: {cluster: here, user: me}}]
        clusters: [{name: here, cluster: {certificate-authority: ca.crt, server: "https://%s:%d", %s}}]
        users: [{name: me, user: {%s}}]
        """
            .formatted(host, server.getPort(), cluster, userEntry));
  }

  private void answerWith(MockResponse.Builder response) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return response.build();
          }
        });
  }

  private Path write(String name, String content) {
    try {
      return Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private RecordedRequest request(KubernetesClient client) throws InterruptedException {
    client.namespaces().list();
    return server.takeRequest();
  }

  private String authorization(KubernetesClient client) throws InterruptedException {
    return String.valueOf(request(client).getHeaders().get("Authorization"));
  }

  private String peer(KubernetesClient client) throws InterruptedException {
    RecordedRequest request = request(client);
    return Objects.requireNonNull(Objects.requireNonNull(request.getHandshake()).peerPrincipal())
        .getName();
  }
}
