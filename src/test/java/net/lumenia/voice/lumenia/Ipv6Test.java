package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Base URLs with an IPv6 address, where the machine has IPv6 on its loopback interface. */
class Ipv6Test {

  @TempDir private Path directory;

  @BeforeEach
  void requireIpv6() {
    assumeTrue(hasIpv6(), "no IPv6 on the loopback interface");
  }

  @Test
  void https() throws IOException {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("::1").build();
    try (var server = new MockWebServer()) {
      server.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(certificate)
              .build()
              .sslSocketFactory());
      server.start(loopback(), 0);
      server.enqueue(new MockResponse(200, okhttp3.Headers.of(), "{\"assistant\":{}}"));
      var client =
          TlsApi.client(
              Map.of("HTTPS_PROXY", "127.0.0.1:1"),
              TlsApi.write(directory.resolve("ca.pem"), certificate));
      assertThat(Api.value(client.getAssistant(credentials("https", server.getPort()), "a")))
          .isNotNull();
    }
  }

  @Test
  void nothingListens() throws IOException {
    int port;
    try (var closed = new ServerSocket(0, 1, loopback())) {
      port = closed.getLocalPort();
    }
    var result = TlsApi.client(Map.of()).getAssistant(credentials("http", port), "a");
    assertThat(Api.failure(result).message()).isEqualTo("connection refused by ::1");
  }

  private static Credentials credentials(String scheme, int port) {
    return Api.credentials("%s://[::1]:%d".formatted(scheme, port));
  }

  private static boolean hasIpv6() {
    try (var _ = new ServerSocket(0, 1, loopback())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress loopback() throws UnknownHostException {
    return InetAddress.getAllByName("::1")[0];
  }
}
