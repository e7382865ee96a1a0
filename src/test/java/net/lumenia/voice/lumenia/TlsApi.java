package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.network.NetworkSettings;
import net.lumenia.voice.network.Proxies;
import net.lumenia.voice.network.TrustedRoots;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** An API with a certificate of its own certificate authority. */
final class TlsApi implements AutoCloseable {

  static final String HOST = "api.corp.example";

  final MockWebServer server = new MockWebServer();

  static HeldCertificate authority(String name) {
    return new HeldCertificate.Builder().certificateAuthority(0).commonName(name).build();
  }

  static HeldCertificate.Builder certificateOf(HeldCertificate authority) {
    return new HeldCertificate.Builder()
        .signedBy(authority)
        .commonName("the API")
        .addSubjectAlternativeName(HOST)
        .addSubjectAlternativeName("127.0.0.1");
  }

  TlsApi(HeldCertificate certificate) {
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder()
                .body("{\"assistant\":{\"firstMessage\":\"Hi\"}}")
                .build();
          }
        });
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes certificates in PEM. */
  static Path write(Path file, HeldCertificate... certificates) {
    var pem = new StringBuilder();
    for (HeldCertificate certificate : certificates) {
      pem.append(certificate.certificatePem());
    }
    try {
      return Files.write(file, pem.toString().getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LumeniaClient client(Map<String, String> environment, Path... caFiles) {
    var network = new NetworkSettings(Proxies.from(environment), TrustedRoots.of(List.of(caFiles)));
    return new LumeniaClient("1.2.3", Api.GENEROUS, network, (_, _, _) -> {}, Clock.systemUTC());
  }

  ApiResult<LiveAssistant> get(LumeniaClient client) {
    return get(client, "127.0.0.1");
  }

  ApiResult<LiveAssistant> get(LumeniaClient client, String host) {
    return client.getAssistant(
        Api.credentials("https://%s:%d".formatted(host, server.getPort())), "61636d65");
  }

  @Override
  public void close() {
    server.close();
  }
}
