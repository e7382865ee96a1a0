package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import net.lumenia.voice.lumenia.ApiResult.Success;
import net.lumenia.voice.network.NetworkSettings;
import okhttp3.Protocol;

/** A mock API on a loopback socket, and a client for it. */
final class Api implements AutoCloseable {

  static final String SECRET = "sk-live-0123456789abcdef";
  static final String ACCOUNT = "3f2b8c1e-0000-4000-8000-00000000beef";
  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  /** Long enough for a loaded machine; tests of timeouts set their own. */
  static final Limits GENEROUS = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(60));

  final MockWebServer server = new MockWebServer();
  final List<String> observed = new CopyOnWriteArrayList<>();
  final BodyBudget budget = new BodyBudget();
  final Transport transport;
  final LumeniaClient client;

  Api() {
    this(GENEROUS);
  }

  Api(Limits limits) {
    this(limits, Protocol.HTTP_1_1);
  }

  /** HTTP/2 without TLS, with prior knowledge. */
  static Api http2(Limits limits) {
    return new Api(limits, Protocol.H2_PRIOR_KNOWLEDGE);
  }

  private Api(Limits limits, Protocol protocol) {
    transport = transport(limits, protocol);
    client =
        new LumeniaClient(
            "1.2.3",
            limits,
            transport,
            budget,
            (operation, code, _) -> observed.add(operation.label() + " " + code),
            Clock.fixed(NOW, ZoneOffset.UTC));
    server.setProtocols(List.of(protocol));
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Transport transport(Limits limits, Protocol protocol) {
    return new Transport(
        limits, NetworkSettings.direct(), builder -> builder.protocols(List.of(protocol)));
  }

  Credentials credentials() {
    return credentials(server.url("/").toString());
  }

  static Credentials credentials(String baseUrl) {
    return new Credentials(
        AccountEndpoint.of(baseUrl, ACCOUNT).orElseThrow(), Token.of(SECRET).orElseThrow());
  }

  Api answering(MockResponse response) {
    server.enqueue(response);
    return this;
  }

  Api answering(int code, String body) {
    return answering(new MockResponse.Builder().code(code).body(body).build());
  }

  ApiResult<LiveAssistant> get() {
    return client.getAssistant(credentials(), "61636d65");
  }

  ApiResult<LiveAssistant> patch() {
    return patch("{\"firstMessage\":\"Grüße\"}", () -> true);
  }

  ApiResult<LiveAssistant> patch(String body, BooleanSupplier fence) {
    return client.patchAssistant(credentials(), "61636d65", body, fence);
  }

  ApiResult<LiveAssistant> provision() {
    return client.provision(credentials(), "61636d65", "{\"firstMessage\":\"Grüße\"}", () -> true);
  }

  ApiResult<Authenticated> verify() {
    return client.verifyToken(credentials());
  }

  ApiResult<Catalog> catalog() {
    return client.getCatalog(credentials());
  }

  RecordedRequest taken() throws InterruptedException {
    return server.takeRequest();
  }

  static <T> T value(ApiResult<T> result) {
    return switch (result) {
      case Success<T>(T value) -> value;
      case Failure<T>(ApiFailure failure) -> throw new AssertionError(failure);
    };
  }

  static ApiFailure failure(ApiResult<?> result) {
    return switch (result) {
      case Success<?> success -> throw new AssertionError(success);
      case Failure<?>(ApiFailure failure) -> failure;
    };
  }

  @Override
  public void close() {
    server.close();
  }
}
