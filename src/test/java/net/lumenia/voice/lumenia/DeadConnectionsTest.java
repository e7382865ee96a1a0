package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.lumenia.ApiFailure.Timeout;
import net.lumenia.voice.lumenia.ApiFailure.Unavailable;
import org.junit.jupiter.api.Test;

/** A silently dead connection fails only the PATCHes in flight on it. */
class DeadConnectionsTest {

  private static final Duration CONNECT = Duration.ofSeconds(20);

  /** A dead connection is detected after two pings, long before the call timeout. */
  private static final Limits LIMITS =
      new Limits(CONNECT, Duration.ofSeconds(20), Duration.ofMillis(150));

  private static final Limits SHORT = new Limits(CONNECT, Duration.ofMillis(700));

  @Test
  void onHttp2OnePatchFails() throws IOException {
    try (var api = answering(Api.http2(LIMITS));
        var proxy = new SilentProxy(api.server.getPort())) {
      assertGood(get(api, proxy));
      proxy.silence();
      ApiFailure failure = Api.failure(patch(api, proxy));
      assertThat(failure).isInstanceOf(Unavailable.class);
      assertThat(failure.message())
          .isEqualTo("127.0.0.1 no longer answers on its HTTP/2 connection, or broke it");
      assertThat(failure.mayHaveTakenEffect()).isTrue();
      assertGood(get(api, proxy));
      assertThat(proxy.connections()).isEqualTo(2);
    }
  }

  @Test
  void onHttp2NoCheckFails() throws IOException {
    try (var api = answering(Api.http2(LIMITS));
        var proxy = new SilentProxy(api.server.getPort())) {
      assertGood(get(api, proxy));
      proxy.silence();
      assertGood(get(api, proxy));
      assertThat(api.observed).containsExactly("get_assistant 200", "get_assistant 200");
      assertThat(proxy.connections()).isEqualTo(2);
    }
  }

  @Test
  void onHttp2AllPatchesInFlightFailTogether() throws Exception {
    try (var api = answering(Api.http2(LIMITS));
        var proxy = new SilentProxy(api.server.getPort());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertGood(get(api, proxy));
      proxy.silence();
      Callable<ApiResult<LiveAssistant>> call = () -> patch(api, proxy);
      for (var result : threads.invokeAll(Collections.nCopies(8, call))) {
        assertThat(Api.failure(result.resultNow())).isInstanceOf(Unavailable.class);
      }
      for (var result : threads.invokeAll(Collections.nCopies(8, call))) {
        assertGood(result.resultNow());
      }
      assertThat(proxy.connections()).isLessThanOrEqualTo(1 + 8);
      assertThat(proxy.closed()).isPositive();
    }
  }

  @Test
  void onHttp2DeadIdleConnectionFailsNoCall() throws IOException {
    try (var api = answering(Api.http2(LIMITS));
        var proxy = new SilentProxy(api.server.getPort())) {
      assertGood(get(api, proxy));
      proxy.silence();
      await().until(() -> proxy.closed() == 1);
      assertGood(get(api, proxy));
      assertThat(proxy.connections()).isEqualTo(2);
    }
  }

  @Test
  void onHttp2SlowServerThatAnswersPingsIsNoFailure() throws IOException {
    try (var api = Api.http2(LIMITS)) {
      var slow =
          new MockResponse.Builder()
              .body("{\"assistant\":{\"firstMessage\":\"Hi\"}}")
              .headersDelay(1_000, TimeUnit.MILLISECONDS)
              .build();
      assertGood(api.answering(slow).get());
    }
  }

  /** An HTTP/1.1 connection carries one call. */
  @Test
  void onHttp1OneCallFails() throws IOException {
    try (var api = answering(new Api(SHORT));
        var proxy = new SilentProxy(api.server.getPort())) {
      assertGood(get(api, proxy));
      proxy.silence();
      assertThat(Api.failure(get(api, proxy))).isInstanceOf(Timeout.class);
      assertGood(get(api, proxy));
      assertThat(proxy.connections()).isEqualTo(2);
    }
  }

  /**
   * The server grants the largest window and then reads nothing. Without a write timeout, the call
   * would block the connection and all other calls on it until the operating system times out.
   */
  @Test
  void onHttp2BlockedWriteClosesTheConnection() throws Exception {
    var limits = new Limits(CONNECT, Duration.ofSeconds(1));
    try (var server = new RawHttp2Server()) {
      var client = server.client(limits);
      Thread.startVirtualThread(
          () -> {
            server.acceptGranting(RawHttp2Server.MAX_WINDOW).awaitEnd();
            var second = server.acceptGranting(RawHttp2Server.MAX_WINDOW);
            second.answer(second.awaitHeaders(), "{\"assistant\":{\"firstMessage\":\"Hi\"}}");
          });
      String body = "{" + " ".repeat(32 << 20) + "}";
      ApiFailure failure =
          Api.failure(client.patchAssistant(server.credentials(), "a", body, () -> true));
      assertThat(failure).isInstanceOfAny(Timeout.class, Unavailable.class);
      assertGood(client.getAssistant(server.credentials(), "a"));
    }
  }

  @Test
  void pingIntervalAboveHalfOfTheCallTimeoutIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limits(CONNECT, Duration.ofSeconds(10), Duration.ofMillis(5_001)));
    assertThat(Limits.DEFAULT.ping()).isEqualTo(Duration.ofSeconds(5));
  }

  private static ApiResult<LiveAssistant> get(Api api, SilentProxy proxy) {
    return api.client.getAssistant(Api.credentials(proxy.baseUrl()), "61636d65");
  }

  private static ApiResult<LiveAssistant> patch(Api api, SilentProxy proxy) {
    return api.client.patchAssistant(
        Api.credentials(proxy.baseUrl()), "61636d65", "{\"firstMessage\":\"Hi\"}", () -> true);
  }

  private static void assertGood(ApiResult<LiveAssistant> result) {
    assertThat(Api.value(result).values()).hasSize(1);
  }

  private static Api answering(Api api) {
    api.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder()
                .body("{\"assistant\":{\"firstMessage\":\"Hi\"}}")
                .build();
          }
        });
    return api;
  }
}
