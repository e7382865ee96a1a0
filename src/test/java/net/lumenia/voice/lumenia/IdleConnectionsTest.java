package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.network.NetworkSettings;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server or load balancer that closes idle connections fails no call. */
class IdleConnectionsTest {

  private static final String SLUG = "61636d65";
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONGER = Duration.ofMillis(200);

  private final List<String> observed = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @CsvSource({"http/1.1, false", "http/1.1, true", "h2, false", "h2, true"})
  void checksThatCrossTheCloseSucceed(String protocol, boolean reset) throws IOException {
    try (var api = api(protocol);
        var front = front(protocol, api, Optional.empty(), reset)) {
      var credentials = Api.credentials("http://127.0.0.1:" + front.port());
      LumeniaClient client = client(api.transport);
      for (int i = 0; i < 100; i++) {
        assertGood(client.getAssistant(credentials, SLUG));
      }
      assertThat(front.connections()).as("connections were closed").isGreaterThan(60);
    }
    assertThat(observed).hasSize(100).containsOnly("get_assistant 200");
  }

  /** The close of TLS is a message of its own, which is no part of an answer. */
  @ParameterizedTest
  @CsvSource({"http/1.1, TLSv1.3", "http/1.1, TLSv1.2", "h2, TLSv1.3"})
  void checksOverTlsSucceed(String protocol, String version) throws Exception {
    var tls = new HandshakeCertificates.Builder();
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    tls.heldCertificate(certificate).addTrustedCertificate(certificate.certificate());
    HandshakeCertificates held = tls.build();
    ServerSocketFactory sockets = new TlsServerSockets(held.sslContext(), version, protocol);
    try (var api = api(protocol);
        var front = front(sockets, protocol, api, Optional.of(SHORT), false)) {
      var transport =
          new Transport(
              Api.GENEROUS,
              NetworkSettings.direct(),
              builder -> builder.sslSocketFactory(held.sslSocketFactory(), held.trustManager()));
      var credentials = Api.credentials("https://127.0.0.1:" + front.port());
      LumeniaClient client = client(transport);
      for (int i = 0; i < 40; i++) {
        assertGood(client.getAssistant(credentials, SLUG));
        await().pollInterval(Duration.ofMillis(1)).until(() -> front.openConnections() == 0);
      }
    }
    assertThat(observed).hasSize(40).containsOnly("get_assistant 200");
  }

  /** A PATCH that was sent is never repeated, so it must not be sent on a closed connection. */
  @ParameterizedTest
  @CsvSource({"http/1.1, false", "http/1.1, true", "h2, false", "h2, true"})
  void patchIsNotSentOnAClosedConnection(String protocol, boolean reset) throws Exception {
    try (var api = api(protocol);
        var front = front(protocol, api, Optional.of(LONGER), reset);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var credentials = Api.credentials("http://127.0.0.1:" + front.port());
      LumeniaClient client = client(api.transport);
      Callable<ApiResult<LiveAssistant>> get = () -> client.getAssistant(credentials, SLUG);
      for (var result : threads.invokeAll(Collections.nCopies(8, get))) {
        assertGood(result.resultNow());
      }
      await().until(() -> front.openConnections() == 0);
      assertGood(client.patchAssistant(credentials, SLUG, "{\"firstMessage\":\"Hi\"}", () -> true));
    }
    assertThat(observed).hasSize(9).last().isEqualTo("patch_assistant 200");
    assertThat(requests).containsOnlyOnce("PATCH");
  }

  /** All connections of the pool may be closed; the repeat must not take another one of them. */
  @Test
  void repeatTakesNoOtherClosedConnection() throws Exception {
    try (var api = api("http/1.1");
        var front = front("http/1.1", api, Optional.of(LONGER), false);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var credentials = Api.credentials("http://127.0.0.1:" + front.port());
      LumeniaClient client = client(api.transport);
      Callable<ApiResult<LiveAssistant>> get = () -> client.getAssistant(credentials, SLUG);
      threads.invokeAll(Collections.nCopies(8, get));
      await().until(() -> front.openConnections() == 0);
      for (var result : threads.invokeAll(Collections.nCopies(8, get))) {
        assertGood(result.resultNow());
      }
    }
    assertThat(observed).hasSize(16).containsOnly("get_assistant 200");
  }

  private Api api(String protocol) {
    Api api = protocol.equals("h2") ? Api.http2(Api.GENEROUS) : new Api();
    api.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            requests.add(request.getMethod());
            return new MockResponse.Builder()
                .body("{\"assistant\":{\"firstMessage\":\"Hi\"}}")
                .build();
          }
        });
    return api;
  }

  private static ClosingFront front(
      String protocol, Api api, Optional<Duration> idle, boolean reset) {
    return front(ServerSocketFactory.getDefault(), protocol, api, idle, reset);
  }

  private static ClosingFront front(
      ServerSocketFactory sockets,
      String protocol,
      Api api,
      Optional<Duration> idle,
      boolean reset) {
    return new ClosingFront(
        sockets,
        api.server.getPort(),
        protocol.equals("h2") ? InFlight::ofHttp2 : InFlight::ofHttp1,
        idle,
        reset);
  }

  private LumeniaClient client(Transport transport) {
    return new LumeniaClient(
        "1.2.3",
        Api.GENEROUS,
        transport,
        new BodyBudget(),
        (operation, code, _) -> observed.add(operation.label() + " " + code),
        Clock.systemUTC());
  }

  private static void assertGood(ApiResult<LiveAssistant> result) {
    assertThat(Api.value(result).values()).hasSize(1);
  }
}
